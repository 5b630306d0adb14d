package dial

import (
	"errors"

	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/converter"

	"yingsu/workflows"
)

// DocketOf reads out of the first event of a lawsuit's history with what it began.
func DocketOf(first *history.HistoryEvent) (d workflows.Docket, err error) {
	started := first.GetWorkflowExecutionStartedEventAttributes()
	if started == nil {
		return d, errors.New("the history does not begin with a start")
	}
	return d, converter.GetDefaultDataConverter().FromPayloads(started.GetInput(), &d)
}
