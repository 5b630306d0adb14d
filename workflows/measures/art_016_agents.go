package measures

import (
	"fmt"
	"slices"

	"yingsu/workflows/calendar"
)

// 第十六条第一款：……诉讼代理人为1至2名，不得仅委托社会律师代理。诉讼案件代理律师由
// 区司法局根据案情需要统一指派。

// MaxAgents is how many agents may act for one organ in one instance (行政诉讼法第三十一条).
const MaxAgents = 2

// AgentsFault says what is wrong with a set of agents, or nothing.
func (f *File) AgentsFault(agents []Agent) string {
	if len(agents) == 0 || len(agents) > MaxAgents {
		return fmt.Sprintf("诉讼代理人为1至2名，现有%d名", len(agents))
	}
	outside := 0
	for i, a := range agents {
		if slices.ContainsFunc(agents[:i], func(other Agent) bool { return other.Name == a.Name }) {
			return fmt.Sprintf("%s登记了两次，请核对诉讼代理人", a.Name)
		}
		if a.Kind != OutsideLawyer {
			continue
		}
		outside++
		if !f.assigned(a.Name) {
			return fmt.Sprintf("代理律师由区司法局统一指派，%s没有被指派到本案，请先办理“申请指派律师”", a.Name)
		}
	}
	if outside == len(agents) {
		return "不得仅委托社会律师代理，请至少委托一名机关工作人员（含公职律师）"
	}
	return ""
}

// assigned tells whether the Bureau has assigned a lawyer to the lawsuit.
func (f *File) assigned(name string) bool {
	return slices.ContainsFunc(f.Lawyers, func(l Lawyer) bool { return l.Name == name && !l.AssignedOn.IsZero() })
}

// RequestedLawyer returns the request for a lawyer that the Bureau has not
// answered, or nil.
func (f *File) RequestedLawyer() *Lawyer {
	i := slices.IndexFunc(f.Lawyers, func(l Lawyer) bool { return l.AssignedOn.IsZero() })
	if i < 0 {
		return nil
	}
	return &f.Lawyers[i]
}

// The text sets no time for the assignment; two working days are a target of our
// own.
var lawyerAssignment = &Rule{
	Key:      "lawyer_assignment",
	Title:    "指派代理律师",
	Article:  "第十六条第一款",
	Quote:    "诉讼案件代理律师由区司法局根据案情需要统一指派",
	From:     "承办单位申请指派律师",
	Owner:    OwnedByBureau,
	Internal: true,
	Period:   Period{N: 2, Unit: WorkingDays},
	runs: func(s *sheet) []run {
		var runs []run
		for i, l := range s.Lawyers {
			runs = append(runs, run{about: fmt.Sprintf("/%d", i+1), subject: fmt.Sprintf("第%d名", i+1), on: l.On, met: l.AssignedOn, void: s.settled(l.On)})
		}
		return runs
	},
}

// Appoint puts the agents of an organ on file for the open instance, in place of those
// that it had.
func (f *File) Appoint(organ Party, agents []Agent) {
	in := f.Current()
	first := f.about(organ) == ""
	in.Agents = slices.DeleteFunc(in.Agents, func(a Agent) bool { return a.For == organ.Name || a.For == "" && first })
	for _, a := range agents {
		a.For = organ.Name
		in.Agents = append(in.Agents, a)
	}
}

// settled is dropped, or the last decision's taking effect.
func (s *sheet) settled(asked calendar.Date) ending {
	if e := s.Current().Effective; e != nil {
		return ending{"裁判已经生效", e.On}
	}
	return s.dropped(asked)
}

// AgentsOf returns the agents in the open instance, of all organs, or those of the one
// before where nobody has said otherwise.
func (f *File) AgentsOf() []Agent {
	for i := range slices.Backward(f.Instances) {
		if agents := f.Instances[i].Agents; len(agents) > 0 {
			return agents
		}
	}
	return nil
}
