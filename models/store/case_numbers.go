package store

import (
	"context"
	"slices"
)

// LawsuitNumbered returns the id of the lawsuit that has, in any instance, the
// case number, written with any brackets; nothing where there is none. It is
// for keeping numbers unique and not for showing: it knows no viewer.
func (s *Store) LawsuitNumbered(ctx context.Context, number string) (string, error) {
	var ids []string
	err := s.keyed.WithContext(ctx).Table("case_numbers").Where("folded = ?", fold(number)).Limit(1).Pluck("lawsuit_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return "", fault("lawsuit numbered", err)
	}
	return ids[0], nil
}

// UnknownNumbers returns those of some first case numbers under which no lawsuit is
// stored.
func (s *Store) UnknownNumbers(ctx context.Context, numbers []string) ([]string, error) {
	var known, folded []string
	for _, number := range numbers {
		folded = append(folded, fold(number))
	}
	// The number may be that of a later instance of another lawsuit.
	err := s.read.WithContext(ctx).Table("case_numbers").Joins("JOIN lawsuits ON lawsuits.id = case_numbers.lawsuit_id").
		Where("folded IN ? AND case_number IN ?", folded, numbers).Pluck("case_number", &known).Error
	stored := make(map[string]bool, len(known))
	for _, n := range known {
		stored[n] = true
	}
	return slices.DeleteFunc(slices.Clone(numbers), func(n string) bool { return stored[n] }), fault("unknown numbers", err)
}
