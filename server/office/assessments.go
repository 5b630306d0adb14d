package office

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/assessment"
	"yingsu/models/statistics"
	"yingsu/server/documents"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Assessed is the assessment of a year as one person meets it.
type Assessed struct {
	models.Assessment
	Indicators []assessment.Indicator // with their weights
	Sheets     []assessment.Sheet     // of the units that the caller sees, the best first
	Objections []models.Objection     // of those units
	Exempt     []Exempt               // what was found not to apply to the units whose sheets the caller opens
	Ranks      bool                   // the caller sees how all units stand
	Marks      bool                   // the caller gives marks and sets the weights
	Publishes  bool                   // the caller can publish it
	Answers    bool                   // the caller answers objections
	Decides    bool                   // the caller can decide it
	Missing    []string               // what was not given to all units yet

	units map[string][]string // who is assessed, each with those that it continues
}

// Exempt is an indicator that does not apply to a unit because the Bureau has found so.
type Exempt struct{ Unit, Title, Reason string }

// Over tells whether the year has ended on a day.
func (a Assessed) Over(today calendar.Date) bool {
	return statistics.Period{Year: a.Year}.To().Before(today)
}

// Sheet returns the sheet of a unit, if the caller sees it.
func (a Assessed) Sheet(unit string) (assessment.Sheet, bool) {
	i := slices.IndexFunc(a.Sheets, func(s assessment.Sheet) bool { return s.Unit == unit })
	if i < 0 {
		return assessment.Sheet{}, false
	}
	return a.Sheets[i], true
}

// Assessments returns the years that can be looked at, the last first: the current one,
// the one before, and those that were assessed.
func (o *Office) Assessments(ctx context.Context, who models.Caller) ([]models.Assessment, error) {
	list, err := read(ctx, who, Assessing, o.store.Assessments)
	if err != nil {
		return nil, err
	}
	for _, year := range []int{o.Today().Year() - 1, o.Today().Year()} {
		if !slices.ContainsFunc(list, func(a models.Assessment) bool { return a.Year == year }) {
			list = append(list, models.Assessment{Year: year})
		}
	}
	slices.SortFunc(list, func(a, b models.Assessment) int { return b.Year - a.Year })
	return list, nil
}

// Assessment returns the assessment of a year: with the facts of today until it is
// published, and then with those that the units were told.
func (o *Office) Assessment(ctx context.Context, who models.Caller, year int) (a Assessed, err error) {
	if err := Assessing.Refuse(who); err != nil {
		return a, err
	}
	if year < firstAssessed || year > o.Today().Year() {
		return a, &models.Error{Code: models.NotFound, Detail: "没有这个年度的考核。请从考核页面选择年度。", Link: "/assessments"}
	}
	if a.Assessment, err = o.store.Assessment(ctx, year); err != nil {
		return a, err
	}
	if a.Revision == 0 {
		a.Scheme = assessment.Proposed()
	}
	facts, err := o.factsOf(ctx, &a)
	if err != nil {
		return a, err
	}
	marks, err := o.store.Marks(ctx, year)
	if err != nil {
		return a, err
	}
	if a.Objections, err = o.store.Objections(ctx, year); err != nil {
		return a, err
	}
	a.Indicators = assessment.In(a.Scheme)
	a.Sheets = assessment.Sheets(slices.Sorted(maps.Keys(a.units)), a.Scheme, facts, marks, a.Objections)
	a.settle(who, o.Today())
	return a, nil
}

// firstAssessed is the first year of the Measures.
const firstAssessed = 2018

