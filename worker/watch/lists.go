package watch

import (
	"slices"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// shown is what Temporal's list says of a lawsuit, as far as the ledger's says the same.
type shown struct {
	stage, court, next string
	lost               bool
}

// shownIn reads it from the search attributes. What is not there or cannot be read stays
// empty, and will differ from what the ledger has; so will what has not taken up the
// law that shows it.
func shownIn(attributes *common.SearchAttributes) (s shown) {
	read := func(key temporal.SearchAttributeKey, into any) {
		if p := attributes.GetIndexedFields()[key.GetName()]; p != nil {
			_ = converter.GetDefaultDataConverter().FromPayload(p, into)
		}
	}
	var marks []string
	read(workflows.StageShown, &s.stage)
	read(workflows.CourtShown, &s.court)
	read(workflows.NextDayShown, &s.next)
	read(workflows.MarksShown, &marks)
	s.lost = slices.Contains(marks, workflows.MarkLost)
	return s
}

// differ tells whether the two lists do not say the same of a lawsuit.
func differ(l models.Summary, s shown) bool {
	next := workflows.NextLimit(l.Running, measures.Current)
	return s.stage != l.Stage.TitleIn(l.Kind) || s.court != l.Court || s.lost != l.Lost || s.next != next.String()
}
