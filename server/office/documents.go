package office

import (
	"context"
	"fmt"

	"yingsu/models"
	"yingsu/server/documents"
	"yingsu/workflows/calendar"
)

// Paperwork is what there is to draw in a lawsuit.
type Paperwork struct {
	models.Lawsuit
	Offers []PaperOffer
}

// PaperOffer is a kind of paper as one person meets it. Refusal says why it is not theirs
// to draw, empty where it is.
type PaperOffer struct {
	documents.Offer
	Refusal string
}

// Documents lists the papers of a lawsuit: what can be drawn, and why the others cannot.
func (o *Office) Documents(ctx context.Context, who models.Caller, id string) (Paperwork, error) {
	l, m, err := o.matter(ctx, who, id)
	if err != nil {
		return Paperwork{}, err
	}
	work := Paperwork{Lawsuit: l}
	for _, k := range documents.Kinds {
		offer := PaperOffer{Offer: k.Offer(m)}
		if refusal := k.May(&l.File, who.Actor); refusal != nil {
			offer.Refusal = refusal.Detail
		}
		work.Offers = append(work.Offers, offer)
	}
	return work, nil
}

// Drawn is one paper of a lawsuit, and which others there are of its kind.
type Drawn struct {
	models.Lawsuit
	*documents.Document
	Choices []documents.Choice
}

// Court tells whether the paper goes to the court.
func (d Drawn) Court() bool { return documents.Named(d.Document.Kind).Court }

// Document draws a paper of a lawsuit, for one of the choices of its kind; for the first
// where of is empty. Who draws which is declared with the kind. A paper for the court has
// the numbers of persons as they were typed, and that it was drawn stands in the audit log
// then; in all others they are covered.
func (o *Office) Document(ctx context.Context, who models.Caller, id, kind, of string) (Drawn, error) {
	l, m, err := o.matter(ctx, who, id)
	if err != nil {
		return Drawn{}, err
	}
	k := documents.Named(kind)
	if k == nil {
		return Drawn{}, &models.Error{Code: models.NotFound, Detail: fmt.Sprintf("没有“%.40s”这种文书，请从本案文书中选择。", kind)}
	}
	if refusal := k.May(&l.File, who.Actor); refusal != nil {
		return Drawn{}, refusal
	}
	if m.Journal, err = o.journalOf(ctx, who, id); err != nil {
		return Drawn{}, err
	}
	if k.Binds {
		if m.Leaves, _, err = o.bind(ctx, l); err != nil {
			return Drawn{}, err
		}
	}
	d, err := k.Draw(m, of)
	if err != nil {
		return Drawn{}, err
	}
	drawn := Drawn{Lawsuit: l, Document: d.Covered(), Choices: k.Offer(m).Choices}
	if k.Court && d.Holds() {
		drawn.Document = d
		err = o.NumbersCarried(ctx, who, id, "制作“"+d.Title+"”")
	}
	return drawn, err
}

// papersFor returns the papers that somebody may need for an act in a lawsuit and that
// can be drawn now.
func (v View) papersFor(act string, who models.Actor) []documents.Offer {
	var offers []documents.Offer
	m := &documents.Matter{File: &v.File, Law: v.Bench.Law, Clocks: v.Plain(), Today: v.Today}
	for _, k := range documents.For(act) {
		if offer := k.Offer(m); offer.Why == "" && k.May(&v.File, who) == nil {
			offers = append(offers, offer)
		}
	}
	return offers
}

func (o *Office) matter(ctx context.Context, who models.Caller, id string) (models.Lawsuit, *documents.Matter, error) {
	l, err := o.store.Lawsuit(ctx, who.Actor, id)
	if err != nil {
		return l, nil, err
	}
	b, err := o.benchOf(ctx, l)
	if err != nil {
		return l, nil, err
	}
	units, err := o.store.Units(ctx)
	return l, &documents.Matter{File: &l.File, Law: b.Law, Clocks: b.Clocks(&l.File), Today: b.Today, Units: units}, err
}

// journalOf says how far the journal goes, and which seal stands for it.
func (o *Office) journalOf(ctx context.Context, who models.Caller, id string) (documents.Journal, error) {
	journal, err := o.store.Journal(ctx, who.Actor, id)
	if err != nil {
		return documents.Journal{}, err
	}
	seal, sealed, err := o.store.SealOf(ctx, id, len(journal))
	return documents.Journal{Lines: len(journal), Hash: journal[len(journal)-1].Hash, Seal: sealNote(seal, sealed)}, err
}

// sealNote names the first seal that stands for the whole journal: printed and
// signed, it shows later whether the ledger was changed, all of it.
func sealNote(seal models.Seal, sealed bool) string {
	if !sealed {
		return "上述日志尚未封存（每日凌晨封存）"
	}
	return fmt.Sprintf("第%d次（%s），校验值%s", seal.Number, calendar.DateOf(seal.At).Chinese(), seal.Sum())
}
