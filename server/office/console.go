package office

import (
	"context"

	"yingsu/models"
)

// ReadInConsole puts it on record that somebody reads in the console what the workflow
// of a lawsuit holds.
func (o *Office) ReadInConsole(ctx context.Context, who models.Caller, caseNumber string) error {
	if err := Console.Refuse(who); err != nil {
		return err
	}
	id, err := o.store.LawsuitNumbered(ctx, caseNumber)
	if err != nil {
		return err
	}
	attempt := who.Attempt("read_in_console")
	attempt.LawsuitID = id
	return o.store.Audited(ctx, attempt, func(int64) (bool, error) { return false, nil })
}