// settle keeps what the caller may see, and says what they may do.
func (a *Assessed) settle(who models.Caller, today calendar.Date) {
	published, open := a.Published != nil, slices.ContainsFunc(a.Objections, models.Objection.Open)
	for _, x := range a.Indicators {
		if slices.ContainsFunc(a.Sheets, func(s assessment.Sheet) bool { return slices.Contains(s.Missing(), x.Title) }) {
			a.Missing = append(a.Missing, x.Title)
		}
	}
	a.Marks = !published && Marking.Of(who.Role)
	a.Publishes = !published && a.Over(today) && Settling.Of(who.Role)
	a.Answers = published && !a.Decided() && Settling.Of(who.Role)
	a.Decides = a.Answers && !open && a.Published.ObjectUntil.Before(today)
	a.Ranks = a.Decided() || SeeingEverything.Of(who.Role)
	for _, s := range a.Sheets {
		for _, x := range s.Exempt() {
			if a.Opens(who, s.Unit) {
				a.Exempt = append(a.Exempt, Exempt{s.Unit, x.Title, x.Note})
			}
		}
	}
	if SeeingEverything.Of(who.Role) {
		return
	}
	if !a.Ranks {
		a.Sheets = slices.DeleteFunc(a.Sheets, func(s assessment.Sheet) bool { return !a.owns(who, s.Unit) })
	}
	a.Objections = slices.DeleteFunc(a.Objections, func(o models.Objection) bool { return !a.owns(who, o.Unit) })
}

// Opens tells whether somebody sees what stands in the sheet of a unit, and not only how it
// stands among the others.
func (a *Assessed) Opens(who models.Caller, unit string) bool {
	return SeeingEverything.Of(who.Role) || a.owns(who, unit)
}

// owns tells whether the sheet of a unit is the caller's own.
func (a *Assessed) owns(who models.Caller, unit string) bool {
	return who.Role.OfUnit() && (who.ActsFor(unit) || slices.Contains(a.units[unit], who.Unit))
}

// factsOf returns what is counted of the units, and says who they are.
func (o *Office) factsOf(ctx context.Context, a *Assessed) (assessment.Facts, error) {
	if a.Published != nil {
		a.units = a.Published.Units
		return a.Published.Facts, nil
	}
	p := statistics.Period{Year: a.Year}
	directory, err := o.store.Units(ctx)
	if err != nil {
		return nil, err
	}
	last := p.To()
	if o.Today().Before(last) {
		last = o.Today()
	}
	a.units = unitsAssessed(directory, last)
	cells, err := o.store.Cells(ctx, p.From(), p.To(), o.Today())
	if err != nil {
		return nil, err
	}
	entries, err := o.store.RegisterCounts(ctx, p.From(), p.To(), o.Today())
	return assessment.FactsOf(a.units, cells, entries), err
}

// unitsAssessed returns who is assessed: the units that there are on a day, each with those
// that are there no more and whose functions it continues. The Bureau assesses, and the
// district's government is assessed by those above it.
func unitsAssessed(directory []models.Unit, on calendar.Date) map[string][]string {
	units := map[string][]string{}
	closed := slices.DeleteFunc(slices.Clone(directory), func(u models.Unit) bool { return !u.Closed(on) })
	for _, u := range directory {
		if u.Kind == models.Government || u.Name == measures.JusticeBureau || u.Closed(on) {
			continue
		}
		units[u.Name] = append([]string{u.Name}, models.Continued(u.Name, closed)...)
	}
	return units
}

// SetScheme takes over how much the indicators weigh.
func (o *Office) SetScheme(ctx context.Context, who models.Caller, year int, revision int64, s models.Scheme) error {
	return o.administered(ctx, who, Marking, "set_scheme", fmt.Sprint(year), func() error {
		a, err := o.Assessment(ctx, who, year)
		switch {
		case err != nil:
			return err
		case a.Published != nil:
			return toldAlready
		}
		s.Proposal, s.Exempt = a.Scheme.Proposal, a.Scheme.Exempt
		if wrong := assessment.Wrong(s); len(wrong) > 0 {
			return &models.Error{Code: models.Invalid, Detail: wrong[0].Detail + "。", Fields: wrong}
		}
		a.Scheme, a.Revision, a.EditedAt, a.EditedBy = s, revision+1, time.Now(), who.Username
		return o.store.KeepAssessment(ctx, a.Assessment)
	})
}

var toldAlready = &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "考核已经公布，分值和分数不能直接修改。确有错误的，由单位提出异议，区司法局负责人答复时更改。"}

// ExemptUnit finds that an indicator does not apply to a unit, and why. What was found before
// gives way to it.
func (o *Office) ExemptUnit(ctx context.Context, who models.Caller, year int, revision int64, unit, indicator, reason string) error {
	found := &models.Exemption{Unit: unit, Indicator: indicator, Reason: reason, At: time.Now().UTC(), By: who.Username}
	return o.exempting(ctx, who, "exempt_unit", year, revision, unit, indicator, found)
}

