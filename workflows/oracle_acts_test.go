package workflows_test

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
)

// rule is one act as the oracle knows it: by which article, who may, whether it can
// be done now, and how what is filled in is judged and put on file.
type rule struct {
	article string
	by      []string
	wider   bool // also units that assist, or have been asked for something
	open    func(*lawsuit) bool
	fill    func(*lawsuit, *turn) func()
}

var (
	theBureau    = []string{"clerk", "director"}
	theReviewers = []string{"reviewer", "director"}
	theHandlers  = []string{"unit_clerk", "unit_official", "clerk", "director"}
	theSeconds   = []string{"reviewer", "director", "unit_official"}
	anyHand      = append([]string{"reviewer"}, theHandlers...)
)

var rules map[string]rule

func init() { // corrections play the rules again
	rules = map[string]rule{
		"designate_unit":     {"第八条第二款", theBureau, false, (*lawsuit).governed, fillDesignation},
		"return_designation": {"第八条", []string{"unit_clerk", "unit_official"}, false, func(l *lawsuit) bool { return l.lead != "" && l.filed() == 0 && !l.returned }, fillReturn},
		"record_meeting":     {"第十条", theHandlers, false, nil, fillMeeting},
		"ask_assistance":     {"第十一条第二款", theBureau, false, nil, fillAsk},
		"give_assistance":    {"第十一条第二款", theHandlers, true, func(l *lawsuit) bool { return slices.ContainsFunc(l.asks, func(a ask) bool { return a.done == 0 }) }, fillAnswerToAsk},

		"change_parties": {"《行诉解释》第二十八条", theHandlers, false, nil, fillPartyChange},

		"forward_materials": {"第十一条第二款", theBureau, false, func(l *lawsuit) bool { return l.district() && l.lead != "" && l.forwarded == 0 }, fillForwarding},
		"acknowledge":       {"第十一条第二款", theHandlers, false, (*lawsuit).unsigned, fillSignature},
		"add_material":      {"第十一条第一款", theHandlers, true, (*lawsuit).handled, fillMaterial},
		"revise_material":   {"第十一条第一款", theHandlers, false, (*lawsuit).hasPieces, fillRevision},
		"void_material":     {"第十一条第一款", theHandlers, false, (*lawsuit).hasPieces, fillVoid},
		"record_order":      {"第十四条第一款", theHandlers, false, (*lawsuit).undecided, fillOrder},
		"apply_extension": {"第十五条", theHandlers, false, func(l *lawsuit) bool {
			return !l.reconsideration && l.handled() && !(len(l.filings) > 0 && len(l.silent()) == 0) && !l.allAskLater() && l.undecided()
		}, fillExtension},
		"record_extension": {"第十五条", theHandlers, false, (*lawsuit).pendingExtension, fillExtensionAnswer},

		"record_petition":        {"第四条", theHandlers, false, func(l *lawsuit) bool { return !l.reconsideration && l.undecided() }, fillPetition},
		"record_petition_answer": {"第四条", theHandlers, false, func(l *lawsuit) bool { return l.asked() != nil }, fillPetitionAnswer},

		"request_lawyer":  {"第十六条第一款", theHandlers, false, func(l *lawsuit) bool { return l.handled() && l.requested() == nil }, fillLawyer},
		"assign_lawyer":   {"第十六条第一款", theBureau, false, func(l *lawsuit) bool { return l.requested() != nil }, fillAssignment},
		"appoint_agents":  {"第十六条第一款", theHandlers, false, func(l *lawsuit) bool { return l.handled() && l.undecided() }, fillAgents},
		"record_counsel":  {"《行政诉讼法》第三十一条", theHandlers, false, (*lawsuit).undecided, fillCounsel},
		"report_progress": {"第十七条", theHandlers, false, nil, fillProgress},
		"record_talk":     {"第十八条", theHandlers, false, nil, fillTalk},

		"submit_for_review": {"第十四条第二款", theHandlers, false, func(l *lawsuit) bool {
			return l.district() && len(l.designated()) > 0 && !l.pendingReview() && !l.passed() && l.filed() == 0
		}, fillSubmission},
		"approve_review":  {"第十四条第二款", theReviewers, false, func(l *lawsuit) bool { return l.district() && l.pendingReview() }, fillReview(true)},
		"return_review":   {"第十四条第二款", theReviewers, false, func(l *lawsuit) bool { return l.district() && l.pendingReview() }, fillReview(false)},
		"record_seals":    {"第十四条第一款", theHandlers, false, func(l *lawsuit) bool { return len(l.sealed) < 3 && l.hasPieces() }, fillSeals},
		"file_with_court": {"第十四条第一款", theHandlers, false, (*lawsuit).handled, fillFiling},

		"require_principal":     {"第二十条", theHandlers, false, func(l *lawsuit) bool { return !l.reconsideration }, fillGround},
		"record_summons":        {"第十九条第三款", theHandlers, false, func(l *lawsuit) bool { return !l.reconsideration && !l.summoned() && !l.paused() && l.undecided() }, fillSummons},
		"record_review_hearing": {"《行政复议法》第五十一条", theHandlers, false, func(l *lawsuit) bool { return l.reconsideration && !l.summoned() && l.undecided() }, fillReviewHearing},
		"name_official":         {"第十九条第三款", theHandlers, false, (*lawsuit).summoned, fillOfficial},
		"issue_letter":          {"第十九条第三款", theBureau, false, func(l *lawsuit) bool { return l.summoned() && l.now().coming().letter == 0 }, fillReminder},
		"confirm_letter": {"第十九条第三款", theHandlers, true, func(l *lawsuit) bool {
			h := l.now().coming()
			return h != nil && h.letter != 0 && h.confirmed == 0
		}, fillReminderReceipt},
		"postpone_hearing": {"第十九条第三款", theHandlers, false, (*lawsuit).summoned, fillPostponement},
		"cancel_hearing":   {"第十九条第三款", theHandlers, false, (*lawsuit).summoned, fillCancelled},
		"record_hearing":   {"第十九条第一款", theHandlers, false, func(l *lawsuit) bool { return l.summoned() && !l.paused() }, fillHearing},

		"record_judgment": {"第二十五条", theHandlers, false, nil, fillJudgment},
		"record_service": {"第二十五条", theHandlers, false, func(l *lawsuit) bool {
			c := l.servedBy()
			return c.decision != nil && (c == l.now() && c.effective == 0 || l.unserved(c) > 0)
		}, fillService},
		"record_appeal": {"第二十五条", theHandlers, false, func(l *lawsuit) bool {
			return l.appealed().against() != nil
		}, fillAppeal},
		"answer_appeal":     {"第二十五条", theHandlers, false, func(l *lawsuit) bool { return l.unansweredAppeal("") != nil && l.undecided() }, fillAppealAnswer},
		"record_appeal_fee": {"第二十五条", theHandlers, false, func(l *lawsuit) bool { a := l.ours(); return a != nil && a.paid == 0 && l.undecided() }, fillFee},
		"record_remand": {"第二十五条", theHandlers, false, func(l *lawsuit) bool {
			d := l.now().decision
			return d != nil && (d.remands() || d.part && l.now().effective != 0)
		}, fillRemand},
		"record_effective": {"第二十六条第一款", theHandlers, false, func(l *lawsuit) bool {
			c := l.now()
			return c.decision != nil && !c.decision.remands() && c.effective == 0
		}, fillEffective},

		"record_obligation": {"第二十六条第一款", theHandlers, false, func(l *lawsuit) bool { return l.now().effective != 0 || l.now().advanced("") != nil }, fillObligation},
		"perform_judgment":  {"第二十六条第一款", theHandlers, false, func(l *lawsuit) bool { return l.unperformed() > 0 }, fillPerformance},
		"record_retrial_application": {"第二十六条第二款", theHandlers, false, func(l *lawsuit) bool {
			return !l.reconsideration && l.now().effective != 0
		}, fillRetrial},
		"answer_retrial":          {"第二十六条第二款", theHandlers, false, func(l *lawsuit) bool { return l.unanswered() != nil }, fillRetrialOpinion},
		"record_retrial_decision": {"第二十六条第二款", theHandlers, false, func(l *lawsuit) bool { return l.pendingRetrial() != nil }, fillRetrialDecision},
		"file_loss_report":        {"第二十七条", theHandlers, false, func(l *lawsuit) bool { return len(l.unreported()) > 0 }, fillLossReport},
		"accept_loss_report":      {"第二十七条", theReviewers, false, (*lawsuit).unchecked, fillLossCheck(true)},
		"return_loss_report":      {"第二十七条", theReviewers, false, (*lawsuit).unchecked, fillLossCheck(false)},
		"report_remedy":           {"第三十七条第（七）项", theHandlers, false, func(l *lawsuit) bool { return len(l.mending((*report).open)) > 0 }, fillRemedy},
		"pass_remedy":             {"第三十七条第（七）项", theReviewers, false, func(l *lawsuit) bool { return len(l.mending((*report).waiting)) > 0 }, fillRemedyCheck},
		"record_compensation":     {"第二十八条", theHandlers, false, func(l *lawsuit) bool { return l.now().effective != 0 }, fillCompensation},
		"apply_compensation":      {"第二十八条", theHandlers, false, func(l *lawsuit) bool { return slices.ContainsFunc(l.sums, sum.unapplied) }, fillPaymentRequest},
		"record_payment":          {"第二十八条", theHandlers, false, func(l *lawsuit) bool { return slices.ContainsFunc(l.sums, sum.unpaid) }, fillPayment},
		"record_suggestion":       {"第二十九条", theHandlers, false, nil, fillLetter},
		"answer_suggestion":       {"第二十九条", theHandlers, false, func(l *lawsuit) bool { return slices.ContainsFunc(l.letters, letter.open) }, fillLetterAnswer},

		"record_withdrawal":  {"第十八条", theHandlers, false, func(l *lawsuit) bool { return l.now().effective == 0 && l.concluded == 0 && l.now().decision == nil }, fillWithdrawal},
		"record_case_number": {"《行诉解释》第十条", theHandlers, false, nil, fillNumber},
		"link_lawsuits":      {"第三十一条第二款", theHandlers, false, nil, fillLink},
		// No lawsuit of the model was running before it was registered.
		"finish_takeover":    {"第三十一条第二款", theBureau, false, func(*lawsuit) bool { return false }, fillTakeover},
		"check_entry":        {"第三十一条第二款", theBureau, false, func(l *lawsuit) bool { return l.uncheckedEntry() != nil }, fillEntryCheck},
		"strike_off":         {"第三十一条第二款", []string{"director"}, false, func(l *lawsuit) bool { return l.now() == l.opening() && len(l.now().papers) == 0 }, fillStrike},
		"record_act_change":  {"《行诉解释》第八十一条", theHandlers, false, func(l *lawsuit) bool { return !l.reconsideration && l.undecided() }, fillActChange},
		"suspend":            {"《行诉解释》第八十七条", theHandlers, false, func(l *lawsuit) bool { return !l.paused() && l.undecided() }, fillPause},
		"resume":             {"《行诉解释》第八十七条", theHandlers, false, (*lawsuit).paused, fillResumption},
		"explain_late":       {"第三十七条", theHandlers, true, nil, fillExcuse},
		"propose_correction": {"第三十条", anyHand, false, func(l *lawsuit) bool { return l.pendingFix() == nil }, fillFix},
		"confirm_correction": {"第三十条", theSeconds, false, func(l *lawsuit) bool { return l.pendingFix() != nil }, fillConfirmation},
		"decline_correction": {"第三十条", anyHand, false, func(l *lawsuit) bool { return l.pendingFix() != nil }, fillDecline},

		"conclude": {"第三十条", theHandlers, false, func(l *lawsuit) bool { return l.concluded == 0 && l.now().effective != 0 && !l.now().decision.part }, fillConclusion},
		"archive": {"第三十条", theHandlers, false, func(l *lawsuit) bool {
			if l.advice {
				return !slices.ContainsFunc(l.letters, letter.open)
			}
			return l.concluded != 0 && len(l.unreported()) == 0
		}, fillArchive},
		"supplement_archive": {"第三十条", theHandlers, false, nil, fillSupplement},
	}
}

