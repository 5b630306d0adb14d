package activities

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
	"yingsu/workflows"
)

// KeepHistory stores the event history of a lawsuit that is about to close, or of the
// run under way where none is named, in the JSON that Temporal's own tools read. A
// repetition overwrites it with one that is longer.
func (a *Activities) KeepHistory(ctx context.Context, in workflows.KeepHistory) (models.Kept, error) {
	h, err := a.history(ctx, in)
	if err != nil {
		return models.Kept{}, err
	}
	if in.RunID == "" && len(h.Events) > 0 {
		in.RunID = h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetOriginalExecutionRunId()
	}
	data, err := protojson.Marshal(h)
	if err != nil {
		return models.Kept{}, fmt.Errorf("encode the history of %s: %w", in.WorkflowID, err)
	}
	err = a.Store.KeepHistory(ctx, models.History{
		LawsuitID: in.LawsuitID, RunID: in.RunID, Events: len(h.Events), JSON: data, At: time.Now().UTC(),
	})
	return models.Kept{Events: len(h.Events)}, asTemporal(err)
}

func (a *Activities) history(ctx context.Context, in workflows.KeepHistory) (*history.History, error) {
	var h history.History
	events := a.Temporal.GetWorkflowHistory(ctx, in.WorkflowID, in.RunID, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return nil, fmt.Errorf("read the history of %s: %w", in.WorkflowID, err)
		}
		h.Events = append(h.Events, event)
	}
	return &h, nil
}