// IncludeUnit takes back that an indicator does not apply to a unit.
func (o *Office) IncludeUnit(ctx context.Context, who models.Caller, year int, revision int64, unit, indicator string) error {
	return o.exempting(ctx, who, "include_unit", year, revision, unit, indicator, nil)
}

// exempting changes whether an indicator applies to a unit: it does, if nothing is found.
func (o *Office) exempting(ctx context.Context, who models.Caller, action string, year int, revision int64, unit, indicator string, found *models.Exemption) error {
	return o.administered(ctx, who, Marking, action, fmt.Sprintf("%d/%s/%s", year, unit, indicator), func() error {
		a, err := o.Assessment(ctx, who, year)
		if err != nil {
			return err
		}
		if a.Published != nil {
			return toldAlready
		}
		if err := a.exemptable(unit, indicator, found); err != nil {
			return err
		}
		a.Scheme.Exempt = slices.DeleteFunc(a.Scheme.Exempt, func(e models.Exemption) bool { return e.Unit == unit && e.Indicator == indicator })
		if found != nil {
			a.Scheme.Exempt = append(a.Scheme.Exempt, *found)
		}
		a.Revision, a.EditedAt, a.EditedBy = revision+1, time.Now(), who.Username
		return o.store.KeepAssessment(ctx, a.Assessment)
	})
}

// exemptable says why it cannot be found that an indicator does not apply to a unit.
func (a *Assessed) exemptable(unit, indicator string, found *models.Exemption) error {
	sheet, assessed := a.Sheet(unit)
	score := sheet.Score(indicator)
	applying := func(x assessment.Score) bool { return x.Weight > 0 && !x.Exempt && x.Key != indicator }
	switch {
	case !assessed || score.Key == "":
		return noSheet(a.Year)
	case found == nil:
		return nil
	case score.Weight == 0:
		return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: fmt.Sprintf("“%s”的分值是0，对各单位都不考核，不需要另行认定。", score.Title)}
	case !slices.ContainsFunc(sheet.Scores, applying):
		return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: fmt.Sprintf("“%s”是%s最后一项适用的指标，认定以后就没有可以考核的了。请先撤销其他指标的认定。", score.Title, unit)}
	case found.Reason == "" || utf8.RuneCountInString(found.Reason) > longestNote:
		return models.Wrong("reason", fmt.Sprintf("请填写“%s”对%s不适用的理由，最多%d字", score.Title, unit, longestNote))
	}
	return nil
}

// Given is what somebody wrote for a unit: points and the evidence.
type Given struct{ Unit, Points, Note string }

// GiveMarks gives units points for an indicator that the platform does not know. What was
// left empty of a unit stays as it was.
func (o *Office) GiveMarks(ctx context.Context, who models.Caller, year int, revision int64, indicator string, given []Given) error {
	return o.administered(ctx, who, Marking, "give_marks", fmt.Sprintf("%d/%s", year, indicator), func() error {
		a, err := o.Assessment(ctx, who, year)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(a.Indicators, func(x assessment.Indicator) bool { return x.Key == indicator && x.Given() })
		switch {
		case at < 0:
			return noIndicator
		case a.Published != nil:
			return toldAlready
		}
		marks, wrong := a.marksOf(a.Indicators[at], given, who.Username)
		if len(wrong) > 0 {
			return &models.Error{Code: models.Invalid, Detail: wrong[0].Detail + "。", Fields: wrong}
		}
		a.Revision, a.EditedAt, a.EditedBy = revision+1, time.Now(), who.Username
		return o.store.GiveMarks(ctx, a.Assessment, marks)
	})
}

var noIndicator = &models.Error{Code: models.NotFound, Detail: "没有这项由人评定的指标。请从考核页面选择。", Link: "/assessments"}

