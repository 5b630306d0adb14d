package logs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/worker/logs"
)

// lineOf is what a logger writes, read again. It is one line.
func lineOf(t *testing.T, say func(*slog.Logger)) map[string]any {
	t.Helper()
	var out bytes.Buffer
	say(logs.Lines(&out))
	line := map[string]any{}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 {
		t.Fatalf("%v: %s", err, &out)
	}
	return line
}

func TestEachLineSaysWhoAndWhatCameOfIt(t *testing.T) {
	signedIn := logs.By(t.Context(), "clerk")
	for _, c := range []struct {
		say         func(*slog.Logger)
		who, result string
	}{
		{func(l *slog.Logger) { l.Info("started") }, "system", "done"},
		{func(l *slog.Logger) { l.WarnContext(signedIn, "slow") }, "clerk", "to be looked at"},
		{func(l *slog.Logger) { l.ErrorContext(signedIn, "broken", "error", errors.New("x")) }, "clerk", "failed"},
		{func(l *slog.Logger) { l.Info("request", logs.Who, "nobody", logs.Result, "refused") }, "nobody", "refused"},
		{func(l *slog.Logger) { l.With(logs.Who, "tool").Info("x") }, "tool", "done"},
	} {
		line := lineOf(t, c.say)
		if line["who"] != c.who || line["result"] != c.result || line["time"] == nil || line["level"] == nil || line["msg"] == "" {
			t.Errorf("%v", line)
		}
	}
}

// Nor does what the programs say themselves, under whatever name.
func TestNumbersAreCovered(t *testing.T) {
	text := fmt.Sprint(lineOf(t, func(l *slog.Logger) {
		l.Info("x", "path", "/x/13800138000", "case", "（2026）鲁10行初12号", "note", "身份证371002199001011237")
	}))
	if strings.Contains(text, "13800138000") || strings.Contains(text, "371002199001011237") || !strings.Contains(text, "（2026）鲁10行初12号") {
		t.Error(text)
	}
}

// What errors of any make hold of people does not get into a log, what helps does.
func TestNothingPersonal(t *testing.T) {
	personal := []string{"王某某", "John Smith", "370602199001011234", "37060219900101123X", "13800138000", "0631-5231234", "hunter2", "S3cretToken"}
	refusal := &models.Error{Code: models.Invalid, Detail: "当事人John Smith（王某某）已登记"}
	for _, err := range []error{
		refusal, fmt.Errorf("record: %w", refusal), errors.New(`record of （2026）鲁10行初12号: 当事人 John Smith，电话13800138000`),
		errors.New(`ERROR: invalid input syntax for type json: "王某某 John Smith" (SQLSTATE 22P02)`), errors.New("no party named \"say \\\"John Smith\\\" hunter2\""),
		errors.New("panic: index 370602199001011234 out of range"), errors.New("identity 37060219900101123X"), errors.New("phone 0631-5231234"),
		errors.New("cannot sign in with password hunter2"), errors.New("Authorization: Bearer S3cretToken"), errors.New("王某某\nJohn Smith"),
	} {
		for name, say := range map[string]func(*slog.Logger){
			"an error": func(l *slog.Logger) { l.Error("x", "error", err) },
			"a text":   func(l *slog.Logger) { l.Error("x", "Error", err.Error()) },
			"a struct": func(l *slog.Logger) { l.Error("x", "party", struct{ Error error }{err}) },
			"message":  func(l *slog.Logger) { slog.NewLogLogger(l.Handler(), slog.LevelWarn).Print(err) },
			"with":     func(l *slog.Logger) { l.With("Error", err).Error("x") },
			"library":  func(l *slog.Logger) { log.New(writer{l}, "", 0).Print(err) },
		} {
			text := fmt.Sprint(lineOf(t, say))
			for _, p := range personal {
				if strings.Contains(text, p) {
					t.Errorf("%s of %q: %s", name, err, text)
				}
			}
		}
	}
	for _, useful := range []string{"dial tcp 127.0.0.1:5432: connect: connection refused", "store: record （2026）鲁10行初12号: ERROR: deadlock detected (SQLSTATE 40P01)", "workflow （2026）鲁10行初12号之一 not found", "context deadline exceeded",
		`connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection refused"`} {
		if got := logs.Plain(errors.New(useful)); got != useful {
			t.Errorf("%q became %q", useful, got)
		}
	}
}

type writer struct{ *slog.Logger }

func (w writer) Write(p []byte) (int, error) {
	w.InfoContext(context.Background(), string(p))
	return len(p), nil
}

// Line ends in what people send begin no line of the log.
func TestLineEndsAreHarmless(t *testing.T) {
	evil := "x\r\n{\"time\":\"2026-01-01\",\"level\":\"INFO\",\"msg\":\"forged\"}\u2028\u0085"
	lineOf(t, func(l *slog.Logger) { l.Error(evil, "path", evil, evil, evil, "error", errors.New(evil)) })
	var out bytes.Buffer
	logs.Text(&out).Error("x", "path", evil, "error", errors.New(evil))
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%q", &out)
	}
}
