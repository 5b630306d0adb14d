package measures

import "yingsu/workflows/calendar"

// SuggestionNotice is a suggestion of a court or a procuratorate that no lawsuit belongs
// to, as it is registered (第二十九条): most never become one, and what precedes a public
// interest suit comes months before it.
type SuggestionNotice struct {
	Document string         `json:"document" label:"文号" check:"required,number" example:"环检行公建（2026）3号"`
	From     string         `json:"from" label:"发出机关" check:"required" example:"威海市环翠区人民检察院"`
	Kind     SuggestionKind `json:"kind" label:"种类" check:"required"`
	To       []Defendant    `json:"to" label:"被建议单位" check:"required"`
	Cause    string         `json:"cause" label:"事由" check:"required" example:"河道违法倾倒建筑垃圾"`
	Field    Field          `json:"field,omitempty" label:"行政管理领域"`
	Content  string         `json:"content,omitempty" label:"建议内容" check:"long"`

	ReceivedOn calendar.Date `json:"received_on" label:"收到日期" check:"required,past" example:"2026-06-10" help:"反馈期限自次日起算"`
	Due        calendar.Date `json:"due,omitzero" label:"建议书写明的反馈期限" example:"2026-08-10" help:"没有写明的不填，按法定期限计算"`

	Origin Origin `json:"origin,omitzero" label:"事项由来" help:"被建议单位是区政府的填写，参照第八条第二款建议承办单位"`
	Links  []Link `json:"links,omitempty" label:"相关案件"`
}

// File opens a file with the suggestion: it is registered as a notice is, its number in
// place of a case number and the organ in place of a court, and has one instance, in
// which nothing is tried.
func (n SuggestionNotice) File() *File {
	return &File{
		Registration: Registration{
			CaseNumber: n.Document, Court: n.From, Kind: SuggestionOnly, Level: Suggested,
			Defendants: n.To, Cause: n.Cause, Field: n.Field,
			ServedOn: n.ReceivedOn, BureauReceivedOn: n.ReceivedOn, Origin: n.Origin, Links: n.Links,
		},
		Instances:   []Instance{{Level: Suggested, CaseNumber: n.Document}},
		Suggestions: []Suggestion{{Kind: n.Kind, From: n.From, Document: n.Document, ReceivedOn: n.ReceivedOn, Due: n.Due, Content: n.Content}},
	}
}

// Suggestion returns the notice with which a file of a suggestion was opened.
func (f *File) Suggestion() SuggestionNotice {
	l := f.Suggestions[0]
	return SuggestionNotice{
		Document: f.CaseNumber, From: l.From, Kind: l.Kind, To: f.Defendants, Cause: f.Cause, Field: f.Field, Content: l.Content,
		ReceivedOn: l.ReceivedOn, Due: l.Due, Origin: f.Origin, Links: f.Links,
	}
}