// What several acts turn on.

func (l *lawsuit) handled() bool { return len(l.handlers()) > 0 }

func (l *lawsuit) hasPieces() bool {
	return slices.ContainsFunc(l.pieces, func(p piece) bool { return !p.gone })
}

func (l *lawsuit) unsigned() bool {
	return l.forwarded != 0 && slices.ContainsFunc(l.designated(), func(u string) bool { return l.signed[u] == 0 })
}

func (l *lawsuit) undecided() bool { return l.now().decision == nil }

func (l *lawsuit) summoned() bool { return l.now().coming() != nil }

func (l *lawsuit) requested() *lawyer {
	for i := range l.lawyers {
		if l.lawyers[i].assigned == 0 {
			return &l.lawyers[i]
		}
	}
	return nil
}

// toCheck is the first report on a loss that the Bureau has not looked at, or nil: each
// organ that has lost sends its own.
func (l *lawsuit) toCheck() *report {
	reports := l.courts[l.reported()].reports
	for i := range reports {
		if r := &reports[i]; r.checked == 0 {
			return r
		}
	}
	return nil
}

func (l *lawsuit) unchecked() bool { return l.toCheck() != nil }

// appealed is the court whose decision an appeal is against: the one before, while
// the second has not decided.
func (l *lawsuit) appealed() *court {
	i := len(l.courts) - 1
	if c := l.now(); len(c.appeals) > 0 && c.decision == nil {
		i--
	}
	for i > 0 && l.courts[i].withdrawn() {
		i--
	}
	return l.courts[i]
}

// servedBy is the court of whose decision it is noted when each party received it: whoever has
// appealed, the others' time runs from their own service (行政诉讼法第八十五条). Of a decision
// that was over before the lawsuit was registered, nobody asks.
func (l *lawsuit) servedBy() *court {
	if c := l.appealed(); !c.known {
		return c
	}
	return l.now()
}

// against is the paper that can be appealed: the decision, or else the last ruling of
// those that end nothing.
func (c *court) against() *decision {
	if c.decision != nil {
		if c.canAppeal(c.decision) {
			return c.decision
		}
		return nil
	}
	for i := len(c.papers) - 1; i >= 0; i-- {
		if c.canAppeal(c.papers[i]) {
			return c.papers[i]
		}
	}
	return nil
}

func (l *lawsuit) unansweredAppeal(name string) *appeal {
	for i := range l.now().appeals {
		if a := &l.now().appeals[i]; a.by != "defendant" && a.copied != 0 && a.answered == 0 && (name == "" || a.name == name) && l.anyone(a.copied) {
			return a
		}
	}
	return nil
}

// anyone tells whether there is an organ to answer what was served on a day.
func (l *lawsuit) anyone(copied day) bool {
	all, _ := l.each(copied, nil)
	return len(all) > 0
}

// own is the organ of the district whose appeal it is, as a third party too, or nil.
func (l *lawsuit) own(a appeal) *sued {
	if s := l.organ(l.appellant(a)); s != nil && a.by == s.side() {
		return s
	}
	return nil
}

func (s *sued) side() string {
	if s.third {
		return "third_party"
	}
	return "defendant"
}

// ours is the first appeal of an organ of the district whose fee is not paid, or else their
// last one, or nil.
func (l *lawsuit) ours() *appeal {
	var own *appeal
	for i := range l.now().appeals {
		a := &l.now().appeals[i]
		if l.own(*a) == nil {
			continue
		}
		if own = a; own.paid == 0 {
			return own
		}
	}
	return own
}

// fee is the appeal whose fee is meant: of the organ that is named, or else of one for
// which the unit answers, or else the first that is not paid.
func (l *lawsuit) fee(name string, by somebody) *appeal {
	var own *appeal
	for i := range l.now().appeals {
		a := &l.now().appeals[i]
		s := l.own(*a)
		switch {
		case s == nil || name != "" && s.name != name:
		case name == "" && !(by.ofUnit() && slices.Contains(l.answering(s), by.unit)):
		case own == nil || own.paid != 0:
			own = a
		}
	}
	if own == nil && name == "" {
		return l.ours()
	}
	return own
}

func (s sum) unapplied() bool { return s.applied == 0 }

func (s sum) unpaid() bool { return s.applied != 0 && s.paid == 0 }

func (x letter) open() bool { return x.answered == 0 }

// on is the day on which an act is done: it must be filled in, and have come.
func (t *turn) on() day { return t.day("on", must|past) }

func (t *turn) late() { t.reason = t.text("late_reason", long) }

// unit is the unit that is meant where none is named: one's own, or the lead.
func (t *turn) unit(l *lawsuit, name string) string {
	unit := t.text(name, 0)
	switch {
	case unit != "":
		return unit
	case slices.Contains(l.designated(), t.by.unit):
		return t.by.unit
	}
	return l.designated()[0]
}

// inOwnName wants a unit to act for itself only, and to be designated.
func (t *turn) inOwnName(l *lawsuit, unit string) {
	t.no(!slices.Contains(l.designated(), unit), "")
	t.no(t.by.ofUnit() && unit != t.by.unit, "")
}

// fillNotice is the registration: 第十一条第二款.
func fillNotice(l *lawsuit, t *turn) func() {
	l.number = t.caseNumber("case_number", must)
	l.court = t.text("court", must)
	l.reconsideration = t.pick("kind", 0, "litigation", "reconsideration") == "reconsideration"
	l.procedure = t.pick("procedure", 0, "ordinary", "summary")
	l.plaintiffs = t.texts("plaintiffs", must)
	t.groups("defendants", must, func(row *slip) {
		l.sued = append(l.sued, sued{name: row.text("name", must), unit: row.text("unit", 0), served: row.day("served_on", past)})
	})
	l.thirds = t.texts("third_parties", 0)
	t.groups("third_organs", 0, func(row *slip) {
		s := sued{name: row.text("name", must), unit: row.text("unit", 0), third: true, served: row.day("served_on", past)}
		l.thirds = append(l.thirds, s.name)
		l.sued = append(l.sued, s)
	})
	represented := t.texts("representatives", 0)
	n := len(represented) // 行诉解释第二十九条
	t.no(n > 0 && (n < 2 || n > 5) || slices.ContainsFunc(represented, func(name string) bool { return !slices.Contains(l.plaintiffs, name) }), "《行诉解释》第二十九条")
	l.public = t.flag("public_interest")
	t.text("cause", must)
	t.text("challenged_act", long)
	l.served = t.day("served_on", must|past)
	l.received = cmp.Or(t.day("bureau_received_on", past), l.served)
	l.deadline = t.day("evidence_deadline", 0)
	t.group("origin", func(o *slip) {
		l.from = origin{o.item("item", 0, 9), o.text("unit", 0), o.pick("decision", 0, "upheld", "changed", "inadmissible"), o.text("successor", 0)}
	})
	reopens := t.caseNumber("reopens", 0)
	level := cmp.Or(t.pick("level", 0, "first", "second", "retrial", "reconsideration"), "first")
	if l.reconsideration {
		level = "reconsideration"
	}
	appellant, elevated := t.pick("appellant", 0, "plaintiff", "defendant", "third_party"), t.flag("elevated")
	before := t.before()
	t.bad = t.bad || elevated && level != "retrial"
	t.notBefore(l.received, l.served)
	t.no(l.deadline != 0 && l.deadline <= l.served, "第十四条第一款")
	for i := range l.sued {
		l.sued[i].served = cmp.Or(l.sued[i].served, l.served)
	}
	t.no(!slices.ContainsFunc(l.sued, func(s sued) bool { return s.unit != "" }), "第三条")
	t.no(slices.ContainsFunc(l.sued, func(s sued) bool {
		return s.third && slices.ContainsFunc(l.sued, func(o sued) bool { return !o.third && o.unit != "" && o.unit == s.unit })
	}), "《行政诉讼法》第二十九条")
	for _, name := range l.plaintiffs {
		l.ever = append(l.ever, party{"plaintiff", name})
	}
	for _, s := range l.sued {
		if !s.third {
			l.ever = append(l.ever, party{"defendant", s.name})
		}
	}
	for _, name := range l.thirds {
		l.ever = append(l.ever, party{"third_party", name})
	}
	for i, p := range l.ever { // a name tells who is meant
		t.no(slices.Contains(l.ever[:i], p), "")
	}
	if t.bad {
		return nil
	}
	l.hasBeen(t, level, before)
	asks := level == "retrial" && strings.Contains(l.number, "行申") // a party asked for the retrial
	later := level == "second" || level == "retrial"
	t.no(later && len(before) == 0 && (reopens == "" || level == "second"), map[bool]string{true: "第二十五条", false: "第二十六条第二款"}[level == "second"])
	t.no(reopens != "" && level != "retrial", "第二十六条第二款")
	t.no(!later && len(before) > 0, "第二十五条")
	t.no(appellant != "" && level != "second" && !asks, "第二十五条")
	word := regexp.MustCompile("行(终|再|申|监|抗)").FindStringSubmatch(l.number)
	t.no(word != nil && level != map[bool]string{true: "second", false: "retrial"}[word[1] == "终"] && !l.reconsideration, "第二十五条")
	return func() { l.isBefore(level, appellant, elevated) }
}

