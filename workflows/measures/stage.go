package measures

import "slices"

// Stage is where a lawsuit stands on its way through the Measures. It follows
// from the facts on file: nobody sets it.
type Stage string

const (
	Designating Stage = "designation"
	Answering   Stage = "answering"
	Forwarding  Stage = "forwarding"
	Preparing   Stage = "preparation"
	Reviewing   Stage = "review"
	Submitting  Stage = "filing"
	Trying      Stage = "trial"
	Deciding    Stage = "decision"
	Reporting   Stage = "loss_report"
	Concluding  Stage = "conclusion"
	Archiving   Stage = "archiving"
	Following   Stage = "following"
	Archived    Stage = "archived"
	Struck      Stage = "struck"
)

// stage describes one stage: its words, its article, and whether the facts on
// file have passed it.
type stage struct {
	name    Stage
	title   string
	article string
	passed  func(f *File) bool
}

// stages lists them in the order of the Measures.
var stages = []stage{
	{Designating, "确定承办单位", "第八条", func(f *File) bool {
		return len(f.Designated()) > 0 && !f.returned() || !f.districtIn() || f.answered() && !f.unhandled()
	}},
	{Answering, "办理反馈", "第二十九条", func(f *File) bool { return len(f.Unanswered()) == 0 }},
	{Forwarding, "转交材料", "第十一条第二款", func(f *File) bool { return !f.Defends() || !f.ForwardedOn.IsZero() || f.answered() && !f.unhandled() }},
	{Preparing, "准备应诉材料", "第十一条第一款", func(f *File) bool { return f.readyForReview() || f.answered() }},
	{Reviewing, "司法局审查", "第十四条第二款", func(f *File) bool { return !f.Defends() || f.Approved() || f.answered() }},
	{Submitting, "提交人民法院", "第十四条第一款", (*File).answered},
	{Trying, "开庭审理", "第十九条", func(f *File) bool { return f.Current().Decision() != nil || f.Withdrawal != nil }},
	{Deciding, "裁判生效", "第二十五条", func(f *File) bool { return f.Current().Effective != nil || f.Withdrawal != nil }},
	{Reporting, "败诉报告", "第二十七条", func(f *File) bool { return !f.OwesLossReport() }},
	{Concluding, "案件终结", "第三十条", func(f *File) bool { return f.Conclusion != nil }},
	{Archiving, "立卷归档", "第三十条", func(f *File) bool { return f.Archive != nil }},
	{Following, "归档后事项", "第二十六条", func(f *File) bool { return !f.Outstanding() }},
}

// ofSuggestions are the stages of a suggestion without a lawsuit; no lawsuit knows Answering.
var ofSuggestions = []Stage{Designating, Answering, Archiving}

// of tells whether a proceeding of a kind goes through a stage.
func (s Stage) of(k Kind) bool {
	if k == SuggestionOnly {
		return slices.Contains(ofSuggestions, s)
	}
	return s != Answering
}

// StageOf returns the first stage that the facts on file have not passed.
func StageOf(f *File) Stage {
	if f.Struck != nil {
		return Struck
	}
	for _, s := range stages {
		if !s.name.Passed(f) {
			return s.name
		}
	}
	return Archived
}

// Passed tells whether the facts on file have passed a stage, whether or not
// they have passed those before it.
func (s Stage) Passed(f *File) bool {
	for _, x := range stages {
		if x.name == s {
			return !s.of(f.Kind) || x.passed(f)
		}
	}
	return f.Archive != nil
}

// Stages returns the stages that this lawsuit goes through, in order: those
// against a department or a town alone know neither forwarding nor review.
func Stages(f *File) []Stage {
	var names []Stage
	for _, s := range stages {
		if !s.name.of(f.Kind) || s.name == Following && !f.Outstanding() {
			continue
		}
		if !f.Designates() && s.name == Designating || !f.AgainstDistrict() && (s.name == Forwarding || s.name == Reviewing) {
			continue
		}
		names = append(names, s.name)
	}
	return append(names, Archived)
}

// Closed tells whether nothing is to be done in a lawsuit any more.
func (s Stage) Closed() bool { return s == Archived || s == Struck }

// Title returns the stage as staff read it.
func (s Stage) Title() string {
	for _, x := range stages {
		if x.name == s {
			return x.title
		}
	}
	if s == Struck {
		return "已销案"
	}
	return "已归档"
}

// Article returns the provision that the stage carries out.
func (s Stage) Article() string {
	for _, x := range stages {
		if x.name == s {
			return x.article
		}
	}
	return "第三十条"
}

// Choices lists every stage, for filters.
func (Stage) Choices() []Choice {
	var all []Choice
	for _, s := range stages {
		all = append(all, Choice{string(s.name), s.title})
	}
	return append(all, Choice{string(Archived), Archived.Title()}, Choice{string(Struck), Struck.Title()})
}

// answered tells whether the response is with the court, or can no longer be.
func (f *File) answered() bool {
	waits := slices.ContainsFunc(f.Silent(), func(p Party) bool { return p.JoinedOn.IsZero() })
	return !waits || f.Instances[0].Later || f.Instances[0].Decision() != nil || f.Withdrawal != nil
}

// opening returns the instance before which the dispute was when it was registered: the
// first, unless it was taken up at a later one (which Letters looks at).
func (s *sheet) opening() *Instance {
	i := slices.IndexFunc(s.Instances, func(in Instance) bool { return in.Later })
	if i < 0 || s.Logic < Letters {
		return &s.Instances[0]
	}
	return &s.Instances[i]
}

// unhandled tells whether the lawsuit was taken up at a later instance, and no court has
// decided it since: who answered before is no matter of ours, but somebody has to handle
// it now (第八条). Before Letters nobody was asked for.
func (f *File) unhandled() bool {
	i := slices.IndexFunc(f.Instances, func(in Instance) bool { return in.Later })
	if i < 0 || f.Opened < Letters || f.Withdrawal != nil {
		return false
	}
	return !slices.ContainsFunc(f.Instances[i:], func(in Instance) bool { return in.Decision() != nil })
}

// returned tells whether a unit has given the lawsuit back, and nobody has decided on it.
func (f *File) returned() bool {
	last := len(f.Returns) - 1
	return last >= 0 && f.Returns[last].Queued && !f.Returns[last].Answered
}

// readyForReview tells whether the papers have left the unit's desk: submitted
// where they are reviewed, complete where they are not.
func (f *File) readyForReview() bool {
	if !f.Defends() {
		return len(f.MissingMaterials()) == 0
	}
	return f.PendingReview() != nil || f.Approved()
}

// Approved tells whether the Justice Bureau has passed the response
// (第十四条第二款).
func (f *File) Approved() bool {
	last := len(f.Reviews) - 1
	return last >= 0 && f.Reviews[last].Approved
}

// PendingReview returns the review that waits for the Bureau's opinion, or nil.
func (f *File) PendingReview() *Review {
	if last := len(f.Reviews) - 1; last >= 0 && f.Reviews[last].DecidedOn.IsZero() {
		return &f.Reviews[last]
	}
	return nil
}
