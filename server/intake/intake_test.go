package intake_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"yingsu/server/intake"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// papers returns the notices and judgments of testdata, which nobody has ever served.
func papers(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 24 {
		t.Fatalf("%d papers, %v", len(files), err)
	}
	all := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(text)
	}
	return all
}

// told writes a reading as the wants of testdata do: ? behind a field of which the paper
// says two things, ! behind what could not be read.
func told(f intake.Found, r intake.Reading) string {
	switch {
	case r.Value == "":
		return fmt.Sprintf("%s! %s", r.Field, r.Why)
	case slices.Contains(f.Disputed(), r):
		return fmt.Sprintf("%s? %s", r.Field, r.Value)
	}
	return fmt.Sprintf("%s %s", r.Field, strings.ReplaceAll(r.Value, "\n", "⏎"))
}

// Each paper says what a person reads in it, and nothing else.
func TestRead(t *testing.T) {
	for name, text := range papers(t) {
		want, err := os.ReadFile("testdata/" + name + ".want")
		if err != nil {
			t.Fatal(err)
		}
		f := intake.Read(text)
		var got []string
		for _, r := range f.Readings {
			got = append(got, told(f, r))
		}
		for _, line := range strings.Split(strings.TrimSpace(string(want)), "\n") {
			if i := slices.Index(got, line); i >= 0 {
				got = slices.Delete(got, i, i+1)
			} else {
				t.Errorf("%s: does not say %q", name, line)
			}
		}
		for _, line := range got {
			t.Errorf("%s: says %q", name, line)
		}
	}
}

// everyReadingStandsThere is what holds of every text: a reading is in the words that it
// gives, and they are in the text where it says.
func everyReadingStandsThere(t interface{ Errorf(string, ...any) }, text string) {
	f := intake.Read(text)
	for _, r := range f.Readings {
		if r.From == "" || r.At < 0 || !strings.HasPrefix(text[min(r.At, len(text)):], r.From) {
			t.Errorf("%s %q: %q is not at %d", r.Field, r.Value, r.From, r.At)
			continue
		}
		if r.Value == "" {
			if r.Why == "" {
				t.Errorf("%s: nothing is said of %q", r.Field, r.From)
			}
			continue
		}
		if !says(r) {
			t.Errorf("%s: %q is not what %q says", r.Field, r.Value, r.From)
		}
	}
	for _, r := range f.Disputed() {
		if _, ok := f.One(r.Field); ok {
			t.Errorf("%s is disputed and filled in", r.Field)
		}
	}
}

// says tells whether words say a value, judged by other means than those that read it.
func says(r intake.Reading) bool {
	switch r.Field {
	case intake.CaseNumber:
		number, err := measures.CanonicalCaseNumber(r.From, measures.Current)
		return err == nil && number == r.Value
	case intake.Kind, intake.Level, intake.Appellant, intake.PublicInterest, intake.Outcome, intake.HearingTime, intake.EvidencePeriod, intake.DefencePeriod:
		return strings.TrimSpace(r.From) != ""
	case intake.ServedOn, intake.EvidenceDeadline, intake.HearingOn, intake.DatedOn, intake.MadeOn:
		_, err := calendar.ParseDate(r.Value)
		return err == nil
	case intake.Ruling:
		return strings.Contains(r.From, r.Value)
	}
	return bare(r.From) == bare(r.Value)
}

// bare is a text without what nobody sees, in one shape of each character.
func bare(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || unicode.In(c, unicode.Cc, unicode.Cf) || c == utf8.RuneError {
			return -1
		}
		return c
	}, measures.Simplified(text))
}

func TestRead_EveryReadingStandsInTheText(t *testing.T) {
	for _, text := range papers(t) {
		everyReadingStandsThere(t, text)
	}
}

