package measures_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"yingsu/workflows/measures"
)

// TestTextIsVerbatim compares each article with the checksum of the published
// text. The checksums were taken from the document itself by another program:
// sha256 of the article without its number and without white space.
func TestTextIsVerbatim(t *testing.T) {
	sums, err := os.Open("testdata/articles.sha256")
	if err != nil {
		t.Fatal(err)
	}
	defer sums.Close()
	articles := measures.Articles()
	n := 0
	for lines := bufio.NewScanner(sums); lines.Scan(); n++ {
		a := articles[n]
		if got := fmt.Sprintf("%x  %d", sha256.Sum256([]byte(withoutSpace(a.Text))), a.Number); got != lines.Text() {
			t.Errorf("%s differs from the published text:\n%s", a.Name, a.Text)
		}
	}
	if n != 40 || len(articles) != 40 {
		t.Errorf("%d checksums and %d articles, want 40", n, len(articles))
	}
}

func withoutSpace(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

// TestEveryArticleIsAnswered checks that the system says of each article what it
// does about it and why, and that what it points to is there.
func TestEveryArticleIsAnswered(t *testing.T) {
	chapters := map[int]string{ // by their first article
		1: "第一章 总则", 5: "第二章 诉源治理", 8: "第三章 应诉责任", 11: "第四章 庭前准备",
		19: "第五章 出庭应诉", 31: "第六章 工作保障", 35: "第七章 法律责任", 38: "第八章 附则",
	}
	treatments := []measures.Treatment{
		measures.ComputesDate, measures.OrdersStep, measures.LetsAct,
		measures.ChecksContents, measures.Counts, measures.LeftToPeople,
	}
	chapter := ""
	for i, a := range measures.Articles() {
		if chapters[a.Number] != "" {
			chapter = chapters[a.Number]
		}
		if a.Number != i+1 || a.Name != "第"+numeral(a.Number)+"条" || a.Chapter != chapter {
			t.Errorf("article %d is %d %s in %s", i+1, a.Number, a.Name, a.Chapter)
		}
		if !slices.Contains(treatments, a.Treatment) || a.Why == "" {
			t.Errorf("%s: treatment %q because %q", a.Name, a.Treatment, a.Why)
		}
		if (a.Treatment == measures.LeftToPeople) != (a.Where == "") {
			t.Errorf("%s is %s, but carried out in %q", a.Name, a.Treatment, a.Where)
		}
		if a.Where != "" {
			if _, err := os.Stat(filepath.Join("../..", a.Where)); err != nil {
				t.Errorf("%s: %v", a.Name, err)
			}
		}
		if (a.Treatment == measures.ComputesDate) != (len(a.Periods) > 0) {
			t.Errorf("%s is %s, with the periods %v", a.Name, a.Treatment, a.Periods)
		}
		if byNumber, err := measures.ArticleNumbered(i + 1); err != nil || byNumber.Name != a.Name {
			t.Errorf("ArticleNumbered(%d) = %s, %v", i+1, byNumber.Name, err)
		}
	}
	for _, n := range []int{-1, 0, 41} {
		if _, err := measures.ArticleNumbered(n); err == nil {
			t.Errorf("there is an article %d", n)
		}
	}
}

func TestTreatmentTitles(t *testing.T) {
	for treatment, want := range map[measures.Treatment]string{
		measures.ComputesDate: "自动计算期限", measures.OrdersStep: "自动安排步骤", measures.LetsAct: "由人办理并记录",
		measures.ChecksContents: "自动核对", measures.Counts: "纳入统计", measures.LeftToPeople: "由人把握",
	} {
		if got := treatment.Title(); got != want {
			t.Errorf("%s: %s, want %s", treatment, got, want)
		}
	}
}

// numeral writes 1 to 99 in Chinese, independently of the package.
func numeral(n int) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n%10]
	}
	return ones[n/10] + "十" + ones[n%10]
}

