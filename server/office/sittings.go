package office

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// Sitting is a hearing in the schedule, with what of it cannot be.
type Sitting struct {
	models.Sitting
	Clashes []string `json:"clashes,omitempty"` // in Chinese, a sentence without its stop each
}

// MostDays is how many days one schedule spans at most.
const MostDays = 366

// Sittings returns the hearings from one day to another, both included, of the lawsuits
// that the caller may see, in their order.
func (o *Office) Sittings(ctx context.Context, who models.Caller, from, to calendar.Date) ([]Sitting, error) {
	switch {
	case to.Before(from):
		return nil, models.Wrong("to", "结束日期不能早于开始日期")
	case to.Sub(from) > MostDays:
		return nil, models.Wrong("to", fmt.Sprintf("一次最多查看%d天", MostDays))
	}
	found, err := o.store.Sittings(ctx, who.Actor, from, to)
	return withClashes(found), err
}

// withClashes says of hearings which cannot both be: one person cannot stand in two
// courts within the same half of a day, and two hearings cannot have one room at one time.
func withClashes(all []models.Sitting) []Sitting {
	list := make([]Sitting, len(all))
	for n, s := range all {
		list[n].Sitting = s
	}
	for i := range list {
		for j := i + 1; j < len(list) && list[j].On == list[i].On; j++ {
			a, b := &list[i], &list[j]
			if a.LawsuitID == b.LawsuitID && a.CaseNumber == b.CaseNumber || a.Held || b.Held {
				continue
			}
			for _, name := range a.Officials {
				if slices.Contains(b.Officials, name) && together(a.Time, b.Time) {
					a.Clashes = append(a.Clashes, name+"同时在"+b.CaseNumber+"出庭")
					b.Clashes = append(b.Clashes, name+"同时在"+a.CaseNumber+"出庭")
				}
			}
			if a.Place != "" && a.Place == b.Place && a.Court == b.Court && a.Time != "" && a.Time == b.Time {
				a.Clashes = append(a.Clashes, "与"+b.CaseNumber+"同时同庭，请与人民法院核对")
				b.Clashes = append(b.Clashes, "与"+a.CaseNumber+"同时同庭，请与人民法院核对")
			}
		}
	}
	return list
}

// closest is how many hours two hearings of one person lie apart at least.
const closest = 3

// together tells whether two hearings of one day lie too near for one person; a time that
// is not known may be any.
func together(a, b string) bool {
	x, known := minutes(a)
	y, also := minutes(b)
	return !known || !also || max(x-y, y-x) < closest*60
}

func minutes(clock string) (int, bool) {
	hour, minute, ok := strings.Cut(clock, ":")
	h, err := strconv.Atoi(hour)
	m, wrong := strconv.Atoi(minute)
	return h*60 + m, ok && err == nil && wrong == nil
}
