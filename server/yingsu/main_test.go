package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"yingsu/worker/proof"
)

// TestTheToolSpeaksChinese: its help and its refusals have no English but names.
func TestTheToolSpeaksChinese(t *testing.T) {
	name := regexp.MustCompile(`--?\w+|<[^>]*>|[A-Z]+_[A-Z_]+|\b(yingsu|verify|seal|key|reconcile|backup|readmit|sweep|restore|Temporal|JSON|PEM|BACKUP\.md|server/yingsu)\b`)
	word := regexp.MustCompile(`[A-Za-z]{2,}`)
	say := func(args ...string) string {
		var out bytes.Buffer
		run(context.Background(), args, &out, &out)
		return out.String()
	}
	for _, command := range []string{"", "verify", "seal", "key", "reconcile", "backup", "readmit", "sweep", "restore"} {
		help := say(strings.Fields(command + " --help")...)
		if !strings.Contains(help, "用法：yingsu") || !strings.Contains(help, "显示本说明") {
			t.Errorf("yingsu %s --help says %s", command, help)
		}
		if english := word.FindAllString(name.ReplaceAllString(help, ""), -1); len(english) > 0 {
			t.Errorf("yingsu %s --help says %q:\n%s", command, english, help)
		}
	}
	var errs bytes.Buffer
	if code := run(context.Background(), []string{"nonsense"}, &errs, &errs); code != proof.NotSeen || !strings.Contains(errs.String(), "没有执行") {
		t.Errorf("yingsu nonsense: %d %s", code, &errs)
	}
}
