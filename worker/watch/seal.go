package watch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/worker/proof"
	"yingsu/workflows/calendar"
)

// Seal seals the ledger once a day, from the hour on at which projections are
// compared, and verifies it. It tells the auditors the sum of the seal, to be kept
// where nobody who changes the ledger can reach it, and whatever was found; and
// returns how much that was. Where several watches run, one of them does it.
func (w *Watch) Seal(ctx context.Context, now time.Time) (found int, err error) {
	if !w.Proof.Seals() {
		return 0, nil
	}
	today := calendar.DateOf(now)
	if now.Before(today.At(Hour, 0)) {
		return 0, nil
	}
	seal, made, err := w.Proof.SealDaily(ctx, now)
	if err != nil {
		return 0, errors.Join(err, w.Store.Tell(ctx, "", unsealable(today, err)))
	}
	if !made {
		return 0, nil
	}
	if err := w.Store.Tell(ctx, "", SealNotice(seal)); err != nil {
		return 0, err
	}
	report, err := w.Proof.Verify(ctx, proof.Options{Recent: true})
	if err != nil || len(report.Found) == 0 {
		return 0, err
	}
	for _, f := range report.Found {
		slog.ErrorContext(ctx, "the ledger is not as it was written", "what", f.What, "lawsuit", f.LawsuitID, "detail", f.Detail)
	}
	return len(report.Found), w.Store.Tell(ctx, "", alarmOf(today, report))
}

var guardians = []models.Recipient{{Role: models.Auditor}, {Role: models.Admin}}

// SealNotice tells the auditors of a seal.
func SealNotice(seal models.Seal) models.Notice {
	statement, err := seal.Statement()
	totals := ""
	if err == nil {
		for _, kind := range []models.SealKind{models.SealedLawsuit, models.SealedJournal, models.SealedAttempt, models.SealedMessage} {
			totals += fmt.Sprintf("%s%d，", kind.Title(), statement.Totals[string(kind)])
		}
	}
	return models.Notice{
		Key: fmt.Sprintf("seal/%d", seal.Number), To: []models.Recipient{{Role: models.Auditor}}, Urgency: models.Information,
		Title: fmt.Sprintf("台账第%d次封存", seal.Number),
		Body: fmt.Sprintf("%s，封存时台账有：%s校验值：%s。请将本次序号和校验值另行保存（抄录、打印或者存入其他系统），日后可据以核验台账是否被改动。",
			seal.At.In(calendar.Zone).Format("2006年1月2日15:04"), totals, seal.Sum()),
	}
}

func unsealable(today calendar.Date, err error) models.Notice {
	body := "今天的封存没有完成，原因见办理进程（worker）的运行日志。系统每5分钟再试一次。"
	var back *proof.SetBack
	if errors.As(err, &back) {
		body = fmt.Sprintf("台账中的封存记录（至第%d次）与台账以外保存的封存文件（至第%d次）不一致。台账可能刚从备份恢复，也可能被人退回。确系恢复的，请系统管理员运行 yingsu seal --restored=原因；否则请立即核查（yingsu verify）。",
			back.Ledger, back.Anchor)
	}
	return models.Notice{Key: "seal_failed/" + today.String(), To: guardians, Urgency: models.Warning, Title: "台账未能封存", Body: body}
}

// alarmed is how many findings a message names; the report has all.
const alarmed = 10

func alarmOf(today calendar.Date, r *proof.Report) models.Notice {
	var lines []string
	for _, f := range r.Found[:min(alarmed, len(r.Found))] {
		lines = append(lines, "〔"+f.What.Title()+"〕"+f.CaseNumber+f.Detail)
	}
	return models.Notice{
		Key: "verify/" + today.String(), To: guardians, Urgency: models.Warning,
		Title: fmt.Sprintf("台账核验发现%d处改动", len(r.Found)),
		Body:  strings.Join(lines, "\n") + "\n请系统管理员运行 yingsu verify 查看完整报告，并保留现状。",
	}
}
