package web

import (
	"cmp"

	"yingsu/models"
)

// chip is a state in words, with a class that gives it shape and colour.
type chip struct{ Class, Words string }

func chipOf(state string) chip {
	classes := map[string]string{
		"已逾期": "overdue", "逾期未办": "overdue", "逾期办结": "late", "临期": "soon",
		"进行中": "running", "按期办结": "done", "不再计算": "void", "已届满": "void",
	}
	return chip{cmp.Or(classes[state], "running"), state}
}

// urgencyTitle says how loudly a notice speaks.
func urgencyTitle(u models.Urgency) chip {
	classes := map[models.Urgency]string{models.Escalation: "overdue", models.Warning: "soon", models.Reminder: "running"}
	return chip{cmp.Or(classes[u], "void"), u.Title()}
}
