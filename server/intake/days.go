package intake

// The case's cause and act, its days, its periods, and the hearing.

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"yingsu/workflows/calendar"
)

const (
	numeral = `(?:\d{1,3}|[〇零一二三四五六七八九十百廿卅]{1,5})`
	year    = `(?:\d{4}|[〇零0Oo一二三四五六七八九]{4})`
	day     = `(?:` + year + ` ?年 ?(?:\d{1,2}|[正元〇零0一二三四五六七八九十]{1,3}) ?月 ?(?:\d{1,2}|[〇零0一二三四五六七八九十廿卅]{1,4}) ?日|\d{4}[-./]\d{1,2}[-./]\d{1,2})`
	weekday = `(?: ?\((?:星期|周|礼拜)[一二三四五六日天]\)| ?(?:星期|周)[一二三四五六日天])?`
	clock   = `(?:上午|下午|早上|中午|晚上)? ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[时点:] ?(?:半|整|\d{1,2}|[〇零一二三四五六七八九十]{1,3})? ?分?`
	space   = `:? ?`
)

var (
	causeLabel = regexp.MustCompile(`(?:^|[^\p{Han}]|号|案件?|的)案由(?:为|是|系)?` + space + `([\p{Han}()、/]{2,40}?)(?:纠纷)?(?:$|[\n,;。 ]|一案)`)
	byWhom     = regexp.MustCompile(`本院|法院|审判|审理|合议庭|承办`)
	// challenged is an act that somebody does not accept, in the words of the paper.
	challenged = regexp.MustCompile(`(?:不服|(?:请求|要求)(?:依法)?(?:撤销|确认))([^,。;:\n]{4,100}?(?:决定书|决定|行为|答复书|答复|告知书|通知书|批复|证书|协议))(?:的行政|违法|无效|一案|提起|向|并|》|[,。;\n]|$)`)
	suedOrgan  = regexp.MustCompile(`^(?:被告|被申请人|你单位|你局|你府|你镇|贵单位|你机关|你街道)(?:于)?(?:作出的)?`)
)

func (d *doc) readCase() {
	for _, m := range d.matches(causeLabel, "案由") {
		if byWhom.MatchString(d.plain[m[2]:m[3]]) { // 本案由本院审理
			continue
		}
		d.note(Cause, d.value(m[2], m[3]), m[2], m[3], true)
	}
	for _, m := range d.matches(challenged, "不服", "请求", "要求") {
		i := m[2] + len(suedOrgan.FindString(d.plain[m[2]:m[3]]))
		if text := d.plain[i:m[3]]; strings.Contains(text, "判决") || strings.Contains(text, "裁定") || utf8.RuneCountInString(text) < 4 {
			continue
		}
		end := m[3]
		if text := d.plain[i:end]; strings.Count(text, "《") > strings.Count(text, "》") && strings.HasPrefix(d.plain[end:], "》") {
			end += len("》")
		}
		d.note(ChallengedAct, d.value(i, end), i, end, false)
		break // further on it is told in other words
	}
}

var (
	servedLabel = regexp.MustCompile(`(?:送达日期|送达时间|签收日期|签收时间|收到日期|收件日期|收文日期|收到时间)[: ] ?(` + day + `)`)
	servedOn    = regexp.MustCompile(`(?:于|在)(` + day + `)(?:依法)?(?:向你(?:单位|局|府)?)?送达`)
	deadline    = regexp.MustCompile(`(?:举证期限|举证|提交证据|提供证据)([^。;\n]{0,16}?)(?:届满日?(?:期)?|截止(?:日期|时间|到|至)?|至|到|为)(?:为|是|:)? ?(` + day + `)`)
	before      = regexp.MustCompile(`(?:于|在)(` + day + `)(?:之前|以前|前)([^。;\n]{0,40}?(?:举证|(?:提交|提供|递交|报送|送交|补充)[^。;\n]{0,40}?证据|将[^,。;\n]{0,20}证据)[^,。;\n]*)`)
	// others is what is done with evidence that somebody else has brought.
	others = regexp.MustCompile(`领取|交换|质证|对方|到庭|举证(?:通知|质)`)
	ownDay = regexp.MustCompile(`(?m)^(?:\p{Han}{2,24}(?:法院|政府|局|厅|办公室) ?)?(` + day + `)(?: ?\((?:院印|印章?)\))?$`)
)

