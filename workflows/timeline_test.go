package workflows_test

import (
	"strings"
	"testing"

	"go.temporal.io/sdk/converter"

	"yingsu/workflows"
	"yingsu/workflows/dial"
	"yingsu/workflows/measures"
)

// TestTimelines_NameNoParty: no summary of a history names who sues or takes part, for
// Temporal keeps what it shows; what is said there is what happened to the lawsuit.
func TestTimelines_NameNoParty(t *testing.T) {
	said := 0
	for name, h := range recorded(t) {
		d, err := dial.DocketOf(h.Events[0])
		if err != nil {
			t.Fatal(err)
		}
		if h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetWorkflowType().GetName() == workflows.FormerType {
			continue // whose summaries were made before
		}
		var private []string
		for _, p := range d.File.Parties() {
			if !p.Ours() && p.Side != measures.Respondent {
				private = append(private, p.Name)
			}
		}
		for _, e := range h.Events {
			var summary string
			if p := e.GetUserMetadata().GetSummary(); p == nil || converter.GetDefaultDataConverter().FromPayload(p, &summary) != nil {
				continue
			}
			said++
			for _, party := range private {
				if strings.Contains(summary, party) {
					t.Errorf("%s, event %d names %s: %s", name, e.EventId, party, summary)
				}
			}
		}
	}
	if said < 100 {
		t.Errorf("only %d summaries were looked at", said)
	}
}
