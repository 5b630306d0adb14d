package office

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/registers"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Book is a register as one person meets it, with some of its entries.
type Book struct {
	*registers.Register
	Entries []models.RegisterEntry // the last day first
	Next    string                 // the cursor of the next page; empty on the last
	Enters  bool                   // the caller may enter something
}

// Books returns all registers, without their entries.
func (o *Office) Books(who models.Caller) ([]Book, error) {
	if err := Registers.Refuse(who); err != nil {
		return nil, err
	}
	var books []Book
	for _, r := range registers.Registers {
		books = append(books, Book{Register: r, Enters: enters(who, r)})
	}
	return books, nil
}

// RegisterQuery says which entries of a register are listed, in the words of both doors.
type RegisterQuery struct {
	Unit   string        `json:"unit" label:"单位" check:"unit"`
	From   calendar.Date `json:"from" label:"开始日期" example:"2026-01-01"`
	To     calendar.Date `json:"to" label:"结束日期" example:"2026-12-31"`
	Open   bool          `json:"open" label:"只看没有落实的"`
	Cursor string        `json:"cursor" label:"翻页标记" help:"上一页的 next"`
	Limit  int           `json:"limit" label:"条数" check:"positive" help:"最多200，不填为50"`
}

// Book returns a register with the entries asked for.
func (o *Office) Book(ctx context.Context, who models.Caller, register string, q RegisterQuery) (b Book, err error) {
	if err := Registers.Refuse(who); err != nil {
		return b, err
	}
	if b.Register, err = book(register); err != nil {
		return b, err
	}
	b.Enters = enters(who, b.Register)
	f := models.RegisterFilter{Register: register, From: q.From, To: q.To, Open: q.Open, Units: readable(who, b.Register), Limit: pageOf(q.Limit)}
	switch {
	case !q.To.IsZero() && q.To.Before(q.From):
		return b, models.Wrong("to", "结束日期不能早于开始日期")
	case q.Unit != "" && f.Units != nil && !slices.Contains(f.Units, q.Unit):
		return b, nil // of what is another's there is nothing
	case q.Unit != "":
		f.Units = []string{q.Unit}
	}
	if f.Before, err = entryBefore(q.Cursor); err != nil {
		return b, err
	}
	f.Limit++
	b.Entries, err = o.store.RegisterEntries(ctx, f)
	if len(b.Entries) == f.Limit {
		b.Entries = b.Entries[:f.Limit-1]
		last := b.Entries[f.Limit-2]
		b.Next = fmt.Sprintf("%s.%d", last.On, last.ID)
	}
	return b, err
}

// pageOf bounds how much is asked for at once.
func pageOf(limit int) int {
	if limit == 0 {
		return 50
	}
	return min(limit, models.MaxPage)
}

func entryBefore(cursor string) (*models.RegisterEntry, error) {
	if cursor == "" {
		return nil, nil
	}
	on, id, _ := strings.Cut(cursor, ".")
	day, wrongDay := calendar.ParseDate(on)
	n, wrong := strconv.ParseInt(id, 10, 64)
	if wrongDay != nil || wrong != nil {
		return nil, models.Wrong("cursor", "翻页标记无效，请从第一页重新查看")
	}
	return &models.RegisterEntry{On: day, ID: n}, nil
}

func book(key string) (*registers.Register, error) {
	r, ok := registers.Of(key)
	if !ok {
		return nil, NoRegister
	}
	return r, nil
}

// NoRegister is the refusal of a register that there is none of.
var NoRegister = &models.Error{Code: models.NotFound, Detail: "没有这本登记簿。请从登记簿页面选择。", Link: "/registers"}

// readable says of which units somebody reads the entries of a register; nil for all.
func readable(who models.Caller, r *registers.Register) []string {
	if r.Bureau || SeeingEverything.Of(who.Role) {
		return nil
	}
	return who.Units()
}

// enters tells whether somebody enters in a register: for their own unit, or for all.
func enters(who models.Caller, r *registers.Register) bool {
	return Entering.Of(who.Role) && (who.Role.OfBureau() || !r.Bureau)
}

// Entry is an entry as one person meets it.
type Entry struct {
	models.RegisterEntry
	Book    *registers.Register
	Changes bool // the caller may change and withdraw it

	Maker, Changer, Withdrawer string // who they were, as staff know them
}

