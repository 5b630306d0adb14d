package workflows_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// told puts acts on file, each on the day that stands before it, and returns the bench
// with all of them.
func told(t *testing.T, acts ...string) workflows.Bench {
	t.Helper()
	b := workflows.Bench{Law: measures.Law{Calendar: calendar.Builtin(), Edition: measures.Editions[0], Logic: measures.Current}, Today: calendar.On(2026, 3, 10)}
	clerk := models.Actor{Username: "clerk", Role: models.Clerk, Unit: measures.JusticeBureau}
	var file measures.File
	for i := 0; i < len(acts); i += 2 {
		by, input := clerk, json.RawMessage(acts[i+1])
		name, second := strings.CutPrefix(acts[i], "second ")
		if second {
			by = models.Actor{Username: "director", Role: models.Director, Unit: measures.JusticeBureau}
		}
		if i == 0 {
			opened, refusal := workflows.NewFile(workflows.Request{By: by, Input: input}, b)
			if refusal != nil {
				t.Fatal(refusal, refusal.Fields)
			}
			file = *opened
		} else {
			o, refusal := workflows.ActNamed(name).Try(&file, workflows.Request{By: by, Input: input}, b)
			if refusal != nil {
				t.Fatal(name, refusal, refusal.Fields)
			}
			file = o.File
		}
		b.Done = append(b.Done, models.Done{Act: name, By: by, On: b.Today, Law: b.Logic, Input: input})
	}
	return b
}

var beginning = []string{
	"register", `{"case_number": "（2026）鲁10行初15号", "court": "威海市中级人民法院", "plaintiffs": ["王某某"], "defendants": [{"name": "威海市环翠区人民政府", "unit": "区政府"}],
		"cause": "房屋强制拆除", "served_on": "2026-03-02", "origin": {"item": 5, "unit": "区城市管理局"}}`,
	"designate_unit", `{"lead": "区城市管理局", "item": 5}`,
	"add_material", `{"kind": 2, "title": "照片"}`,
	"add_material", `{"kind": 2, "title": "笔录"}`,
}

func placesOf(t *testing.T, b workflows.Bench) string {
	t.Helper()
	places, err := workflows.PlacesIn(b)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range places {
		all = append(all, fmt.Sprintf("%d %s", p.Number, p.ID))
	}
	return strings.Join(all, ", ")
}

// A place is named by the act that has put it on file, and keeps that name when another
// act is voided, or what stands before it in the volume changes.
func TestPlacesKeepTheirNames(t *testing.T) {
	if got, want := placesOf(t, told(t, beginning...)), "1 1.notice, 2 1.forwarding, 3 3.catalogue, 4 3.material, 5 4.material"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	voided := told(t, slices.Concat(beginning, []string{"propose_correction", `{"line": 3, "void": true, "reason": "误登记"}`, "second confirm_correction", `{}`})...)
	if got, want := placesOf(t, voided), "1 1.notice, 2 1.forwarding, 3 4.catalogue, 4 4.material"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	revised := told(t, slices.Concat(beginning, []string{"revise_material", `{"number": 1, "kind": 1, "title": "答辩状"}`})...)
	if got, want := placesOf(t, revised), "1 1.notice, 2 1.forwarding, 3 5.material, 4 3.catalogue, 5 4.material"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What comes after the volume was closed moves nothing in it.
func TestPlacesOfAClosedVolume(t *testing.T) {
	closed := slices.Concat(beginning, []string{
		"record_withdrawal", `{"on": "2026-03-10", "number": "（2026）鲁10行初15号之一"}`,
		"conclude", `{"on": "2026-03-10", "reason": "撤诉"}`,
		"archive", `{"on": "2026-03-10", "volume": "1卷"}`,
	})
	want := placesOf(t, told(t, closed...))
	if !strings.Contains(want, "4 3.material") {
		t.Errorf("the closed volume: %s", want)
	}
	more := told(t, slices.Concat(closed, []string{
		"record_suggestion", `{"kind": "judicial", "from": "威海市中级人民法院", "document": "司建3号", "received_on": "2026-03-10"}`,
		"supplement_archive", `{"on": "2026-03-10", "title": "补", "reason": "迟到"}`,
	})...)
	if got := placesOf(t, more); got != want+", 0 8.suggestion, 0 9.supplement" {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAPaperOfOneOrganIsKeptByItsUnit(t *testing.T) {
	b := told(t, "register", `{"case_number": "（2026）鲁1002行初9号", "court": "威海市环翠区人民法院", "plaintiffs": ["王某某"], "cause": "房屋强制拆除", "served_on": "2026-03-02",
		"defendants": [{"name": "威海市环翠区城市管理局", "unit": "区城市管理局"}, {"name": "张村镇人民政府", "unit": "张村镇"}]}`,
		"add_material", `{"kind": 1, "title": "答辩状", "organ": "张村镇"}`, "add_material", `{"kind": 1, "title": "共同的说明"}`)
	places, err := workflows.PlacesIn(b)
	if err != nil {
		t.Fatal(err)
	}
	file, err := workflows.FileOn(b.Today, b)
	if err != nil {
		t.Fatal(err)
	}
	city := models.Actor{Role: models.UnitClerk, Unit: "区城市管理局"}
	town := models.Actor{Role: models.UnitClerk, Unit: "张村镇"}
	looked := 0
	for _, p := range places {
		switch p.Title {
		case "答辩状或者代理意见：答辩状":
			looked++
			if p.MayKeep(&file, city) || !p.MayKeep(&file, town) {
				t.Errorf("%s of the town: the city may %t, the town %t", p.Title, p.MayKeep(&file, city), p.MayKeep(&file, town))
			}
		case "答辩状或者代理意见：共同的说明":
			looked++
			if !p.MayKeep(&file, city) || !p.MayKeep(&file, town) {
				t.Error("what is of all is not kept by all")
			}
		}
	}
	if looked != 2 {
		t.Errorf("looked at %d papers", looked)
	}
}