// before reads the decisions of earlier courts, which are known from their papers only.
func (t *turn) before() []*court {
	var all []*court
	t.groups("before", 0, func(row *slip) {
		c := &court{level: row.pick("level", must, "first", "second", "retrial", "reconsideration"), seat: row.text("court", must), number: row.caseNumber("case_number", must), known: true}
		d := &decision{kind: kind{outcome: coded(row.text("outcome", must))}, lost: row.flag("lost"), why: row.text("lost_reason", long), made: row.day("made_on", must|past), served: row.day("served_on", past)}
		row.groups("results", 0, func(row *slip) {
			d.results = append(d.results, result{name: row.text("name", must), kind: kind{outcome: coded(row.text("outcome", must))}, lost: row.flag("lost"), why: row.text("lost_reason", long)})
		})
		c.decide(d)
		all = append(all, c)
	})
	return all
}

// coded are the kinds of earlier papers that are drawn, as they are filled in.
func coded(code string) string {
	return map[string]string{
		"dismiss_claims": "驳回诉讼请求", "revoke": "撤销", "dismiss_suit": "驳回起诉", "judgment": "其他判决", "uphold": "驳回上诉，维持原判", "reverse": "改判", "remand": "撤销原判，发回重审",
	}[code]
}

// hasBeen puts the earlier courts before the one that is to come, each judged by what was
// known when it decided.
func (l *lawsuit) hasBeen(t *turn, level string, before []*court) {
	last := day(0)
	for _, c := range before {
		d := c.decision
		if d == nil {
			d = c.papers[0]
		}
		if c.level == "retrial" {
			c.as = l.procedureOf(false)
		}
		l.goesTo(c)
		k, ok := c.kindAt(d.outcome)
		t.no(!ok || !k.ends, "第二十五条")
		d.kind, d.form, c.decision = k, k.form, d
		t.no(d.made < last, "")
		t.no(d.served != 0 && d.served < d.made, "")
		t.no(d.why == "" && l.unsaid(k, l.spokenOf(d.results)), "第二十七条")
		for i := range d.results {
			r := &d.results[i]
			s := l.organ(r.name)
			t.no(s == nil || s.third, "第二十七条")
			var fine bool
			if r.kind, fine = c.kindAt(r.outcome); !fine || s == nil {
				t.no(true, "第二十五条")
				continue
			}
			r.name = s.name
			t.no(r.why == "" && l.unsaid(r.kind, []*sued{s}), "第二十七条")
		}
		last = d.made
	}
}

// isBefore opens the court before which the dispute is, after those before which it has
// been: what brought it there is known from the notice.
func (l *lawsuit) isBefore(level, appellant string, elevated bool) {
	c := &court{level: level, number: l.number, seat: l.court, later: level == "second" || level == "retrial"}
	copied := map[bool]day{true: l.served}[appellant != "defendant"]
	switch by := map[string]string{"行申": cmp.Or(appellant, "plaintiff"), "行监": "court", "行抗": "procuratorate"}[regexp.MustCompile("行[申监抗]|$").FindString(l.number)]; {
	case level == "second" && appellant != "":
		c.opened, c.appeals = l.served, []appeal{{by: appellant, on: l.served, copied: copied}}
	case level != "retrial":
	case by != "": // whether there shall be one is only examined (行诉解释第一百一十六条)
		c.level = "examination"
		if by == "court" || by == "procuratorate" {
			copied = 0
		}
		l.retrials = []retrial{{by: by, on: l.served, copied: copied}}
	default:
		c.opened, c.as = l.served, l.procedureOf(elevated)
	}
	l.goesTo(c)
}

// procedureOf is whose procedure a retrial follows: that of the court whose decision holds, or
// of the second where a court above has taken it up (行诉解释第一百一十九条).
func (l *lawsuit) procedureOf(elevated bool) string {
	if len(l.courts) > 0 && !elevated {
		if was := l.holding(); was.level == "first" || was.as == "first" {
			return "first"
		}
	}
	return "second"
}

// fillAdvice is the registration of a suggestion that no lawsuit belongs to: 第二十九条.
func fillAdvice(l *lawsuit, t *turn) func() {
	x := letter{document: t.text("document", must)}
	l.court = t.text("from", must)
	x.kind = t.pick("kind", must, "judicial", "normative", "procuratorial", "procuratorial_urgent", "reconsideration_opinion")
	t.groups("to", must, func(row *slip) {
		l.sued = append(l.sued, sued{name: row.text("name", must), unit: row.text("unit", 0), served: row.day("served_on", past)})
	})
	t.text("cause", must)
	t.text("content", long)
	x.received, x.due = t.day("received_on", must|past), t.day("due", 0)
	t.group("origin", func(o *slip) {
		l.from = origin{o.item("item", 0, 9), o.text("unit", 0), o.pick("decision", 0, "upheld", "changed", "inadmissible"), o.text("successor", 0)}
	})
	t.no(x.due != 0 && x.due < x.received, "")
	t.no(!slices.ContainsFunc(l.sued, func(s sued) bool { return s.unit != "" }), "第三条")
	for i, s := range l.sued {
		l.sued[i].served = cmp.Or(s.served, x.received)
		l.ever = append(l.ever, party{"defendant", s.name})
		t.no(slices.ContainsFunc(l.sued[:i], func(o sued) bool { return o.name == s.name || o.unit != "" && o.unit == s.unit }), "")
	}
	l.number, l.served, l.received = x.document, x.received, x.received
	return func() {
		l.letters, l.courts = []letter{x}, []*court{{level: "suggestion", number: x.document, seat: l.court}}
	}
}

// proposal is whom 第八条第二款 names.
func (l *lawsuit) proposal() (lead string, joint, assisting []string) {
	switch o := l.from; {
	case o.item == 1:
		return "区司法局", nil, nil
	case o.item == 7 && o.decision == "upheld":
		return o.unit, []string{"区司法局"}, nil
	case o.item == 7:
		return "区司法局", nil, []string{o.unit}
	case o.item == 8:
		return o.successor, nil, nil
	case o.item == 9:
		return "", nil, nil
	}
	return l.from.unit, nil, nil
}

func fillDesignation(l *lawsuit, t *turn) func() {
	lead := t.text("lead", must)
	joint, assisting := t.texts("joint", 0), t.texts("assisting", 0)
	t.item("item", 0, 9)
	reason, on := t.text("reason", long), t.day("on", past)
	again := l.lead != ""
	if again {
		on = cmp.Or(on, t.today)
		t.notBefore(on, l.received)
		t.notBefore(on, l.changedOn)
	} else {
		on = 0
	}
	all := slices.Concat([]string{lead}, joint, assisting)
	slices.Sort(all)
	t.no(len(slices.Compact(slices.Clone(all))) < len(all), "第八条")
	t.no(slices.Contains(all, "区政府"), "第八条")
	wanted, with, helping := l.proposal()
	lacks := func(have, want []string) bool {
		return slices.ContainsFunc(want, func(u string) bool { return !slices.Contains(have, u) })
	}
	differs := wanted != "" && lead != wanted || lacks(joint, with) || lacks(assisting, helping)
	item := fmt.Sprintf("第八条第二款第（%s）项", string([]rune("零一二三四五六七八九")[l.from.item]))
	if reason == "" && again {
		t.no(true, "第八条")
	} else {
		t.no(reason == "" && differs, item)
	}
	return func() {
		had := l.designated()
		l.lead, l.joint, l.assisting, l.changedOn, l.returned = lead, joint, assisting, on, false
		took := map[string]day{}
		for _, u := range l.designated() {
			if since, ok := l.tookOver[u]; ok {
				took[u] = since
			} else if again && !slices.Contains(had, u) {
				took[u] = on
			}
		}
		l.tookOver = took
	}
}

func fillReturn(l *lawsuit, t *turn) func() {
	unit, on := t.unit(l, "unit"), t.on()
	t.text("reason", must|long)
	t.inOwnName(l, unit)
	t.notBefore(on, l.received)
	return func() { l.returns, l.returned = l.returns+1, true }
}