func (a Assessed) marksOf(x assessment.Indicator, given []Given, by string) (marks []models.Mark, wrong []models.FieldError) {
	for n, g := range given {
		if g.Points == "" && g.Note == "" {
			continue
		}
		tenths, problem := tenthsIn(g.Points, x.Weight)
		_, assessed := a.units[g.Unit]
		switch {
		case !assessed:
			wrong = append(wrong, models.FieldError{Field: fmt.Sprintf("points-%d", n), Detail: "考核的单位中没有“" + g.Unit + "”"})
		case problem != "":
			wrong = append(wrong, models.FieldError{Field: fmt.Sprintf("points-%d", n), Detail: g.Unit + "的" + problem})
		}
		if g.Note == "" || utf8.RuneCountInString(g.Note) > longestNote {
			wrong = append(wrong, models.FieldError{Field: fmt.Sprintf("note-%d", n), Detail: fmt.Sprintf("请填写给%s评分的根据，最多%d字", g.Unit, longestNote)})
		}
		marks = append(marks, models.Mark{Unit: g.Unit, Indicator: x.Key, Tenths: tenths, Note: g.Note, At: time.Now(), By: by})
	}
	return marks, wrong
}

// tenthsIn reads points with at most one decimal, or says what is wrong with them.
func tenthsIn(points string, most int) (tenths int, wrong string) {
	whole, part, dotted := strings.Cut(points, ".")
	digits := func(s string) bool {
		return s != "" && len(s) <= 3 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	}
	if !digits(whole) || dotted && (!digits(part) || len(part) != 1) {
		return 0, fmt.Sprintf("分数应当是0至%d之间的数，最多一位小数，例如%d.5", most, max(most-1, 0))
	}
	for _, d := range whole + (part + "0")[:1] {
		tenths = 10*tenths + int(d-'0')
	}
	if tenths > 10*most {
		return 0, fmt.Sprintf("分数不能超过这项的分值%d分", most)
	}
	return tenths, ""
}

// PublishAssessment tells the units what they have come to, with the facts of this moment,
// and until when they may object.
func (o *Office) PublishAssessment(ctx context.Context, who models.Caller, year int, revision int64, until calendar.Date) error {
	return o.administered(ctx, who, Settling, "publish_assessment", fmt.Sprint(year), func() error {
		a, err := o.Assessment(ctx, who, year)
		if err != nil {
			return err
		}
		if err := o.publishable(ctx, a, until); err != nil {
			return err
		}
		p := statistics.Period{Year: year}
		rows, err := o.store.AllCounted(ctx, p.From(), p.To(), o.Today())
		if err != nil {
			return err
		}
		behind := &models.AssessedBehind{Rows: assessedRows(rows)}
		if behind.Entries, err = o.entriesOf(ctx, p); err != nil {
			return err
		}
		facts := assessment.FactsOf(a.units, statistics.CellsOf(plainRows(behind.Rows)), countsOf(behind.Entries))
		a.Published = &models.PublishedAssessment{
			At: time.Now(), By: who.Username, CutOff: o.Today(), ObjectUntil: until, Facts: facts, Units: a.units, Behind: behind,
		}
		a.Revision, a.EditedAt, a.EditedBy = revision+1, time.Now(), who.Username
		return o.store.KeepAssessment(ctx, a.Assessment, a.ToldOf(slices.Sorted(maps.Keys(a.units))))
	})
}

// publishable says why an assessment cannot be published yet.
func (o *Office) publishable(ctx context.Context, a Assessed, until calendar.Date) error {
	left, err := o.store.Uncounted(ctx)
	switch {
	case err != nil:
		return err
	case a.Published != nil:
		return toldAlready
	case !a.Over(o.Today()):
		return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: fmt.Sprintf("%d年度还没有结束，现在公布会缺少以后的事实。年度内请查看日常考核。", a.Year)}
	case left > 0:
		return &models.Error{Code: models.Unavailable, Detail: fmt.Sprintf("还有%d件以前的案件正在计入，现在公布分数不完整，没有公布。请稍后再试。", left)}
	case len(a.Missing) > 0:
		return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "还有单位没有评定：" + strings.Join(a.Missing, "、") + "。请评定以后再公布；不考核的，把分值改为0。"}
	case !until.After(o.Today()):
		return models.Wrong("until", "异议的最后一日应当晚于今天（"+o.Today().Chinese()+"）")
	}
	return nil
}

