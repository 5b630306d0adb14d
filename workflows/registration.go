package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// Openings are the forms that open a file: there is none yet to act in.
var Openings = []*Form{Register, RegisterSuggestion}

// Opening returns the form with which a proceeding of a kind is opened.
func Opening(k measures.Kind) *Form {
	if k == measures.SuggestionOnly {
		return RegisterSuggestion
	}
	return Register
}

// Opens tells whether a form of this name opens a file.
func Opens(name string) bool {
	return slices.ContainsFunc(Openings, func(f *Form) bool { return f.Name == name })
}

// Open opens a file with what was filled in for one of Openings, or says what is wrong.
func Open(opening *Form, r Request, b Bench) (*measures.File, *models.Error) {
	if opening == RegisterSuggestion {
		return newSuggestion(r, b)
	}
	return NewFile(r, b)
}

// Register is the form that opens a lawsuit.
var Register = new(NewForm[measures.Registration](Form{
	Name: "register", Title: "登记应诉通知", Article: "第十一条第二款",
	Doc: "登记人民法院的应诉通知（或者行政复议答复通知），案件即按办法各阶段自动推进。",
	By:  bureau,

	Identity: "case_number",
}).without("kind", string(measures.SuggestionOnly)))

// NewFile reads a court's notice and opens a file with it, or says what is wrong.
func NewFile(r Request, b Bench) (*measures.File, *models.Error) {
	c := checks{Scene: Scene{Stamp: Stamp{b, r.By}}}
	var in measures.Registration
	c.errors = form.Read(Register.Fields, r.Input, b.Today, b.Logic, &in)
	complete(&in)
	if len(c.errors) == 0 {
		checkRegistration(&c, in)
	}
	if refusal := Register.refusal(c.article, c.errors); refusal != nil {
		return nil, refusal
	}
	f := &measures.File{Registration: in, Instances: instances(in, b)}
	if b.Logic >= measures.Papers {
		f.Enter(in.ServedOn, b.Today)
	}
	if b.Logic >= measures.Letters {
		f.Opened = b.Logic
		if by, ok := examined(in); ok {
			f.Retrials = []measures.RetrialApplication{applied(in, by)}
		}
	}
	return f, nil
}

// instances opens the instance at which the lawsuit is taken up, after those that are
// known from their papers only.
func instances(in measures.Registration, b Bench) []measures.Instance {
	var all []measures.Instance
	round := func(level measures.Level) int { return rounds(&measures.File{Instances: all}, level) }
	for _, p := range in.Before {
		before := measures.Instance{Level: p.Level, Round: round(p.Level), CaseNumber: p.CaseNumber, Court: p.Court, Known: true, Papers: []measures.Paper{{
			Number: p.CaseNumber, Form: p.Outcome.Effect().Form, Outcome: p.Outcome, Lost: p.Lost, LostWhy: p.LostWhy, MadeOn: p.MadeOn, ServedOn: p.ServedOn,
		}}}
		if b.Logic >= measures.Letters {
			before.Papers[0].Results = p.Results
		}
		if p.Level == measures.Retrial && b.Logic >= measures.Letters {
			before.As = procedure(all, false)
		}
		all = append(all, before)
	}
	open := measures.Instance{Level: in.Level, Round: round(in.Level), CaseNumber: in.CaseNumber}
	if later := in.Level == measures.Second || in.Level == measures.Retrial; later && b.Logic >= measures.Papers {
		open.Later, open.Court = true, in.Court
		if _, ok := examined(in); ok && b.Logic >= measures.Letters {
			open.Level, open.Round = measures.Examining, 0
			return append(all, open)
		}
		if in.Level == measures.Retrial {
			open.RetriedOn = in.ServedOn
			if b.Logic >= measures.Letters {
				open.As = procedure(all, in.Elevated)
			}
		}
		if in.Appellant != "" {
			a := measures.Appeal{By: in.Appellant, On: in.ServedOn}
			if in.Appellant != measures.Respondent {
				a.CopyServedOn = in.ServedOn
			}
			open.Appeals = append(open.Appeals, a)
		}
	}
	return append(all, open)
}

