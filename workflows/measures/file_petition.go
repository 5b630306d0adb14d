package measures

import "yingsu/workflows/calendar"

// Petition is something that a party asks of the court by the way (申请), other than more
// time for its evidence (第十五条). The court says whether it may; what it rules in a
// paper of its own is on file as that. Its number is its place in the file, from 1.
type Petition struct {
	Kind     PetitionKind  `json:"kind" label:"申请事项" check:"required"`
	Name     string        `json:"name,omitempty" label:"申请的单位" check:"several" example:"威海市环翠区人民政府" help:"本区有数个单位的填写，不填即为首个单位"`
	On       calendar.Date `json:"on" label:"提出日期" check:"required,past,today" example:"2026-03-10"`
	Document string        `json:"document,omitempty" label:"申请书" example:"证人出庭作证申请书"`
	What     string        `json:"what" label:"内容和理由" check:"required,long" example:"申请执法人员出庭说明勘查经过"`
	CeasedOn calendar.Date `json:"ceased_on,omitzero" label:"障碍消除日期" when:"kind=lapsed" check:"past" help:"申请顺延期限的填写"`

	Answer *PetitionAnswer `json:"answer,omitempty"`
}

// PetitionAnswer is what the court made of a petition.
type PetitionAnswer struct {
	On      calendar.Date `json:"on" label:"答复日期" check:"required,past,today" example:"2026-03-16"`
	Granted bool          `json:"granted,omitempty" label:"是否准许"`
	Text    string        `json:"text,omitempty" label:"答复内容" check:"long"`
}

// PetitionKind is what is asked for. The law sets for each by when.
type PetitionKind string

const (
	AsksJurisdiction PetitionKind = "jurisdiction" // 管辖异议
	AsksWitness      PetitionKind = "witness"      // 证人出庭作证
	AsksAppraisal    PetitionKind = "appraisal"    // 鉴定
	AsksPreservation PetitionKind = "preservation" // 保全证据
	AsksCollection   PetitionKind = "collection"   // 调取证据
	AsksRecusal      PetitionKind = "recusal"      // 回避
	AsksClosedDoors  PetitionKind = "closed_doors" // 不公开审理
	AsksLapsedPeriod PetitionKind = "lapsed"       // 顺延耽误的期限
)

// petitionKinds says of each kind by which provision it is made, and until when. Who asks
// later is heard all the same if the court wants to: it is doubtful, not impossible.
var petitionKinds = []struct {
	kind    PetitionKind
	title   string
	article string
	until   func(s *sheet, organ Party, p Petition) calendar.Date
}{
	{AsksJurisdiction, "管辖异议", "《行诉解释》第十条第一款", func(s *sheet, organ Party, _ Petition) calendar.Date {
		return jurisdictionObjection.Calculate(organ.ServedOn, s.Law).Due
	}},
	{AsksWitness, "证人出庭作证", "《行政诉讼证据规定》第四十三条", byEvidence},
	{AsksAppraisal, "鉴定", "《行政诉讼证据规定》第三十一条", byEvidence},
	{AsksPreservation, "保全证据", "《行政诉讼证据规定》第二十七条", byEvidence},
	{AsksCollection, "调取证据", "《行政诉讼证据规定》第二十四条", byEvidence},
	{AsksRecusal, "回避", "《行政诉讼法》第五十五条", nil},
	{AsksClosedDoors, "不公开审理", "《行政诉讼法》第五十四条", nil},
	{AsksLapsedPeriod, "顺延耽误的期限", "《民事诉讼法》第八十六条", func(s *sheet, _ Party, p Petition) calendar.Date {
		return lapsedPeriod.Calculate(p.CeasedOn, s.Law).Due
	}},
}

// byEvidence is for what is asked for until the organ's evidence is due.
func byEvidence(s *sheet, organ Party, _ Petition) calendar.Date { return s.evidenceDue(organ) }

// Article returns the provision by which a petition of the kind is made.
func (k PetitionKind) Article() string {
	for _, x := range petitionKinds {
		if x.kind == k {
			return x.article
		}
	}
	return ""
}

// Until returns the last day on which a petition can be made, zero where the law names
// none or it is not known.
func (p Petition) Until(f *File, l Law) calendar.Date {
	organ, ok := f.Organ(p.Name)
	for _, x := range petitionKinds {
		if x.kind == p.Kind && x.until != nil && ok {
			return x.until(&sheet{f, l}, organ, p)
		}
	}
	return calendar.Date{}
}

// AnswerObjection notes that a ruling on an objection to the jurisdiction answers it.
func (f *File) AnswerObjection(p Paper) {
	if p.Outcome != "objection_denied" && p.Outcome != "objection_upheld" {
		return
	}
	for i := range f.Petitions {
		if x := &f.Petitions[i]; x.Kind == AsksJurisdiction && x.Answer == nil && !x.On.After(p.MadeOn) {
			x.Answer = &PetitionAnswer{On: p.MadeOn, Granted: p.Outcome == "objection_upheld", Text: p.Number}
		}
	}
}

// OpenPetitions returns the numbers of the petitions that wait for the court's answer.
func (f *File) OpenPetitions() []int {
	var open []int
	for i, p := range f.Petitions {
		if p.Answer == nil {
			open = append(open, i+1)
		}
	}
	return open
}
