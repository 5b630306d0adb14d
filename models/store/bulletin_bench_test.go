package store_test

import (
	"slices"
	"testing"
	"time"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// BenchmarkBulletin takes the bulletin of the last quarter along its way, at the size that
// -lawsuits says: it is frozen, another version is drafted in its place, and read.
func BenchmarkBulletin(b *testing.B) {
	director := models.Caller{Actor: models.Actor{Username: "director", Name: "周局长", Role: models.Director, Unit: measures.JusticeBureau}}
	for _, kind := range kinds(b) {
		b.Run(kind.name, func(b *testing.B) {
			h := newHouse(b, kind.open(b).Store, *lawsuits)
			all, err := h.office.Bulletins(b.Context(), director)
			h.must(err)
			period, version := all[0].Period, all[0].Version
			steps := []struct {
				name string
				do   func() error
				took []time.Duration
			}{
				{name: "freeze", do: func() error { return h.office.FreezeBulletin(b.Context(), director, period, version, 1) }},
				{name: "draft", do: func() error { return h.office.CorrectBulletin(b.Context(), director, period, version, "复核") }},
				{name: "read", do: func() error {
					version++
					_, err := h.office.Bulletin(b.Context(), director, period, version)
					return err
				}},
			}
			for b.Loop() {
				for n := range steps {
					start := time.Now()
					h.must(steps[n].do())
					steps[n].took = append(steps[n].took, time.Since(start))
				}
			}
			b.ReportMetric(0, "ns/op")
			for _, s := range steps {
				slices.Sort(s.took)
				b.ReportMetric(float64(s.took[len(s.took)/2].Microseconds())/1000, s.name+"-ms")
			}
		})
	}
}
