// Package activities is what the procedure causes in the world outside: rows in
// the ledger, histories put away. Every activity may run more than once for one
// call; each carries a key or a guard that makes the repetition harmless.
package activities

import (
	"errors"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows"
)

// Activities has what the activities work with.
type Activities struct {
	Store    *store.Store
	Temporal client.Client
	// Discreet has the console not say who sues.
	Discreet bool
	// Recorded, where it is set, hears of each change that has been put into the ledger.
	Recorded func(models.Recording)
}

// asTemporal makes of a refusal, and of what no repetition can mend, an error
// that Temporal does not retry. Everything else is retried.
func asTemporal(err error) error {
	var refusal *models.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal) && refusal.Code != models.Internal: // which a better program may mend
		return temporal.NewNonRetryableApplicationError(refusal.Detail, workflows.RefusedError, err, *refusal)
	case errors.Is(err, store.ErrBase):
		return temporal.NewNonRetryableApplicationError(err.Error(), workflows.ForgedError, err)
	case errors.Is(err, store.ErrRevision):
		return temporal.NewNonRetryableApplicationError(err.Error(), workflows.BehindError, err)
	}
	return err
}