// examined tells whether a registration is of a case in which a court only examines
// whether there shall be a retrial, and who asked for it; empty for a party.
func examined(in measures.Registration) (measures.Applicant, bool) {
	for _, n := range numbered {
		if n.examines && in.Kind == measures.Litigation && in.Level == n.level && n.in(in.CaseNumber) {
			return n.by, true
		}
	}
	return "", false
}

// applied is the application that is examined: another party's is answered within the time
// that runs from its copy (行诉解释第一百一十一条).
func applied(in measures.Registration, by measures.Applicant) measures.RetrialApplication {
	a := measures.RetrialApplication{By: by, On: in.ServedOn}
	if by != "" {
		return a
	}
	switch in.Appellant {
	case measures.Respondent:
		a.By = measures.ByDistrict
		return a
	case measures.ThirdParty:
		a.By = measures.ByThirdParty
	default:
		a.By = measures.ByPlaintiff
	}
	a.CopyServedOn = in.ServedOn
	return a
}

// procedure is that of the instance whose decision is retried, or of the second where a
// court above has taken it up (行诉解释第一百一十九条).
func procedure(before []measures.Instance, elevated bool) measures.Level {
	if f := (measures.File{Instances: before}); !elevated && len(before) > 0 {
		if was := f.Holding(); was.Level == measures.First || was.As == measures.First {
			return measures.First
		}
	}
	return measures.Second
}

// complete fills in what the notice leaves unsaid.
func complete(in *measures.Registration) {
	if in.Kind == "" {
		in.Kind = measures.Litigation
	}
	if in.Procedure == "" {
		in.Procedure = measures.Ordinary
	}
	if in.BureauReceivedOn.IsZero() {
		in.BureauReceivedOn = in.ServedOn
	}
	for i, p := range in.Before {
		if kind, ok := measures.OutcomeNamed(string(p.Outcome)); ok {
			in.Before[i].Outcome = kind
		}
		nameResults(&measures.File{Registration: *in}, p.Results)
	}
	switch {
	case in.Kind == measures.Reconsideration:
		in.Level = measures.Reconsidering
	case in.Level == "":
		in.Level = measures.First
	}
}

func checkRegistration(c *checks, in measures.Registration) {
	c.notBefore("bureau_received_on", "司法局收到日期", in.BureauReceivedOn, "送达日期", in.ServedOn)
	if !in.EvidenceDeadline.IsZero() && !in.EvidenceDeadline.After(in.ServedOn) {
		c.wrong("evidence_deadline", "第十四条第一款", "法院指定的举证期限%s应当晚于送达日期（%s），请核对通知书", in.EvidenceDeadline.Chinese(), in.ServedOn.Chinese())
	}
	c.checkReopening(in)
	c.checkBefore(in)
	c.checkNumber(in)
	c.checkOrigin(in.Origin)
	ours := func(d measures.Defendant) bool { return d.Unit != "" }
	if !slices.ContainsFunc(in.Defendants, ours) && !slices.ContainsFunc(in.ThirdOrgans, ours) {
		c.wrong("defendants", "第三条", "被告和第三人中没有本区的单位，请在单位名录中选择；本区单位是第三人的，填写在“作为第三人的本区单位”中")
	}
	c.checkNames(in)
	c.checkRepresentatives(in)
}

// checkRepresentatives wants the plaintiffs' representatives to be two to five of them.
func (c *checks) checkRepresentatives(in measures.Registration) {
	n := len(in.Representatives)
	if n > 0 && (n < 2 || n > 5) {
		c.wrong("representatives", "《行诉解释》第二十九条", "诉讼代表人为二至五人，现有%d人", n)
	}
	for i, name := range in.Representatives {
		if !slices.Contains(in.Plaintiffs, name) {
			c.wrong(fmt.Sprintf("representatives.%d", i), "《行诉解释》第二十九条", "诉讼代表人%s不在原告之中，代表人由当事人推选", name)
		}
	}
}