// assessedRows keeps what the figures of the indicators look at.
func assessedRows(rows []models.CountedRow) []models.CountedRow {
	kinds := map[statistics.Kind]bool{}
	for _, x := range assessment.Indicators {
		if f, known := statistics.FigureOf(x.Figure); known {
			kinds[f.Kind] = true
		}
	}
	return slices.DeleteFunc(rows, func(r models.CountedRow) bool { return !kinds[r.Kind] })
}

// entriesOf returns all entries of a period that count.
func (o *Office) entriesOf(ctx context.Context, p statistics.Period) (all []models.RegisterEntry, err error) {
	for _, x := range assessment.Counted() {
		found, err := o.entriesBehind(ctx, x, p, nil)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// entriesBehind returns the entries of a period that count for an indicator, of units or of
// all. What is promised counts once its day is over.
func (o *Office) entriesBehind(ctx context.Context, x assessment.Indicator, p statistics.Period, units []string) (all []models.RegisterEntry, err error) {
	f := models.RegisterFilter{From: p.From(), To: p.To(), ByDue: x.Promises, Units: units}
	if yesterday := o.Today().AddDays(-1); x.Promises && yesterday.Before(f.To) {
		f.To = yesterday
	}
	for _, f.Register = range x.Registers {
		found, err := o.countedEntries(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// countedEntries returns all entries that a filter keeps and that count.
func (o *Office) countedEntries(ctx context.Context, f models.RegisterFilter) (all []models.RegisterEntry, err error) {
	f.Limit = models.MaxPage
	for {
		found, err := o.store.RegisterEntries(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			if !e.Withdrawn() {
				all = append(all, e)
			}
		}
		if len(found) < f.Limit {
			return all, nil
		}
		f.Before = &found[len(found)-1]
	}
}

func countsOf(entries []models.RegisterEntry) (counts []models.RegisterCount) {
	for _, e := range entries {
		c := models.RegisterCount{Register: e.Register, Unit: e.Unit, N: 1}
		if !e.Due.IsZero() {
			c.Due = 1
		}
		if e.Kept() {
			c.Kept = 1
		}
		counts = append(counts, c)
	}
	return counts
}

// Object objects to what a unit was given for an indicator.
func (o *Office) Object(ctx context.Context, who models.Caller, year int, unit, indicator, reason string) error {
	return o.administered(ctx, who, Objecting, "object", fmt.Sprintf("%d/%s/%s", year, unit, indicator), func() error {
		a, err := o.Assessment(ctx, who, year)
		if err != nil {
			return err
		}
		x, known := assessment.IndicatorOf(indicator)
		switch {
		case !known || !a.owns(who, unit):
			return noSheet(year)
		case a.Published == nil || a.Decided():
			return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "考核没有公布或者已经定案，现在不能提出异议。公布以后，在写明的最后一日以前提出。"}
		case a.Published.ObjectUntil.Before(o.Today()):
			return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "提出异议的期限已于" + a.Published.ObjectUntil.Chinese() + "届满。确有错误的，请与区司法局联系。"}
		case !a.contestable(unit, indicator):
			return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: fmt.Sprintf("“%s”对%s不适用，不计入总分，没有可以更改的分数，不能提出异议。认为有事实应当计入的，请与区司法局联系。", x.Title, unit)}
		case reason == "" || utf8.RuneCountInString(reason) > longestObjection:
			return models.Wrong("reason", fmt.Sprintf("请填写异议的理由和根据，最多%d字", longestObjection))
		}
		objection := models.Objection{Year: year, Unit: unit, Indicator: indicator, Reason: reason, At: time.Now(), By: who.Username}
		return o.store.Object(ctx, objection, objection.Made(x.Title))
	})
}

func (a *Assessed) contestable(unit, indicator string) bool {
	s, _ := a.Sheet(unit)
	return s.Score(indicator).Contestable()
}

// longestObjection bounds an objection and its answer, in characters.
const longestObjection = 2000

func noSheet(year int) error {
	return &models.Error{Code: models.NotFound, Detail: "没有这个单位的考核表，或者不属于您的单位。请从考核页面选择。", Link: fmt.Sprintf("/assessments/%d", year)}
}

// AnswerObjection decides about an objection: where it is upheld, with the points that the
// unit is given instead.
func (o *Office) AnswerObjection(ctx context.Context, who models.Caller, year int, id int64, upheld bool, points, answer string) error {
	return o.administered(ctx, who, Settling, "answer_objection", fmt.Sprintf("%d/%d", year, id), func() error {
		a, err := o.Assessment(ctx, who, year)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(a.Objections, func(x models.Objection) bool { return x.ID == id })
		if at < 0 {
			return noSheet(year)
		}
		objection := a.Objections[at]
		x := a.Indicators[slices.IndexFunc(a.Indicators, func(x assessment.Indicator) bool { return x.Key == objection.Indicator })]
		if answer == "" || utf8.RuneCountInString(answer) > longestObjection {
			return models.Wrong("answer", fmt.Sprintf("请填写答复的理由，最多%d字", longestObjection))
		}
		if upheld && !a.contestable(objection.Unit, objection.Indicator) {
			return models.Wrong("decision", fmt.Sprintf("“%s”对%s不适用，不计入总分，没有可以更改的分数。请选择“不成立”，并在答复中说明", x.Title, objection.Unit))
		}
		if upheld {
			tenths, wrong := tenthsIn(points, x.Weight)
			if wrong != "" {
				return models.Wrong("points", "更改后的"+wrong)
			}
			objection.Tenths = tenths
		}
		objection.Upheld, objection.Answer, objection.DecidedAt, objection.DecidedBy = upheld, answer, time.Now(), who.Username
		return o.store.AnswerObjection(ctx, objection, objection.Answered(x.Title))
	})
}

// DecideAssessment makes an assessment final, and tells everybody concerned.
func (o *Office) DecideAssessment(ctx context.Context, who models.Caller, year int, revision int64) error {
	return o.administered(ctx, who, Settling, "decide_assessment", fmt.Sprint(year), func() error {
		a, err := o.Assessment(ctx, who, year)
		switch {
		case err != nil:
			return err
		case a.Published == nil || a.Decided():
			return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "考核没有公布，或者已经定案。请在考核页面查看它现在的状态。"}
		case !a.Published.ObjectUntil.Before(o.Today()):
			return &models.Error{Code: models.NotOpen, Article: "第三十五条", Detail: "单位在" + a.Published.ObjectUntil.Chinese() + "以前还可以提出异议，期满后才能定案。"}
		}
		a.DecidedAt, a.DecidedBy, a.Revision = time.Now(), who.Username, revision+1
		return o.store.KeepAssessment(ctx, a.Assessment, a.ToldOf(slices.Sorted(maps.Keys(a.units))))
	})
}

// UnitAssessment returns the assessment of a year for the sheet of one unit that the caller
// sees, and says whether the caller may object to it.
func (o *Office) UnitAssessment(ctx context.Context, who models.Caller, year int, unit string) (a Assessed, objects bool, err error) {
	if a, err = o.Assessment(ctx, who, year); err != nil {
		return a, false, err
	}
	if _, assessed := a.Sheet(unit); !assessed || !a.Opens(who, unit) {
		return a, false, noSheet(year)
	}
	objects = Objecting.Of(who.Role) && a.owns(who, unit) && a.Published != nil && !a.Decided() && !a.Published.ObjectUntil.Before(o.Today())
	return a, objects, nil
}

// AssessmentPaper draws how the units stand as a paper.
func (o *Office) AssessmentPaper(ctx context.Context, who models.Caller, year int) (*documents.Document, error) {
	a, err := o.Assessment(ctx, who, year)
	if err != nil {
		return nil, err
	}
	mark := "日常考核，分数随案件变动，截至" + o.Today().Chinese()
	switch {
	case a.Decided():
		mark = "已定案，统计截止" + a.Published.CutOff.Chinese()
	case a.Published != nil:
		mark = "已公布，异议于" + a.Published.ObjectUntil.Chinese() + "截止"
	}
	var exempt []string
	for _, e := range a.Exempt {
		exempt = append(exempt, fmt.Sprintf("%s“%s”：%s", e.Unit, e.Title, e.Reason))
	}
	return documents.Assessment(year, mark, a.Sheets, exempt).Covered(), nil
}

// AssessedBehind is what stands behind a score: rows of lawsuits, or entries of registers.
type AssessedBehind struct {
	Behind
	Indicator assessment.Indicator
	Unit      string
	Entries   []models.RegisterEntry
}

// AssessmentBehind returns what stands behind what a unit was given for an indicator, with
// all of which a rate is: that of today, or what was kept when the assessment was published.
func (o *Office) AssessmentBehind(ctx context.Context, who models.Caller, year int, unit, indicator, cursor string) (b AssessedBehind, err error) {
	a, err := o.Assessment(ctx, who, year)
	if err != nil {
		return b, err
	}
	var known bool
	if b.Indicator, known = assessment.CountedOf(indicator); !known || b.Indicator.Given() || a.units[unit] == nil || !a.Opens(who, unit) {
		return b, noSheet(year)
	}
	b.Unit, b.Period = unit, statistics.Period{Year: year}
	b.Selection = statistics.Selection{Figure: b.Indicator.Figure, Whole: true}
	if a.Published != nil {
		return b, o.publishedBehind(ctx, &b, a.units[unit], cursor)
	}
	return b, o.presentBehind(ctx, &b, a.units[unit], cursor)
}

func (o *Office) presentBehind(ctx context.Context, b *AssessedBehind, units []string, cursor string) error {
	p := b.Period
	if b.Indicator.Figure == "" {
		entries, err := o.entriesBehind(ctx, b.Indicator, p, units)
		b.Entries, b.Total = entries, len(entries)
		return err
	}
	after, err := afterRow(cursor)
	if err != nil {
		return err
	}
	limit := BehindQuery{}.limit()
	page, err := o.store.Counted(ctx, models.CountedQuery{Behind: b.Selection, From: p.From(), To: p.To(), Today: o.Today(), Units: units, After: after, Limit: limit + 1})
	b.Total = page.Total
	b.page(page.Rows, limit)
	return err
}

func (o *Office) publishedBehind(ctx context.Context, b *AssessedBehind, units []string, cursor string) error {
	kept, err := o.store.AssessedBehind(ctx, b.Period.Year)
	if err != nil {
		return err
	}
	b.Entries = slices.DeleteFunc(kept.Entries, func(e models.RegisterEntry) bool {
		return !slices.Contains(b.Indicator.Registers, e.Register) || !slices.Contains(units, e.Unit)
	})
	if b.Indicator.Figure == "" {
		b.Total = len(b.Entries)
		return nil
	}
	rows := slices.DeleteFunc(kept.Rows, func(r models.CountedRow) bool { return !b.Selection.Selects(r.Sort) || !slices.Contains(units, r.Unit) })
	b.Total = len(rows)
	if rows, err = behindCursor(rows, cursor); err != nil {
		return err
	}
	b.page(rows, BehindQuery{}.limit())
	return nil
}

// AssessmentTable returns how units stand as a table: see tables.go.
func (o *Office) AssessmentTable(ctx context.Context, who models.Caller, year int) ([][]string, error) {
	a, err := o.Assessment(ctx, who, year)
	if err != nil {
		return nil, err
	}
	head := []string{"名次", "单位", "总分"}
	if assessment.Honoured(a.Sheets) {
		head = append(head, assessment.Honours.Title+"（不计分）")
	}
	for _, x := range a.Indicators {
		head = append(head, fmt.Sprintf("%s（%d分）", x.Title, x.Weight), x.Title+"的事实", x.Title+"的说明")
	}
	rows := [][]string{head}
	for _, s := range a.Sheets {
		line := []string{fmt.Sprint(s.Rank), s.Unit, assessment.PointsOf(s.Total)}
		if s.Honours != nil {
			line = append(line, s.Honours.Text())
		}
		for _, x := range s.Scores {
			if !a.Opens(who, s.Unit) { // how others stand, and no more
				line = append(line, "", "", "")
				continue
			}
			line = append(line, PointsIn(x), x.Text(), x.Note)
		}
		rows = append(rows, line)
	}
	return rows, nil
}

// PointsIn writes what a score is, as staff read it.
func PointsIn(s assessment.Score) string {
	switch {
	case !s.Applies:
		return "不适用"
	case s.Missing:
		return "待评"
	}
	return assessment.PointsOf(s.Tenths)
}
