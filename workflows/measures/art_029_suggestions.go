package measures

import "fmt"

// 第二十九条：……按照规定的时间书面反馈人民法院或者人民检察院。
//
// 规定的时间 is first of all the date in the letter. Without one, it is what the
// kind of letter says.

const answerInWriting = "按照规定的时间书面反馈人民法院或者人民检察院"

// 司法建议（综合治理类）: 法释〔2023〕11号第八条, as a rule within two months.
var judicialSuggestion = &Rule{
	Key:     "judicial_suggestion",
	Title:   "书面反馈司法建议",
	Article: "第二十九条",
	Basis:   []string{"法释〔2023〕11号第八条"},
	Quote:   answerInWriting,
	From:    "收到司法建议书",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 2, Unit: Months},
	runs:    func(s *sheet) []run { return s.letters(JudicialSuggestion) },
}

// 对规范性文件的司法建议: 行诉解释第一百四十九条, sixty days.
var normativeSuggestion = &Rule{
	Key:     "normative_suggestion",
	Title:   "书面答复关于规范性文件的司法建议",
	Article: "第二十九条",
	Basis:   []string{"《行诉解释》第一百四十九条"},
	Quote:   answerInWriting,
	From:    "收到司法建议书",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 60, Unit: Days},
	runs:    func(s *sheet) []run { return s.letters(NormativeSuggestion) },
}

// 行政公益诉讼诉前检察建议: 检察公益诉讼解释第二十一条第二款, two months.
var procuratorialSuggestion = &Rule{
	Key:     "procuratorial_suggestion",
	Title:   "依法履职并书面回复检察建议",
	Article: "第二十九条",
	Basis:   []string{"《检察公益诉讼解释》第二十一条第二款"},
	Quote:   answerInWriting,
	From:    "收到检察建议书",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 2, Unit: Months},
	runs:    func(s *sheet) []run { return s.letters(ProcuratorialSuggestion) },
}

// Where harm threatens to grow, the written answer is due in fifteen days.
var procuratorialSuggestionUrgent = &Rule{
	Key:     "procuratorial_suggestion_urgent",
	Title:   "书面回复检察建议（紧急情形）",
	Article: "第二十九条",
	Basis:   []string{"《检察公益诉讼解释》第二十一条第二款"},
	Quote:   answerInWriting,
	From:    "收到检察建议书",
	Owner:   OwnedByHandlers,
	Period:  Period{N: 15, Unit: Days},
	runs:    func(s *sheet) []run { return s.letters(UrgentSuggestion) },
}

// rulesOfSuggestions are the periods that run for a suggestion without a lawsuit. The others
// presume a court, or a paper of the Bureau's that goes to it.
var rulesOfSuggestions = []*Rule{
	assistance,
	judicialSuggestion, normativeSuggestion, procuratorialSuggestion, procuratorialSuggestionUrgent, reconsiderationOpinion,
	entryCheck,
}

// letters returns a run for each letter of a kind: until the day that it names,
// or for the kind's own length.
func (s *sheet) letters(kind SuggestionKind) []run {
	var runs []run
	for i, l := range s.Suggestions {
		if l.Kind == kind {
			runs = append(runs, run{
				about: fmt.Sprintf("/%d", i+1), subject: l.Document, on: l.ReceivedOn, last: l.Due, by: "建议书", met: l.AnsweredOn,
			})
		}
	}
	return runs
}

// Unanswered returns the numbers of the letters that wait for an answer.
func (f *File) Unanswered() []int {
	var open []int
	for i, l := range f.Suggestions {
		if l.AnsweredOn.IsZero() {
			open = append(open, i+1)
		}
	}
	return open
}