// citation is a provision of the Measures: 第十四条第二款.
var citation = regexp.MustCompile(`^第([一二三四五六七八九十]+)条(?:第([一二三四五六七八九十])款)?$`)

// cited returns the words of a provision of the Measures, whole or one paragraph
// with its items; nothing if there is no such provision.
func cited(provision string) string {
	m := citation.FindStringSubmatch(provision)
	if m == nil {
		return ""
	}
	i := slices.IndexFunc(measures.Articles(), func(a measures.Article) bool { return a.Name == "第"+m[1]+"条" })
	if i < 0 {
		return ""
	}
	text := measures.Articles()[i].Text
	if m[2] == "" {
		return text
	}
	var paragraphs []string
	for line := range strings.SplitSeq(text, "\n") {
		if last := len(paragraphs) - 1; strings.HasPrefix(line, "（") {
			paragraphs[last] += "\n" + line
		} else {
			paragraphs = append(paragraphs, line)
		}
	}
	for k, p := range paragraphs {
		if numeral(k+1) == m[2] {
			return p
		}
	}
	return ""
}

// TestEveryRuleCitesTheLaw checks that each rule names a provision that exists,
// and quotes it word for word from the very paragraph that it names.
func TestEveryRuleCitesTheLaw(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range measures.Rules {
		if seen[r.Key] || measures.RuleNamed(r.Key) != r {
			t.Errorf("the key %s stands twice", r.Key)
		}
		seen[r.Key] = true
		if r.Key == "" || r.Title == "" || r.From == "" || r.Owner.Title() == "" || (r.Period.N < 1) != (r.Named != "") {
			t.Errorf("%s lacks words: %+v", r.Key, r)
		}
		switch {
		case strings.HasPrefix(r.Article, "《"):
			if r.Quote != "" {
				t.Errorf("%s quotes the Measures, but cites %s", r.Key, r.Article)
			}
		case r.Quote == "" || !strings.Contains(cited(r.Article), r.Quote):
			t.Errorf("%s: “%s” does not stand in %s", r.Key, r.Quote, r.Article)
		}
		for _, b := range r.Basis {
			if !strings.HasPrefix(b, "《") && !strings.HasPrefix(b, "法释〔") && cited(b) == "" {
				t.Errorf("%s rests on %s, which is neither a statute nor of the Measures", r.Key, b)
			}
		}
	}
	for _, s := range measures.Stages(file()) {
		if cited(s.Article()) == "" {
			t.Errorf("stage %s cites %s", s, s.Article())
		}
	}
}

