package measures

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed text.md
var text string

//go:embed DIVERGENCES.md
var divergencesText string

// Article is one of the forty, with what this system does about it.
type Article struct {
	Number    int       `json:"number"`
	Name      string    `json:"name"`    // 第十四条
	Chapter   string    `json:"chapter"` // 第四章 庭前准备
	Text      string    `json:"text"`    // word for word; paragraphs on lines of their own
	Treatment Treatment `json:"treatment"`
	Why       string    `json:"why"`             // what the system does, or why it leaves the article to people
	Where     string    `json:"where,omitempty"` // the file that carries it out, below the project's root
	Periods   []string  `json:"periods,omitempty"`
	// Divergences is where the system knowingly differs from the words, or chooses
	// between readings.
	Divergences []Divergence `json:"divergences,omitempty"`
}

// Divergence is a row of DIVERGENCES.md.
type Divergence struct {
	Keys  string `json:"keys,omitempty"` // of the periods that it is about
	Words string `json:"words"`          // of the Measures
	Does  string `json:"does"`           // what the system does
}

// Treatment is the kind of thing that the system does about an article.
type Treatment string

const (
	ComputesDate   Treatment = "computes_date"   // counts a period and watches it
	OrdersStep     Treatment = "orders_step"     // a stage that the lawsuit must pass
	LetsAct        Treatment = "lets_act"        // someone may record something
	ChecksContents Treatment = "checks_contents" // composition or eligibility is checked
	Counts         Treatment = "counts"          // feeds statistics and bulletins
	LeftToPeople   Treatment = "left_to_people"  // nothing to compute: people do it
)

// Title returns the treatment as staff read it.
func (t Treatment) Title() string {
	switch t {
	case ComputesDate:
		return "自动计算期限"
	case OrdersStep:
		return "自动安排步骤"
	case LetsAct:
		return "由人办理并记录"
	case ChecksContents:
		return "自动核对"
	case Counts:
		return "纳入统计"
	}
	return "由人把握"
}

// Articles returns the forty articles in order.
func Articles() []Article { return articles }

var articles = readArticles()

// treatments says of each article what the system does about it. Every article
// has an entry: silence would be a decision that nobody made.
var treatments = map[int]struct {
	treatment Treatment
	why       string
	where     string
}{
	1:  {LeftToPeople, "立法目的，无可计算的内容", ""},
	2:  {LeftToPeople, "定义行政应诉；本系统办理的即此类案件", ""},
	3:  {ChecksContents, "登记的被告、承办单位须在单位名录内，名录涵盖本条所列机关和组织", "workflows/measures/file.go"},
	4:  {LetsAct, "尊重和配合审判由人把握；向人民法院提出的管辖异议、证人出庭、回避等申请及其答复可以登记，并核对提出的期限", "workflows/measures/file_petition.go"},
	5:  {LeftToPeople, "诉源治理在诉讼之前，不属于一件案件的办理", ""},
	6:  {LeftToPeople, "队伍建设，不属于一件案件的办理", ""},
	7:  {LeftToPeople, "诉前化解，不属于一件案件的办理", ""},
	8:  {OrdersStep, "按九项情形建议承办单位，说明依据的项，由人确认或者说明理由后改定", "workflows/measures/art_008_handling_unit.go"},
	9:  {LetsAct, "登记配合单位；区司法局可向其提出要求并指定期限，该单位单独计时、单独督办，可查阅案件、补充材料", "workflows/chapter_3_responsibility.go"},
	10: {LetsAct, "共同被告逐一登记，各自的送达日分别起算举证期限；案件分析会、论证会、座谈会登记参加和缺席的单位", "workflows/chapter_3_responsibility.go"},
	11: {ComputesDate, "收到应诉通知后2个工作日内转交；六类材料逐项登记，前五类齐备方可报送；签收另设1个工作日的内部时限（非法定）", "workflows/measures/art_011_forwarding.go"},
	12: {ChecksContents, "逐项核对答辩状是否载明本条七项内容，缺项提示审查人；说理是否充分由人判断", "workflows/measures/art_012_defence.go"},
	13: {ChecksContents, "证据按组自动编号生成证据目录，可打印；未说明种类、来源、证明对象、内容的逐份提示", "workflows/measures/art_013_catalogue.go"},
	14: {ComputesDate, "举证期限届满前5个工作日报送审查，审查通过后在举证期限内提交人民法院；三种文书的用印逐一登记", "workflows/measures/art_014_review.go"},
	15: {ComputesDate, "期限届满前登记申请，届满后申请的照样登记并提示；法院准许的，相关期限一并重新计算，不准许的照原期限", "workflows/measures/art_015_extension.go"},
	16: {ChecksContents, "每个单位的代理人须为1至2名且不得仅为社会律师，社会律师须经区司法局指派，不符合的不予登记", "workflows/measures/art_016_agents.go"},
	17: {LetsAct, "登记代理权限和诉讼进展报告，并告知委托机关；材料是否认可由委托机关决定", "workflows/chapter_4_agents.go"},
	18: {LetsAct, "和解活动逐次登记，撤诉凭人民法院的裁定登记", "workflows/chapter_4_agents.go"},
	19: {ComputesDate, "开庭前2日报备出庭负责人；核对负责人所在机关是否为被诉机关；未出庭的登记四种正当理由及证明；提示函登记签收", "workflows/measures/art_019_leader_filing.go"},
	20: {ChecksContents, "登记六种情形，属于其中之一的，正职以外的人出庭须说明原因；检察机关抗诉的自动认定第（四）项", "workflows/measures/art_020_principal.go"},
	21: {LetsAct, "登记负责人是否发言；发言内容由人把握", "workflows/chapter_5_in_court.go"},
	22: {LetsAct, "登记是否未经许可中途退庭，列入第三十七条第（四）项的事实", "workflows/chapter_5_in_court.go"},
	23: {LeftToPeople, "庭审陈述与质证由出庭人员把握，要点可以登记", ""},
	24: {LetsAct, "登记庭审笔录是否核对签字", "workflows/chapter_5_in_court.go"},
	25: {ComputesDate, "裁判文书按种类登记，能否上诉、是否终结审级由种类确定；自各方收到之日分别起算上诉期限，最后一方届满的次日生效", "workflows/measures/art_025_appeal.go"},
	26: {ComputesDate, "提示核实生效；裁判写明履行期限的计时督办；败诉的计算申请再审的6个月；再审作为同一案件的审级办理，单独登记的再审申请审查计算书面意见期限", "workflows/measures/art_026_retrial.go"},
	27: {ComputesDate, "各被告是否败诉由裁判推定，推定不了的由人认定；败诉的，自收到生效判决之日起10日内报送败诉情况分析报告，区司法局审核或者退回；同一单位同类案由再次败诉的予以标明；季度、半年、年度通报由系统起草，区司法局定稿", "workflows/measures/art_027_loss_report.go"},
	28: {ComputesDate, "收到支付申请后7日内向财政部门申请，财政部门15日内支付，逐笔登记", "workflows/measures/art_028_compensation.go"},
	29: {ComputesDate, "建议书写明日期的以其为准，没有写明的按种类计算反馈期限；案件中随时可以登记，没有诉讼的单独登记、督办和归档", "workflows/measures/art_029_suggestions.go"},
	30: {ComputesDate, "案件终结后30日内立卷归档；核对应备材料，生成卷内目录、备考表和电子卷包；归档时未办结的义务继续跟踪，其余材料只能补卷", "workflows/measures/art_030_archiving.go"},
	31: {LeftToPeople, "组织领导和制度建设由人办理；统计按期间、单位、审级、案由等计算，每个数字可查所计案件；补录的先核对再督办，误登记的销案", ""},
	32: {LeftToPeople, "经费与装备保障，不属于一件案件的办理", ""},
	33: {LeftToPeople, "府院联席会议由司法局组织；登记簿记载，议定的事项是否按期落实供考核取用", ""},
	34: {LeftToPeople, "培训与旁听由各单位组织", ""},
	35: {Counts, "每个期限是否按期、逾期原因均留有记录，供考核取用", "workflows/measures/clocks.go"},
	36: {LeftToPeople, "表彰奖励由人决定；登记簿记载，列在考核的分数旁，不计分", ""},
	37: {Counts, "逐项列出案件记录中与第（二）至（七）、（九）、（十）项有关的事实及其依据；是否追责由有权机关决定，系统不作认定", "workflows/measures/art_037_responsibility.go"},
	38: {ComputesDate, "复议答复按10个（简易程序5个）工作日计算，并另设报审提前量；复议意见书60日内报送纠正情况", "workflows/measures/art_038_reconsideration.go"},
	39: {LeftToPeople, "规定由区司法局组织实施；系统中由司法局人员登记、转交和审查", ""},
	40: {OrdersStep, "案件固定适用立案登记时施行的办法版本；施行前届满的期限不作逾期未办", "workflows/measures/editions.go"},
}

