package api

import (
	"cmp"

	"github.com/labstack/echo/v4"

	"yingsu/server/documents"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// pastQuery names a day.
type pastQuery struct {
	On calendar.Date `json:"on" label:"日期" check:"required,past" example:"2026-03-10"`
}

// past is a lawsuit as it stood at the end of a day.
type past struct {
	ID              string         `json:"id"`
	CaseNumber      string         `json:"case_number"`
	On              calendar.Date  `json:"on"`
	Acts            int            `json:"acts"` // put on file by then
	Stage           measures.Stage `json:"stage"`
	StageTitle      string         `json:"stage_title"`
	Facts           measures.File  `json:"facts"`
	Clocks          []office.Clock `json:"clocks"`
	Edition         string         `json:"edition"`
	CalendarEdition string         `json:"calendar_edition"` // today's, by which the clocks are counted
}

func (a *API) past(c *call) (any, error) {
	var q pastQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	p, err := a.office.Past(c.ctx(), c.who, c.path("id"), q.On)
	return past{
		ID: p.ID, CaseNumber: p.CaseNumber, On: p.On, Acts: p.Acts, Stage: p.Stage, StageTitle: p.Stage.Title(),
		Facts: p.File, Clocks: p.Clocks, Edition: p.Edition, CalendarEdition: p.CalendarEdition(),
	}, err
}

// findings lists the facts of 第三十七条 that the record shows.
type findings struct {
	Note     string             `json:"note"`
	Findings []measures.Finding `json:"findings"`
}

func (a *API) findings(c *call) (any, error) {
	v, err := a.office.View(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	found, err := v.Findings(c.who)
	return findings{v.FindingsNote(), append([]measures.Finding{}, found...)}, err
}

// volume is what is bound, or would be if the file were archived now.
type volume struct {
	Closed     bool              `json:"closed"`
	Archive    *measures.Archive `json:"archive,omitempty"`
	Items      []documents.Leaf  `json:"items"`
	Incomplete []measures.Defect `json:"incomplete"` // to be done, or explained, before it can be closed
}

func (a *API) volume(c *call) (any, error) {
	l, leaves, err := a.office.Volume(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	return volume{l.Closed, l.File.Archive, leaves, append([]measures.Defect{}, measures.Incomplete(&l.File)...)}, nil
}

// evidence is the catalogue of 第十三条, and what the response still lacks.
type evidence struct {
	Exhibits []measures.Exhibit `json:"exhibits"`
	Defects  []measures.Defect  `json:"defects"`
}

func (a *API) evidence(c *call) (any, error) {
	l, err := a.office.Lawsuit(c.ctx(), c.who, c.path("id"))
	if err != nil {
		return nil, err
	}
	return evidence{append([]measures.Exhibit{}, l.File.Catalogue()...), append([]measures.Defect{}, measures.Defects(&l.File)...)}, nil
}

// documentList is every kind of paper that a lawsuit can come to need.
type documentList struct {
	Documents []documentKind `json:"documents"`
}

// documentKind is one of them, with what there is to choose from; or why it cannot be
// drawn, now or by the caller.
type documentKind struct {
	Name    string             `json:"name"`
	Title   string             `json:"title"`
	Article string             `json:"article"`
	Doc     string             `json:"doc"`
	Choices []documents.Choice `json:"choices"`
	Why     string             `json:"why,omitempty"`
}

func (a *API) documents(c *call) (any, error) {
	work, err := a.office.Documents(c.ctx(), c.who, c.path("id"))
	list := documentList{Documents: []documentKind{}}
	for _, o := range work.Offers {
		k := documentKind{o.Name, o.Title, o.Article, o.Doc, append([]documents.Choice{}, o.Choices...), cmp.Or(o.Refusal, o.Why)}
		if o.Refusal != "" {
			k.Choices = []documents.Choice{}
		}
		list.Documents = append(list.Documents, k)
	}
	return list, err
}

// documentQuery says which of several.
type documentQuery struct {
	Of string `json:"of,omitempty" label:"为谁或者为哪一次制作" help:"choices 中的 of；不填即为第一份"`
}

func (a *API) drawn(c *call) (any, error) {
	var q documentQuery
	if err := a.readQuery(c, &q); err != nil {
		return nil, err
	}
	d, err := a.office.Document(c.ctx(), c.who, c.path("id"), c.path("kind"), q.Of)
	if err != nil {
		return nil, err
	}
	content, err := d.Docx()
	return download{d.Name + ".docx", documents.DocxType, content}, err
}

// download is an answer that is a file.
type download struct {
	name, kind string
	content    []byte
}

func (d download) send(c echo.Context) error { return doors.Hand(c, d.name, d.kind, d.content) }

// packed is an answer that is a file which is made while it is sent.
type packed struct{ *office.Packet }

func (p packed) send(c echo.Context) error {
	return doors.Stream(c, p.Name, "application/zip", p.Write)
}

func (a *API) dossier(c *call) (any, error) {
	packet, err := a.office.Dossier(c.ctx(), c.who, c.path("id"))
	return packed{packet}, err
}