// The same of papers that are cut, torn and put together anew.
func TestRead_OfTornPapers(t *testing.T) {
	var lines []string
	for _, text := range papers(t) {
		lines = append(lines, strings.SplitAfter(text, "\n")...)
	}
	slices.Sort(lines)
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(lines), 0, 30).Draw(r, "lines"), "")
		if cut := rapid.IntRange(0, len(text)).Draw(r, "cut"); rapid.Bool().Draw(r, "torn") {
			text = text[cut:] + rapid.String().Draw(r, "noise")
		}
		everyReadingStandsThere(r, text)
	})
}

// What stands in the place of a name is not always one, and a text without end says no
// more than can be put down.
func TestRead_TakesNothingElseForAName(t *testing.T) {
	for _, text := range []string{
		"第三人：无", "第三人：暂无", "原告：详见附表", "原告：见附表", "被告：你单位", "原告认为被告的行为违法。", "原告的委托诉讼代理人：毕某某",
		"被告法定代表人：谭某", "被告应当自收到起诉状副本之日起提交证据", "原告诉称，其房屋被拆除。", "第三人述称同意被告的意见，请求驳回。", "申请人：某某某",
	} {
		for _, r := range intake.Read(text).Readings {
			if r.Field == intake.Plaintiffs && r.Value == "" { // whose side the applicant is on is not said
				continue
			}
			t.Errorf("%s: %s is %q", text, r.Field, r.Value)
		}
	}
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "原告：甲乙%d\n案号：（2026）鲁10行初%d号\n", i, i)
	}
	if n := len(intake.Read(b.String()).Readings); n > 10_000 {
		t.Errorf("%d things are read", n)
	}
}

// said returns the values that were read of a field, parted by spaces, those of which the
// paper says more than one with a question mark behind them.
func said(text string, field intake.Field) string {
	f := intake.Read(text)
	var all []string
	for _, r := range f.Of(field) {
		if slices.Contains(f.Disputed(), r) {
			r.Value += "?"
		}
		all = append(all, r.Value)
	}
	return strings.Join(all, " ")
}

