package activities

import (
	"context"

	"yingsu/models"
)

// Record stores what an act or a rung changed: effect, projection, journal and
// notices in one transaction, once for each key.
func (a *Activities) Record(ctx context.Context, r models.Recording) (models.Recorded, error) {
	done, err := a.Store.Record(ctx, r)
	return done, asTemporal(err)
}
