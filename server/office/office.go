// Package office is what both doors of the server, the interface for programs
// and the pages for people, lead to: it judges who may, keeps the record of who
// tried what, has lawsuits changed by their workflows, and reads them from the
// ledger. It knows neither JSON paths nor HTML.
package office

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/server/documents"
	"yingsu/server/uploads"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Office has what it works with. What it has in the ledger nobody reads past it: see
// reading.go, and who may what in capabilities.go.
type Office struct {
	Settings
	Temporal client.Client

	store     *store.Store
	workforce workforce
	given     chan struct{} // an errand was
}

// Settings are what an office is told of the place where it works.
type Settings struct {
	Civil     calendar.Civil // zero in production
	Site      string         // address of the pages, without a slash at the end; for links in the console
	Console   string         // address of Temporal's console as browsers reach it, empty if there is none
	Namespace string         // Temporal's
	Discreet  bool           // the console is not to say who sues
	Watermark bool           // pages of lawsuits bear who looks at them
	Parties   bool           // calendars that are fetched say who sues
	Hosts     []string       // to which robots' messages may go although they are not public: HOST or HOST:PORT

	Vault     vault.Vault     // where files are kept, nil where none are taken
	FileLimit int64           // bytes that a file may have
	Scanner   uploads.Scanner // asked about each file, empty for none
}

// New opens an office.
func New(ledger *store.Store, temporal client.Client, s Settings) *Office {
	return &Office{Settings: s, Temporal: temporal, store: ledger, given: make(chan struct{}, 1)}
}

// Today returns the civil day.
func (o *Office) Today() calendar.Date { return o.Civil.Today(time.Now()) }

// Bench returns the day and the law that a lawsuit opened today comes under.
func (o *Office) Bench(ctx context.Context) (workflows.Bench, error) {
	law, err := o.store.Law(ctx)
	return workflows.Bench{Law: law.Now(measures.EditionOn(law.Editions, o.Today())), Today: o.Today()}, err
}

// benchOf returns the day and the law that a lawsuit is under: the edition of the
// Measures under which it was opened (第四十条).
func (o *Office) benchOf(ctx context.Context, l models.Lawsuit) (workflows.Bench, error) {
	law, err := o.store.Law(ctx)
	if err != nil {
		return workflows.Bench{}, err
	}
	return benchUnder(law, l, o.Today())
}

func benchUnder(law models.Law, l models.Lawsuit, today calendar.Date) (workflows.Bench, error) {
	edition, err := measures.EditionNamed(law.Editions, l.Edition)
	return workflows.Bench{Law: measures.Law{Calendar: law.Calendar, Edition: edition, Logic: l.Logic}, Today: today}, err
}

// benchFor is benchOf for an act: with what was done before, where it looks back.
func (o *Office) benchFor(ctx context.Context, l models.Lawsuit, act *workflows.Act) (workflows.Bench, error) {
	b, err := o.benchOf(ctx, l)
	if err != nil || !act.LooksBack {
		return b, err
	}
	b.Done, err = o.store.Done(ctx, l.ID)
	return b, err
}

// Register opens a file with a court's notice, or with another of workflows.Openings.
// The same key sent again returns the receipt of the file that it opened; another notice
// with the same case number is a Conflict that links to the first.
func (o *Office) Register(ctx context.Context, who models.Caller, opening *workflows.Form, key string, input json.RawMessage) (models.Receipt, error) {
	return o.audited(ctx, who, opening.Name, "", func(attempt int64) (models.Receipt, error) {
		return o.register(ctx, who, opening, workflows.Request{Key: orNew(key), By: who.Actor, Input: input, Attempt: attempt})
	})
}

func (o *Office) register(ctx context.Context, who models.Caller, opening *workflows.Form, r workflows.Request) (models.Receipt, error) {
	if err := Registering.Refuse(who); err != nil {
		return models.Receipt{}, err
	}
	b, err := o.Bench(ctx)
	if err != nil {
		return models.Receipt{}, err
	}
	if err := o.reopenable(ctx, r.Input); err != nil {
		return models.Receipt{}, err
	}
	file, refusal := workflows.Open(opening, r, b)
	if refusal != nil {
		return models.Receipt{}, refusal
	}
	if err := o.knownUnits(ctx, opening, r.Input); err != nil {
		return models.Receipt{}, err
	}
	return o.open(ctx, workflows.Docket{
		ID: models.IDOf(file.CaseNumber), File: *file, Edition: b.Edition, Civil: o.Civil,
		By: who.Actor, Key: r.Key, Request: r.Hash(opening.Name), Attempt: r.Attempt, Link: o.linkTo(models.IDOf(file.CaseNumber)),
	})
}

// Act does something in a lawsuit: what the request says, and in the caller's name. The
// same key sent again returns the first receipt and does nothing more.
func (o *Office) Act(ctx context.Context, who models.Caller, id, name string, r workflows.Request) (models.Receipt, error) {
	return o.audited(ctx, who, name, id, func(attempt int64) (models.Receipt, error) {
		r.By, r.Attempt = who.Actor, attempt
		return o.act(ctx, who, id, name, r)
	})
}