// Entry returns an entry of a register.
func (o *Office) Entry(ctx context.Context, who models.Caller, register string, id int64) (e Entry, err error) {
	if err := Registers.Refuse(who); err != nil {
		return e, err
	}
	if e.Book, err = book(register); err != nil {
		return e, err
	}
	if e.RegisterEntry, err = o.store.Entry(ctx, register, id); err != nil {
		return e, err
	}
	if units := readable(who, e.Book); units != nil && !slices.Contains(units, e.Unit) {
		return Entry{}, &models.Error{Code: models.NotFound, Detail: "没有这条登记。请从登记簿中选择。", Link: "/registers/" + register}
	}
	e.Changes = enters(who, e.Book) && !e.Withdrawn()
	e.Maker, e.Changer, e.Withdrawer = o.named(ctx, e.MadeBy), o.named(ctx, e.ChangedBy), o.named(ctx, e.WithdrawnBy)
	return e, nil
}

// named names a person, if there is one.
func (o *Office) named(ctx context.Context, username string) string {
	if username == "" {
		return ""
	}
	return o.whoIs(ctx, username)
}

// EntryFields returns the fields of a register's entries as somebody meets them: its own
// units are a unit's choice.
func (o *Office) EntryFields(ctx context.Context, who models.Caller, r *registers.Register) ([]form.Field, error) {
	found, err := o.Fields(ctx, r.Fields)
	if err != nil {
		return nil, err
	}
	fields := found[0]
	if who.Role.OfBureau() {
		return fields, nil
	}
	for i, f := range fields {
		if f.Type == form.Unit {
			fields[i].Choices = slices.DeleteFunc(slices.Clone(f.Choices), func(c measures.Choice) bool { return !slices.Contains(who.Units(), c.Value) })
		}
	}
	return fields, nil
}

// Enter keeps what was filled in as an entry of a register, once for a key, and returns
// its number.
func (o *Office) Enter(ctx context.Context, who models.Caller, register, key string, data json.RawMessage) (id int64, err error) {
	err = o.administered(ctx, who, Entering, "enter", register, func() error {
		e, err := o.entered(ctx, who, register, data)
		if err != nil {
			return err
		}
		e.Key, e.MadeAt, e.MadeBy = orNew(key), time.Now(), who.Username
		id, err = o.store.AddEntry(ctx, e)
		return err
	})
	return id, err
}

// ChangeEntry takes over what an entry, which is at a revision, says now.
func (o *Office) ChangeEntry(ctx context.Context, who models.Caller, register string, id, revision int64, data json.RawMessage) error {
	return o.changingEntry(ctx, who, "change_entry", register, id, func(was models.RegisterEntry) error {
		e, err := o.entered(ctx, who, register, data)
		if err != nil {
			return err
		}
		if err := lost(data, was); err != nil {
			return err
		}
		e.ID, e.Revision, e.ChangedAt, e.ChangedBy = id, revision+1, time.Now(), who.Username
		return o.store.ChangeEntry(ctx, e)
	})
}

// WithdrawEntry has an entry that is at a revision count no more.
func (o *Office) WithdrawEntry(ctx context.Context, who models.Caller, register string, id, revision int64, reason string) error {
	return o.changingEntry(ctx, who, "withdraw_entry", register, id, func(models.RegisterEntry) error {
		switch {
		case strings.TrimSpace(reason) == "":
			return models.Wrong("reason", "请填写撤销的原因")
		case utf8.RuneCountInString(reason) > longestNote:
			return models.Wrong("reason", fmt.Sprintf("撤销的原因最多%d字", longestNote))
		}
		return o.store.WithdrawEntry(ctx, models.RegisterEntry{ID: id, Register: register, Revision: revision + 1, WithdrawnAt: time.Now(), WithdrawnBy: who.Username, Reason: reason})
	})
}

// changingEntry changes an entry that the caller may change.
func (o *Office) changingEntry(ctx context.Context, who models.Caller, action, register string, id int64, do func(was models.RegisterEntry) error) error {
	return o.administered(ctx, who, Entering, action, fmt.Sprintf("%s/%d", register, id), func() error {
		e, err := o.Entry(ctx, who, register, id)
		switch {
		case err != nil:
			return err
		case e.Withdrawn():
			return &models.Error{Code: models.NotOpen, Detail: "这条登记已经撤销，不能再修改。需要的请另行登记。"}
		case !e.Changes:
			return KeptByBureau(e.Book)
		}
		return do(e.RegisterEntry)
	})
}