// readArticles cuts the embedded text into articles and joins what is said
// about each.
func readArticles() []Article {
	var all []Article
	chapter := ""
	for _, block := range strings.Split(text, "\n\n") {
		block = strings.TrimSpace(block)
		switch {
		case strings.HasPrefix(block, "## "):
			chapter = strings.TrimPrefix(block, "## ")
		case strings.HasPrefix(block, "### "):
			n := len(all) + 1
			t := treatments[n]
			all = append(all, Article{
				Number: n, Name: strings.TrimPrefix(block, "### "), Chapter: chapter,
				Treatment: t.treatment, Why: t.why, Where: t.where,
			})
		case len(all) > 0:
			a := &all[len(all)-1]
			a.Text = strings.TrimPrefix(a.Text+"\n"+block, "\n")
		}
	}
	for i := range all {
		all[i].Periods, all[i].Divergences = periodsOf(all[i].Name), divergencesOf(all[i].Name)
	}
	return all
}

// divergencesOf returns the rows of the table that are about an article.
func divergencesOf(article string) []Divergence {
	var rows []Divergence
	for _, line := range strings.Split(divergencesText, "\n") {
		cells := strings.Split(line, " | ")
		if len(cells) != 4 || cells[0] != "| "+article {
			continue
		}
		keys := strings.Trim(cells[1], "–")
		rows = append(rows, Divergence{keys, cells[2], strings.TrimSuffix(cells[3], " |")})
	}
	return rows
}

// periodsOf returns the keys of the periods that an article sets; our own
// targets (非法定) are not among them.
func periodsOf(article string) []string {
	var keys []string
	for _, r := range Rules {
		if strings.HasPrefix(r.Article, article) && !r.Internal {
			keys = append(keys, r.Key)
		}
	}
	return keys
}

// ArticleNumbered returns one article, 1 to 40.
func ArticleNumbered(n int) (Article, error) {
	if n < 1 || n > len(articles) {
		return Article{}, fmt.Errorf("本办法共%d条，没有第%d条", len(articles), n)
	}
	return articles[n-1], nil
}

// ArticleOf returns the number of the article of the Measures that a citation names, 0
// where it cites another law: 第十四条第二款 → 14.
func ArticleOf(citation string) int {
	name, _, found := strings.Cut(citation, "条")
	if !found {
		return 0
	}
	for _, a := range articles {
		if a.Name == name+"条" {
			return a.Number
		}
	}
	return 0
}
