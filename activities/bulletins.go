package activities

import (
	"context"
	"time"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/workflows/calendar"
)

// DraftBulletins drafts the bulletins about all periods that ended on the day before
// another one, and tells the Bureau of each. What is there already stays as it is: people
// may have edited it.
func (a *Activities) DraftBulletins(ctx context.Context, day calendar.Date) ([]string, error) {
	drafted := []string{}
	for _, p := range statistics.Ended(day) {
		draft, told := models.Draft(p, time.Now())
		made, err := a.Store.DraftBulletin(ctx, draft, told)
		if err != nil {
			return nil, asTemporal(err)
		}
		if made {
			drafted = append(drafted, p.Title())
		}
	}
	return drafted, nil
}
