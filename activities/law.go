package activities

import (
	"context"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/measures"
)

// Law returns the law as it is now: the working calendar in its latest edition, and
// the number of the law that this worker knows.
func (a *Activities) Law(ctx context.Context, _ struct{}) (workflows.LawNow, error) {
	law, err := a.Store.Law(ctx)
	return workflows.LawNow{Calendar: law.Calendar, Logic: measures.Current, Discreet: a.Discreet}, err
}

// Done returns the acts that have made a lawsuit's file, in their order.
func (a *Activities) Done(ctx context.Context, lawsuitID string) ([]models.Done, error) {
	return a.Store.Done(ctx, lawsuitID)
}