// checkNames refuses two of one name on one side: the name tells who is meant.
func (c *checks) checkNames(in measures.Registration) {
	f := measures.File{Registration: in}
	seen := map[string]bool{}
	for _, p := range f.Parties() {
		if key := string(p.Side) + p.Name; seen[key] {
			field := map[measures.Side]string{measures.Plaintiff: "plaintiffs", measures.Respondent: "defendants", measures.ThirdParty: "third_parties"}[p.Side]
			c.wrong(field, "", "%s“%s”填写了两次；姓名相同的不同当事人，请在姓名后注明以示区别，如“王某某（甲）”", p.Side.Title(), p.Name)
		} else {
			seen[key] = true
		}
	}
	units := map[string]measures.Party{}
	for _, p := range f.Organs() {
		other, twice := units[p.Unit]
		switch units[p.Unit] = p; {
		case twice && other.Side != p.Side:
			c.wrong("third_organs", "《行政诉讼法》第二十九条", "“%s”已经是被告，不能同时是第三人，请核对应诉通知书", p.Name)
		case twice && p.Unit == measures.DistrictGovernment:
			c.wrong("defendants", "", "区政府填写了两次（“%s”、“%s”），请保留一个", other.Name, p.Name)
		}
	}
}

// checkOrigin asks for what an item of 第八条第二款 turns on.
func (c *checks) checkOrigin(o measures.Origin) {
	article := measures.ItemCitation(o.Item)
	switch {
	case o.Item == 7 && o.Unit == "":
		c.wrong("origin.unit", article, "经区政府复议的案件，请填写作出原行政行为的行政机关")
	case o.Item == 7 && o.Decision == "":
		c.wrong("origin.decision", article, "经区政府复议的案件，请填写复议结果，据此确定承办单位")
	case o.Item == 8 && o.Successor == "":
		c.wrong("origin.successor", article, "单位被撤销或者职能划转的，请填写继续行使职能的单位或者上级机关")
	}
}

// checkReopening refuses a level that a new file cannot begin at: only a retrial
// takes up a dispute whose file is closed.
func (c *checks) checkReopening(in measures.Registration) {
	switch {
	case in.Reopens != "" && in.Level != measures.Retrial:
		c.wrong("level", "第二十六条第二款", "填写了原案案号的，审级应当选择再审；同一案件的二审请在原案中登记上诉")
	case in.Reopens == "" && in.Level == measures.Retrial && (c.Logic < measures.Papers || len(in.Before) == 0):
		c.wrong("reopens", "第二十六条第二款", "再审案件请填写原案案号；原案不在本系统的，填写此前各审级的裁判")
	case in.Level == measures.Reconsidering && in.Kind != measures.Reconsideration:
		c.wrong("level", "第三十八条", "行政诉讼案件的审级不能是行政复议")
	case in.Level == measures.Second && (c.Logic < measures.Papers || len(in.Before) == 0):
		c.wrong("level", "第二十五条", "二审在原案中办理“登记上诉”，不另行登记；一审不在本系统的，请填写此前各审级的裁判")
	case in.Reopens == in.CaseNumber:
		c.wrong("reopens", "", "原案案号与本案案号相同，请核对")
	}
}

// kindOfNumber is what the word that the courts put into a case's number says of it
// (法〔2015〕137号): 终, 再 and the words of examinations stand in none of a first instance.
type kindOfNumber struct {
	word     string
	level    measures.Level
	examines bool               // the court only examines whether there shall be a retrial
	by       measures.Applicant // who asked for it, where that is no party
	since    measures.Logic     // the law that knows the word
}