func fillMeeting(l *lawsuit, t *turn) func() {
	on := t.on()
	t.pick("form", must, "analysis", "demonstration", "symposium")
	t.text("subject", must)
	came, absent := t.texts("attended", must), t.texts("absent", 0)
	t.text("conclusion", long)
	t.notBefore(on, l.served)
	t.no(slices.ContainsFunc(absent, func(u string) bool { return slices.Contains(came, u) }), "")
	return func() { l.meetings++ }
}

func fillActChange(l *lawsuit, t *turn) func() {
	on := t.on()
	t.canonical(l, t.text("name", 0))
	t.text("how", must|long)
	t.day("told_on", past)
	t.notBefore(on, l.served)
	return func() { l.actChanged++ }
}

func fillAsk(l *lawsuit, t *turn) func() {
	a := ask{unit: t.text("unit", must)}
	t.text("what", must|long)
	a.on, a.due = t.on(), t.day("due", must)
	t.notBefore(a.on, l.served)
	t.notBefore(a.due, a.on)
	t.no(a.unit == "区政府", "")
	return func() { l.asks = append(l.asks, a) }
}

func fillAnswerToAsk(l *lawsuit, t *turn) func() {
	n, on := t.number("number", must|some), t.on()
	t.text("note", long)
	t.late()
	if n < 1 || n > len(l.asks) {
		t.no(true, "")
		return nil
	}
	a := &l.asks[n-1]
	t.no(a.done != 0, "")
	t.no(t.by.ofUnit() && t.by.unit != a.unit, "")
	t.notBefore(on, a.on)
	return func() { a.done = on }
}

func fillForwarding(l *lawsuit, t *turn) func() {
	on := t.on()
	t.late()
	t.notBefore(on, l.received)
	return func() { l.forwarded = on }
}

func fillSignature(l *lawsuit, t *turn) func() {
	on, unit := t.on(), t.unit(l, "unit")
	t.inOwnName(l, unit)
	t.notBefore(on, l.forwarded)
	t.no(l.signed[unit] != 0, "")
	return func() { l.signed[unit] = on }
}

// material reads a paper of the response: 第十一条至第十三条.
func (t *turn) material(l *lawsuit, instead int) piece {
	p := piece{kind: t.item("kind", must, 6), title: t.text("title", must)}
	t.number("pages", 0)
	says := t.picks("elements", 0, "court", "case_number", "organ", "facts", "views", "request", "signature")
	class := t.pick("class", 0, "documentary", "physical", "audiovisual", "electronic", "testimony", "statement", "expertise", "inspection")
	t.bad = t.bad || len(says) > 0 && p.kind != 1 || class != "" && p.kind != 2
	t.text("group", 0)
	t.text("source", 0)
	t.text("proves", long)
	t.text("content", long)
	t.pick("copy", 0, "original", "duplicate")
	t.number("copies", 0)
	t.text("secrecy", 0)
	p.organ = l.ownPaper(t.text("organ", 0), t.by)
	if instead > 0 && instead <= len(l.pieces) {
		p.organ = l.pieces[instead-1].organ
	}
	t.organ(l, p.organ)
	t.no(p.organ != "" && l.theirs(l.organ(p.organ), t.by), "")
	for i, x := range l.pieces {
		t.no(!x.gone && i+1 != instead && x.kind == p.kind && x.title == p.title && x.organ == p.organ, "")
	}
	return p
}

// ownPaper is whose paper it is: of the one organ for which the caller's unit acts, where
// there are several organs in the lawsuit and nobody is named.
func (l *lawsuit) ownPaper(name string, by somebody) string {
	if len(l.organs()) < 2 {
		return ""
	}
	if s := l.organ(name); name != "" {
		if s != nil {
			return s.name
		}
		return name
	}
	var own []string
	for _, s := range l.organs() {
		if by.ofUnit() && !l.theirs(s, by) {
			own = append(own, s.name)
		}
	}
	if len(own) != 1 {
		return ""
	}
	return own[0]
}

func fillMaterial(l *lawsuit, t *turn) func() {
	p := t.material(l, 0)
	return func() { l.pieces = append(l.pieces, p) }
}

// counted wants the number of a paper that is part of the response.
func (t *turn) counted(l *lawsuit, n int) {
	t.no(n < 1 || n > len(l.pieces) || l.pieces[n-1].gone, "")
}

func fillRevision(l *lawsuit, t *turn) func() {
	n := t.number("number", must|some)
	p := t.material(l, n)
	t.counted(l, n)
	return func() {
		l.pieces[n-1].gone = true
		l.pieces = append(l.pieces, p)
	}
}

func fillVoid(l *lawsuit, t *turn) func() {
	n := t.number("number", must|some)
	t.text("reason", must|long)
	t.counted(l, n)
	return func() { l.pieces[n-1].gone = true }
}

func fillOrder(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("document", 0)
	o := order{on: on, procedure: t.pick("procedure", 0, "ordinary", "summary"), deadline: t.day("evidence_deadline", 0), name: t.text("name", 0)}
	if len(l.courts) > 1 {
		o.in = l.now().key()
	}
	t.notBefore(on, l.served)
	o.name = t.canonical(l, o.name)
	t.no(o.procedure == "" && o.deadline == 0, "第十四条第一款")
	t.no(o.deadline != 0 && o.deadline <= l.served, "第十四条第一款")
	t.no(o.deadline != 0 && l.reconsideration, "第三十八条")
	return func() { l.orders = append(l.orders, o) }
}

func fillExtension(l *lawsuit, t *turn) func() {
	x := extension{on: t.on(), name: t.canonical(l, t.text("name", 0))}
	t.pick("ground", must, "force_majeure", "other")
	t.text("reason", must|long)
	t.notBefore(x.on, l.served)
	t.no(l.asksLater(x.name) != nil, "第十五条")
	return func() { l.extensions = append(l.extensions, x) }
}

func fillExtensionAnswer(l *lawsuit, t *turn) func() {
	name := t.canonical(l, t.text("name", 0))
	on, granted := t.on(), t.flag("granted")
	until, ceased := t.day("until", 0), t.day("ceased_on", past)
	t.text("reason", long)
	for _, s := range l.defending() {
		if name == "" && t.by.ofUnit() && slices.Contains(l.answering(s), t.by.unit) && l.asksLater(s.name) != nil {
			name = s.name
		}
	}
	x := l.asksLater(name)
	if t.no(x == nil && (name == "" || l.organ(name) != nil), "第十五条"); x == nil {
		return nil
	}
	t.notBefore(on, x.on)
	named := until != 0 || ceased != 0
	t.no(!granted && named || x.answered != 0 && (!granted || !named), "第十五条")
	s := l.reviewed()
	if x.name != "" {
		s = l.organ(x.name)
	}
	t.no(until != 0 && s != nil && until <= l.answerDue(s), "第十五条")
	return func() { x.answered, x.granted, x.until, x.ceased = on, granted, until, ceased }
}

func fillLawyer(l *lawsuit, t *turn) func() {
	x := lawyer{on: t.on()}
	t.text("reason", must|long)
	t.notBefore(x.on, l.served)
	return func() { l.lawyers = append(l.lawyers, x) }
}

func fillAssignment(l *lawsuit, t *turn) func() {
	x := l.requested()
	on, name := t.on(), t.text("name", must)
	t.text("firm", must)
	t.notBefore(on, x.on)
	return func() { x.assigned, x.name = on, name }
}

// fillAgents: one or two, not outside lawyers alone, and of these only whom the
// Bureau has assigned.
func fillAgents(l *lawsuit, t *turn) func() {
	var names []string
	ownStaff, known, vague := false, true, false
	t.groups("agents", must, func(row *slip) {
		name, kind := row.text("name", must), row.pick("kind", must, "staff", "government_lawyer", "outside_lawyer")
		row.text("employer", must)
		special := row.pick("authority", must, "general", "special") == "special"
		vague = row.text("scope", long) == "" && special || vague
		assigned := slices.ContainsFunc(l.lawyers, func(x lawyer) bool { return x.name == name && x.assigned != 0 })
		known = known && (kind != "outside_lawyer" || assigned)
		ownStaff = ownStaff || kind != "outside_lawyer"
		names = append(names, name)
	})
	n := len(names)
	whose := t.whose(l, "name")
	t.no(n > 2 || n == 2 && names[0] == names[1] || !ownStaff || !known, "第十六条第一款")
	t.no(vague, "第十七条")
	return func() {
		c := l.now()
		if c.agents == nil {
			c.agents = map[string]int{}
		}
		c.agents[whose] = n
	}
}

func fillProgress(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("by", must)
	t.text("text", must|long)
	t.notBefore(on, l.served)
	return func() { l.reports++ }
}

func fillPetition(l *lawsuit, t *turn) func() {
	kind := t.pick("kind", must, "jurisdiction", "witness", "appraisal", "preservation", "collection", "recusal", "closed_doors", "lapsed")
	name := t.whose(l, "name")
	on, ceased := t.on(), t.day("ceased_on", past)
	t.text("document", 0)
	t.text("what", must|long)
	t.notBefore(on, l.served)
	s := l.organ(name)
	t.bad = t.bad || kind != "lapsed" && ceased != 0 // asked of that kind only, and then nothing else is looked at
	t.no(kind == "lapsed" && ceased == 0, "《民事诉讼法》第八十六条")
	t.no(kind == "collection" && s != nil && !s.third, "《行政诉讼法》第四十一条")
	return func() { l.petitions = append(l.petitions, petition{kind: kind, on: on}) }
}

func fillPetitionAnswer(l *lawsuit, t *turn) func() {
	n, on := t.number("number", some), t.on()
	t.flag("granted")
	t.text("text", long)
	p := l.asked()
	if n != 0 {
		if n > len(l.petitions) {
			t.no(true, "")
			return nil
		}
		p = &l.petitions[n-1]
	}
	t.no(p.answered != 0, "")
	t.notBefore(on, p.on)
	return func() { p.answered = on }
}

