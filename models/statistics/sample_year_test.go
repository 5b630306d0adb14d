package statistics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// The sample year: what the district had to do with courts in 2026, worked out by hand.
//
//	案 被告              承办      收案    一审裁判          败诉  上诉  二审裁判       生效    开庭   出庭   第一季度、第二季度
//	A  区政府            城管      01-05   03-20 撤销        是    本方  06-10 维持     06-10   03-02  副职   一季收1结1败1；二季二审收1结1，生效败诉1
//	B  区政府、张村镇     张村      02-10   05-15 驳回        否    对方  —              —       04-20  政府无、镇正职  一季收1；二季结1，二审收1未结
//	C  张村镇            张村      03-30   06-01 准许撤诉     —     —                   —       —      —      一季收1；二季结1（撤诉）
//	D  区政府（经复议）   自然资源   04-07   06-25 确认违法      是    —                   —       05-20  正职   二季收1结1败1
//	E  区政府            城管      06-15   —                 —     —                   —       —      —      二季收1未结
//	F  区政府为被申请人的复议        司法局    02-03   03-30 维持（驳回）  否   一季复议收1结1
//	G  销案的                       01-08   —  不计
//	H  没有诉讼的检察建议 城管      04-01 收到，05-20 反馈（2个月内）  二季建议1，已反馈
func sampleYear() []*measures.File {
	a := lawsuit(1, "2026-01-05", government).handledBy("区城市管理局").forwarded("2026-01-06").reviewed("2026-01-10", "2026-01-12").filed("2026-01-14")
	a.heard("2026-03-02", measures.Held{OfficialAttended: true}, measures.Official{Name: "高某", Rank: measures.Deputy, Employer: "区政府"})
	a.decided("revoke", measures.JudgmentForm, "2026-03-20")
	a.Instances = append(a.Instances, measures.Instance{
		Level: measures.Second, CaseNumber: "（2026）鲁行终1号", Court: "山东省高级人民法院",
		Appeals: []measures.Appeal{{By: measures.Respondent, On: calendar.On(2026, 4, 2)}},
	})
	a.decided("uphold", measures.JudgmentForm, "2026-06-10").effective("2026-06-10")
	a.Current().LossReports = []measures.LossReport{{On: calendar.On(2026, 6, 18), Grounds: []measures.LossGround{measures.NoEvidence, measures.WrongProcedure}}}

	b := lawsuit(2, "2026-02-10", government, town).handledBy("张村镇")
	b.heard("2026-04-20", measures.Held{Others: []measures.Presence{{Name: town.Name, Attended: true}}}, measures.Official{Name: "于某", Rank: measures.Principal, Employer: "张村镇"})
	b.decided("dismiss_claims", measures.JudgmentForm, "2026-05-15")
	b.Instances = append(b.Instances, measures.Instance{
		Level: measures.Second, CaseNumber: "（2026）鲁行终2号", Court: "山东省高级人民法院",
		Appeals: []measures.Appeal{{By: measures.Plaintiff, On: calendar.On(2026, 5, 28)}},
	})

	c := lawsuit(3, "2026-03-30", town).decided("withdraw", measures.RulingForm, "2026-06-01")

	d := lawsuit(4, "2026-04-07", government).handledBy("区自然资源局")
	d.Origin.Item = 7
	d.heard("2026-05-20", measures.Held{OfficialAttended: true}, measures.Official{Name: "周某", Rank: measures.Principal, Employer: "区政府"})
	d.decided("declare_unlawful", measures.JudgmentForm, "2026-06-25")

	e := lawsuit(5, "2026-06-15", government).handledBy("区城市管理局")

	f := lawsuit(6, "2026-02-03", government).handledBy("区司法局")
	f.Kind, f.Instances[0].Level = measures.Reconsideration, measures.Reconsidering
	f.decided("upheld", measures.DecisionForm, "2026-03-30")

	g := lawsuit(7, "2026-01-08", government)
	g.Struck = &measures.Strike{}

	h := &draft{File: &measures.File{
		Registration: measures.Registration{CaseNumber: "环检行公建〔2026〕1号", Kind: measures.SuggestionOnly, ServedOn: calendar.On(2026, 4, 1)},
		Instances:    []measures.Instance{{Level: measures.Suggested}},
		Designation:  &measures.Designation{Lead: "区城市管理局"},
		Suggestions: []measures.Suggestion{{
			Kind: measures.ProcuratorialSuggestion, From: "环翠区人民检察院", Document: "环检行公建〔2026〕1号",
			ReceivedOn: calendar.On(2026, 4, 1), AnsweredOn: calendar.On(2026, 5, 20),
		}},
	}}
	var files []*measures.File
	for _, x := range []*draft{a, b, c, d, e, f, g, h} {
		files = append(files, x.File)
	}
	return files
}