func (n kindOfNumber) in(number string) bool { return strings.Contains(number, n.word) }

var numbered = []kindOfNumber{
	{word: "行终", level: measures.Second}, {word: "辖终", level: measures.Second}, {word: "赔终", level: measures.Second},
	{word: "行再", level: measures.Retrial}, {word: "赔再", level: measures.Retrial},
	{word: "行申", level: measures.Retrial, examines: true}, {word: "赔申", level: measures.Retrial, examines: true},
	{word: "行监", level: measures.Retrial, examines: true, by: measures.ByCourtItself},
	{word: "赔监", level: measures.Retrial, examines: true, by: measures.ByCourtItself, since: measures.Letters},
	{word: "行抗", level: measures.Retrial, examines: true, by: measures.ByProcuracy},
	{word: "赔抗", level: measures.Retrial, examines: true, by: measures.ByProcuracy, since: measures.Letters},
}

// checkNumber refuses a number of another level than the one that is chosen.
func (c *checks) checkNumber(in measures.Registration) {
	if c.Logic < measures.Papers || in.Kind == measures.Reconsideration {
		return
	}
	for _, n := range numbered {
		if c.Logic >= n.since && n.in(in.CaseNumber) && in.Level != n.level {
			c.wrong("level", "第二十五条", "案号%s属于%s案件，审级应当选择%s：原案在本系统的，请在原案中登记；不在的，填写此前各审级的裁判", in.CaseNumber, n.level.Title(), n.level.Title())
		}
	}
}

// checkBefore judges the decisions of earlier instances.
func (c *checks) checkBefore(in measures.Registration) {
	if len(in.Before) > 0 && in.Level != measures.Second && in.Level != measures.Retrial {
		c.wrong("level", "第二十五条", "填写了此前各审级裁判的，审级应当选择二审或者再审")
	}
	by, asked := examined(in)
	if asks := asked && by == "" && c.Logic >= measures.Letters; in.Appellant != "" && in.Level != measures.Second && !asks {
		c.wrong("appellant", "第二十五条", "直接登记二审案件的才填写上诉人，当事人申请再审的审查案件才填写再审申请人")
	}
	for i, p := range in.Before {
		field, kind := fmt.Sprintf("before.%d.outcome", i), p.Outcome
		if !slices.ContainsFunc(measures.OutcomesAt(p.Level, c.Law), func(e measures.Effect) bool { return e.Outcome == kind && e.Ends }) {
			c.wrong(field, "第二十五条", "%s没有“%.40s”这一终结审级的裁判种类", p.Level.Title(), p.Outcome)
		}
		known := checks{Scene: Scene{c.Stamp, &measures.File{Registration: in, Instances: instances(in, c.Bench)[:i+1]}}}
		if p.LostWhy == "" && known.Unsaid(kind, known.SaidOf(p.Results), c.Law) {
			c.wrong(fmt.Sprintf("before.%d.lost_reason", i), "第二十七条", "%s", unsaid(kind))
		}
		known.results(fmt.Sprintf("before.%d.results", i), p.Results)
		for _, e := range known.errors {
			c.wrong(e.Field, known.article, "%s", e.Detail)
		}
		if c.Logic >= measures.Letters && !p.ServedOn.IsZero() {
			c.notBefore(fmt.Sprintf("before.%d.served_on", i), "送达日期", p.ServedOn, "裁判日期", p.MadeOn)
		}
		if i > 0 {
			c.notBefore(fmt.Sprintf("before.%d.made_on", i), "裁判日期", p.MadeOn, "上一审级裁判日期", in.Before[i-1].MadeOn)
		}
	}
}

// OpeningDoubts are what somebody should look at again in a registration: it is put on
// file although it does not agree with a provision.
func OpeningDoubts(f *measures.File) []string {
	c := checks{Scene: Scene{File: f}}
	if f.Kind == measures.Litigation {
		c.doubtDeadline()
		c.doubtAge()
	}
	return c.doubts
}