func (d *doc) readDays() {
	d.dates(ServedOn, true, servedLabel, "送达", "签收", "收到", "收件", "收文")
	if !d.decides() {
		d.dates(ServedOn, false, servedOn, "送达")
		for _, m := range d.matches(deadline, "举证", "证据") {
			if !otherDay.MatchString(d.plain[m[2]:m[3]]) && !strings.Contains(d.plain[m[2]:m[3]], "庭") {
				d.date(EvidenceDeadline, m[4], m[5], true)
			}
		}
		for _, m := range d.matches(before, "举证", "证据") {
			if !others.MatchString(d.plain[m[4]:m[5]]) {
				d.date(EvidenceDeadline, m[2], m[3], false)
			}
		}
		d.dates(DatedOn, true, ownDay, "日", "20")
		d.readPeriods()
		d.readHearing()
		return
	}
	d.dates(MadeOn, true, ownDay, "日", "20")
}

// dates notes the days that an expression finds.
func (d *doc) dates(f Field, stated bool, re *regexp.Regexp, words ...string) {
	for _, m := range d.matches(re, words...) {
		d.date(f, m[2], m[3], stated)
	}
}

func (d *doc) date(f Field, i, j int, stated bool) {
	on, err := dayOf(d.plain[i:j])
	if err != nil {
		d.unread(f, i, j, err.Error())
		return
	}
	d.note(f, on.String(), i, j, stated)
}

var dayParts = regexp.MustCompile(`[年月日\-./ ]+`)

// dayOf reads a day in figures or in Chinese numerals: 二〇二六年三月二十一日.
func dayOf(text string) (calendar.Date, error) {
	parts := dayParts.Split(text, -1)
	on, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", digits(parts[0]), number(parts[1]), number(parts[2])))
	if err != nil {
		return on, fmt.Errorf("“%s”不是日历上有的日期，请核对原件", text)
	}
	return on, nil
}

