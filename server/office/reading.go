package office

import (
	"context"

	"yingsu/models"
)

// What the pages and the interface read, each for those who may: see capabilities.go.
// Of lawsuits the ledger shows every viewer their own.

// Lawsuit returns a lawsuit, or NotFound where it does not exist or is none of the
// caller's. Like all that follows, it answers from the ledger alone.
func (o *Office) Lawsuit(ctx context.Context, who models.Caller, id string) (models.Lawsuit, error) {
	return o.store.Lawsuit(ctx, who.Actor, id)
}

// Lawsuits returns a page of the lawsuits that the caller may see.
func (o *Office) Lawsuits(ctx context.Context, who models.Caller, f models.Filter) (models.Page, error) {
	return o.store.Lawsuits(ctx, who.Actor, f)
}

// Tally counts the lawsuits that the caller may see.
func (o *Office) Tally(ctx context.Context, who models.Caller) (models.Tally, error) {
	return o.store.Tally(ctx, who.Actor)
}

// Duties returns a page of the periods that run in them.
func (o *Office) Duties(ctx context.Context, who models.Caller, f models.DutyFilter) (models.DutyPage, error) {
	return o.store.Duties(ctx, who.Actor, f)
}

// Desk returns the beginnings of several lists of duties.
func (o *Office) Desk(ctx context.Context, who models.Caller, lists []models.DutyFilter) ([]models.DutyList, error) {
	return o.store.Desk(ctx, who.Actor, lists)
}

// DutyDays returns, by days, the first few of the periods that fall due on each.
func (o *Office) DutyDays(ctx context.Context, who models.Caller, f models.DutyFilter, each int) ([]models.DutyDay, error) {
	return o.store.DutyDays(ctx, who.Actor, f, each)
}

// Journal returns what was done in a lawsuit, oldest first.
func (o *Office) Journal(ctx context.Context, who models.Caller, id string) ([]models.Entry, error) {
	return o.store.Journal(ctx, who.Actor, id)
}

// Done returns the acts of a lawsuit as they were put on file, oldest first.
func (o *Office) Done(ctx context.Context, who models.Caller, id string) ([]models.Done, error) {
	if _, err := o.Lawsuit(ctx, who, id); err != nil {
		return nil, err
	}
	return o.store.Done(ctx, id)
}

// DoneLately returns what the caller did last, the last first.
func (o *Office) DoneLately(ctx context.Context, who models.Caller) ([]models.Deed, error) {
	return o.store.DoneBy(ctx, who.Actor, who.Username, 0)
}

// Effect returns what was done in a lawsuit under a key, if anything.
func (o *Office) Effect(ctx context.Context, who models.Caller, id, key string) (models.Effect, bool, error) {
	if _, err := o.Lawsuit(ctx, who, id); err != nil {
		return models.Effect{}, false, err
	}
	return o.store.Effect(ctx, id, key)
}

// Inbox returns a page of the caller's messages.
func (o *Office) Inbox(ctx context.Context, who models.Caller, f models.MessageFilter) (models.MessagePage, error) {
	return o.store.Inbox(ctx, who.UserID, f)
}

// Unread counts the caller's messages that wait, up to models.Counted.
func (o *Office) Unread(ctx context.Context, who models.Caller) (int, error) {
	return o.store.Unread(ctx, who.UserID)
}

// MarkRead marks messages of the caller's as read, or all of them where none is named.
func (o *Office) MarkRead(ctx context.Context, who models.Caller, ids ...int64) error {
	return o.store.MarkRead(ctx, who.UserID, ids...)
}

// Undelivered returns what reached nobody, of the lawsuits that the caller may see.
func (o *Office) Undelivered(ctx context.Context, who models.Caller) ([]models.Message, error) {
	return o.store.Undelivered(ctx, who.Actor, 0)
}

// Undeliverable returns the deliveries that were given up.
func (o *Office) Undeliverable(ctx context.Context, who models.Caller) ([]models.Undeliverable, error) {
	return read(ctx, who, Posting, func(ctx context.Context) ([]models.Undeliverable, error) { return o.store.Undeliverable(ctx, 0) })
}

// Units returns the directory of units.
func (o *Office) Units(ctx context.Context, who models.Caller) ([]models.Unit, error) {
	return read(ctx, who, SignedIn, o.store.Units)
}

// Users returns all accounts.
func (o *Office) Users(ctx context.Context, who models.Caller) ([]models.User, error) {
	return read(ctx, who, Accounts, o.store.Users)
}

// Names returns everybody's name by user name, as it stands in journals.
func (o *Office) Names(ctx context.Context, who models.Caller) (map[string]string, error) {
	users, err := read(ctx, who, SignedIn, o.store.Users)
	return namesIn(users), err
}

// Own returns the caller's own account, in whoever's seat they are.
func (o *Office) Own(ctx context.Context, who models.Caller) (models.User, error) {
	return o.store.UserByID(ctx, who.UserID)
}

// Colleagues returns who can stand in for the caller.
func (o *Office) Colleagues(ctx context.Context, who models.Caller) ([]models.User, error) {
	own, err := o.Own(ctx, who)
	if err != nil {
		return nil, err
	}
	users, err := read(ctx, who, Leaves, o.store.Users)
	var colleagues []models.User
	for _, u := range users {
		if u.CanStandInFor(own) {
			colleagues = append(colleagues, u)
		}
	}
	return colleagues, err
}

// Law returns the calendar and the editions that lawsuits are counted by.
func (o *Office) Law(ctx context.Context, who models.Caller) (models.Law, error) {
	return read(ctx, who, SignedIn, o.store.Law)
}

// Proposals returns the changes of the law that were proposed, last one first.
func (o *Office) Proposals(ctx context.Context, who models.Caller) ([]models.Proposal, error) {
	return read(ctx, who, Deciding, o.store.Proposals)
}

// Proposal returns one of them, or NotFound.
func (o *Office) Proposal(ctx context.Context, who models.Caller, id int64) (models.Proposal, error) {
	return read(ctx, who, Deciding, func(ctx context.Context) (models.Proposal, error) { return o.store.Proposal(ctx, id) })
}

// Outbox tells how it stands with what is to leave the program, for its figures, which
// their door gives to programs on this machine too.
func (o *Office) Outbox(ctx context.Context) (models.Outbox, error) { return o.store.Outbox(ctx) }

// Reachable tells whether the ledger can be read from.
func (o *Office) Reachable(ctx context.Context) error { return o.store.Ping(ctx) }