// A day is what the sentence around it says, and not what a word further on says of
// another one.
func TestRead_Days(t *testing.T) {
	for _, c := range []struct {
		text  string
		field intake.Field
		want  string
	}{
		{"本院于2026年2月1日受理原告张某诉你单位行政处罚一案，定于2026年3月12日上午9时在本院第三法庭公开开庭审理，请准时到庭。", intake.HearingOn, "2026-03-12"},
		{"本院于2026年2月1日受理原告张某诉你单位行政处罚一案，定于2026年3月12日上午9时在本院第三法庭公开开庭审理，请准时到庭。", intake.HearingTime, "09:00"},
		{"本院于2026年2月1日受理原告张某诉你单位行政处罚一案，定于2026年3月12日上午9时在本院第三法庭公开开庭审理，请准时到庭。", intake.HearingPlace, "第三法庭"},
		{"本院于2026年3月2日立案的原告李某诉你局不予工伤认定一案，现定于2026年4月8日（星期三）下午2时30分在本院第一审判庭公开开庭审理。", intake.HearingOn, "2026-04-08"},
		{"本院于2026年3月2日立案的原告李某诉你局不予工伤认定一案，现定于2026年4月8日（星期三）下午2时30分在本院第一审判庭公开开庭审理。", intake.HearingTime, "14:30"},
		{"本院于2026年3月2日立案，将依法公开开庭审理。", intake.HearingOn, ""},
		{"原告不服你局于2025年12月1日作出的处罚决定一案，将公开开庭审理。", intake.HearingOn, ""},
		{"原告不服你局于2025年12月1日对其重新作出的处罚决定，本院定于2026年4月8日开庭审理。", intake.HearingOn, "2026-04-08"},
		{"原告于2026年1月5日向本院提起诉讼，本院将公开开庭审理。", intake.HearingOn, ""},
		{"本院于2026年3月2日送达起诉状副本，开庭的安排随后告知。", intake.HearingOn, ""},
		{"定于2026年3月25日上午9时交换证据，随后开庭。", intake.HearingOn, ""},
		{"请于2026年3月25日领取开庭传票。", intake.HearingOn, ""},
		{"请于2026年3月25日来电询问开庭时间。", intake.HearingOn, ""},
		{"本院定于2026年4月8日对原告李某诉你局不服处罚决定一案公开审理。", intake.HearingOn, "2026-04-08"},
		{"本院原定于2026年3月12日开庭审理，现改为2026年4月8日上午9时开庭。", intake.HearingOn, "2026-04-08"},
		{"本院原定于2026年3月12日开庭审理，现延期，时间另行通知。", intake.HearingOn, ""},
		{"本院已于2026年2月1日公开开庭审理，现定于2026年4月8日再次开庭。", intake.HearingOn, "2026-04-08"},
		{"本院已定于2026年4月8日开庭。", intake.HearingOn, "2026-04-08"},
		{"请按期举证，开庭时间为2026年4月8日。", intake.EvidenceDeadline, ""},
		{"举证期限截止日期为2026年4月8日。", intake.EvidenceDeadline, "2026-04-08"},
		{"本院定于二0二六年四月二0日开庭审理。", intake.HearingOn, "2026-04-20"},
		{"本院定于二０二六年四月八日开庭审理。", intake.HearingOn, "2026-04-08"},
		{"本院定于二〇二六年四月八日开庭审理。", intake.HearingOn, "2026-04-08"},
		{"本院定于二o二六年〇四月〇八日开庭审理。", intake.HearingOn, "2026-04-08"},
		{"应到处所：本院第五法庭（地址：威海市某路1号）", intake.HearingPlace, "第五法庭"},
		{"应到处所：本院第五法庭（地址：威海市", intake.HearingPlace, "第五法庭"},
		{"开庭地点：威海市环翠区人民法院（威海市某路1号）三楼第5审判庭，请准时到庭", intake.HearingPlace, "威海市环翠区人民法院（威海市某路1号）三楼第5审判庭"},
		{"请于2026年3月5日前到本院领取对方当事人证据副本。", intake.EvidenceDeadline, ""},
		{"于2026年3月25日前派员到庭参加证据交换。", intake.EvidenceDeadline, ""},
		{"请于2026年3月5日前提交对原告证据的质证意见。", intake.EvidenceDeadline, ""},
		{"请于2026年3月5日前签收举证通知书。", intake.EvidenceDeadline, ""},
		{"请于2026年3月5日前提交答辩状和证据，并于3月25日参加证据交换。", intake.EvidenceDeadline, "2026-03-05"},
		{"请于2026年3月5日前完成举证。", intake.EvidenceDeadline, "2026-03-05"},
		{"请于2026年3月5日前将作出决定的证据送交本院。", intake.EvidenceDeadline, "2026-03-05"},
	} {
		if got := said(c.text, c.field); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.text, c.field, got, c.want)
		}
	}
}