// The figures of the sample year as they were worked out from the table above.
var byHand = []struct {
	figure         string
	first, second  string // 第一季度、第二季度
	half, yearBack string // 上半年、2025年上半年
}{
	{"received", "3", "4", "7", "0"},       // A B C；A二审 B二审 D E
	{"received_first", "3", "2", "5", "0"}, // A B C；D E
	{"against_government", "2/3（66.7%）", "4/4（100.0%）", "6/7（85.7%）", "—"},
	{"after_reconsideration", "0/3（0.0%）", "1/4（25.0%）", "1/7（14.3%）", "—"},
	{"concluded", "1", "4", "5", "0"},                                       // A；A二审 B C D
	{"pending", "2", "2", "2", "0"},                                         // B C；B二审 E
	{"loss_rate", "1/1（100.0%）", "1/3（33.3%）", "2/4（50.0%）", "—"},           // A；B C D 中的 D
	{"loss_rate_of_units", "1/1（100.0%）", "1/4（25.0%）", "2/5（40.0%）", "—"},  // A；B 政府、B 镇、C、D 中的 D
	{"losses", "0", "1", "1", "0"},                                          // A 06-10 生效
	{"grounds", "0", "2", "2", "0"},                                         // A 的两项原因
	{"settled", "0/1（0.0%）", "1/4（25.0%）", "1/5（20.0%）", "—"},               // C
	{"appealed", "1/1（100.0%）", "1/2（50.0%）", "2/3（66.7%）", "—"},            // A；B D，撤诉裁定不能上诉
	{"appealed_by_us", "1/1（100.0%）", "0/2（0.0%）", "1/3（33.3%）", "—"},       // A
	{"accepted", "0/1（0.0%）", "1/2（50.0%）", "1/3（33.3%）", "—"},              // D
	{"attendance", "1/1（100.0%）", "1/2（50.0%）", "2/3（66.7%）", "—"},          // A；B 区政府无人出庭，D
	{"attendance_of_units", "1/1（100.0%）", "2/3（66.7%）", "3/4（75.0%）", "—"}, // A；B 镇、D
	{"principals", "0/1（0.0%）", "2/2（100.0%）", "2/3（66.7%）", "—"},           // B 镇、D
	{"unexcused", "0/1（0.0%）", "1/3（33.3%）", "1/4（25.0%）", "—"},             // B 区政府
	{"forwarded", "1/3（33.3%）", "0/2（0.0%）", "1/5（20.0%）", "—"},             // A；B F、D E 没有转交
	{"reviewed", "1/3（33.3%）", "0/2（0.0%）", "1/5（20.0%）", "—"},              // A；B F、D E 没有报审
	{"filed", "1/4（25.0%）", "0/3（0.0%）", "1/7（14.3%）", "—"},                 // A；B 的两个被告、F，C D E 没有提交
	{"officials_filed", "0/1（0.0%）", "0/3（0.0%）", "0/4（0.0%）", "—"},         // A、B 的两个被告、D 都没有报备
	{"loss_reports", "—", "1/1（100.0%）", "1/1（100.0%）", "—"},                // A 06-18，期限06-22
	{"archives", "—", "—", "—", "—"},                                        // 没有终结的案件
	{"other_duties", "—", "1/1（100.0%）", "1/1（100.0%）", "—"},                // H
	{"timely", "3/11（27.3%）", "2/12（16.7%）", "5/23（21.7%）", "—"},            // 以上各项合计
	{"overdue", "8", "10", "18", "0"},                                       // 其余都没有办
	{"suggestions", "0", "1", "1", "0"},                                     // H
	{"suggestions_answered", "—", "1/1（100.0%）", "1/1（100.0%）", "—"},        // H
	{"suggestions_late", "—", "0/1（0.0%）", "0/1（0.0%）", "—"},                // H
	{"trial_days", "74.0天", "76.3天", "75.8天", "—"},                          // A 74；A二审 69、B 94、C 63、D 79：305÷4、379÷5
	{"reconsiderations", "1", "0", "1", "0"},                                // F
	{"reconsiderations_lost", "0/1（0.0%）", "—", "0/1（0.0%）", "—"},           // F
	{"payments", "—", "—", "—", "—"},
	{"payment_sum", "0.00元", "0.00元", "0.00元", "0.00元"},
}

