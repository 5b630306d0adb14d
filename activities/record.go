package activities

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/temporal"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// Record stores what an act or a rung changed: effect, projection, journal and
// notices in one transaction, once for each key. What a person is said to have done
// bears the voucher of a server that knew who they were; without it nothing is stored,
// unless the audit log has it from before there were vouchers.
func (a *Activities) Record(ctx context.Context, r models.Recording) (models.Recorded, error) {
	if wish, personal := r.Wish(); personal {
		if err := a.vouched(ctx, wish, r.Voucher, r.Attempt); err != nil {
			return models.Recorded{}, err
		}
	}
	done, err := a.Store.Record(ctx, r)
	if err == nil && !done.Repeated && done.Ahead == nil && a.Recorded != nil {
		a.Recorded(r)
	}
	return done, asTemporal(err)
}

// vouched refuses a wish that no server of ours has passed on, and tells those who
// run the system.
func (a *Activities) vouched(ctx context.Context, w models.Wish, voucher string, attempt int64) error {
	ok, err := a.Store.Vouched(ctx, w, voucher)
	if err == nil && !ok && voucher == "" {
		ok, err = a.Store.TriedBeforeVouchers(ctx, w, attempt)
	}
	if err != nil || ok {
		return err
	}
	slog.ErrorContext(ctx, "an act without a voucher was refused", "lawsuit", w.LawsuitID, "act", w.Act, "said to be by", w.By.Username)
	err = a.Store.Tell(ctx, "", models.Notice{
		Key: fmt.Sprintf("forged/%s/%s/%s", w.LawsuitID, w.Act, calendar.DateOf(time.Now())),
		To:  []models.Recipient{{Role: models.Admin}, {Role: models.Auditor}}, Urgency: models.Warning, Title: "有人绕过系统冒名办理，已被拒绝",
		Body: fmt.Sprintf("案件编号%s收到以%s（%s）名义的“%s”，没有本系统服务器的签章，没有保存。请检查谁能够连接流程引擎的端口。", w.LawsuitID, w.By.Name, w.By.Username, w.Act),
	})
	if err != nil {
		return err
	}
	return forged("%s in %s, said to be by %s, bears no voucher of ours", w.Act, w.LawsuitID, w.By.Username)
}

func forged(format string, args ...any) error {
	return temporal.NewNonRetryableApplicationError(fmt.Sprintf(format, args...), workflows.ForgedError, nil)
}
