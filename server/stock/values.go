package stock

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// nothing is what people write into a cell about which there is nothing to say.
var nothing = []string{"", "无", "/", "-", "--", "—", "——", "暂无", "未", "未定", "待定", "n/a"}

func empty(text string) bool {
	return slices.Contains(nothing, strings.ToLower(strings.TrimSpace(width.Fold.String(text))))
}

// The usual ways to write a day, after width and Chinese numerals are made alike.
var (
	partedDay = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$`)
	closedDay = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	serialDay = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
	// afterDay is what may follow a day: its weekday, and a time.
	afterDay = regexp.MustCompile(`\s*(\(?(周|星期|礼拜)[一二三四五六日天]\)?)?\s*(上午|下午)?\s*T?(\d{1,2}[:时点]\d{0,2}分?(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?\s*$`)
)

// firstSerial is day 0 of Excel's count, as it is from March 1900 on.
var firstSerial = calendar.On(1899, 12, 30)

// Day reads a day as people write it; an empty cell is no day.
func (c Cell) Day() (calendar.Date, error) {
	text := width.Fold.String(c.Text)
	if empty(text) {
		return calendar.Date{}, nil
	}
	if c.Excel && serialDay.MatchString(text) {
		n, _ := strconv.Atoi(text[:5])
		return firstSerial.AddDays(n), nil
	}
	text = strings.TrimSpace(digits(text))
	for _, text := range []string{text, strings.TrimSpace(afterDay.ReplaceAllString(text, ""))} {
		m := partedDay.FindStringSubmatch(text)
		if m == nil {
			m = closedDay.FindStringSubmatch(text)
		}
		if m == nil {
			continue
		}
		n := func(s string) int { v, _ := strconv.Atoi(s); return v }
		if d, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", n(m[1]), n(m[2]), n(m[3]))); err == nil {
			return d, nil
		}
		return calendar.Date{}, fmt.Errorf("“%.40s”不是日历上有的日期，请核对", c.Text)
	}
	return calendar.Date{}, fmt.Errorf("“%.40s”不能识别为日期，请写明年月日，如2026-03-02或者2026年3月2日", c.Text)
}

// digits turns a day in Chinese numerals into one in digits: 二〇二六年三月二十一日.
func digits(text string) string {
	year, rest, ok := strings.Cut(text, "年")
	if !ok || !strings.ContainsAny(text, "一二三四五六七八九十") {
		return text
	}
	month, day, ok := strings.Cut(rest, "月")
	day, tail, _ := strings.Cut(day, "日")
	if !ok {
		return text
	}
	return oneByOne(year) + "年" + counted(month) + "月" + counted(day) + "日" + tail
}

var numerals = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")

func oneByOne(text string) string { return numerals.Replace(text) }

// counted reads a number below a hundred: 二十一.
func counted(text string) string {
	tens, ones, ok := strings.Cut(text, "十")
	if !ok {
		return oneByOne(text)
	}
	if tens == "" {
		tens = "一"
	}
	if ones == "" {
		ones = "〇"
	}
	return oneByOne(tens) + oneByOne(ones)
}

var (
	between = regexp.MustCompile(`[、;；，,\n]+`)
	ordinal = regexp.MustCompile(`(?m)^\s*(\d{1,3}\s*[.、)．]|[(（]\d{1,3}[)）])\s*`)
	andMore = regexp.MustCompile(`^(.*?)\s*等\s*(\d+|[一二三四五六七八九十]+)\s*(人|户|名|家)$`)
)

// Names reads the names in a cell. Of 王某某等12人 the one name is kept, and the others
// as 其余11人.
func (c Cell) Names() []string {
	if empty(c.Text) {
		return nil
	}
	var names []string
	more := 0
	for _, part := range between.Split(ordinal.ReplaceAllString(c.Text, ""), -1) {
		name := strings.TrimSpace(ordinal.ReplaceAllString(strings.TrimSpace(part), ""))
		if m := andMore.FindStringSubmatch(width.Fold.String(name)); m != nil {
			name = strings.TrimSpace(name[:strings.LastIndex(name, "等")])
			more, _ = strconv.Atoi(counted(m[2]))
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if rest := more - len(names); rest > 0 {
		names = append(names, fmt.Sprintf("其余%d人", rest))
	}
	return names
}

// YesNo reads a cell that says whether something is so; known is false where it says
// neither.
func (c Cell) YesNo() (yes, known bool) {
	text := strings.ToLower(strings.TrimSpace(width.Fold.String(c.Text)))
	switch text {
	case "是", "√", "y", "yes", "1", "出庭", "已出庭", "负责人出庭", "败诉", "有", "true":
		return true, true
	case "否", "×", "x", "n", "no", "0", "未出庭", "没有出庭", "不出庭", "未败诉", "胜诉", "不", "false", "无":
		return false, true
	}
	return false, false
}

// levelOf reads the level at which a lawsuit stands: as the cell says, or as the case
// number does.
func levelOf(text, number string) (measures.Level, error) {
	switch {
	case strings.Contains(number, "初") && (empty(text) || !strings.Contains(text, "再")):
		return measures.First, nil // what says 二审 of it goes on after an appeal
	case strings.Contains(text, "再审"), empty(text) && strings.Contains(number, "再"):
		return measures.Retrial, nil
	case strings.Contains(text, "二审"), strings.Contains(text, "终审"), empty(text) && strings.Contains(number, "终"):
		return measures.Second, nil
	case empty(text), strings.Contains(text, "一审"), strings.Contains(text, "初审"):
		return measures.First, nil
	}
	return "", fmt.Errorf("“%.20s”不是审级，请填写一审、二审或者再审", text)
}

// rankOf tells the rank of an official from the post.
func rankOf(post string) measures.Rank {
	switch {
	case strings.Contains(post, "副"):
		return measures.Deputy
	case strings.ContainsAny(post, "长") || strings.Contains(post, "主任") || strings.Contains(post, "书记"):
		return measures.Principal
	}
	return measures.OtherRank
}
