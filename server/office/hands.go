package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Handover says who is to have a lawsuit in hand in the caller's office: from whom, to
// whom. Without From somebody has it besides those who have it now; without To nobody
// takes the place of who gives it up.
type Handover struct {
	To, From string // user names
	Note     string
}

// Hands is who has a lawsuit in hand, as one person meets it.
type Hands struct {
	models.Lawsuit
	Offices    []OfficeHands
	Own        string        // the caller's office in it; empty where they have none
	Gives      string        // the account by which the caller has it in hand: see has
	Assigns    bool          // the caller can say who of their office has it
	Colleagues []models.User // who can be given it by the caller, who is one of them
	Handings   []models.Handing
	Remarks    []models.Remark // the last first
	Demands    []DemandView    // likewise
	Says       bool            // the caller can say something
	Asks       []string        // the offices of which the caller can ask something
	Today      calendar.Date
	Names      map[string]string // by user name
}

// DemandView is a demand as one person meets it today.
type DemandView struct {
	models.Demand
	Late bool // its day has passed
	Ours bool // it waits for the caller's office
	Back bool // the caller can take it back
}

// OfficeHands is who has a lawsuit in hand in one office.
type OfficeHands struct {
	Office  string
	Persons []models.Hand
}

// OwnHands returns who has it in hand in the caller's office.
func (h Hands) OwnHands() []models.Hand {
	for _, o := range h.Offices {
		if o.Office == h.Own {
			return o.Persons
		}
	}
	return nil
}

// longestNote bounds what is said with a change of hands, in characters.
const longestNote = 200

// Hands returns who has a lawsuit in hand, and how it came to them.
func (o *Office) Hands(ctx context.Context, who models.Caller, id string) (Hands, error) {
	l, beside, err := o.store.Beside(ctx, who.Actor, id)
	if err != nil {
		return Hands{}, err
	}
	h := Hands{Lawsuit: l, Offices: officesOf(beside), Own: ownOffice(who, beside)}
	h.Gives = has(who, beside.In(h.Own))
	if h.Handings, err = o.store.Handings(ctx, l.ID); err != nil {
		return Hands{}, err
	}
	if h.Remarks, err = o.store.Remarks(ctx, l.ID); err != nil {
		return Hands{}, err
	}
	demands, err := o.store.DemandsIn(ctx, l.ID)
	if err != nil {
		return Hands{}, err
	}
	h.Today, h.Says = o.Today(), Remarking.Of(who.Role)
	h.Demands = demandViews(who, demands, h.Today)
	if Demanding.Of(who.Role) {
		h.Asks = slices.DeleteFunc(withBureau(beside.Units), func(unit string) bool { return unit == who.Unit })
	}
	users, err := o.store.Users(ctx)
	if err != nil {
		return Hands{}, err
	}
	h.Names = namesIn(users)
	if h.Own != "" && !l.Closed {
		h.Assigns, h.Colleagues = Assigning.Of(who.Role), colleaguesIn(users, who)
	}
	return h, nil
}

func demandViews(who models.Caller, demands []models.Demand, today calendar.Date) []DemandView {
	var views []DemandView
	for _, d := range demands {
		views = append(views, DemandView{d, d.Overdue(today), d.Open() && answers(who, d), d.Open() && withdraws(who, d)})
	}
	return views
}

func namesIn(users []models.User) map[string]string {
	names := map[string]string{}
	for _, u := range users {
		names[u.Username] = u.Name
	}
	return names
}

// officesOf lists the offices of a lawsuit: the units that have a part in it, and the
// Justice Bureau.
func officesOf(b models.Beside) []OfficeHands {
	var all []OfficeHands
	for _, unit := range withBureau(b.Units) {
		all = append(all, OfficeHands{unit, b.In(unit)})
	}
	return all
}

func withBureau(units []string) []string {
	all := slices.Clone(units)
	if !slices.Contains(all, measures.JusticeBureau) {
		all = append(all, measures.JusticeBureau)
	}
	return all
}

// ownOffice returns the office of a lawsuit in which somebody works, empty if in none.
func ownOffice(who models.Caller, b models.Beside) string {
	if who.Role.OfBureau() {
		return measures.JusticeBureau
	}
	i := slices.IndexFunc(b.Units, func(unit string) bool { return who.Role.OfUnit() && who.ActsFor(unit) })
	if i < 0 {
		return ""
	}
	return b.Units[i]
}

