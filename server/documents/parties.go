package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yingsu/workflows/measures"
)

// How papers name a lawsuit and those who are in it.

// most is how many people a paper names one by one; of more it names the first, and all
// of them in an annex.
const most = 10

// people names those on a side.
func (m *Matter) people(side measures.Side) string { return fewOrFirst(m.File.Named(side)) }

func fewOrFirst(names []string) string {
	if len(names) > most {
		return fmt.Sprintf("%s等%d人", names[0], len(names))
	}
	return or(strings.Join(names, "、"))
}

// suit names the lawsuit as a sentence does: 王某某诉威海市环翠区人民政府房屋强制拆除一案.
func (m *Matter) suit() string {
	f := m.File
	plaintiffs, defendants := measures.InShort(f.Named(measures.Plaintiff)), strings.Join(f.Named(measures.Respondent), "、")
	switch f.Kind {
	case measures.Reconsideration:
		return fmt.Sprintf("%s因%s以%s为被申请人申请行政复议一案", or(plaintiffs), or(f.Cause), or(defendants))
	case measures.SuggestionOnly:
		return fmt.Sprintf("%s就%s提出建议一事", f.Court, or(f.Cause))
	}
	return fmt.Sprintf("%s诉%s%s一案", or(plaintiffs), or(defendants), or(f.Cause))
}

// numberOf is the case number of an instance; a blank where it is not known yet.
func (m *Matter) numberOf(i int) string { return or(m.knownNumber(i)) }

func (m *Matter) knownNumber(i int) string {
	in := &m.File.Instances[i]
	if in.CaseNumber == "" && i == 0 {
		return m.File.CaseNumber
	}
	return in.CaseNumber
}

func (m *Matter) courtOf(i int) string { return or(m.File.CourtOf(&m.File.Instances[i])) }

// courtTitle is what the deciding organ is called.
func (m *Matter) courtTitle() string {
	switch m.File.Kind {
	case measures.Reconsideration:
		return "行政复议机关"
	case measures.SuggestionOnly:
		return "发出机关"
	}
	return "受理法院"
}

// standing is what a party is in an instance: 被告; 上诉人、原审被告; 再审申请人、原审被告.
func (m *Matter) standing(i int, p measures.Party) string {
	in, own := &m.File.Instances[i], p.Side.TitleIn(m.File.Kind)
	role := ""
	switch {
	case in.Level == measures.Second && m.appealed(in, p):
		role = "上诉人"
	case in.Level == measures.Second && p.Side != measures.ThirdParty:
		role = "被上诉人"
	case in.Level == measures.Retrial || in.Level == measures.Examining:
		role = m.inRetrial(p)
	case in.Level != measures.Second:
		return own
	}
	if role == "" {
		return "原审" + own
	}
	return role + "、原审" + own
}

func (m *Matter) appealed(in *measures.Instance, p measures.Party) bool {
	return slices.ContainsFunc(in.Appeals, func(a measures.Appeal) bool { return a.By == p.Side && m.File.Appellant(a) == p.Name })
}

// inRetrial says whether a party asked for the retrial, or was asked to answer; nothing
// where no party asked.
func (m *Matter) inRetrial(p measures.Party) string {
	applicants := map[measures.Applicant]measures.Side{
		measures.ByDistrict: measures.Respondent, measures.ByPlaintiff: measures.Plaintiff, measures.ByThirdParty: measures.ThirdParty,
	}
	side := m.File.Registration.Appellant
	if n := len(m.File.Retrials); n > 0 {
		side = applicants[m.File.Retrials[n-1].By]
	}
	switch {
	case side == "":
		return ""
	case side == p.Side:
		return "再审申请人"
	case p.Side == measures.ThirdParty:
		return ""
	}
	return "被申请人"
}

// opponents are whom an organ answers in an instance: those who appealed, or else the
// plaintiffs.
func (m *Matter) opponents(i int, organ measures.Party) []measures.Party {
	in := &m.File.Instances[i]
	var appellants, plaintiffs []measures.Party
	for _, p := range m.File.Parties() {
		switch {
		case !p.LeftOn.IsZero():
			continue
		case p.Side == measures.Plaintiff:
			plaintiffs = append(plaintiffs, p)
		}
		if p.Name != organ.Name && m.appealed(in, p) {
			appellants = append(appellants, p)
		}
	}
	if len(appellants) > 0 {
		return appellants
	}
	return plaintiffs
}

// annex lists the plaintiffs where they are too many for the text.
func (m *Matter) annex(d *Document) {
	names := m.File.Named(measures.Plaintiff)
	if len(names) <= most {
		return
	}
	d.add(Annex, "%s名单", measures.Plaintiff.TitleIn(m.File.Kind))
	t := &Table{Dense: true, Columns: []Column{
		{"序号", 14, true}, {"姓名或者名称", 64, false}, {"序号", 14, true}, {"姓名或者名称", 64, false},
	}}
	for i := 0; i < len(names); i += 2 {
		right, second := "", ""
		if i+1 < len(names) {
			right, second = fmt.Sprint(i+2), names[i+1]
		}
		t.row(0, fmt.Sprint(i+1), names[i], right, second)
	}
	d.table(t)
}

// full is a unit's full name, its own where the directory has none.
func (m *Matter) full(unit string) string {
	for _, u := range m.Units {
		if u.Name == unit {
			return cmp.Or(u.FullName, u.Name)
		}
	}
	return unit
}

func (m *Matter) fulls(units []string) string {
	var names []string
	for _, u := range units {
		names = append(names, m.full(u))
	}
	return strings.Join(names, "、")
}

// clockOf returns the first clock of a rule that is about what an id begins with, for an
// organ if one is named; the zero clock where there is none.
func (m *Matter) clockOf(id, organ string) measures.Clock {
	for _, c := range m.Clocks {
		if (c.ID == id || strings.HasPrefix(c.ID, id+"/")) && (organ == "" || c.Organ == organ) {
			return c
		}
	}
	return measures.Clock{}
}