func TestTheSampleYear(t *testing.T) {
	var rows []statistics.Row
	for _, f := range sampleYear() {
		rows = append(rows, statistics.RowsOf(f, measures.Clocks(f, law))...)
	}
	for _, want := range byHand {
		figure, known := statistics.FigureOf(want.figure)
		if !known {
			t.Fatalf("nobody defines %s", want.figure)
		}
		for key, text := range map[string]string{"2026Q1": want.first, "2026Q2": want.second, "2026H1": want.half, "2025H1": want.yearBack} {
			if got := figure.Text(figure.Of(cells(t, rows, key))); got != text {
				t.Errorf("%s, %s: %s, by hand %s", figure.Title, key, got, text)
			}
		}
	}
}

// A loss on which nobody has reported yet is among the grounds, as one that is not known.
func TestALossWithoutAReport(t *testing.T) {
	lost := lawsuit(9, "2026-01-05", government).handledBy("区城市管理局").decided("revoke", measures.JudgmentForm, "2026-03-20").effective("2026-04-10")
	rows := statistics.RowsOf(lost.File, measures.Clocks(lost.File, law))
	grounds, _ := statistics.FigureOf("grounds")
	what, _ := statistics.DimensionOf("what")
	if by := grounds.By(what, cells(t, rows, "2026Q2")); len(by) != 1 || by[0].Name != "报告未载明" || by[0].N != 1 {
		t.Errorf("grounds: %+v", by)
	}
}

