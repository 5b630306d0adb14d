package watch

import (
	"time"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// shown is what Temporal's list says of a lawsuit, as far as the ledger's says the same.
type shown struct {
	stage, court string
	lost         bool
	next         time.Time
}

// shownIn reads it from the search attributes. What is not there or cannot be read stays
// empty, and will differ from what the ledger has.
func shownIn(attributes *common.SearchAttributes) (s shown) {
	read := func(key temporal.SearchAttributeKey, into any) {
		if p := attributes.GetIndexedFields()[key.GetName()]; p != nil {
			_ = converter.GetDefaultDataConverter().FromPayload(p, into)
		}
	}
	read(workflows.CaseStage, &s.stage)
	read(workflows.Court, &s.court)
	read(workflows.Lost, &s.lost)
	read(workflows.NextDeadline, &s.next)
	return s
}

// differ tells whether the two lists do not say the same of a lawsuit.
func differ(l models.Summary, s shown) bool {
	next := workflows.NextLimit(l.Running, measures.Current)
	return s.stage != l.Stage.Title() || s.court != l.Court || s.lost != l.Lost || !s.next.Equal(next)
}