// asked is the first petition that waits for an answer, nil if none does.
func (l *lawsuit) asked() *petition {
	for i := range l.petitions {
		if l.petitions[i].answered == 0 {
			return &l.petitions[i]
		}
	}
	return nil
}

// fillCounsel: each party may have one or two who act for it; of the district's own the
// Measures ask more, by an act of its own.
func fillCounsel(l *lawsuit, t *turn) func() {
	side := t.pick("side", must, "plaintiff", "defendant", "third_party")
	name, agents := t.text("name", 0), t.texts("agents", 0)
	there := l.namedOn(side)
	if name == "" && len(there) == 1 {
		name = there[0]
	}
	t.no(!slices.Contains(there, name), "")
	t.no(slices.ContainsFunc(l.organs(), func(s *sued) bool {
		return s.name == name && s.left == 0 && side == map[bool]string{true: "third_party", false: "defendant"}[s.third]
	}), "第十六条第一款")
	t.no(len(agents) > 2, "《行政诉讼法》第三十一条")
	return func() {}
}

func fillTalk(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("organizer", must)
	t.pick("result", must, "agreed", "going_on", "failed")
	t.text("text", long)
	t.notBefore(on, l.served)
	return func() { l.talks++ }
}

// canonical is the name of an organ that is meant by it, or by its unit; what is neither
// is refused.
func (t *turn) canonical(l *lawsuit, name string) string {
	t.organ(l, name)
	if s := l.organ(name); s != nil && name != "" {
		return s.name
	}
	return name
}

// organ refuses what is none of the district's organs in the lawsuit.
func (t *turn) organ(l *lawsuit, name string) { t.no(name != "" && l.organ(name) == nil, "") }

// whose reads the organ that is meant.
func (t *turn) whose(l *lawsuit, field string) string {
	name := l.whose(t.text(field, 0), t.by)
	t.organ(l, name)
	return name
}

// lacks asks why papers of 第十一条第一款 are missing.
func (t *turn) lacks(l *lawsuit) {
	why := t.text("missing_reason", long)
	t.no(l.missing() > 0 && why == "", "第十一条第一款")
}

func fillSubmission(l *lawsuit, t *turn) func() {
	on := t.on()
	t.lacks(l)
	t.late()
	t.notBefore(on, l.served)
	if n := len(l.reviews); n > 0 {
		t.notBefore(on, l.reviews[n-1].decided)
	}
	return func() { l.reviews = append(l.reviews, review{sent: on}) }
}

func fillReview(passed bool) func(*lawsuit, *turn) func() {
	return func(l *lawsuit, t *turn) func() {
		r := &l.reviews[len(l.reviews)-1]
		on, how := t.on(), long
		if !passed {
			how |= must
		}
		t.text("opinion", how)
		t.notBefore(on, r.sent)
		return func() { r.decided, r.passed = on, passed }
	}
}

func fillSeals(l *lawsuit, t *turn) func() {
	on, papers := t.on(), t.picks("papers", must, "defence", "identity", "authorization")
	t.notBefore(on, l.served)
	return func() {
		l.seals++
		for _, p := range papers {
			if !slices.Contains(l.sealed, p) {
				l.sealed = append(l.sealed, p)
			}
		}
	}
}

// fillFiling: each organ answers for itself; what is given later is no answer.
func fillFiling(l *lawsuit, t *turn) func() {
	x := filing{kind: t.pick("kind", 0, "response", "supplement", "new_proof", "exchange"), whose: t.texts("for", 0), on: t.on()}
	t.text("method", must)
	t.text("receipt", 0)
	why, missing := t.text("unreviewed_reason", long), t.text("missing_reason", long)
	t.late()
	t.notBefore(x.on, l.served)
	for i, name := range x.whose {
		if s := l.organ(name); s != nil {
			x.whose[i] = s.name
		}
	}
	if x.kind == "" {
		x.kind = "response"
		if len(l.silent()) == 0 || len(l.courts) > 1 || l.opening().later {
			x.kind = "supplement"
		}
	}
	if len(x.whose) == 0 {
		all := l.organs()
		if x.kind == "response" {
			all = l.silent()
		}
		for _, s := range all {
			if s.left == 0 && (!t.by.ofUnit() || slices.Contains(l.answering(s), t.by.unit)) {
				x.whose = append(x.whose, s.name)
			}
		}
	}
	if len(l.courts) > 1 {
		x.in = l.now().key()
	}
	for _, name := range x.whose {
		t.no(l.organ(name) == nil, "")
		t.no(l.theirs(l.organ(name), t.by), "")
	}
	if x.kind == "response" {
		lacks := len(x.whose) == 0 && l.missing() > 0
		for _, name := range x.whose {
			lacks = lacks || l.missing(name) > 0
		}
		t.no(lacks && missing == "", "第十一条第一款")
		for _, name := range x.whose {
			s := l.organ(name)
			t.no(s != nil && !slices.Contains(l.silent(), s), "第十四条第一款")
		}
		t.no(len(x.whose) == 0, "第十四条第一款")
		reviewed := l.district() && slices.Contains(x.whose, l.reviewed().name)
		t.no(reviewed && !l.passed() && why == "", "第十四条第二款")
		if reviewed && l.passed() {
			t.notBefore(x.on, l.reviews[len(l.reviews)-1].decided)
		}
	}
	return func() { l.filings = append(l.filings, x) }
}

func fillGround(l *lawsuit, t *turn) func() {
	item, on := t.item("item", must, 6), t.on()
	document := t.text("document", 0)
	t.text("reason", long)
	t.notBefore(on, l.served)
	t.no(item == 5 && document == "", "第二十条第（五）项")
	t.no(slices.Contains(l.grounds, item), "")
	return func() { l.grounds = append(l.grounds, item) }
}

var hours = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// hearing reads when and where the court will sit. A summons of which nobody says
// when it came has come today, unless the hearing is over by then.
func (t *turn) hearing(l *lawsuit, name string) hearing {
	h := hearing{on: t.day(name, must)}
	hour := t.text("time", 0)
	t.text("place", 0)
	if h.received = t.day("received_on", past); h.received == 0 && t.today <= h.on {
		h.received = t.today
	}
	t.no(hour != "" && !hours.MatchString(hour), "")
	t.notBefore(h.on, l.served)
	t.no(h.received > h.on, "")
	return h
}

// happened: a summons is of the day of its hearing, and before that of the day it came.
func (t *turn) happened(h hearing) {
	if t.latest = h.received; h.on <= t.today {
		t.latest = max(h.on, h.received)
	}
}

func fillSummons(l *lawsuit, t *turn) func() {
	h := t.hearing(l, "hearing_on")
	t.happened(h)
	t.flag("notified_again")
	t.notBefore(h.on, l.now().opened)
	t.no(h.received != 0 && h.received < l.served, "")
	return func() { l.now().hearings = append(l.now().hearings, h) }
}

func fillOfficial(l *lawsuit, t *turn) func() {
	h := l.now().coming()
	t.text("name", must)
	t.text("post", must)
	rank := t.pick("rank", must, "principal", "deputy", "assistant", "other")
	employer, on := t.text("employer", must), t.on()
	why := t.text("no_principal_reason", long)
	t.late()
	t.notBefore(on, l.served)
	t.no(l.principal() && rank != "principal" && why == "", l.ground())
	t.no(!slices.ContainsFunc(l.sued, func(s sued) bool { return s.left == 0 && (employer == s.name || s.unit != "" && employer == s.unit) }), "第十九条第二款")
	if s := l.organ(employer); s != nil {
		t.no(l.theirs(s, t.by), "")
		for _, o := range h.officials {
			t.no((o.employer == s.name || o.employer == s.unit) && on < o.on, "第十九条第三款")
		}
	}
	return func() {
		s := l.organ(employer)
		h.officials = slices.DeleteFunc(h.officials, func(o head) bool {
			return o.employer == employer || s != nil && (o.employer == s.name || o.employer == s.unit)
		})
		h.officials = append(h.officials, head{employer, rank, on, why != ""})
	}
}

// ground cites the first case of 第二十条 that the lawsuit is in.
func (l *lawsuit) ground() string {
	item := 6
	if len(l.grounds) > 0 {
		item = slices.Min(l.grounds)
	}
	if l.public || slices.ContainsFunc(l.retrials, func(r retrial) bool { return r.by == "procuratorate" }) {
		item = min(item, 4)
	}
	return fmt.Sprintf("第二十条第（%s）项", string([]rune("零一二三四五六")[item]))
}

func fillReminder(l *lawsuit, t *turn) func() {
	h := l.now().coming()
	on := t.on()
	t.text("number", must)
	t.text("to", must)
	t.text("text", long)
	t.notBefore(on, l.served)
	return func() { h.letter = on }
}

func fillReminderReceipt(l *lawsuit, t *turn) func() {
	h := l.now().coming()
	on := t.on()
	t.text("by", must)
	t.notBefore(on, h.letter)
	return func() { h.confirmed = on }
}

func fillPostponement(l *lawsuit, t *turn) func() {
	c := l.now()
	old, h := c.coming(), t.hearing(l, "to")
	t.text("reason", must|long)
	t.no(h.on == old.on, "")
	return func() {
		old.postponed = h.on
		c.hearings = append(c.hearings, h)
	}
}

func fillCancelled(l *lawsuit, t *turn) func() {
	h := l.now().coming()
	on := t.on()
	t.text("reason", must|long)
	t.notBefore(on, l.served)
	return func() { h.cancelled = on }
}

func fillReviewHearing(l *lawsuit, t *turn) func() {
	h := t.hearing(l, "hearing_on")
	t.happened(h)
	return func() { l.now().hearings = append(l.now().hearings, h) }
}

