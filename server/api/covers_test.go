package api_test

import (
	"strings"
	"testing"

	"yingsu/models"
)

// What programs are answered has the numbers of persons covered, but where one has said
// what it needs them for; that is on record.
func TestNumbersAreCoveredForPrograms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const card, covered = "371002199001011237", "3710**********1237"
	id := w.record(strings.Replace(notice, `"plaintiffs": ["`, `"plaintiffs": ["甲`+card+`", "`, 1), "designate_unit", designate)
	here := "/api/v1/lawsuits/" + id
	for _, path := range []string{here, here + "/journal", here + "/receipt", here + "/past?on=" + today.String(), here + "/evidence", here + "/volume", "/api/v1/lawsuits", "/api/v1/duties", "/api/v1/inbox", "/api/v1/done"} {
		if answer := w.do("clerk", "GET", path, ""); answer.Code != 200 || strings.Contains(answer.Body.String(), card) {
			t.Errorf("%s: %d, or it holds a number", path, answer.Code)
		}
	}
	if body := w.do("clerk", "GET", here, "").Body.String(); !strings.Contains(body, covered) {
		t.Errorf("nothing is covered: %s", body)
	}
	for _, body := range []string{`{}`, `{"reason":""}`, `{"reason":"x"}`, `{"reason":"\u202e反向"}`, `{"reason":"` + strings.Repeat("长", 101) + `"}`} {
		if answer := w.do("clerk", "POST", here+"/numbers", body); answer.Code != 422 || strings.Contains(answer.Body.String(), card) {
			t.Errorf("%s: %d %s", body, answer.Code, answer.Body)
		}
	}
	if answer := w.do("clerk", "POST", here+"/numbers", `{"reason":"核对身份"}`); answer.Code != 200 || !strings.Contains(answer.Body.String(), card) {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	kept, err := w.ledger.Attempts(t.Context(), models.AttemptFilter{Action: "show_numbers", LawsuitID: id, Outcome: "done"})
	if err != nil || len(kept) != 1 || kept[0].Username != "clerk" || kept[0].Detail != "接口：核对身份" {
		t.Errorf("on record: %v, %v", kept, err)
	}
	if answer := w.do("town-clerk", "POST", here+"/numbers", `{"reason":"核对身份"}`); answer.Code != 404 || strings.Contains(answer.Body.String(), card) {
		t.Errorf("another unit: %d %s", answer.Code, answer.Body)
	}

	// What was read covered is not put on file covered: the number would be lost.
	for act, in := range map[string]string{
		"change_parties": `{"kind":"leave","side":"plaintiff","name":"甲` + covered + `","on":"` + today.String() + `","reason":"退出"}`,
		"record_counsel": `{"side":"plaintiff","name":"甲` + card + `","agents":["甲之子（` + covered + `之子）"]}`,
	} {
		if answer := w.do("clerk", "POST", here+"/acts/"+act, in); answer.Code != 422 || strings.Contains(answer.Body.String(), card) {
			t.Errorf("%s with stars: %d %s", act, answer.Code, answer.Body)
		}
	}
	own := `{"side":"plaintiff","name":"甲` + card + `","agents":["冯某某（3702**********1111）"]}`
	if answer := w.do("clerk", "POST", here+"/acts/record_counsel", own); answer.Code == 422 {
		t.Errorf("the stars of a paper are refused: %s", answer.Body)
	}
}