var figures = strings.NewReplacer("〇", "0", "零", "0", "O", "0", "o", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9", "正", "1", "元", "1")

// digits reads a number that is written figure by figure, as years are; -1 for none.
func digits(text string) int {
	n, err := strconv.Atoi(figures.Replace(text))
	if err != nil {
		return -1
	}
	return n
}

// number reads a number below a thousand as it is spoken: 二十一; -1 for none.
func number(text string) int {
	text = strings.NewReplacer("廿", "二十", "卅", "三十").Replace(text)
	if tens, ones, ok := strings.Cut(text, "十"); ok {
		return 10*orElse(tens, 1) + orElse(ones, 0)
	}
	return digits(text)
}

func orElse(text string, nothing int) int {
	if text == "" {
		return nothing
	}
	return digits(text)
}

var (
	period      = regexp.MustCompile(`(?:之日起|次日起|日起|后)(?:的)?(` + numeral + `) ?(?:日|天)(?:内|以内|之内)`)
	namedPeriod = regexp.MustCompile(`(举证|答辩|答复)期限(?:为|是)?` + space + `(` + numeral + `)(?:日|天)`)
)

// readPeriods reads the periods in days. They run from the service, and the system counts
// them itself: they are told, and no form asks for them.
func (d *doc) readPeriods() {
	note := func(f Field, i, j int, stated bool) {
		if n := number(d.plain[i:j]); n > 0 {
			d.note(f, strconv.Itoa(n), i, j, stated)
		}
	}
	found := d.matches(period, "日", "天")
	for n, m := range found {
		end := len(d.plain)
		if n+1 < len(found) {
			end = found[n+1][0]
		}
		after, _, _ := strings.Cut(d.plain[m[1]:end], "。")
		after, _, _ = strings.Cut(after, "\n")
		if strings.Contains(after, "上诉") {
			continue
		}
		if strings.Contains(after, "答辩") || strings.Contains(after, "书面答复") {
			note(DefencePeriod, m[2], m[3], false)
		}
		if strings.Contains(after, "证据") || strings.Contains(after, "举证") {
			note(EvidencePeriod, m[2], m[3], false)
		}
	}
	for _, m := range d.matches(namedPeriod, "期限") {
		f := DefencePeriod
		if d.plain[m[2]:m[3]] == "举证" {
			f = EvidencePeriod
		}
		note(f, m[4], m[5], true)
	}
}

var (
	hearingLabel = regexp.MustCompile(`(?:开庭时间|开庭日期|应到时间|到庭时间|出庭时间|听证时间)` + space + `(` + day + `)` + weekday + ` ?(` + clock + `)?`)
	onDay        = regexp.MustCompile(`(?:定于|订于|于|在|改为|改至|变更为|改期至|延期至|推迟至)(` + day + `)` + weekday + ` ?(` + clock + `)?`)
	// past is a day on which the case was to be heard, or was.
	past   = regexp.MustCompile(`^原|^[已曾]于`)
	isHeld = regexp.MustCompile(`^([^。;\n]{0,80}?)(?:开庭|公开审理|举行听证)`)
	// otherDay stands behind a day on which something else was: the case was docketed, the
	// act was done.
	otherDay = regexp.MustCompile(day + `|受理|立案|起诉|提起|收到|送达|签收|证据|庭前会议|^(?:对[^,]{0,30})?(?:重新)?作出`)
	// notHeld stands behind the word where it is about a hearing, and sets none.
	notHeld    = regexp.MustCompile(`^(?:前|时间|日期|地点|传票|通知|公告)`) // 召开庭前会议
	placeLabel = regexp.MustCompile(`(?:开庭地点|开庭处所|应到处所|应到场所|应到地点|听证地点)` + space + `((?:[^,。;:\n()]|\([^()\n]*\)){2,60})`)
	placeIn    = regexp.MustCompile(`在([^,。;\n]{0,40}?(?:法庭|审判庭|会议室|听证室|审判区))`)
	whereIt    = regexp.MustCompile(` ?\((?:地址|位于|住址|地点)[^()]*\)$`)
	ours       = regexp.MustCompile(`^(?:我院|本院)(?:的)? ?`)
	nextLabel  = regexp.MustCompile(` (?:案号|案由|被传唤人|传唤事由|应到|开庭|工作单位|住址|注意|备注|审判|书记|到庭)`)
)

func (d *doc) readHearing() {
	for _, m := range d.matches(hearingLabel, "时间", "日期") {
		d.hearing(m, true)
	}
	for _, m := range d.matches(onDay, "开庭", "审理", "听证") {
		held := isHeld.FindStringSubmatchIndex(d.plain[m[1]:])
		if held == nil || past.MatchString(d.plain[m[0]-min(m[0], len("原")):m[2]]) || notHeld.MatchString(d.plain[m[1]+held[1]:]) {
			continue
		}
		between := d.plain[m[1] : m[1]+held[3]]
		if otherDay.MatchString(between) {
			continue
		}
		d.hearing(m, false)
		if p := placeIn.FindStringSubmatchIndex(between); p != nil {
			d.place(m[1]+p[2], m[1]+p[3], false)
		}
	}
	for _, m := range d.matches(placeLabel, "地点", "处所", "场所") {
		end := m[3]
		if next := nextLabel.FindStringIndex(d.plain[m[2]:end]); next != nil {
			end = m[2] + next[0]
		}
		end -= len(whereIt.FindString(d.plain[m[2]:end]))
		d.place(m[2], end, true)
	}
}

func (d *doc) hearing(m []int, stated bool) {
	d.date(HearingOn, m[2], m[3], stated)
	if m[4] < 0 {
		return
	}
	if at := timeOf(d.plain[m[4]:m[5]]); at != "" {
		d.note(HearingTime, at, m[4], m[5], stated)
	} else {
		d.unread(HearingTime, m[4], m[5], "不能识别为时间，请核对原件")
	}
}

func (d *doc) place(i, j int, stated bool) {
	i += len(ours.FindString(d.plain[i:j]))
	d.note(HearingPlace, d.value(i, j), i, j, stated)
}

var timeParts = regexp.MustCompile(`^(上午|下午|早上|中午|晚上)? ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?[时点:] ?(半|整|\d{1,2}|[〇零一二三四五六七八九十]{1,3})?`)

// timeOf reads a time of the day: 下午二时三十分 is 14:30. It is empty for what is none.
func timeOf(text string) string {
	m := timeParts.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	hour, minute := number(m[2]), 0
	switch m[3] {
	case "", "整":
	case "半":
		minute = 30
	default:
		minute = number(strings.TrimPrefix(strings.TrimPrefix(m[3], "零"), "〇"))
		if m[3] == "零" || m[3] == "〇" {
			minute = 0
		}
	}
	if (m[1] == "下午" || m[1] == "晚上") && hour < 12 {
		hour += 12
	}
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", hour, minute)
}