func fillHearing(l *lawsuit, t *turn) func() {
	h := l.now().coming()
	on, came := t.on(), t.flag("official_attended")
	absent, proof := t.text("absence_reason", long), ""
	excuse := t.pick("excuse", 0, "force_majeure", "accident", "irreplaceable", "other_justified")
	proof = t.text("proof", long)
	why := t.text("no_principal_reason", long)
	t.groups("others", 0, func(row *slip) {
		name, attended := row.text("name", must), row.flag("attended")
		absent := row.text("absence_reason", long)
		excuse := row.pick("excuse", 0, "force_majeure", "accident", "irreplaceable", "other_justified")
		proof := row.text("proof", long)
		t.organ(l, name)
		t.no(!attended && absent == "" || attended && excuse != "" || excuse != "" && proof == "", "第十九条第一款")
	})
	t.groups("attendees", 0, func(row *slip) {
		row.text("name", must)
		row.text("post", 0)
	})
	for _, name := range []string{"spoke", "left_court", "record_signed"} {
		t.pick(name, 0, "yes", "no")
	}
	t.text("notes", long)
	t.no(on != h.on, "")
	t.no(!came && absent == "", "第十九条第一款")
	other := len(h.officials) == 0 || slices.ContainsFunc(h.officials, func(o head) bool { return o.rank != "principal" && !o.explained })
	t.no(came && l.principal() && other && why == "", l.ground())
	t.no(came && excuse != "" || excuse != "" && proof == "", "第十九条第一款")
	return func() { h.held = on }
}

// kind reads what a court's paper is, where it can be given; nothing otherwise.
func (t *turn) kind(l *lawsuit, name string) (kind, bool) {
	k, ok := l.now().kindAt(name)
	if !ok {
		article := "第二十五条"
		if other, known := kinds[name]; known && (other.form == "decision") != l.reconsideration {
			article = "第三十八条"
		}
		t.no(true, article)
	}
	return k, ok
}

// fillJudgment: what a paper does follows from its kind; who has lost too, unless a
// person has to say, or departs from it with a reason.
func fillJudgment(l *lawsuit, t *turn) func() {
	c := l.now()
	d := &decision{}
	d.number = t.text("number", must)
	form, name := t.pick("form", 0, "judgment", "ruling", "mediation", "decision"), t.text("outcome", must)
	t.text("text", long)
	d.lost, d.why = t.flag("lost"), t.text("lost_reason", long)
	d.made, d.served = t.day("made_on", must|past), t.day("served_on", must|past)
	t.groups("served", 0, func(row *slip) { d.others = append(d.others, readService(row)) })
	var results []string
	t.groups("results", 0, func(row *slip) {
		d.results = append(d.results, result{name: row.text("name", must), lost: row.flag("lost"), why: row.text("lost_reason", long)})
		results = append(results, row.text("outcome", must))
		_ = row
	})
	seat := t.text("court", 0)
	if t.bad {
		return nil
	}
	k, ok := t.kind(l, name)
	if d.kind = k; ok {
		d.form = cmp.Or(form, k.form)
		t.no(d.form != k.form, "第二十五条")
		t.no(c.decision != nil && k.ends, "第二十五条")
		if k.loses == "" {
			t.no(d.lost || d.why != "", "第二十七条")
		} else if d.lost && d.why == "" {
			expected := slices.ContainsFunc(l.defending(), func(s *sued) bool { return l.wouldLose(k, s) })
			t.no(!expected, "第二十七条")
		}
		t.no(d.why == "" && l.unsaid(k, l.spokenOf(d.results)), "第二十七条")
	} else {
		d.form = form
	}
	t.notBefore(d.served, d.made)
	if d.form != "ruling" { // which can be older than the notice, as where another court gave it
		t.notBefore(d.made, l.served)
		t.notBefore(d.made, c.opened)
		for _, h := range c.hearings {
			t.notBefore(d.made, h.held)
		}
	}
	for _, o := range d.others {
		t.notBefore(o.on, d.made)
		t.no(!slices.Contains(l.namedOn(o.side), o.name), "")
	}
	for i := range d.results {
		r := &d.results[i]
		s := l.organ(r.name)
		if s != nil {
			r.name = s.name
		}
		t.no(s == nil || s.third, "第二十七条")
		var fine bool
		if r.kind, fine = t.kind(l, results[i]); fine {
			t.no(r.why == "" && s != nil && l.unsaid(r.kind, []*sued{s}), "第二十七条")
		}
	}
	return func() {
		if c.decide(d); d.ends {
			l.examines(d.made)
		}
		for i := range l.petitions {
			p := &l.petitions[i]
			if (k.outcome == "驳回管辖异议" || k.outcome == "管辖异议成立，移送其他法院") && p.kind == "jurisdiction" && p.answered == 0 && p.on <= d.made {
				p.answered = d.made
			}
		}
		switch {
		case k.outcome == "中止诉讼" && !l.paused():
			l.pause(d.made)
		case strings.HasPrefix(k.outcome, "移送") || k.outcome == "指定管辖" || strings.Contains(k.outcome, "移送其他") || strings.Contains(k.outcome, "另定管辖"):
			c.sends("", seat)
		}
	}
}

// wouldLose tells whether an organ loses by a kind in the open instance.
func (l *lawsuit) wouldLose(k kind, s *sued) bool {
	below := l.below(len(l.courts) - 1)
	switch k.loses {
	case "as below":
		return below >= 0 && l.lostAt(below, s.name)
	case "turned":
		return below >= 0 && !l.lostAt(below, s.name)
	}
	return k.loses == "yes"
}

// examines: what ends an examination answers the application.
func (l *lawsuit) examines(on day) {
	if l.now().level == "examination" {
		l.examined(on, false)
	}
}

// pause suspends the lawsuit: a hearing that was to come is off.
func (l *lawsuit) pause(on day) {
	l.pauses = append(l.pauses, pause{on: on})
	if h := l.now().coming(); h != nil && h.on >= on {
		h.cancelled = on
	}
}

func readService(row *slip) service {
	return service{row.pick("party", must, "plaintiff", "defendant", "third_party"), row.text("name", must), row.day("on", must|past)}
}

func fillService(l *lawsuit, t *turn) func() {
	c := l.servedBy()
	d := c.decision
	s := readService(t.slip)
	t.notBefore(s.on, d.made)
	t.no(!slices.Contains(l.namedOn(s.side), s.name), "")
	t.no(slices.ContainsFunc(d.others, func(o service) bool { return o.name == s.name }), "")
	return func() {
		d.others = append(d.others, s)
		// What was taken for effective too early is neither effective nor over.
		if c := l.now(); c.effective != 0 && (c.effective <= l.lastAppeal(c) || d.form == "mediation" && c.effective < d.lastServed()) {
			c.effective, c.gotEffective, l.concluded = 0, 0, 0
			l.undone++
		}
	}
}

func fillAppeal(l *lawsuit, t *turn) func() {
	from, c := l.appealed(), l.now()
	d := from.against()
	a := appeal{by: t.pick("by", must, "plaintiff", "defendant", "third_party"), name: t.text("name", 0), on: t.on(), copied: t.day("copy_served_on", past)}
	admitted, number, seat := t.flag("admitted"), t.caseNumber("case_number", 0), t.text("court", 0)
	if t.bad {
		return nil
	}
	if names := l.namedOn(a.by); a.name == "" && len(names) == 1 {
		a.name = names[0]
	}
	onSide := func(s *sued) bool { return s != nil && a.by == s.side() }
	if s := l.organ(a.name); a.name != "" && onSide(s) {
		a.name = s.name
	}
	t.notBefore(a.on, d.made)
	t.no(a.name != "" && !slices.Contains(l.namedOn(a.by), a.name), "")
	who := l.appellant(a)
	ours := who != "" && onSide(l.organ(who))
	on := d.servedTo(who, ours)
	late := on != 0 && a.on > l.days.until(on+from.appealDays(d)).due
	t.no(late && !admitted, "第二十五条")
	t.no(a.copied != 0 && a.copied < a.on, "")
	t.no(number != "" && number == from.number, "")
	before := d.appeals
	if from != c && c.decision == nil {
		before = c.appeals
	}
	t.no(slices.ContainsFunc(before, func(x appeal) bool { return x.by == a.by && l.appellant(x) == who }), "")
	return func() {
		if late {
			l.lateAppeals++
		}
		switch {
		case from != c && c.decision == nil:
			c.appeals = append(c.appeals, a)
			c.number, c.seat = cmp.Or(c.number, number), cmp.Or(c.seat, seat)
		case !d.ends:
			d.appeals = append(d.appeals, a)
		default:
			c.effective, c.gotEffective, l.concluded = 0, 0, 0
			n := 0
			for _, x := range l.courts {
				if x.level == "second" {
					n++
				}
			}
			l.courts = append(l.courts, &court{level: "second", round: max(c.round, n), number: number, seat: seat, opened: a.on, appeals: []appeal{a}})
		}
	}
}

func fillAppealAnswer(l *lawsuit, t *turn) func() {
	on, name := t.on(), t.text("name", 0)
	t.late()
	a := l.unansweredAppeal(name)
	if a == nil {
		t.no(true, "")
		return nil
	}
	t.notBefore(on, a.copied)
	all, owing := l.each(a.copied, a.answers)
	return t.answers(l, all, owing, on, &a.answers, &a.answered)
}

// answers reads which organ gives an answer that each owes for itself.
func (t *turn) answers(l *lawsuit, all, owing []*sued, on day, answers *map[string]day, whole *day) func() {
	name := l.answerer(t.text("organ", 0), owing, t.by)
	if len(owing) > 0 {
		t.no(!slices.ContainsFunc(owing, func(s *sued) bool { return s.name == name }), "")
		t.no(l.theirs(l.organ(name), t.by), "")
	}
	return func() {
		if name == "" {
			*whole = on
			return
		}
		if *answers == nil {
			*answers = map[string]day{}
		}
		(*answers)[name] = on
		if !slices.ContainsFunc(owing, func(s *sued) bool { return s.name != name }) {
			*whole = on
		}
	}
}

