package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/form"
	"yingsu/workflows/measures"
)

// A case number leads to one lawsuit. That it is taken is told, with the way there,
// to those who may see where it leads, and to nobody else: see decision 0015.

// number is one that a lawsuit would bear with an act.
type number struct {
	text  string
	level measures.Level // of the instance whose case number it is; empty for a judgment's
}

// freeNumbers refuses an act by which a lawsuit would bear the number of another.
func (o *Office) freeNumbers(ctx context.Context, who models.Caller, l models.Lawsuit, act *workflows.Act, r workflows.Request, after *measures.File) error {
	for _, n := range newNumbers(&l.File, after) {
		other, err := o.store.LawsuitNumbered(ctx, suffix.ReplaceAllString(n.text, ""))
		if err != nil {
			return err
		}
		field := fieldOf(&act.Form, r.Input, n.text)
		switch seen, err := o.sees(ctx, who, other); {
		case err != nil:
			return err
		case other != "" && other != l.ID && seen:
			return taken(field, n.text, other)
		case other != "" && other != l.ID:
			return errors.Join(unfit(field, n.text), o.tellOfNumber(ctx, who, l, n.text))
		case !SeeingEverything.Of(who.Role) && !n.fits():
			return unfit(field, n.text)
		}
	}
	return nil
}

// newNumbers returns the numbers that a lawsuit bears after an act and not before.
func newNumbers(before, after *measures.File) []number {
	known := map[string]bool{}
	for _, n := range numbersIn(before) {
		known[n.text] = true
	}
	var fresh []number
	for _, n := range numbersIn(after) {
		if n.text != "" && !known[n.text] {
			fresh, known[n.text] = append(fresh, n), true
		}
	}
	return fresh
}

func numbersIn(f *measures.File) []number {
	var all []number
	for _, i := range f.Instances {
		all = append(all, number{i.CaseNumber, i.Level})
		for _, p := range i.Papers {
			if text, err := measures.CanonicalCaseNumber(p.Number, measures.Current); err == nil { // or it cannot be anybody's
				all = append(all, number{text: text})
			}
		}
	}
	return all
}

// mentionsNumber tells whether an input may hold a number at all.
func mentionsNumber(input json.RawMessage) bool {
	var value any
	if json.Unmarshal(input, &value) != nil {
		return false
	}
	return strings.Contains(fmt.Sprint(value), "号")
}

// suffix tells the documents of one case apart.
var suffix = regexp.MustCompile(`之[一二三四五六七八九十]+$`)

// fits tells whether a court gives such a number to a case of this level.
func (n number) fits() bool {
	mark := map[measures.Level]string{measures.First: "初", measures.Second: "终", measures.Retrial: "再"}[n.level]
	return strings.Contains(n.text, mark)
}

// sees tells whether somebody may see a lawsuit.
func (o *Office) sees(ctx context.Context, who models.Caller, id string) (bool, error) {
	if id == "" || SeeingEverything.Of(who.Role) {
		return true, nil
	}
	_, err := o.store.Lawsuit(ctx, who.Actor, id)
	var hidden *models.Error
	if errors.As(err, &hidden) {
		return false, nil
	}
	return err == nil, err
}

// fieldOf returns the field in which a number was filled in, or the first that takes
// one.
func fieldOf(f *workflows.Form, input json.RawMessage, text string) string {
	for field, value := range workflows.Mentions(form.Number, f.Fields, input) {
		if value, err := measures.CanonicalCaseNumber(value, measures.Current); err == nil && value == text {
			return field
		}
	}
	var members map[string]any
	_ = json.Unmarshal(input, &members) // it was read before
	for _, field := range f.Fields {
		if value, ok := members[field.Name].(string); ok {
			if value, err := measures.CanonicalCaseNumber(value, measures.Current); err == nil && value == text {
				return field.Name
			}
		}
	}
	return "input"
}

func taken(field, number, id string) *models.Error {
	detail := fmt.Sprintf("案号%s已经登记，请到已有案件中办理，不要重复登记", number)
	refusal := models.Wrong(field, detail)
	refusal.Code, refusal.Link = models.Conflict, "/lawsuits/"+id
	return refusal
}

// unfit is the one refusal of a number to those who may not see whether it is taken.
func unfit(field, number string) *models.Error {
	return models.Wrong(field, fmt.Sprintf("案号%s不能登记在本案，请与人民法院的文书核对；核对无误的，请联系区司法局登记", number))
}

// tellOfNumber tells the Justice Bureau, which sees both lawsuits, once.
func (o *Office) tellOfNumber(ctx context.Context, who models.Caller, l models.Lawsuit, number string) error {
	return o.store.Tell(ctx, l.ID, models.Notice{
		Key: "number/" + number, To: []models.Recipient{{Role: models.Clerk}}, Urgency: models.Warning, Title: "案号待核：" + number,
		Body: fmt.Sprintf("%s（%s）要在本案登记案号%s，该案号已属于另一案件，未予登记，也未告知原因。请核对两案的案号。", who.Name, who.Unit, number),
	})
}
