package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows/measures"
)

// TestListsAreWhatTheFilesSay turns the pages of many lists, with more lawsuits than
// are counted, and holds them to what the lawsuits themselves say, in their order.
func TestListsAreWhatTheFilesSay(t *testing.T) {
	store.LookAhead(300)
	t.Cleanup(func() { store.LookAhead(3000) })
	const n = models.Counted + 300
	c := newCrowd()
	var all []models.Lawsuit
	for i := range n {
		all = append(all, c.lawsuit(i))
	}
	for _, kind := range kinds(t) {
		t.Run(kind.name, func(t *testing.T) {
			ledger := kind.open(t).Store
			if err := store.Fill(ledger, n, func(i int) models.Lawsuit { return all[i] }, nil); err != nil {
				t.Fatal(err)
			}
			if err := store.Analyze(ledger); err != nil {
				t.Fatal(err)
			}
			for _, viewer := range []models.Actor{{Role: models.Clerk, Unit: measures.JusticeBureau}, {Role: models.UnitClerk, Unit: crowdUnits[0]}, {Role: models.UnitOfficial, Unit: crowdUnits[9]}} {
				for _, f := range []models.Filter{
					{}, {Query: "鲁10行初"}, {Query: "行政"}, {Query: "行政 202"}, {Query: "房屋 王"}, {Query: "丛"}, {Query: "并无此词"},
					{Only: models.Open}, {Only: models.Open, Query: "行政"}, {Only: models.Closed}, {Lost: true}, {Lost: true, Query: "20"}, {Repeat: true},
					{Unit: crowdUnits[1]}, {Unit: crowdUnits[0], Only: models.Open, Lost: true}, {Unit: crowdUnits[5], Repeat: true}, {Court: crowdCourts[2], Query: "王"},
				} {
					for _, order := range []models.Order{models.ByDue, models.ByNewest} {
						f.Order, f.Limit, f.Today = order, models.MaxPage, c.today
						check(t, ledger, viewer, f, all)
					}
				}
			}
			// Too few stand ahead to fill a page: it is made of what runs, and of what does not.
			store.LookAhead(190)
			t.Cleanup(func() { store.LookAhead(300) })
			for _, f := range []models.Filter{{Query: "鲁10行初"}, {Query: "行政"}, {Query: "20", Only: models.Closed}} {
				f.Order, f.Limit, f.Today = models.ByDue, models.MaxPage, c.today
				check(t, ledger, models.Actor{Role: models.Clerk, Unit: measures.JusticeBureau}, f, all)
			}
		})
	}
}

func check(t *testing.T, ledger *store.Store, viewer models.Actor, f models.Filter, all []models.Lawsuit) {
	t.Helper()
	name := fmt.Sprintf("%s %+v", viewer.Unit, f)
	var want, got []string
	for _, l := range ordered(f.Order, all) {
		if seen(viewer, l) && matches(viewer, f, l, all) {
			want = append(want, l.ID)
		}
	}
	for {
		page, err := ledger.Lawsuits(t.Context(), viewer, f)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page.Total != min(len(want), models.Counted) || page.More != (len(want) > models.Counted) {
			t.Errorf("%s: counted %d (more: %v), want %d", name, page.Total, page.More, len(want))
		}
		for _, l := range page.Lawsuits {
			got = append(got, l.ID)
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: %d lawsuits, want %d, or in another order", name, len(got), len(want))
	}
}

func ordered(order models.Order, all []models.Lawsuit) []models.Lawsuit {
	list := slices.Clone(all)
	slices.SortFunc(list, func(a, b models.Lawsuit) int {
		if order == models.ByNewest {
			return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), strings.Compare(b.ID, a.ID))
		}
		return cmp.Or(strings.Compare(nextSafe(a), nextSafe(b)), strings.Compare(a.ID, b.ID))
	})
	return list
}

func nextSafe(l models.Lawsuit) string {
	running := slices.DeleteFunc(slices.Clone(l.Clocks), func(c measures.Clock) bool { return c.State != measures.Running || l.Closed })
	if next, ok := measures.Pressing(running); ok {
		return next.Safe.String()
	}
	return "9999-12-31"
}

func seen(viewer models.Actor, l models.Lawsuit) bool {
	return viewer.Role == models.Clerk || hasPart(l, viewer.Unit)
}

func hasPart(l models.Lawsuit, unit string) bool {
	sued := slices.ContainsFunc(l.File.Defendants, func(d measures.Defendant) bool { return d.Unit == unit })
	return sued || slices.Contains(l.File.Handlers(), unit) || l.File.Designation != nil && slices.Contains(l.File.Designation.Assisting, unit)
}

func matches(viewer models.Actor, f models.Filter, l models.Lawsuit, all []models.Lawsuit) bool {
	texts := slices.Concat([]string{l.CaseNumber, l.File.Cause, l.File.ChallengedAct}, l.File.Plaintiffs, l.File.ThirdParties)
	for _, d := range l.File.Defendants {
		texts = append(texts, d.Name)
	}
	for _, word := range strings.Fields(f.Query) {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, word) }) {
			return false
		}
	}
	return (f.Only == "" || l.Closed == (f.Only == models.Closed)) && (!f.Lost || l.File.Lost()) && (f.Court == "" || l.File.Court == f.Court) &&
		(f.Unit == "" || hasPart(l, f.Unit)) && (!f.Repeat || l.File.Lost() && slices.ContainsFunc(all, func(o models.Lawsuit) bool { return again(l, o) && seen(viewer, o) }))
}

// again tells whether the same unit has lost both over the same cause.
func again(l, other models.Lawsuit) bool {
	if l.ID == other.ID || l.File.Cause != other.File.Cause || !l.File.Lost() || !other.File.Lost() {
		return false
	}
	mine, others := l.File.Handlers(), other.File.Handlers()
	return len(mine) > 0 && len(others) > 0 && mine[0] == others[0]
}
