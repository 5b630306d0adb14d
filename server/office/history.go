package office

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"
	"go.temporal.io/api/serviceerror"
	"google.golang.org/protobuf/encoding/protojson"

	"yingsu/models"
)

// History returns the events of one run of a lawsuit's workflow, the last one where
// none is named, in the JSON that Temporal's own tools read: those stored when the
// lawsuit was closed, and Temporal's own until then.
//
// It holds what was typed, in the encoding of Temporal, where nothing is covered: that
// somebody reads it stands in the audit log.
func (o *Office) History(ctx context.Context, who models.Caller, id, run string) (events json.RawMessage, err error) {
	err = o.look(ctx, who, "read_history", id, run, func() error {
		events, err = o.historyOf(ctx, who, id, run)
		return err
	})
	return events, err
}

func (o *Office) historyOf(ctx context.Context, who models.Caller, id, run string) (json.RawMessage, error) {
	l, err := o.Lawsuit(ctx, who, id)
	if err != nil {
		return nil, err
	}
	stored, err := o.store.History(ctx, who.Actor, l.ID)
	if err != nil {
		return nil, err
	}
	slices.Reverse(stored)
	for _, h := range stored {
		if h.RunID == run || run == "" && l.Closed {
			return h.JSON, nil
		}
	}
	return o.live(ctx, l.CaseNumber, run)
}

// live reads a history from Temporal, for as long as a reader waits.
func (o *Office) live(ctx context.Context, workflowID, run string) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var h history.History
	events := o.Temporal.GetWorkflowHistory(ctx, workflowID, run, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return nil, withoutHistory(err)
		}
		h.Events = append(h.Events, event)
	}
	return protojson.Marshal(&h)
}

func withoutHistory(err error) error {
	var none *serviceerror.NotFound
	var malformed *serviceerror.InvalidArgument
	if errors.As(err, &none) || errors.As(err, &malformed) {
		return &models.Error{Code: models.NotFound, Detail: "流程引擎中没有该案件的这次运行，请核对运行标识；办理过程另见办理日志。"}
	}
	return &models.Error{Code: models.Unavailable, Detail: "流程引擎暂时无法连接，办理过程请稍后再查；办理日志不受影响。"}
}