// The duties of the first half, worked out by hand: which day was the last for each (the
// Spring Festival from 02-15 to 02-23, Saturday 02-14 worked), and which were kept (✓).
//
//	案 转交（2个工作日）  报审（届满前5个工作日）  提交（15日；复议10个工作日）  负责人报备（开庭前） 败诉报告
//	A  区司法局 01-07 ✓   城管 01-13 ✓            城管 01-20 ✓                 城管 03-01           城管 06-22 ✓
//	B  区司法局 02-12     张村 02-11              张村 02-25，两个被告          张村 04-19，两个被告
//	C                                             张村 04-14
//	D  区司法局 04-09     自然资源 04-15          自然资源 04-22               自然资源 05-19
//	E  区司法局 06-17     城管 06-23              城管 06-30
//	F  区司法局 02-05     区司法局 02-13          区司法局 02-24
//	H  其他：反馈检察建议，城管 06-01 ✓
func TestTheSampleYearByDutyAndUnit(t *testing.T) {
	r, rows := report(t)
	at := slices.IndexFunc(r.Tables(), func(t statistics.Table) bool { return t.Key == "timeliness" })
	var got []string
	for _, line := range r.Tables()[at].Lines {
		text := line.Name
		for _, e := range line.Entries {
			text += " " + e.Text
		}
		got = append(got, text)
	}
	want := []string{ // 全部 未办 转交 报审 提交 报备 败诉报告 归档 其他
		"合计 5/23（21.7%） 18 1/5（20.0%） 1/5（20.0%） 1/7（14.3%） 0/4（0.0%） 1/1（100.0%） — 1/1（100.0%）",
		"区城市管理局 4/7（57.1%） 3 — 1/2（50.0%） 1/2（50.0%） 0/1（0.0%） 1/1（100.0%） — 1/1（100.0%）",
		"区司法局 1/7（14.3%） 6 1/5（20.0%） 0/1（0.0%） 0/1（0.0%） — — — —",
		"张村镇 0/6（0.0%） 6 — 0/1（0.0%） 0/3（0.0%） 0/2（0.0%） — — —",
		"区自然资源局 0/3（0.0%） 3 — 0/1（0.0%） 0/1（0.0%） 0/1（0.0%） — — —",
	}
	if !slices.Equal(got, want) {
		t.Errorf("by duty and unit\n%s\nby hand\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got = nil
	received, _ := statistics.FigureOf("received")
	units, _ := statistics.DimensionOf("unit")
	for _, g := range received.By(units, cells(t, rows, "2026H1")) {
		got = append(got, fmt.Sprint(g.Name, received.Text(g.Value)))
	}
	if want = []string{"区城市管理局3", "张村镇3", "区自然资源局1"}; !slices.Equal(got, want) {
		t.Errorf("by unit %v, by hand %v", got, want)
	}
}

// cells counts the rows of a period as the ledger does.
func cells(t *testing.T, rows []statistics.Row, key string) []statistics.Cell {
	t.Helper()
	p, err := statistics.ParsePeriod(key)
	if err != nil {
		t.Fatal(err)
	}
	return statistics.CellsOf(statistics.Within(rows, p.From(), p.To(), calendar.On(2026, 7, 1)))
}

var law = measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}

var (
	government = measures.Defendant{Name: "威海市环翠区人民政府", Unit: measures.DistrictGovernment}
	town       = measures.Defendant{Name: "威海市环翠区张村镇人民政府", Unit: "张村镇"}
)

// draft is a lawsuit as it is put together.
type draft struct{ *measures.File }

func lawsuit(n int, served string, sued ...measures.Defendant) *draft {
	number := fmt.Sprintf("（2026）鲁10行初%d号", n)
	return &draft{&measures.File{
		Registration: measures.Registration{
			CaseNumber: number, Court: "威海市中级人民法院", Cause: "强制拆除", Category: "enforcement", Kind: measures.Litigation, Procedure: measures.Ordinary,
			Plaintiffs: []string{"王某某"}, Defendants: sued, ServedOn: date(served), BureauReceivedOn: date(served),
		},
		Instances: []measures.Instance{{Level: measures.First, CaseNumber: number}},
	}}
}

func (d *draft) handledBy(lead string) *draft {
	d.Designation = &measures.Designation{Lead: lead}
	return d
}

func (d *draft) forwarded(on string) *draft {
	d.ForwardedOn = date(on)
	return d
}

func (d *draft) reviewed(submitted, approved string) *draft {
	d.Reviews = append(d.Reviews, measures.Review{SubmittedOn: date(submitted), DecidedOn: date(approved), Approved: true})
	return d
}

func (d *draft) filed(on string) *draft {
	d.Filings = append(d.Filings, measures.Filing{On: date(on), Method: "在线"})
	return d
}

func (d *draft) heard(on string, held measures.Held, officials ...measures.Official) {
	held.On = date(on)
	d.Current().Hearings = append(d.Current().Hearings, measures.Hearing{On: date(on), Officials: officials, Held: &held})
}

func (d *draft) decided(outcome measures.Outcome, form measures.Form, on string) *draft {
	in := d.Current()
	in.Papers = append(in.Papers, measures.Paper{Number: in.CaseNumber, Outcome: outcome, Form: form, MadeOn: date(on), ServedOn: date(on)})
	return d
}

func (d *draft) effective(on string) *draft {
	d.Current().Effective = &measures.Effective{On: date(on), ReceivedOn: date(on)}
	return d
}

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