// Who sues whom about what, in sentences and in lines: every name is one that the paper has,
// as it ends there, and where that cannot be told there is none.
func TestRead_Parties(t *testing.T) {
	for _, c := range []struct{ text, plaintiffs, defendants, cause string }{
		{"原告张某诉威海市人力资源和社会保障局工伤认定及威海市人民政府行政复议一案，现送达。", "张某", "威海市人力资源和社会保障局 威海市人民政府", "工伤认定? 行政复议?"},
		{"原告张某诉被告威海市环翠区住房和城乡建设局房屋征收补偿决定以及被告威海市环翠区人民政府行政复议一案，现送达。", "张某", "威海市环翠区住房和城乡建设局 威海市环翠区人民政府", "房屋征收补偿决定? 行政复议?"},
		{"原告张某诉威海市公安局治安行政处罚、威海市人民政府行政复议一案。", "张某", "威海市公安局 威海市人民政府", "治安行政处罚? 行政复议?"},
		{"原告张某诉威海市公安局、威海市人民政府治安行政处罚及行政复议一案。", "张某", "威海市公安局 威海市人民政府", "治安行政处罚及行政复议"},
		{"原告王某某诉威海市环翠区某镇人民政府不履行监督村民委员会职责一案，现送达。", "王某某", "威海市环翠区某镇人民政府", "不履行监督村民委员会职责"},
		{"原告王某某诉威海市环翠区某镇人民政府村民委员会选举行政确认一案。", "王某某", "威海市环翠区某镇人民政府", "村民委员会选举行政确认"},
		{"原告李某诉威海市公安局环翠分局张村派出所行政处罚一案。", "李某", "威海市公安局环翠分局张村派出所", "行政处罚"},
		{"原告李某诉威海市自然资源局不动产登记中心不动产登记一案。", "李某", "威海市自然资源局不动产登记中心", "不动产登记"},
		{"原告李某诉国家税务总局威海市税务局税务处罚一案。", "李某", "国家税务总局威海市税务局", "税务处罚"},
		{"原告李某诉威海经济技术开发区管理委员会住房和建设局行政许可一案。", "李某", "威海经济技术开发区管理委员会住房和建设局", "行政许可"},
		{"原告李某诉威海市教育局和体育局行政许可一案。", "李某", "威海市教育局 体育局", "行政许可"},
		{"原告李某诉威海市中心医院行政处理一案。", "李某", "", ""},
		{"原告李某诉环翠区政府和威海市公安局行政强制一案。", "李某", "", ""},
		{"原告李某诉威海市公安局、丙某公司行政协议一案。", "李某", "", ""},
		{"原告李某诉威海市商务局撤销甲某公司与威海市自然资源局的合同一案。", "李某", "", ""},
		{"原告李某诉威海市人力资源和社会保障局、第三人某某公司工伤认定及威海市人民政府行政复议一案。", "李某", "威海市人力资源和社会保障局", ""},
		{"原告李某诉威海市人民政府征地拆迁事务所行政协议一案。", "李某", "威海市人民政府征地拆迁事务所", "行政协议"},
		{"本院受理了原告李某诉威海市人民政府不予受理行政复议一案。", "李某", "威海市人民政府", "不予受理行政复议"},
		{"被告威海市环翠区人民检察院，住所地威海市。", "", "威海市环翠区人民检察院", ""},
		{"原告李某诉你单位及威海市人民政府行政复议一案。", "李某", "", ""},
		{"本院 受理 的 原告 孙 立 群 诉 你 单位 信息公开 一案 , 现送达。", "孙立群", "", "信息公开"},
		{"被告（一）：威海市环翠区自然资源局，住所地威海市。\n被告（二）：威海市环翠区人民政府。", "", "威海市环翠区自然资源局 威海市环翠区人民政府", ""},
		{"被告1.威海市环翠区自然资源局，住所地威海市。\n被告2、威海市环翠区人民政府。", "", "威海市环翠区自然资源局 威海市环翠区人民政府", ""},
		{"被告一：威海市环翠区自然资源局。\n被告2：威海市环翠区人民政府。", "", "威海市环翠区自然资源局 威海市环翠区人民政府", ""},
		{"被告：威海市环翠区自然资源局和威海市环翠区人民政府。", "", "威海市环翠区自然资源局 威海市环翠区人民政府", ""},
		{"被告单位：威海市环翠区自然资源局", "", "威海市环翠区自然资源局", ""},
		{"被告行政机关负责人：王某，副局长。", "", "", ""},
		{"被告单位负责人李某到庭。", "", "", ""},
		{"被告住所地：威海市环翠区某路1号", "", "", ""},
		{"被告威海市环翠区自然资源局于2026年1月5日作出处罚决定，原告收到后起诉。", "", "", ""},
		{"被告认定事实清楚，程序合法。", "", "", ""},
		{"被告长沙市某区人力资源和\n社会保障局，住所地长沙市。", "", "", ""},
		{"原告：1.张三丰，男；2.李四光，女。", "张三丰 李四光", "", ""},
		{"原告：1.张三丰，1965.3.4出生；2.李四光。\n3.王五岳，男。\n被告：（1）甲某区自然资源局；（2）甲某区人民政府", "张三丰 李四光 王五岳", "甲某区自然资源局 甲某区人民政府", ""},
		{"被告：\n1.举证通知书；\n2.传票。", "", "", ""},
		{"原告张某预交的受理费50元予以退还。", "", "", ""},
	} {
		text := "应诉通知书\n" + c.text
		if got := said(text, intake.Plaintiffs); got != c.plaintiffs {
			t.Errorf("%s: the plaintiffs are %q, want %q", c.text, got, c.plaintiffs)
		}
		if got := said(text, intake.Defendants); got != c.defendants {
			t.Errorf("%s: the defendants are %q, want %q", c.text, got, c.defendants)
		}
		if got := said(text, intake.Cause); got != c.cause {
			t.Errorf("%s: the cause is %q, want %q", c.text, got, c.cause)
		}
	}
}