// has returns by which account somebody has a lawsuit in hand: their own, or that of the
// absent colleague in whose seat they are; none where they have not.
func has(who models.Caller, hands []models.Hand) string {
	for _, h := range hands {
		if h.Person == who.Username || who.Seat != "" && h.Person == who.Seat {
			return h.Person
		}
	}
	return ""
}

// colleaguesIn returns the accounts in use of the caller's own unit, by name.
func colleaguesIn(users []models.User, who models.Caller) []models.User {
	var some []models.User
	for _, u := range users {
		alike := who.Role.OfBureau() && u.Role.OfBureau() || who.Role.OfUnit() && u.Role.OfUnit() && u.Unit == who.Unit
		if alike && !u.Disabled {
			some = append(some, u)
		}
	}
	slices.SortStableFunc(some, func(a, b models.User) int { return cmp.Compare(a.Name, b.Name) })
	return some
}

// Hand changes who has a lawsuit in hand in the caller's office. Everybody there takes it
// for themselves, gives up or hands over what they have; the office's official, the
// Bureau's director or clerk say who else has it.
func (o *Office) Hand(ctx context.Context, who models.Caller, id string, to Handover) error {
	return o.beside(ctx, who, Handling, "hand", id, func(l models.Lawsuit, b models.Beside) error {
		office := ownOffice(who, b)
		if err := o.handable(ctx, who, l, b.In(office), to); err != nil {
			return err
		}
		h := models.Handing{LawsuitID: l.ID, Office: office, From: to.From, To: to.To, By: who.Username, Note: to.Note, At: time.Now().UTC()}
		return o.store.Hand(ctx, h, handNotices(who, h)...)
	})
}

func (o *Office) handable(ctx context.Context, who models.Caller, l models.Lawsuit, hands []models.Hand, to Handover) error {
	takes, gives := to.From == "" && to.To == who.Username, to.From != "" && to.From == has(who, hands)
	switch {
	case l.Closed:
		return &models.Error{Code: models.NotOpen, Detail: "案件已归档，不再变更承办人。需要补卷的，请在案件页面办理。"}
	case to.From == "" && to.To == "":
		return models.Wrong("to", "请从名单中选择承办人")
	case to.From == to.To:
		return models.Wrong("to", "请选择另一名承办人")
	case utf8.RuneCountInString(to.Note) > longestNote:
		return models.Wrong("note", fmt.Sprintf("说明最多%d字", longestNote))
	}
	if !takes && !gives {
		if err := Assigning.Refuse(who); err != nil {
			return err
		}
	}
	if to.To == "" {
		return nil
	}
	users, err := o.store.Users(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(colleaguesIn(users, who), func(u models.User) bool { return u.Username == to.To }) {
		return models.Wrong("to", "承办人须为本单位在用的账号，请从名单中选择")
	}
	return nil
}

// handNotices tell whoever is given a lawsuit, or loses it, by somebody else.
func handNotices(who models.Caller, h models.Handing) []models.Notice {
	said := ""
	if h.Note != "" {
		said = "说明：" + h.Note
	}
	tell := func(person, title, body string) models.Notice {
		return models.Notice{
			Key: fmt.Sprintf("hand/%s/%d", person, h.At.UnixNano()), Persons: []string{person}, To: []models.Recipient{},
			Urgency: models.Information, Title: title, Body: body + said,
		}
	}
	var all []models.Notice
	if h.To != "" && h.To != h.By {
		all = append(all, tell(h.To, "本案由您承办", fmt.Sprintf("%s（%s）%s您承办本案，今后本案的提醒发给您。", who.Name, who.Role.Title(), map[bool]string{true: "移交", false: "指定"}[h.From == h.By])))
	}
	if h.From != "" && h.From != h.By {
		all = append(all, tell(h.From, "本案不再由您承办", fmt.Sprintf("%s（%s）变更了本案的承办人。", who.Name, who.Role.Title())))
	}
	return all
}

// beside does what stands beside a lawsuit's file and is no act in it, for those who may
// and who see the lawsuit, and keeps the record of it.
func (o *Office) beside(ctx context.Context, who models.Caller, c *Capability, action, id string, do func(models.Lawsuit, models.Beside) error) error {
	attempt := who.Attempt(action)
	attempt.LawsuitID = id
	return o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		l, b, err := o.store.Beside(ctx, who.Actor, id)
		if err != nil {
			return false, err
		}
		if err := c.Refuse(who); err != nil {
			return false, err
		}
		return false, do(l, b)
	})
}
