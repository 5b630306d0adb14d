// Package logs is how the programs say what they do, for whoever runs them: JSON, a
// line for each thing, with when, how bad, what (msg), by whom (who: a user name, or
// system), and what came of it (result). Case numbers and user names stand there, and
// never what lawsuits and accounts hold: names, numbers of identity cards, telephones,
// tokens, passwords. What others say in errors is therefore shortened, see [Plain].
package logs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/models/mask"
)

// Lines returns the logger of a program in production.
func Lines(to io.Writer) *slog.Logger {
	return slog.New(&handler{Handler: slog.NewJSONHandler(to, &slog.HandlerOptions{ReplaceAttr: shortened})})
}

// Text returns the logger of a program that somebody watches, for what needs their eye.
func Text(to io.Writer) *slog.Logger {
	return slog.New(&handler{Handler: slog.NewTextHandler(to, &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: shortened})})
}

// The members of each line besides those that slog gives it.
const (
	Who    = "who"
	Result = "result"
)

// By returns a context in which a user does everything.
func By(ctx context.Context, username string) context.Context {
	return context.WithValue(ctx, user{}, username)
}

type user struct{}

// handler adds who and result to lines that do not say them.
type handler struct {
	slog.Handler
	said []string // by all lines of this logger
}

func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	said := slices.Clone(h.said)
	r.Attrs(func(a slog.Attr) bool {
		said = append(said, a.Key)
		return true
	})
	if !slices.Contains(said, Who) {
		who, _ := ctx.Value(user{}).(string)
		if who == "" {
			who = "system"
		}
		r.AddAttrs(slog.String(Who, who))
	}
	if !slices.Contains(said, Result) {
		r.AddAttrs(slog.String(Result, resultOf(r.Level)))
	}
	return h.Handler.Handle(ctx, r)
}

func resultOf(level slog.Level) string {
	switch {
	case level >= slog.LevelError:
		return "failed"
	case level >= slog.LevelWarn:
		return "to be looked at"
	}
	return "done"
}

func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	said := slices.Clone(h.said)
	for _, a := range attrs {
		said = append(said, a.Key)
	}
	return &handler{h.Handler.WithAttrs(attrs), said}
}

func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{h.Handler.WithGroup(name), h.said}
}

// free are the members whose text others write: the messages of libraries, errors that
// Temporal's SDK hands on as text, and what was found wrong in the ledger.
var free = []string{slog.MessageKey, "error", "Error", "PanicError", "Value", "detail", "cause"}

// shortened has every value pass that can hold nothing personal, and shortens the others.
func shortened(_ []string, a slog.Attr) slog.Attr {
	switch v := a.Value.Any().(type) {
	case error:
		a.Value = slog.StringValue(Plain(v))
	case string:
		if slices.Contains(free, a.Key) {
			v = shorten(v)
		}
		a.Value = slog.StringValue(mask.Text(v))
	case slog.Level, time.Time, time.Duration, bool, int64, uint64, float64, int, int32, nil:
	default:
		a.Value = slog.StringValue(shorten(fmt.Sprint(v)))
	}
	return a
}

// Plain is what a log may say of an error: a refusal by its code alone, and of anything
// else the words of programs. What stands in quotation marks, long numbers, and what
// follows after the first Chinese word, which only people and refusals use, are left
// out. Case numbers stay, and why nobody is reached.
func Plain(err error) string {
	var refusal *models.Error
	if errors.As(err, &refusal) && refusal != nil {
		return "refused: " + string(refusal.Code)
	}
	return shorten(err.Error())
}

func shorten(text string) string {
	return revealing.ReplaceAllStringFunc(text, func(found string) string {
		if caseNumber.MatchString(found) || connection.MatchString(found) {
			return found
		}
		return "…"
	})
}

var (
	// connection is how gRPC says, in quotation marks, that it reaches nobody.
	connection = regexp.MustCompile(`^"transport: [ -~]*"$`)
	caseNumber = regexp.MustCompile(`^` + number + `$`)
	revealing  = regexp.MustCompile(strings.Join([]string{
		number, `"(?:[^"\\]|\\.)*"`, "`[^`]*`", `(?s)\p{Han}.*`, `\b\d{7,}[Xx]?\b`, `(?s)(?:token|password|Bearer|eyJ)\S*[ =:]\S+`,
	}, "|"))
)

// number is how a case number is written: （2026）鲁10行初12号.
const number = `（\d{4}）\p{Han}{1,2}\d{0,6}\p{Han}{1,4}\d{1,6}号(?:之\p{Han}{1,3})?`