// A case number is one however it is set.
func TestRead_NumbersWithSpaces(t *testing.T) {
	for line, want := range map[string]string{
		"（2026） 鲁1002行初15号":            "（2026）鲁1002行初15号",
		"（2026）　鲁 1002 行初 15 号":        "（2026）鲁1002行初15号",
		"( 2026 ) 京 7102 行 初 88 号":     "（2026）京7102行初88号",
		"( 2026 ) 最高法 行 申 118 号":       "（2026）最高法行申118号",
		"案号： （2026） 鲁10行初9号 之一":        "（2026）鲁10行初9号",
		"受理了（2026） 鲁1002行初15号张某诉你局一案。": "（2026）鲁1002行初15号",
	} {
		if got := said("应诉通知书\n"+line, intake.CaseNumber); got != want {
			t.Errorf("%s: the number is %q, want %q", line, got, want)
		}
	}
}

// An act is told in the words of the paper, with both marks of its title.
func TestRead_TheActThatIsNotAccepted(t *testing.T) {
	for text, want := range map[string]string{
		"原告杨某不服你府作出的碑政征字〔2025〕3号《房屋征收决定》，向本院提起行政诉讼。":         "碑政征字〔2025〕3号《房屋征收决定》",
		"原告刘某不服你单位于2025年12月3日作出的威环政复决字〔2025〕77号行政复议决定，提起诉讼。": "2025年12月3日作出的威环政复决字〔2025〕77号行政复议决定",
		"请求撤销被告作出的《不予认定工伤决定书》。":                              "《不予认定工伤决定书》",
		"请求撤销《某市某局关于某某的告知书》违法的部分。":                           "《某市某局关于某某的告知书》",
	} {
		if got := said("应诉通知书\n"+text, intake.ChallengedAct); got != want {
			t.Errorf("%s: the act is %q, want %q", text, got, want)
		}
	}
}

// A cause stands behind its label: the same two characters in 本案由……审理 are none.
func TestRead_TheCauseBehindItsLabel(t *testing.T) {
	for text, want := range map[string]string{
		"本案由本院行政审判庭审理。":                  "",
		"本案由审判员李某担任审判长。":                 "",
		"两案由本院合并审理。":                     "",
		"该\n案由审判员李某独任审理。":                "",
		"本案案由：政府信息公开":                    "政府信息公开",
		"案　由　行政处罚":                       "行政处罚",
		"（2026）鲁10行初5号案由为行政许可":           "行政许可",
		"案号：（2026）鲁10行初5号，案由：不履行办理登记的职责": "不履行办理登记的职责",
	} {
		if got := said(text, intake.Cause); got != want {
			t.Errorf("%s: the cause is %q, want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range papers(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { everyReadingStandsThere(t, text) })
}
