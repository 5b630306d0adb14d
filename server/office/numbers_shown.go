package office

import (
	"bytes"
	"context"
	"encoding/json"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/mask"
	"yingsu/workflows/form"
)

// Numbers of persons (package mask) are covered wherever a lawsuit is shown. Whoever needs
// one sees the page in clear, and says what for; a paper for the court and a form that
// puts right what is on file have them as they were typed. Each of these is a look, and
// stands in the audit log before anything is shown.

// ShowNumbers puts it on record that somebody sees the numbers of a lawsuit in clear:
// where, and what for.
func (o *Office) ShowNumbers(ctx context.Context, who models.Caller, id, where, reason string) error {
	return o.look(ctx, who, "show_numbers", id, where+"："+reason, func() error {
		if err := Unmasking.Refuse(who); err != nil {
			return err
		}
		if n := utf8.RuneCountInString(reason); n < 2 || n > longestReason || !form.Visible(reason) {
			return models.Wrong("reason", "请填写用途，2至100字，例如“核对委托代理人身份”")
		}
		return nil
	})
}

const longestReason = 100

// NumbersCarried puts it on record that a page or a paper has the numbers of a lawsuit in
// clear because it is for that: a form that is filled in from the file, a paper for the
// court.
func (o *Office) NumbersCarried(ctx context.Context, who models.Caller, id, where string) error {
	return o.look(ctx, who, "show_numbers", id, where, func() error { return nil })
}

// look does something with a lawsuit that somebody may see, and keeps it on record.
func (o *Office) look(ctx context.Context, who models.Caller, action, id, detail string, do func() error) error {
	attempt := who.Attempt(action)
	attempt.LawsuitID, attempt.Detail = id, detail
	return o.store.Audited(ctx, attempt, func(int64) (bool, error) {
		if _, err := o.store.Lawsuit(ctx, who.Actor, id); err != nil {
			return false, err
		}
		return false, do()
	})
}

// lost refuses what was filled in where it has a number of a person as it is shown, covered,
// while what it would stand beside or in place of has it in full: programs read covered
// numbers, and would put stars on file.
func lost(input json.RawMessage, beside any) error {
	if !bytes.Contains(input, []byte("***")) {
		return nil
	}
	original, err := json.Marshal(beside)
	if err != nil {
		return err
	}
	number := mask.Returned(string(input), string(original))
	if number == "" {
		return nil
	}
	return &models.Error{Code: models.Invalid, Detail: "“" + number + "”是显示时遮盖过的号码，照此登记会丢失原号码。请填写完整的号码，需要查看的请先“显示号码”。"}
}