// KeptByBureau refuses to enter in a register that the Bureau keeps.
func KeptByBureau(r *registers.Register) error {
	return &models.Error{Code: models.Forbidden, Article: r.Article, Detail: "“" + r.Title + "”由区司法局登记，您可以查看。需要登记或者更正的，请联系区司法局。"}
}

// entered reads what was filled in for a register by somebody who may enter it.
func (o *Office) entered(ctx context.Context, who models.Caller, register string, data json.RawMessage) (e models.RegisterEntry, err error) {
	r, err := book(register)
	if err != nil {
		return e, err
	}
	if !enters(who, r) {
		return e, KeptByBureau(r)
	}
	fields, err := o.EntryFields(ctx, who, r)
	if err != nil {
		return e, err
	}
	content, wrong := r.Read(fields, data, o.Today())
	if len(wrong) == 0 {
		wrong = unknownUnit(fields, content.Head().Unit)
	}
	if len(wrong) > 0 {
		return e, &models.Error{Code: models.Invalid, Detail: wrong[0].Detail + "。", Fields: wrong}
	}
	h := content.Head()
	e = models.RegisterEntry{Register: register, Unit: h.Unit, On: h.On, Title: h.Title, CaseNumber: h.CaseNumber, Due: h.Due, Done: h.Done}
	e.Content, err = json.Marshal(content)
	return e, err
}

// unknownUnit finds that an entry is of a unit that the caller does not enter for.
func unknownUnit(fields []form.Field, unit string) []models.FieldError {
	i := slices.IndexFunc(fields, func(f form.Field) bool { return f.Name == "unit" })
	if slices.ContainsFunc(fields[i].Choices, func(c measures.Choice) bool { return c.Value == unit }) {
		return nil
	}
	return []models.FieldError{{Field: "unit", Detail: fields[i].Label + "请从列表中选择；单位只登记本单位的事项"}}
}

// RegisterTable returns the entries of a register as a table: see tables.go.
func (o *Office) RegisterTable(ctx context.Context, who models.Caller, register string, q RegisterQuery) (title string, rows [][]string, err error) {
	q.Cursor, q.Limit = "", models.MaxPage
	for {
		b, err := o.Book(ctx, who, register, q)
		if err != nil {
			return "", nil, err
		}
		if title = b.Title; rows == nil {
			rows = [][]string{b.head()}
		}
		for _, e := range b.Entries {
			rows = append(rows, b.line(e))
		}
		if b.Next == "" {
			return title, rows, nil
		}
		if len(rows) > models.Counted {
			return "", nil, tooLong("登记", "单位或者日期")
		}
		q.Cursor = b.Next
	}
}

func (b Book) head() []string {
	var head []string
	for _, f := range b.Fields {
		head = append(head, f.Label)
	}
	return append(head, "撤销的原因")
}

func (b Book) line(e models.RegisterEntry) []string {
	var line []string
	for _, s := range Said(b.Register, e) {
		line = append(line, s.Text)
	}
	return append(line, e.Reason)
}

// Saying is what a field of an entry says.
type Saying struct{ Label, Text string }

// Said returns what all fields of an entry say, in their order, as staff read it.
func Said(r *registers.Register, e models.RegisterEntry) []Saying {
	var values map[string]json.RawMessage
	_ = json.Unmarshal(e.Content, &values) // the ledger keeps what it was given
	var said []Saying
	for _, f := range r.Fields {
		said = append(said, Saying{f.Label, shownOf(f, values[f.Name])})
	}
	return said
}

func shownOf(f form.Field, raw json.RawMessage) string {
	var list []string
	var text string
	switch {
	case len(raw) == 0:
		return ""
	case json.Unmarshal(raw, &list) == nil:
		return strings.Join(list, "、")
	case json.Unmarshal(raw, &text) != nil:
		return string(raw) // a number
	}
	for _, c := range f.Choices {
		if c.Value == text {
			return c.Title
		}
	}
	return text
}
