package statistics

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Block is one of the texts of a bulletin. What it says stands in the words of whoever
// edits it, with names of figures in 【】, which become the numbers: 【收案】, 【收案·同期】,
// 【收案·同比】.
type Block struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Blocks are the texts with which a bulletin is drafted.
func Blocks(p Period) []Block {
	return []Block{
		{"basics", "一、基本情况", p.Title() + "，全区共收到行政诉讼案件【收案】件，上年同期【收案·同期】件，同比【收案·同比】；其中一审【其中一审】件，以区政府为被告的占【以区政府为被告】。审结【审结】件，期末未结【期末未结】件。一审败诉率【一审败诉率】，生效裁判败诉【生效裁判败诉】件次；以调解、和解撤诉结案的占【调解、和解撤诉率】；上诉率【上诉率】。\n" +
			"已开庭案件负责人出庭应诉率【负责人出庭应诉率】，其中正职出庭占【正职负责人出庭】。各项应诉期限按期办理率【按期办理率】，到期未办【到期未办】项。收到司法建议、检察建议【司法建议、检察建议】件，反馈率【建议反馈率】。"},
		{"features", "二、主要特点", "收案较多的单位：【收案较多的单位】。\n案由集中在：【主要案由类别】。\n结案方式：【主要结案方式】。"},
		{"causes", "三、败诉原因", "败诉情况分析报告载明的原因：【主要败诉原因】。\n败诉较多的单位：【败诉较多的单位】。"},
		{"advice", "四、工作建议", ""},
		{"cases", "五、典型案例", ""},
	}
}

// Words returns what stands for each name in 【】: all figures, and a few lists.
func (r Report) Words() map[string]string {
	words := map[string]string{
		"期间":      r.Period.Title(),
		"收案较多的单位": r.most("received", "unit"),
		"主要案由类别":  r.most("received", "category"),
		"主要管理领域":  r.most("received", "field"),
		"主要结案方式":  r.most("concluded", "what"),
		"主要败诉原因":  r.most("grounds", "what"),
		"败诉较多的单位": r.most("losses", "unit"),
	}
	for _, f := range Figures {
		now, before := f.Of(r.Now), f.Of(r.Before)
		words[f.Title] = f.Text(now)
		words[f.Title+"·同期"] = f.Text(before)
		if f.Shows == Number {
			words[f.Title+"·同比"] = Change(now.N, before.N)
		}
	}
	return words
}

// most lists the first few values of a dimension with their numbers: 张村镇3件、……
func (r Report) most(figure, by string) string {
	const few = 5
	f, _ := FigureOf(figure)
	d, _ := DimensionOf(by)
	var named []string
	for _, g := range f.By(d, r.Now) {
		if len(named) < few {
			named = append(named, fmt.Sprintf("%s%d件", g.Name, g.N))
		}
	}
	return cmp.Or(strings.Join(named, "、"), "无")
}

var placeholder = regexp.MustCompile(`【([^【】]*)】`)

// Fill puts the figures into a text.
func Fill(text string, words map[string]string) string {
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		return cmp.Or(words[strings.Trim(p, "【】")], p)
	})
}

// Headings are what stands in 【】 above the parts of a typical case, and is no figure: it
// stays as it is.
var Headings = []string{"基本案情", "诉讼请求", "争议焦点", "裁判结果", "裁判理由", "裁判要旨", "典型意义", "评析", "案例评析"}

// Unknown returns the names in 【】 that no figure has, each once.
func Unknown(text string, words map[string]string) []string {
	var unknown []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if _, known := words[m[1]]; !known && !slices.Contains(Headings, m[1]) && !slices.Contains(unknown, m[1]) {
			unknown = append(unknown, m[1])
		}
	}
	return unknown
}