func (o *Office) act(ctx context.Context, who models.Caller, id, name string, r workflows.Request) (models.Receipt, error) {
	l, act, err := o.find(ctx, who, id, name)
	if err != nil {
		return o.answered(ctx, id, name, r, err)
	}
	if r.Key == "" { // a key of our own making has done nothing before
		r.Key = uuid.NewString()
	} else if receipt, found, err := o.before(ctx, l.ID, r.Key, r.Hash(act.Name)); found || err != nil {
		return receipt, err
	}
	if err := o.judge(ctx, l, act, r); err != nil {
		return models.Receipt{}, err
	}
	if err := o.judgeNumbers(ctx, who, l, act, r); err != nil {
		return models.Receipt{}, err
	}
	if err := o.seconded(ctx, who, l, act); err != nil {
		return models.Receipt{}, err
	}
	return o.ask(ctx, l, act, r)
}

// answered refuses a request about a lawsuit that its sender does not see, unless it
// is one that has been done: the very act may have taken the lawsuit out of their
// sight, and whoever lost the answer to it asks again.
func (o *Office) answered(ctx context.Context, id, name string, r workflows.Request, refusal error) (models.Receipt, error) {
	receipt, found, err := o.before(ctx, id, r.Key, r.Hash(name))
	if !found || err != nil {
		return models.Receipt{}, refusal
	}
	return receipt, nil
}

// Preview returns what an act would make of a lawsuit, or why it cannot be
// done. Nothing is changed.
func (o *Office) Preview(ctx context.Context, who models.Caller, id, name string, input json.RawMessage) (workflows.Outcome, error) {
	l, act, err := o.find(ctx, who, id, name)
	if err != nil {
		return workflows.Outcome{}, err
	}
	request := workflows.Request{By: who.Actor, Input: input}
	if err := o.judge(ctx, l, act, request); err != nil {
		return workflows.Outcome{}, err
	}
	b, err := o.benchFor(ctx, l, act)
	if err != nil {
		return workflows.Outcome{}, err
	}
	outcome, refusal := act.Preview(&l.File, request, b)
	if refusal != nil {
		return workflows.Outcome{}, refusal
	}
	if SeeingEverything.Of(who.Role) {
		if err := o.freeNumbers(ctx, who, l, act, request, &outcome.File); err != nil {
			return workflows.Outcome{}, err
		}
	}
	return outcome, nil
}

func (o *Office) find(ctx context.Context, who models.Caller, id, name string) (models.Lawsuit, *workflows.Act, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return l, nil, err
	}
	act := workflows.ActNamed(name)
	if act == nil {
		return l, nil, &models.Error{Code: models.NotFound, Detail: fmt.Sprintf("没有“%.40s”这项办理，可办理的事项见 /api/v1/acts。", name)}
	}
	return l, act, nil
}

// judge refuses on the projection what the workflow would refuse. The projection
// is never behind what people have been told, so this spares the workflow the
// question, and answers with Temporal down.
func (o *Office) judge(ctx context.Context, l models.Lawsuit, act *workflows.Act, r workflows.Request) error {
	b, err := o.benchFor(ctx, l, act)
	if err != nil {
		return err
	}
	if refusal := act.Check(&l.File, r, b); refusal != nil {
		return refusal
	}
	if err := lost(r.Input, l.File); err != nil {
		return err
	}
	return o.knownUnits(ctx, &act.Form, r.Input)
}

// judgeNumbers refuses a number that is another lawsuit's. A preview asks only for
// those who see all lawsuits: it leaves no trace, and would tell the others which
// numbers there are.
func (o *Office) judgeNumbers(ctx context.Context, who models.Caller, l models.Lawsuit, act *workflows.Act, r workflows.Request) error {
	if !act.LooksBack && !mentionsNumber(r.Input) { // as most
		return nil
	}
	b, err := o.benchFor(ctx, l, act)
	if err != nil {
		return err
	}
	outcome, refusal := act.Preview(&l.File, r, b)
	if refusal != nil {
		return refusal
	}
	return o.freeNumbers(ctx, who, l, act, r, &outcome.File)
}

// before returns the receipt that a key has already earned with the request of
// the given hash.
func (o *Office) before(ctx context.Context, id, key, hash string) (models.Receipt, bool, error) {
	effect, found, err := o.store.Effect(ctx, id, key)
	if err != nil || !found {
		return models.Receipt{}, false, err
	}
	if effect.Request != hash {
		return models.Receipt{}, true, &models.Error{
			Code: models.KeyReused, Detail: "该请求标识（Idempotency-Key）已用于另一项内容不同的办理，请换用新的标识。",
		}
	}
	var receipt models.Receipt
	return receipt, true, json.Unmarshal(effect.Receipt, &receipt)
}

// formerOrgan is the field for who did what is sued for: that organ may be there no more.
const formerOrgan = "origin.unit"