func (c *checks) doubtDeadline() {
	former := c.Opened >= measures.Letters && c.ServedOn.Before(measures.PresentProcedure)
	if doubt := measures.DeadlineDoubt(c.Procedure, c.ServedOn, c.EvidenceDeadline); doubt != "" && !former {
		c.doubt("", "%s", doubt)
	}
}

// doubtAge doubts what does not fit the years in which it is said to have happened.
func (c *checks) doubtAge() {
	if c.Opened < measures.Letters {
		return
	}
	c.doubtYear("案号", c.File.CaseNumber, "送达", c.ServedOn)
	for _, p := range c.Before {
		if measures.YearOf(p.CaseNumber) > p.MadeOn.Year() {
			c.doubt("", "案号%s的年份晚于其裁判日期（%s），请核对", p.CaseNumber, p.MadeOn.Chinese())
		}
	}
	if c.ServedOn.Before(measures.PresentProcedure) {
		c.doubt("", "送达在2015年5月1日以前，当时的行政诉讼法和司法解释规定的期限不同（如举证期限为收到起诉状副本之日起10日），系统按现行规定计算，请按当时的规定核对")
	}
	_, asked := examined(c.Registration)
	switch {
	case c.Reopens == "":
	case asked:
		c.doubt("第二十六条第二款", "再审申请正在审查的，在原案（%s）中登记，不必另行登记", c.Reopens)
	case len(c.Before) == 0 && !c.Elevated:
		c.doubt("《行诉解释》第一百一十九条", "没有填写此前各审级的裁判，按第二审程序再审、裁判不能上诉计算；原生效裁判由一审法院作出而未提审的，请更正登记并填写")
	}
}

// doubtYear doubts a number whose year is neither that of a day nor the one before or
// after.
func (c *checks) doubtYear(label, number, what string, day calendar.Date) {
	if year := measures.YearOf(number); year != 0 && (day.Year()-year > 1 || year-day.Year() > 1) {
		c.doubt("", "%s%s的年份与%s日期（%s）相差一年以上，请核对", label, number, what, day.Chinese())
	}
}

// doubtNumber is doubtYear for the number that a later instance has got, since Letters.
func (c *checks) doubtNumber(number, what string, day calendar.Date) {
	if c.Logic >= measures.Letters {
		c.doubtYear("案号", number, what, day)
	}
}

// Mentions returns every text in an input that was filled in for a field of the
// given type, by the field: the units that must stand in the directory, the case
// numbers that must be free.
func Mentions(typ form.Type, fields []form.Field, input json.RawMessage) map[string]string {
	found := map[string]string{}
	mentions(typ, fields, input, "", found)
	return found
}

func mentions(typ form.Type, fields []form.Field, input json.RawMessage, path string, found map[string]string) {
	var members map[string]json.RawMessage
	if json.Unmarshal(input, &members) != nil {
		return
	}
	for _, f := range fields {
		raw, at := members[f.Name], path+f.Name
		var rows []json.RawMessage
		switch {
		case raw == nil:
		case f.Type == typ:
			mention(raw, at, found)
		case f.Type == form.Group:
			mentions(typ, f.Fields, raw, at+".", found)
		case json.Unmarshal(raw, &rows) != nil:
		case f.Type == form.Groups:
			for i, row := range rows {
				mentions(typ, f.Fields, row, fmt.Sprintf("%s.%d.", at, i), found)
			}
		case f.Type == form.List && f.Of == typ:
			for i, row := range rows {
				mention(row, fmt.Sprintf("%s.%d", at, i), found)
			}
		}
	}
}

func mention(raw json.RawMessage, at string, found map[string]string) {
	var text string
	if json.Unmarshal(raw, &text) == nil && text != "" {
		found[at] = text
	}
}