// TestPeriodsAsWritten says once more what each period is, from the texts and
// not from the code.
func TestPeriodsAsWritten(t *testing.T) {
	want := map[string]string{
		"forward":                         "2个工作日", // 第十一条第二款
		"evidence":                        "15日",   // 行政诉讼法67
		"evidence_summary":                "15日",   // 行诉解释104: at most
		"review":                          "前5个工作日",
		"evidence_extension":              "15日",    // 行诉解释34
		"jurisdiction_objection":          "15日",    // 行诉解释10
		"reconsideration_reply":           "10个工作日", // 行政复议法48、88
		"reconsideration_reply_summary":   "5个工作日",  // 行政复议法54、88
		"reconsideration_review":          "前2个工作日", // our reading of 第三十八条
		"reconsideration_review_summary":  "前1个工作日",
		"leader_filing":                   "前2日",
		"appeal_judgment":                 "15日", // 行政诉讼法85
		"appeal_ruling":                   "10日",
		"appeal_answer":                   "15日", // 行诉解释108
		"appeal_fee":                      "7日",  // 诉讼费用交纳办法22
		"retrial_application":             "6个月", // 行诉解释110
		"retrial_opinion":                 "15日", // 行诉解释111
		"loss_report":                     "10日", // 第二十七条
		"compensation_application":        "7日",  // 国家赔偿法37
		"judicial_suggestion":             "2个月", // 法释〔2023〕11号8
		"normative_suggestion":            "60日", // 行诉解释149
		"procuratorial_suggestion":        "2个月", // 检察公益诉讼解释21
		"procuratorial_suggestion_urgent": "15日",
		"archive":                         "30日",     // 第三十条
		"assistance":                      "由区司法局指定", // 第十一条第二款
		"remedy":                          "由败诉报告指定", // 第三十七条第七项
		"performance":                     "由裁判指定",   // 行政诉讼法94
		"compensation_payment":            "15日",     // 国家赔偿费用管理条例10
		"reconsideration_opinion":         "60日",     // 行政复议法76
		"acknowledge":                     "1个工作日",   // our own
		"review_opinion":                  "2个工作日",   // our own
		"lawyer_assignment":               "2个工作日",   // our own
		"effective":                       "1个工作日",   // our own
		"entry_check":                     "2个工作日",   // our own

		"lapsed_period":                    "10日",  // 民事诉讼法86
		"first_instance":                   "6个月",  // 行政诉讼法81
		"first_instance_summary":           "45日",  // 行政诉讼法83
		"second_instance":                  "3个月",  // 行政诉讼法88
		"retrial_review":                   "6个月",  // 行诉解释112
		"reconsideration_decision":         "60日",  // 行政复议法62
		"reconsideration_decision_summary": "30日",  // 行政复议法62
		"enforcement":                      "24个月", // 行诉解释153: 二年
		"enforcement_of_act":               "3个月",  // 行诉解释156
		"compensation_decision":            "2个月",  // 国家赔偿法13
	}
	rights := []string{"evidence_extension", "jurisdiction_objection", "appeal_judgment", "appeal_ruling", "retrial_application", "lapsed_period", "enforcement", "enforcement_of_act"}
	for _, r := range measures.Rules {
		if got := r.Length(first); got != want[r.Key] {
			t.Errorf("%s is %s, want %s", r.Key, got, want[r.Key])
		}
		if own := []string{"acknowledge", "review_opinion", "lawyer_assignment", "effective", "entry_check"}; r.Internal != slices.Contains(own, r.Key) {
			t.Errorf("%s: a target of our own is %t", r.Key, r.Internal)
		}
		if r.Right != slices.Contains(rights, r.Key) {
			t.Errorf("%s: a right is %t", r.Key, r.Right)
		}
		if (r.Owner == measures.OwnedByBureau) != slices.Contains([]string{"forward", "review_opinion", "lawyer_assignment", "entry_check"}, r.Key) {
			t.Errorf("%s is owed by %s", r.Key, r.Owner.Title())
		}
		delete(want, r.Key)
	}
	if len(want) > 0 {
		t.Errorf("no rules for %v", want)
	}
}

// TestFilesAreNamedAfterArticles checks that the directory reads like the
// Measures: every art_NNN file belongs to an article that computes something or
// is pointed to, speaks of that article, and holds the rules that cite it.
func TestFilesAreNamedAfterArticles(t *testing.T) {
	names, err := filepath.Glob("art_*.go")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`^art_(\d{3})_[a-z_]+\.go$`)
	sources := map[int]string{}
	for _, file := range names {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		var number int
		if m := name.FindStringSubmatch(file); m == nil {
			t.Errorf("%s is not named art_NNN_what_it_does.go", file)
			continue
		} else if _, err := fmt.Sscanf(m[1], "%d", &number); err != nil {
			t.Fatal(err)
		}
		a, err := measures.ArticleNumbered(number)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sources[number] += string(source)
		if !strings.Contains(string(source), a.Name) {
			t.Errorf("%s does not speak of %s", file, a.Name)
		}
		if !strings.HasSuffix(a.Where, file) && len(a.Periods) == 0 {
			t.Errorf("%s: nothing about %s points there", file, a.Name)
		}
	}
	for _, a := range measures.Articles() {
		for _, key := range a.Periods {
			if !strings.Contains(sources[a.Number], `"`+key+`"`) {
				t.Errorf("the rule %s of %s stands in the file of another article", key, a.Name)
			}
		}
	}
}
