package workflows

// 第五章 出庭应诉（第三十条）：终结、归档、补卷

import (
	"fmt"
	"strings"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Conclude puts on record that the lawsuit has ended.
type Conclude struct{ measures.Conclusion }

var conclude = act[Conclude](Act{
	Form: Form{
		Name: "conclude", Title: "案件终结", Article: "第三十条",
		Doc: "登记案件终结，随即计算30日的归档期限。",
		By:  handlers,
	},
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.Conclusion != nil:
			return "案件已于" + f.Conclusion.On.Chinese() + "终结"
		case f.Withdrawal == nil && f.Current().Effective == nil:
			return "裁判尚未生效，也没有撤诉或者和解"
		case f.Withdrawal == nil && f.Current().Decision().Sends() == measures.SendsPart:
			return "行政赔偿部分已发回重审，尚未审结，收到通知后请先办理“" + recordRemand.Title + "”"
		}
		return ""
	},
})

func (in Conclude) check(c *checks) {
	if e := c.Current().Effective; e != nil {
		c.notBefore("on", "终结日期", in.On, "裁判生效日期", e.On)
	}
	if w := c.Withdrawal; w != nil {
		c.notBefore("on", "终结日期", in.On, "撤诉日期", w.On)
	}
	if c.unreviewed() && in.Unreviewed == "" {
		c.wrong("unreviewed_reason", "第二十七条", "败诉情况分析报告尚待区司法局审核；确须先行终结的，请说明理由")
	}
}

func (in Conclude) put(f *measures.File, _ Stamp) { f.Conclusion = &in.Conclusion }

// ArchiveFile closes the file for good.
type ArchiveFile struct {
	measures.Archive
	Lateness
}

var archive = act[ArchiveFile](Act{
	Form: Form{
		Name: "archive", Title: "立卷归档", Article: "第三十条",
		Doc: "案件终结后30日内立卷归档，生成卷内目录和备考表；归档后只能补卷。",
		By:  handlers,
	},
	Mind:        measures.Incomplete,
	WithoutSuit: true,
	Open: func(f *measures.File, l measures.Law) string {
		switch {
		case f.Kind == measures.SuggestionOnly:
			if len(f.Unanswered()) > 0 {
				return "建议书尚未书面反馈，请先办理“" + answerSuggestion.Title + "”"
			}
		case f.Conclusion == nil:
			return "案件尚未终结，请先办理“案件终结”"
		case f.OwesLossReport():
			return "败诉情况分析报告尚未报送（第二十七条），请先办理“报送败诉报告”"
		}
		return ""
	},
	Tell: func(f *measures.File) []models.Notice {
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第三十条",
			Title: "案件已归档", Body: fmt.Sprintf("案卷号%s，卷内材料%d件。", f.Archive.Volume, len(f.Archive.Items))}}
	},
})

func (in ArchiveFile) check(c *checks) {
	if c.Kind == measures.SuggestionOnly {
		c.notBefore("on", "归档日期", in.On, "反馈日期", c.Suggestions[0].AnsweredOn)
	} else {
		c.notBefore("on", "归档日期", in.On, "终结日期", c.Conclusion.On)
	}
	if open := measures.Incomplete(c.File); len(open) > 0 && in.Missing == "" {
		c.wrong("missing_reason", open[0].Article, "案卷尚不完整：%s。请先办结；确须归档的，请填写缺件说明", whats(open))
	}
	if c.unreviewed() && in.Missing == "" {
		c.wrong("missing_reason", "第二十七条", "败诉情况分析报告尚待区司法局审核；确须先行归档的，请填写缺件说明")
	}
}

// unreviewed tells whether a loss report waits for its review: since the law is Letters
// nothing ends before it without a reason.
func (c *checks) unreviewed() bool { return c.Logic >= measures.Letters && c.UncheckedReport() != nil }

func whats(defects []measures.Defect) string {
	var all []string
	for _, d := range defects {
		all = append(all, d.What)
	}
	return strings.Join(all, "；")
}

func (in ArchiveFile) put(f *measures.File, s Stamp) {
	in.Follows = s.Logic >= measures.Papers
	f.Close(in.Archive)
}

// SupplementArchive adds a paper to a closed volume.
type SupplementArchive struct{ measures.Supplement }

var supplementArchive = act[SupplementArchive](Act{
	Form: Form{
		Name: "supplement_archive", Title: "补卷", Article: "第三十条",
		Doc: "归档后形成或者收到的材料，说明原因补入案卷；原卷内目录不变，补卷另列其后。",
		By:  handlers,
	},
	Archived:    true,
	WithoutSuit: true,
	Tell: func(f *measures.File) []models.Notice {
		s := f.Archive.Supplements[len(f.Archive.Supplements)-1]
		return []models.Notice{{To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Information, Article: "第三十条",
			Title: "案卷" + f.Archive.Volume + "补卷：" + s.Title, Body: "补卷原因：" + s.Reason + "。"}}
	},
})

func (in SupplementArchive) check(c *checks) {
	c.notBefore("on", "补卷日期", in.On, "归档日期", c.Archive.On)
	if in.MadeOn.After(in.On) {
		c.wrong("made_on", "", "文件日期%s晚于补卷日期%s，请核对", in.MadeOn.Chinese(), in.On.Chinese())
	}
}

func (in SupplementArchive) put(f *measures.File, _ Stamp) {
	f.Archive.Supplements = append(f.Archive.Supplements, in.Supplement)
}