// knownUnits refuses names that do not stand in the directory of units, and those of
// units that are there no more where somebody has to act.
func (o *Office) knownUnits(ctx context.Context, f *workflows.Form, input json.RawMessage) error {
	named := workflows.Mentions(form.Unit, f.Fields, input)
	if len(named) == 0 {
		return nil
	}
	units, err := o.store.Units(ctx)
	if err != nil {
		return err
	}
	var wrong []models.FieldError
	for _, field := range slices.Sorted(maps.Keys(named)) {
		at := slices.IndexFunc(units, func(u models.Unit) bool { return u.Name == named[field] })
		switch {
		case at < 0:
			wrong = append(wrong, models.FieldError{Field: field, Detail: fmt.Sprintf("单位名录中没有“%.60s”，请从名录中选择，或者请系统管理员先行添加", named[field])})
		case units[at].Closed(o.Today()) && field != formerOrgan:
			wrong = append(wrong, models.FieldError{Field: field, Detail: closedUnit(units[at]) + "（第八条第二款第八项）"})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return &models.Error{Code: models.Invalid, Article: "第三条", Detail: wrong[0].Detail + "。", Fields: wrong}
}

// reopenable refuses to take up a lawsuit again that is not archived: while it
// is open, a retrial is recorded in it.
func (o *Office) reopenable(ctx context.Context, input json.RawMessage) error {
	number := workflows.Mentions(form.Number, workflows.Register.Fields, input)["reopens"]
	if number == "" {
		return nil
	}
	id, known, err := o.store.ArchivedAs(ctx, number)
	if err != nil || id != "" {
		return err
	}
	detail := "没有案号为" + number + "的案件，请核对原案案号"
	if known {
		detail = "案件" + number + "尚未归档，再审请在原案中办理“登记再审审查结果”"
	}
	refusal := models.Wrong("reopens", detail)
	refusal.Article = "第二十六条第二款"
	return refusal
}

// audited does something in a lawsuit and keeps the record of it. What is done is
// settled in the transaction that does it.
func (o *Office) audited(ctx context.Context, who models.Caller, action, id string, do func(attempt int64) (models.Receipt, error)) (receipt models.Receipt, err error) {
	attempt := who.Attempt(action)
	attempt.LawsuitID = id
	err = o.store.Audited(ctx, attempt, func(line int64) (bool, error) {
		receipt, err = do(line)
		return receipt.Attempt == line, err
	})
	return receipt, err
}

// administered does what is no act in a lawsuit, for those who may, and keeps the
// record of it.
func (o *Office) administered(ctx context.Context, who models.Caller, c *Capability, action, detail string, do func() error) error {
	attempt := who.Attempt(action)
	attempt.Detail = detail
	return o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		if err := c.Refuse(who); err != nil {
			return false, err
		}
		return false, do()
	})
}

func orNew(key string) string {
	if key == "" {
		return uuid.NewString()
	}
	return key
}

// Fields returns the fields of forms as people meet them: with the units of the
// directory as choices.
func (o *Office) Fields(ctx context.Context, forms ...[]form.Field) ([][]form.Field, error) {
	units, err := o.store.Units(ctx)
	if err != nil {
		return nil, err
	}
	var choices []measures.Choice
	for _, u := range units {
		title := u.Name
		if u.Closed(o.Today()) {
			title += "（已撤销，由" + u.Successor + "继续行使职能）"
		}
		choices = append(choices, measures.Choice{Value: u.Name, Title: title})
	}
	all := make([][]form.Field, len(forms))
	for n, fields := range forms {
		all[n] = form.WithUnits(fields, choices)
	}
	return all, nil
}

// Offer is an act as one person meets it in one lawsuit.
type Offer struct {
	*workflows.Act
	Title  string          // in the words of the lawsuit's kind
	Fields []form.Field    // with what the lawsuit and the directory leave to choose from
	Usual  json.RawMessage // what is most likely meant
	Next   bool            // the lawsuit waits for it
	Own    bool            // it is this person's to do, and not what they can take down for others
	Mind   []measures.Defect
	Papers []documents.Offer // that it may take, and that can be drawn now
}

// Offers returns acts as the caller meets them in a lawsuit.
func (o *Office) Offers(ctx context.Context, who models.Caller, v View, acts ...*workflows.Act) ([]Offer, error) {
	var forms [][]form.Field
	for _, act := range acts {
		forms = append(forms, act.Offered(&v.File, who.Actor, v.Bench))
	}
	fields, err := o.Fields(ctx, forms...)
	if err != nil {
		return nil, err
	}
	offers := make([]Offer, len(acts))
	for n, act := range acts {
		offers[n] = Offer{
			Act: act, Title: act.In(v.File.Kind).Title, Fields: fields[n], Usual: act.Usual(&v.File, who.Actor, v.Bench),
			Next: slices.Contains(v.Next, act), Own: act.OwedBy(&v.File, who.Actor), Papers: v.papersFor(act.Name, who.Actor),
		}
		if act.Mind != nil {
			offers[n].Mind = act.Mind(&v.File)
		}
	}
	return offers, nil
}