func fillFee(l *lawsuit, t *turn) func() {
	name := t.canonical(l, t.text("name", 0))
	a := l.fee(name, t.by)
	charged, paid := t.day("notice_on", past), t.day("paid_on", past)
	t.late()
	t.no(charged == 0 && paid == 0, "第二十五条")
	if t.no(a == nil || a.paid != 0, "第二十五条"); a == nil {
		return nil
	}
	t.no(charged != 0 && charged < a.on || paid != 0 && paid < a.on, "")
	return func() { a.charged, a.paid = cmp.Or(charged, a.charged), cmp.Or(paid, a.paid) }
}

func fillRemand(l *lawsuit, t *turn) func() {
	on, number, seat := t.on(), t.caseNumber("case_number", 0), t.text("court", 0)
	level := t.pick("level", 0, "first", "second", "retrial", "reconsideration")
	t.notBefore(on, l.now().decision.made)
	t.no(level == "retrial" || level == "reconsideration" || level == "second" && l.now().level != "retrial", "《行诉解释》第一百二十二条")
	return func() { l.goesTo(&court{level: cmp.Or(level, "first"), number: number, seat: seat, opened: on}) }
}

// goesTo opens a court, counting how often one of its level has sat before.
func (l *lawsuit) goesTo(next *court) {
	for _, c := range l.courts {
		if c.level == next.level {
			next.round++
		}
	}
	l.courts = append(l.courts, next)
}

func fillEffective(l *lawsuit, t *turn) func() {
	c := l.now()
	on, got := t.on(), t.day("received_on", must|past)
	t.notBefore(on, c.decision.served)
	t.notBefore(got, c.decision.served)
	t.no(on <= l.lastAppeal(c), "第二十五条")
	t.no(c.decision.form == "mediation" && on < c.decision.lastServed(), "《行诉解释》第八十五条第三款")
	return func() { c.effective, c.gotEffective = on, got }
}

func fillObligation(l *lawsuit, t *turn) func() {
	c := l.now()
	o := &obligation{name: t.canonical(l, t.text("name", 0))}
	t.text("duty", must|long)
	o.due, o.lives, o.days = t.day("due", 0), t.flag("subsistence"), t.number("days", some)
	from, ruling := c.decision, t.text("ruling", 0)
	if last := c.advanced(""); ruling == "" && c.effective == 0 && last != nil {
		ruling = last.number
	}
	if ruling != "" {
		o.by = c.advanced(ruling)
		from = o.by
	}
	if from == nil {
		t.no(true, "《行政诉讼法》第五十七条")
		return nil
	}
	t.no(o.due != 0 && o.due < from.made, "")
	t.no(o.due != 0 && o.days > 0, "第二十六条第一款")
	return func() { c.orders = append(c.orders, o) }
}

func fillPerformance(l *lawsuit, t *turn) func() {
	n, on := t.number("number", some), t.on()
	t.text("how", must|long)
	t.late()
	all := l.obligations()
	if n == 0 {
		n = l.unperformed()
	}
	if n > len(all) {
		t.no(true, "")
		return nil
	}
	for i, c := range l.courts {
		if o := all[n-1]; slices.Contains(c.orders, o) {
			if t.no(!l.owed(i, o), ""); t.bad {
				return nil
			}
			t.notBefore(on, cmp.Or(o.by, c.decision).made)
		}
	}
	return func() { all[n-1].done = on }
}

func fillRetrial(l *lawsuit, t *turn) func() {
	d := l.now().decision
	r := retrial{by: t.pick("by", must, "defendant", "plaintiff", "third_party", "procuratorate", "procuratorate_letter", "court"), on: t.on()}
	t.text("reason", long)
	r.copied = t.day("copy_served_on", past)
	r.name = t.text("name", 0)
	if ours := r.by == "defendant"; ours && len(l.defending()) > 1 {
		r.name = l.whose(r.name, t.by)
		t.organ(l, r.name)
	} else if ours {
		t.organ(l, r.name)
	}
	t.no(slices.ContainsFunc(l.retrials, func(x retrial) bool { return x.decided == 0 && x.by == r.by && x.name == r.name }), "《行诉解释》第一百一十四条")
	t.notBefore(r.on, d.made)
	t.no(r.copied != 0 && r.copied < r.on, "")
	return func() { l.retrials = append(l.retrials, r) }
}

func fillRetrialOpinion(l *lawsuit, t *turn) func() {
	r := l.unanswered()
	on := t.on()
	t.late()
	t.notBefore(on, r.copied)
	all, owing := l.each(r.copied, r.answers)
	return t.answers(l, all, owing, on, &r.answers, &r.answered)
}

func fillRetrialDecision(l *lawsuit, t *turn) func() {
	r := l.pendingRetrial()
	on, accepted, number := t.on(), t.flag("accepted"), t.caseNumber("case_number", 0)
	seat, elevated := t.text("court", 0), t.flag("elevated")
	t.notBefore(on, r.on)
	t.no(!accepted && number != "", "")
	examined := l.now().level == "examination" && l.now().decision == nil
	t.no(!accepted && examined, "《行诉解释》第一百一十六条")              // a ruling of its own, which ends it
	t.no(accepted && l.now().effective == 0 && !examined, "") // an appeal or a later service has undone it since
	return func() {
		l.examined(on, accepted)
		if accepted {
			l.concluded, l.archived, l.supplements = 0, 0, 0 // the dispute goes on, in a volume of its own
			l.goesTo(&court{level: "retrial", as: l.procedureOf(elevated), number: number, seat: seat, opened: on})
		}
	}
}

func fillLossReport(l *lawsuit, t *turn) func() {
	c := l.courts[l.reported()]
	r := report{name: t.text("name", 0), on: t.on(), analysed: t.text("analysis", long) != ""}
	t.picks("grounds", 0, "evidence", "law", "procedure", "power", "abuse", "unreasonable", "inaction", "contract", "other")
	t.text("remedy", long)
	r.due = t.day("remedy_due", 0)
	t.late()
	onPaper := t.flag("on_paper")
	t.no(!r.analysed && !onPaper, "第二十七条")
	owing := l.unreported()
	if s := l.organ(r.name); r.name != "" && s != nil {
		r.name = s.name
	}
	if r.name == "" {
		r.name = owing[0].name
		for _, s := range owing {
			if t.by.ofUnit() && slices.Contains(l.answering(s), t.by.unit) {
				r.name = s.name
				break
			}
		}
	}
	t.notBefore(r.on, c.effective)
	if s := l.organ(r.name); s != nil {
		if last := c.reportOf(s); last != nil {
			t.notBefore(r.on, last.checked)
		}
	}
	t.no(r.due != 0 && r.due < r.on, "")
	t.no(!slices.ContainsFunc(owing, func(s *sued) bool { return s.name == r.name }), "第二十七条")
	t.no(l.theirs(l.organ(r.name), t.by), "")
	return func() { c.reports = append(c.reports, r) }
}

func fillRemedy(l *lawsuit, t *turn) func() {
	name, on := t.text("name", 0), t.on()
	t.text("text", must|long)
	t.late()
	whose := l.whose(name, t.by)
	for _, r := range l.mending((*report).open) {
		if r.name == "" || r.name == whose || name == "" && !t.by.ofUnit() {
			t.notBefore(on, r.on)
			return func() { r.mended = on }
		}
	}
	t.no(true, "第三十七条第（七）项")
	return nil
}

func fillRemedyCheck(l *lawsuit, t *turn) func() {
	r := l.mending((*report).waiting)[0]
	on, passed, opinion := t.on(), t.flag("passed"), t.text("opinion", long)
	t.notBefore(on, r.mended)
	t.no(!passed && opinion == "", "第三十七条第（七）项")
	return func() {
		if passed {
			r.passed = on
		} else {
			r.mended = 0
		}
	}
}

func fillLossCheck(accepted bool) func(*lawsuit, *turn) func() {
	return func(l *lawsuit, t *turn) func() {
		r := l.toCheck()
		on, how := t.on(), long
		if !accepted {
			how |= must
		}
		opinion := t.text("opinion", how)
		t.notBefore(on, r.on)
		t.no(accepted && !r.analysed && opinion == "", "第二十七条")
		return func() { r.checked, r.accepted = on, accepted }
	}
}

func fillCompensation(l *lawsuit, t *turn) func() {
	s := sum{received: t.day("received_on", past), accepted: t.day("accepted_on", must|past)}
	t.text("claimant", must)
	s.amount = t.amount("amount", must)
	t.notBefore(s.accepted, l.now().effective)
	return func() { l.sums = append(l.sums, s) }
}

// sum is the one that is meant: the first of its kind where none is named.
func (t *turn) sum(l *lawsuit, is func(sum) bool) *sum {
	n := t.number("number", some)
	if n == 0 {
		n = slices.IndexFunc(l.sums, is) + 1
	}
	if n > len(l.sums) || n < 1 || !is(l.sums[n-1]) {
		t.no(true, "")
		return &sum{}
	}
	return &l.sums[n-1]
}

func fillPaymentRequest(l *lawsuit, t *turn) func() {
	s, on := t.sum(l, sum.unapplied), t.on()
	t.text("document", 0)
	t.late()
	t.notBefore(on, s.accepted)
	return func() { s.applied = on }
}

func fillPayment(l *lawsuit, t *turn) func() {
	s, on, paid := t.sum(l, sum.unpaid), t.on(), t.amount("paid", must)
	note := t.text("note", long)
	t.late()
	t.notBefore(on, s.applied)
	awarded, ok := new(big.Rat).SetString(s.amount)
	given, fine := new(big.Rat).SetString(paid)
	t.no(ok && fine && awarded.Cmp(given) != 0 && note == "", "第二十八条")
	return func() { s.paid = on }
}

