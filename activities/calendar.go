package activities

import (
	"context"

	"yingsu/workflows/calendar"
)

// Calendar returns the working calendar in its latest edition.
func (a *Activities) Calendar(ctx context.Context, _ struct{}) (calendar.Calendar, error) {
	law, err := a.Store.Law(ctx)
	return law.Calendar, err
}
