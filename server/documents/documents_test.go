package documents_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/server/documents"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// draw draws a paper that there is.
func draw(t testing.TB, kind string, m *documents.Matter, of string) *documents.Document {
	t.Helper()
	d, err := documents.Named(kind).Draw(m, of)
	if err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return d
}

// text is what a reader sees of a paper, without what only separates.
func text(d *documents.Document) string {
	var b strings.Builder
	b.WriteString(d.Title + "\n" + d.Mark + "\n")
	for _, block := range d.Blocks {
		b.WriteString(block.Text + "\n")
		if block.Table == nil {
			continue
		}
		for _, c := range block.Table.Columns {
			b.WriteString(c.Head + "|")
		}
		for _, r := range block.Table.Rows {
			b.WriteString("\n")
			for _, c := range r.Cells {
				b.WriteString(c.Text + "|")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestWhatPapersSay draws each kind for lawsuits that are at different points.
func TestWhatPapersSay(t *testing.T) {
	early, full, late := matter(demolition(), "2026-03-10"), matter(answered(), "2026-03-10"), matter(archivedLoss(), "2026-08-21")
	two, many, review := matter(twoOrgans(), "2026-03-10"), matter(crowd(300), "2026-03-10"), matter(reconsideration(), "2026-03-10")
	for _, row := range []struct {
		name, kind, of string
		m              *documents.Matter
		says           string // separated by “ / ”
		never          string
	}{
		{"nothing is known of the head", "identity", "", early, "法定代表人身份证明书 / ＿＿＿＿＿＿同志，现任我单位＿＿＿＿＿＿（职务），系威海市环翠区人民政府的法定代表人。 / 威海市环翠区人民政府（盖章） / ＿＿＿＿年＿＿月＿＿日", "2026"},
		{"of another organ", "identity", town.Name, two, "系威海市环翠区张村镇人民政府的法定代表人。 / 威海市环翠区张村镇人民政府（盖章）", "系威海市环翠区人民政府"},

		{"agents with their authority", "authorization", "", full, "委托人|威海市环翠区人民政府| / 受委托人一|孙某某|身份|机关工作人员| / 工作单位|威海市环翠区城市管理局| / 受委托人二|于某某|身份|社会律师| / 现委托上列受委托人在王某某、李某某诉威海市环翠区人民政府房屋强制拆除一案（威海市中级人民法院一审，案号：（2026）鲁10行初15号）中，作为我方的诉讼代理人。 / 孙某某的代理权限为：一般授权，代为答辩、出庭、质证。 / 于某某的代理权限为：特别授权，包括：代为承认、变更诉讼请求，进行和解。", ""},
		{"agents of one organ are not the other's", "authorization", town.Name, two, "委托人|威海市环翠区张村镇人民政府| / 受委托人一||身份|| / ＿＿＿＿＿＿的代理权限为：", "孙某某"},
		{"for the appeal", "authorization", "", late, "（山东省高级人民法院二审，案号：（2026）鲁行终301号）中", "初15号"},
		{"in a reconsideration", "authorization", "", review, "王某某、李某某因房屋强制拆除以威海市环翠区人民政府为被申请人申请行政复议一案（威海市人民政府行政复议，案号：威政复〔2026〕21号）中，作为我方的代理人。", "诉讼代理人"},
		{"three hundred", "authorization", "", many, "原告001等300人诉 / 原告名单 / 299|原告299|300|原告300|", ""},

		{"the seven of 第十二条", "defence", "", full, "行政答辩状\n受理法院：威海市中级人民法院　案号：（2026）鲁10行初15号 / 答辩人（被告）：威海市环翠区人民政府，住所：＿＿＿＿＿＿ / 委托代理人：孙某某，威海市环翠区城市管理局，机关工作人员。 / 被答辩人（原告）：王某某、李某某。 / 一、答辩请求 / 二、事实和相关依据 / 被诉行政行为：2025年12月18日对原告房屋实施的强制拆除行为。 / 《国有土地上房屋征收与补偿条例》 / 三、主要观点 / 此致\n威海市中级人民法院 / 答辩人：威海市环翠区人民政府（盖章）\n＿＿＿＿年＿＿月＿＿日 / 附：1. 答辩状副本＿＿份 / 已登记证据2件", ""},
		{"to an appeal", "defence", "", late, "行政上诉答辩状\n受理法院：山东省高级人民法院　案号：（2026）鲁行终301号 / 答辩人（被上诉人、原审被告）：威海市环翠区人民政府 / 被答辩人（上诉人、原审原告）：王某某。 / 附：1. 上诉答辩状副本", "李某某。"},
		{"in a reconsideration", "defence", "", review, "行政复议答复书\n行政复议机关：威海市人民政府 / 答复人（被申请人）：威海市环翠区人民政府 / 被答复人（申请人）：王某某、李某某。 / 一、答复请求", "答辩"},
		{"against three hundred", "defence", "", many, "被答辩人（原告）：原告001等300人。 / 原告名单 / 1|原告001|2|原告002|", "原告003、"},

		{"in groups", "evidence", "", full, "案号：（2026）鲁10行初15号　案由：房屋强制拆除　提交人：威海市环翠区人民政府 / 第1组：职权和程序依据|\n1-1|责令限期拆除决定书|书证|本机关执法档案|拆除前已责令限期改正|决定书及送达回证|复制件|1|3|| / 第2组：事实|\n2-1|现场勘查笔录|勘验笔录、现场笔录|本机关制作|拆除前的现场状况|勘查时间、参加人员和现场情况|原件|1|4|涉及个人隐私| / 提交人（盖章）", ""},

		{"as it was applied for", "extension", "", full, "申请人（被告）：威海市环翠区人民政府 / 请求准许将本案的举证期限延长至＿＿＿＿年＿＿月＿＿日。 / 申请人于2026年3月2日收到起诉状副本，举证期限于2026年3月17日届满。 / 因正当事由，申请人不能 / 关键证据须向外省单位调取 / 行政诉讼法》第三十六条第一款 / 威海市中级人民法院\n申请人：威海市环翠区人民政府（盖章）\n2026年3月12日", ""},
		{"before anything is said", "extension", "", early, "因＿＿＿＿＿＿，申请人不能 / 威海市环翠区人民政府（盖章）\n＿＿＿＿年＿＿月＿＿日", "正当事由，"},

		{"as it was sent", "letter", "", full, "关于行政机关负责人出庭应诉的提示函\n环司应诉提〔2026〕8号\n威海市环翠区城市管理局： / 威海市中级人民法院定于2026年4月10日9:30在第三法庭开庭审理。 / 本案属于第二十条第（二）项规定的情形，威海市环翠区人民政府的正职负责人应当出庭应诉 / 请最迟于2026年4月8日将传票 / 本案社会关注度高，请认真准备。 / 威海市环翠区司法局（盖章）\n2026年4月3日 / 签收人：＿＿＿＿＿＿\n签收日期：＿＿＿＿年", ""},
		{"not sent yet, to the second unit", "letter", "first-1-张村镇", two, "＿＿＿＿〔＿＿＿＿〕＿＿＿号\n威海市环翠区张村镇人民政府： / 威海市环翠区人民政府、威海市环翠区张村镇人民政府的正职负责人应当", "环司"},

		{"who comes", "officials", "", full, "威海市环翠区司法局： / 案号|（2026）鲁10行初15号|审级|一审| / 开庭时间|2026年4月10日9:30|收到传票日期|2026年3月30日| / 负责人姓名|赵某某|职务|副区长| / 负责人类别|副职负责人| / 正职出庭情形|第二十条第（二）项| / 正职不能出庭的原因|参加省政府会议| / 2026年4月7日", ""},
		{"nobody named yet", "officials", "first-1-" + town.Name, two, "被诉行政机关|威海市环翠区张村镇人民政府| / 负责人姓名||职务|| / ＿＿＿＿年＿＿月＿＿日", "赵某某"},

		{"lost on appeal", "loss_report", "", late, "行政败诉情况分析报告 / 威海市环翠区司法局： / 承办单位：威海市环翠区城市管理局。 / 一审：威海市中级人民法院于2026年5月18日作出一审行政判决书，案号（2026）鲁10行初15号，裁判结果为判决：驳回诉讼请求。 / 二审：山东省高级人民法院于2026年7月20日作出二审行政判决书，案号（2026）鲁行终301号，裁判结果为判决：改判。 / 裁判主文：撤销一审判决；确认强制拆除行为违法。 / 于2026年7月22日生效 / 拆除前未依法作出强制执行决定，程序违法。 / 一、完善强制拆除审批流程；\n二、组织专题培训。 / 整改完成期限：2026年10月1日。 / 威海市环翠区城市管理局（盖章）\n2026年7月30日 / 附：二审行政判决书（案号：（2026）鲁行终301号）", "＿＿＿＿＿＿"},

		{"to the unit that handles it", "forwarding", "", full, "行政应诉案件转办单 / 案号|（2026）鲁10行初15号|来文机关|威海市中级人民法院| / 送达日期|2026年3月2日|司法局收到|2026年3月3日| / 转办单位|威海市环翠区城市管理局（承办单位）| / 将应诉材料报送区司法局审查：最迟2026年3月10日（第十四条第二款）。 / 法定最后日2026年3月17日 / 签收日期|2026年3月5日| / 转办日期|2026年3月4日|", ""},
		{"to one that assists", "forwarding", "张村镇", full, "转办单位|威海市环翠区张村镇人民政府（配合单位）| / 签收人||签收日期||", ""},

		{"what is overdue", "supervision", "", matter(answered(), "2026-03-25"), "威海市环翠区城市管理局： / 督办事项|向人民法院提交答辩状、证据和依据| / 《威海市环翠区行政应诉管理办法》第十四条第一款，《行政诉讼法》第六十七条第一款 / 法定最后日|2026年3月17日| / 截至2026年3月25日，已逾期8日，尚未办结。", ""},

		{"closed", "cover", "", late, "行政应诉案卷 / 案卷号|环应诉〔2026〕15卷| / 一审：（2026）鲁10行初15号\n二审：（2026）鲁行终301号 / 裁判结果|一审判决：驳回诉讼请求\n二审判决：改判| / 收案日期|2026年3月2日|结案日期|2026年8月3日| / 归档日期|2026年8月20日|保管期限|| / 立卷人|孙某某|检查人|周某某|", ""},
		{"open", "cover", "", early, "案卷号|| / 裁判结果|| / 归档日期|| / 件数||页数||", ""},
		{"of a suggestion", "cover", "", matter(suggestion(), "2026-03-10"), "司法建议、检察建议案卷 / 发出机关 / 被建议单位|威海市环翠区城市管理局|", "原告"},

		{"bound", "volume", "", late, "案号：（2026）鲁10行初15号　案卷号：环应诉〔2026〕15卷 / 序号|文号|责任者|题名|日期|页数|起止页号|备注|\n1|（2026）鲁10行初15号|威海市中级人民法院|应诉通知书、起诉状副本、送达回证|2026-03-02|||| / |一审庭审笔录|2026-04-10| / |卷内备考表|", ""},
		{"signed", "note", "", late, "案卷号|环应诉〔2026〕15卷| / 件数|22件，归档后补卷0件| / 卷内情况说明|本卷材料齐全。| / 缺件说明|庭审笔录由人民法院保存，未取得复印件。| / 立卷时间|2026年8月20日（周四）| / 办理日志|42条，末条校验值3f1a9c| / 台账封存|第7次（2026年8月2日（周日）），校验值77aa01|", ""},
	} {
		got := text(draw(t, row.kind, row.m, row.of))
		for says := range strings.SplitSeq(row.says, " / ") {
			if !strings.Contains(got, says) {
				t.Errorf("%s, %s: it does not say %q:\n%s", row.kind, row.name, says, got)
			}
		}
		if row.never != "" && strings.Contains(got, row.never) {
			t.Errorf("%s, %s: it says %q:\n%s", row.kind, row.name, row.never, got)
		}
	}
}

// TestWhatCanBeDrawn lists the choices of each kind, and why there are none.
func TestWhatCanBeDrawn(t *testing.T) {
	ownAppeal := lostOnAppeal()
	ownAppeal.Current().Appeals[0] = measures.Appeal{By: measures.Respondent, Name: district.Name, On: day("2026-05-28")}
	left := twoOrgans()
	left.Changes = []measures.PartyChange{{Kind: measures.Leaves, Side: measures.Respondent, Name: town.Name, On: day("2026-03-20")}}
	townOnly := demolition()
	townOnly.Defendants = []measures.Defendant{town}
	for _, row := range []struct {
		name, kind string
		m          *documents.Matter
		want       string
	}{
		{"one organ", "identity", matter(demolition(), "2026-03-10"), "威海市环翠区人民政府"},
		{"two organs", "authorization", matter(twoOrgans(), "2026-03-10"), "威海市环翠区人民政府 威海市环翠区张村镇人民政府"},
		{"one of two has left", "defence", matter(left, "2026-03-25"), "威海市环翠区人民政府"},
		{"no lawsuit", "identity", matter(suggestion(), "2026-03-10"), "本件是没有诉讼的建议书"},
		{"our own appeal", "defence", matter(ownAppeal, "2026-06-10"), "本区单位是上诉人，对方没有上诉，不提交答辩状"},
		{"no evidence", "evidence", matter(demolition(), "2026-03-10"), "尚未登记证据，请先在案件页面登记材料"},
		{"one application, and nothing more to ask for", "extension", matter(answered(), "2026-03-13"), "2026-03-12的申请"},
		{"in time", "extension", matter(demolition(), "2026-03-17"), "威海市环翠区人民政府"},
		{"too late", "extension", matter(demolition(), "2026-03-18"), "举证期限已经届满或者案件已有裁判，申请应当在举证期限届满前提出"},
		{"in a reconsideration", "extension", matter(reconsideration(), "2026-03-10"), "行政复议没有举证期限的延长"},
		{"no hearing", "letter", matter(demolition(), "2026-03-10"), "没有待开的庭审，请先登记传票"},
		{"to each that answers for itself", "letter", matter(twoOrgans(), "2026-03-10"), "一审2026-04-10开庭，威海市环翠区城市管理局 一审2026-04-10开庭，威海市环翠区张村镇人民政府"},
		{"of each organ", "officials", matter(twoOrgans(), "2026-03-10"), "一审2026-04-10开庭，威海市环翠区人民政府 一审2026-04-10开庭，威海市环翠区张村镇人民政府"},
		{"of a hearing that is over, only who was named", "officials", matter(archivedLoss(), "2026-08-21"), "一审2026-04-10开庭，威海市环翠区人民政府"},
		{"nothing lost", "loss_report", matter(answered(), "2026-03-10"), "没有生效的败诉裁判"},
		{"lost at second instance", "loss_report", matter(lostOnAppeal(), "2026-08-01"), "二审，威海市环翠区人民政府"},
		{"nobody handles it yet", "forwarding", matter(demolition(), "2026-03-03"), "尚未确定承办单位"},
		{"a town by itself", "forwarding", matter(townOnly, "2026-03-03"), "本案不以区政府为被告，材料由被诉单位自行收取"},
		{"lead and assistant", "forwarding", matter(answered(), "2026-03-10"), "威海市环翠区城市管理局（承办单位） 威海市环翠区张村镇人民政府（配合单位）"},
		{"nothing overdue", "supervision", matter(answered(), "2026-03-05"), "没有逾期未办的期限"},
		{"always", "volume", matter(suggestion(), "2026-03-10"), ""},
	} {
		o := documents.Named(row.kind).Offer(row.m)
		var titles []string
		for _, c := range o.Choices {
			titles = append(titles, c.Title)
			if _, err := o.Draw(row.m, c.Of); err != nil {
				t.Errorf("%s, %s: %s is offered, and then: %v", row.kind, row.name, c.Of, err)
			}
		}
		if got := o.Why + strings.Join(titles, " "); got != row.want {
			t.Errorf("%s, %s: %q, want %q", row.kind, row.name, got, row.want)
		}
		if (o.Why == "") != (len(o.Choices) > 0) {
			t.Errorf("%s, %s: %d choices, and why not: %s", row.kind, row.name, len(o.Choices), o.Why)
		}
	}
}

// TestKinds looks at the declarations.
func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range documents.Kinds {
		if k.Name == "" || k.Title == "" || k.Doc == "" || len(k.Acts) == 0 || seen[k.Name] {
			t.Errorf("%s is declared badly, or twice", k.Name)
		}
		seen[k.Name] = true
		if !strings.HasPrefix(k.Article, "第") {
			t.Errorf("%s names no article of the Measures", k.Name)
		}
		for _, act := range k.Acts {
			if workflows.ActNamed(act) == nil {
				t.Errorf("%s is offered beside %s, which is no act", k.Name, act)
			}
			if !slices.Contains(documents.For(act), k) {
				t.Errorf("%s is not found beside %s", k.Name, act)
			}
		}
	}
}

// TestWhoDraws: the Bureau its own papers, the handlers theirs, and everybody who sees
// the lawsuit what lies open in it anyway.
func TestWhoDraws(t *testing.T) {
	f := answered()
	who := map[string]models.Actor{
		"clerk": {Role: models.Clerk, Unit: "区司法局"}, "handler": {Role: models.UnitClerk, Unit: "区城市管理局"},
		"assistant": {Role: models.UnitClerk, Unit: "张村镇"}, "supervisor": {Role: models.Supervisor, Unit: "区政府"},
	}
	for kind, want := range map[string]string{
		"forwarding": "clerk", "supervision": "clerk", "letter": "clerk",
		"identity": "clerk handler", "authorization": "clerk handler", "defence": "clerk handler", "extension": "clerk handler", "officials": "clerk handler", "loss_report": "clerk handler",
		"evidence": "clerk handler assistant supervisor", "cover": "clerk handler assistant supervisor", "volume": "clerk handler assistant supervisor", "note": "clerk handler assistant supervisor",
	} {
		var may []string
		for _, name := range []string{"clerk", "handler", "assistant", "supervisor"} {
			if documents.Named(kind).May(f, who[name]) == nil {
				may = append(may, name)
			}
		}
		if got := strings.Join(may, " "); got != want {
			t.Errorf("%s is drawn by %s, want %s", kind, got, want)
		}
	}
}

// TestTwoThousandPlaintiffs: the text names the first, the annex all.
func TestTwoThousandPlaintiffs(t *testing.T) {
	m := matter(crowd(2000), "2026-03-10")
	for _, k := range documents.Kinds {
		d, err := k.Draw(m, "")
		if err != nil {
			continue
		}
		content, err := d.Docx()
		if err != nil || len(content) > 64<<10 {
			t.Errorf("%s has %d bytes, %v", k.Name, len(content), err)
		}
		for _, b := range d.Blocks {
			if len([]rune(b.Text)) > 400 {
				t.Errorf("%s has a paragraph of %d characters", k.Name, len([]rune(b.Text)))
			}
		}
	}
	if got := text(draw(t, "defence", m, "")); strings.Count(got, "原告2000") != 1 || !strings.Contains(got, "原告001等2000人") {
		t.Error("the annex does not end with the last one")
	}
}

// The pages of a volume are numbered through, as far as all of them are known.
func TestArticle30_PagesAreNumberedThrough(t *testing.T) {
	items := []measures.VolumeItem{{Number: 1}, {Number: 2, Pages: 1}, {Number: 3, Pages: 9}, {Number: 4}, {Number: 5, Pages: 2}}
	leaves := documents.Leaves(items, func(number int) (count, pages int) {
		return map[int]int{1: 2, 3: 1}[number], map[int]int{1: 5, 3: 4}[number]
	})
	var got []string
	for _, l := range leaves {
		got = append(got, fmt.Sprintf("%d %d %q", l.Files, l.Pages, l.Span))
	}
	if want := `2 5 "1—5", 0 1 "6", 1 4 "7—10", 0 0 "", 0 2 ""`; strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}