func fillLetter(l *lawsuit, t *turn) func() {
	x := letter{kind: t.pick("kind", must, "judicial", "normative", "procuratorial", "procuratorial_urgent", "reconsideration_opinion")}
	t.text("from", must)
	x.document = t.text("document", must)
	x.received, x.due = t.day("received_on", must|past), t.day("due", 0)
	t.text("content", long)
	t.no(x.due != 0 && x.due < x.received, "")
	t.no(slices.ContainsFunc(l.letters, func(o letter) bool { return o.document == x.document }), "")
	return func() { l.letters = append(l.letters, x) }
}

func fillLetterAnswer(l *lawsuit, t *turn) func() {
	n, on := t.number("number", some), t.on()
	t.text("answer", must|long)
	t.late()
	if n == 0 {
		n = slices.IndexFunc(l.letters, letter.open) + 1
	}
	if n > len(l.letters) {
		t.no(true, "")
		return nil
	}
	x := &l.letters[n-1]
	t.no(x.answered != 0, "")
	t.notBefore(on, x.received)
	return func() { x.answered = on }
}

// fillWithdrawal: a court lets a suit, an appeal or an application be withdrawn by a
// ruling, which takes effect as it is served (行政诉讼法第六十二条).
func fillWithdrawal(l *lawsuit, t *turn) func() {
	c := l.now()
	on := t.on()
	t.text("reason", long)
	name, number := t.text("outcome", 0), t.text("number", 0)
	if name == "" && c.level == "first" {
		name = "准许撤诉"
	}
	if name == "" {
		name = map[string]string{"reconsideration": "终止行政复议", "examination": "准许撤回再审申请"}[c.level]
	}
	k, ok := c.kindAt(name)
	t.notBefore(on, l.served)
	t.no(!ok || !k.withdraws, "第十八条")
	t.no(number == "", "《行政诉讼法》第六十二条")
	return func() {
		c.decide(&decision{kind: k, form: k.form, made: on, served: on})
		if on > l.lastAppeal(c) {
			c.effective, c.gotEffective = on, on
		}
		l.examines(on)
	}
}

func fillNumber(l *lawsuit, t *turn) func() {
	c := l.now()
	t.on()
	number, seat := t.caseNumber("case_number", 0), t.text("court", 0)
	t.text("document", 0)
	t.no(number == "" && seat == "", "")
	t.no((number == "" || number == c.number) && (seat == "" || seat == c.seat) && number+seat != "", "")
	return func() { c.sends(number, seat) }
}

func fillLink(l *lawsuit, t *turn) func() {
	link := t.pick("kind", must, "refiled", "damages", "redone", "series", "joined", "reviewed", "sent", "warned")
	number := t.caseNumber("case_number", must)
	t.no(slices.ContainsFunc(l.courts, func(c *court) bool { return c.number == number }), "")
	t.no(slices.Contains(l.links, link+number), "")
	return func() { l.links = append(l.links, link+number) }
}

func fillEntryCheck(l *lawsuit, t *turn) func() {
	e := l.uncheckedEntry()
	on := t.on()
	t.notBefore(on, e.on)
	return func() { e.checked = on }
}

func fillTakeover(_ *lawsuit, t *turn) func() {
	t.on()
	return func() {}
}

func fillStrike(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("reason", must|long)
	return func() { l.struck = on }
}

// fillPartyChange: 追加、变更、承继、退出.
func fillPartyChange(l *lawsuit, t *turn) func() {
	what := t.pick("kind", must, "join", "replace", "succeed", "leave")
	side := t.pick("side", must, "plaintiff", "defendant", "third_party")
	name, unit, old := t.text("name", must), t.text("unit", 0), t.text("replaces", 0)
	on, served := t.on(), t.day("served_on", past)
	t.text("document", 0)
	t.text("reason", long)
	t.bad = t.bad || old != "" && what != "replace" && what != "succeed"
	there, gone := l.namedOn(side), old
	switch what {
	case "leave":
		gone = name
	case "join":
		gone = ""
	default:
		t.no(gone == "", "《行诉解释》第二十八条")
	}
	t.no(gone != "" && !slices.Contains(there, gone), "")
	t.no(what != "leave" && slices.Contains(l.ever, party{side, name}), "") // who comes again has another name
	t.no(what == "leave" && side != "third_party" && len(there) == 1, "")
	t.no(unit != "" && side == "plaintiff", "")
	for _, s := range l.organs() { // nobody is on two sides, and the district government is one
		twice := s.name == name && s.third != (side == "third_party") || unit == "区政府" && s.unit == unit && s.name != name
		t.no(unit != "" && what != "leave" && twice && s.left == 0 && s.name != old, "")
		t.no(unit != "" && what != "leave" && s.unit != unit && (s.unit == name || s.name == unit), "") // nor called like another's unit
	}
	t.no(served != 0 && served < l.served, "")
	return func() {
		l.changes(side, gone, on, what == "leave", sued{name: name, unit: unit, served: served, joined: on, before: old})
	}
}

// changes takes somebody out of a side, and puts somebody else in unless nobody comes.
func (l *lawsuit) changes(side, gone string, on day, leaves bool, next sued) {
	next.third = side == "third_party"
	for i := range l.sued {
		if s := &l.sued[i]; gone != "" && s.third == next.third && side != "plaintiff" && s.name == gone && s.left == 0 {
			s.left = on
			if !leaves {
				s.after = next.name
			}
		}
	}
	drop := func(names []string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == gone })
	}
	switch side {
	case "plaintiff":
		l.plaintiffs = drop(l.plaintiffs)
	case "third_party":
		l.thirds = drop(l.thirds)
	}
	if leaves {
		return
	}
	l.ever = append(l.ever, party{side, next.name})
	switch {
	case side == "plaintiff":
		l.plaintiffs = append(l.plaintiffs, next.name)
	case next.third:
		l.thirds = append(l.thirds, next.name)
	}
	if side == "defendant" || next.third && next.unit != "" {
		l.sued = append(l.sued, next)
	}
}

func fillPause(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("document", 0)
	t.text("reason", must|long)
	t.notBefore(on, l.served)
	if n := len(l.pauses); n > 0 {
		t.notBefore(on, l.pauses[n-1].resumed)
	}
	return func() { l.pause(on) }
}

func fillResumption(l *lawsuit, t *turn) func() {
	p := &l.pauses[len(l.pauses)-1]
	on := t.on()
	t.notBefore(on, p.on)
	return func() { p.resumed = on }
}

func fillExcuse(l *lawsuit, t *turn) func() {
	x := excuse{t.text("clock", must), t.text("reason", must|long)}
	is := func(d duty) bool {
		return d.id == x.duty && (d.state == "met_late" || d.state == "missed" || d.overdue(t.today))
	}
	t.no(!slices.ContainsFunc(l.duties(), is), "")
	return func() { l.excuses = append(l.excuses, x) }
}

// fillFix proposes a correction: of an act that made a fact, to something that it does
// not say yet, and so that all that came after it could still have been done.
func fillFix(l *lawsuit, t *turn) func() {
	c := fix{line: t.number("line", must|some), void: t.flag("void"), by: t.by.name}
	c.input = t.object("input")
	t.text("reason", must|long)
	if t.bad || c.line > len(l.done) {
		t.no(true, "")
		return nil
	}
	act := l.done[c.line-1].act
	says, counts := l.counting(c.line)
	switch {
	case looksBack(act), c.void && c.line == 1, c.void == (c.input != nil), c.void && !counts:
		t.no(true, "")
	case counts && !c.void && plain(c.input) == plain(says):
		t.no(true, "")
	default:
		_, why := l.corrected(c)
		t.fails(why)
	}
	return func() { l.fixes = append(l.fixes, c) }
}

// fails passes on why a correction cannot be.
func (t *turn) fails(why *verdict) {
	if why != nil {
		t.against = append(t.against, why.articles...)
	}
}

func fillConfirmation(l *lawsuit, t *turn) func() {
	c := l.pendingFix()
	t.text("opinion", long)
	if c.by == t.by.name {
		t.no(true, "第三十条")
		return nil
	}
	made, why := l.corrected(*c)
	t.fails(why)
	return func() {
		c.decided, c.granted = true, true
		*l = *made
	}
}

func fillDecline(l *lawsuit, t *turn) func() {
	c := l.pendingFix()
	t.text("opinion", must|long)
	t.no(!slices.Contains(theSeconds, t.by.role) && c.by != t.by.name, "第三十条")
	return func() { c.decided = true }
}

func fillConclusion(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("reason", must|long)
	why := t.text("unreviewed_reason", long)
	t.notBefore(on, l.now().effective)
	t.no(l.unchecked() && why == "", "第二十七条")
	return func() { l.concluded = on }
}

// fillArchive closes the volume: what is still owed has to be explained.
func fillArchive(l *lawsuit, t *turn) func() {
	on := t.on()
	for _, name := range []string{"volume", "filed_by", "checked_by"} {
		t.text(name, map[bool]asking{true: must}[name == "volume"])
	}
	t.text("note", long)
	why := t.text("missing_reason", long)
	t.late()
	t.notBefore(on, l.concluded)
	if l.advice {
		t.notBefore(on, l.letters[0].answered)
	}
	owed := l.outstanding()
	if why == "" {
		t.against = append(t.against, owed...)
		t.no(l.unchecked(), "第二十七条")
	}
	return func() { l.archived = on }
}

func fillSupplement(l *lawsuit, t *turn) func() {
	on := t.on()
	t.text("title", must)
	t.text("mark", 0)
	t.text("author", 0)
	made := t.day("made_on", past)
	t.number("pages", 0)
	t.text("reason", must|long)
	t.notBefore(on, l.archived)
	t.no(made > on, "")
	return func() { l.supplements++ }
}
