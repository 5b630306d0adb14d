package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/proof"
)

func TestWhatNobodyTouchedIsClean(t *testing.T) {
	l := newLedger(t)
	if out := l.want(proof.NotSeen, "verify"); !strings.Contains(out, "还没有封存过") {
		t.Errorf("before the first seal:\n%s", out)
	}
	for range 3 {
		l.want(proof.Clean, "seal")
		l.want(proof.Clean, "verify")
		l.want(proof.Clean, "verify", "--recent")
	}
	s, err := store.Attach(t.Context(), l.url())
	l.ok(err)
	l.file(s, 4)
	l.ok(s.Close())
	l.want(proof.Clean, "verify") // what is new is not sealed yet, and is no fraud
	l.want(proof.Clean, "seal")
	l.want(proof.Clean, "verify")
}

// TestEveryTamperingIsNamed changes a sealed ledger in every way that somebody can
// who owns its tables and has read the program, but has neither the key nor the
// anchor file.
func TestEveryTamperingIsNamed(t *testing.T) {
	sealed := newLedger(t)
	sealed.want(proof.Clean, "seal")
	first, second := models.IDOf(number(1)), models.IDOf(number(2))
	of := func(statement string) string { return strings.ReplaceAll(statement, "{2}", "'"+second+"'") }
	for _, c := range []struct {
		does  string
		sql   []string
		forge bool
		want  proof.What
		says  string
	}{
		{"a line's text is edited", []string{"UPDATE journal SET text = '改' WHERE lawsuit_id = {2} AND seq = 1"}, false, proof.JournalBroken, "第1条"},
		{"a line is edited and the chain computed again", []string{"UPDATE journal SET text = '改' WHERE lawsuit_id = {2} AND seq = 1"}, true, proof.JournalRewritten, "第1至第2条"},
		{"the tail is cut and the head set", []string{"DELETE FROM journal WHERE lawsuit_id = {2} AND seq = 2"}, true, proof.JournalCut, "现在只有1条"},
		{"a line is deleted and the rest numbered anew", []string{"DELETE FROM journal WHERE lawsuit_id = {2} AND seq = 1"}, true, proof.JournalCut, "现在只有1条"},
		{"a line is put in with an old date", []string{`INSERT INTO journal SELECT lawsuit_id, 3, '2026-01-05 01:00:00.000000Z', '2026-01-05', 'system', name, title, article, '', '', '', '', '早已告知', NULL, '', '', 0, '' FROM journal WHERE lawsuit_id = {2} AND seq = 2`}, true, proof.JournalBackdated, "早于封存"},
		{"a whole lawsuit is removed", []string{
			"DELETE FROM messages WHERE lawsuit_id = {2}", "DELETE FROM effects WHERE lawsuit_id = {2}", "DELETE FROM journal WHERE lawsuit_id = {2}",
			"DELETE FROM duties WHERE lawsuit_id = {2}", "DELETE FROM case_numbers WHERE lawsuit_id = {2}", "DELETE FROM lawsuit_units WHERE lawsuit_id = {2}", "DELETE FROM lawsuits WHERE id = {2}",
		}, false, proof.LawsuitRemoved, number(2)},
		{"a lawsuit is removed with what was sealed of it", []string{
			"DELETE FROM journal WHERE lawsuit_id = {2}", "DELETE FROM lawsuits WHERE id = {2}", "DELETE FROM seal_lines WHERE key = {2}",
		}, false, proof.ListChanged, "封存时3项，现有2项"},
		{"what is on file is edited", []string{"UPDATE lawsuits SET lawsuit = replace(lawsuit, '王某', '李某'), plaintiffs = '李某' WHERE id = {2}"}, false, proof.LawsuitChanged, "案卷内容却变了"},
		{"what is on file is edited, and the act that put it there", []string{
			"UPDATE lawsuits SET lawsuit = replace(lawsuit, '王某', '李某'), plaintiffs = '李某' WHERE id = {2}",
			"UPDATE journal SET detail = replace(detail, '王某', '李某') WHERE lawsuit_id = {2} AND seq = 1",
		}, true, proof.JournalRewritten, number(2)},
		{"an older version is put back", []string{"UPDATE lawsuits SET lawsuit = replace(lawsuit, '\"Revision\":2', '\"Revision\":1'), revision = 1 WHERE id = {2}"}, false, proof.LawsuitSetBack, "现在是第1版"},
		{"a column of the list is edited", []string{"UPDATE lawsuits SET lost = 1 WHERE id = {2}"}, false, proof.LawsuitContradicts, "lost"},
		{"a clock is taken from the sweep", []string{"DELETE FROM duties WHERE lawsuit_id = {2}"}, false, proof.LawsuitContradicts, "duties"},
		{"another unit is let in", []string{"INSERT INTO lawsuit_units (lawsuit_id, unit, part, position) VALUES ({2}, '张村镇', 'assisting', 9)"}, false, proof.LawsuitContradicts, "lawsuit_units"},
		{"another unit is written into the list", []string{`UPDATE lawsuits SET parts = '[{"Unit":"张村镇","Part":"lead"}]' WHERE id = {2}`}, false, proof.LawsuitContradicts, "parts"},
		{"the audit log is emptied", []string{"DELETE FROM attempt_outcomes", "DELETE FROM attempts"}, false, proof.LogRemoved, "已被全部删去"},
		{"a line of the audit log is edited", []string{"UPDATE attempts SET username = 'other' WHERE id = 3"}, false, proof.LogChanged, "内容被改动"},
		{"an outcome is edited", []string{"UPDATE attempt_outcomes SET outcome = 'refused' WHERE id = 1"}, false, proof.LogChanged, "审计结果"},
		{"a line of the audit log is put in with an old date", []string{"INSERT INTO attempts (at, username, role, unit, address, action, lawsuit_id, detail) VALUES ('2026-01-05 01:00:00.000000Z', 'x', '', '', '', 'sign_in', '', '')"}, false, proof.LogBackdated, "早于封存"},
		{"an effect is edited", []string{"UPDATE effects SET username = 'other' WHERE lawsuit_id = {2}"}, false, proof.LogChanged, "办理回执"},
		{"an effect is deleted", []string{"DELETE FROM effects WHERE lawsuit_id = {2} AND key = 'register'"}, false, proof.LogRemoved, "1条已被删去"},
		{"messages are deleted", []string{"DELETE FROM messages WHERE lawsuit_id = {2}"}, false, proof.LogRemoved, "消息"},
		{"a message is edited", []string{"UPDATE messages SET body = '' WHERE lawsuit_id = {2}"}, false, proof.LogChanged, "消息"},
		{"a history is deleted", []string{"DELETE FROM histories"}, false, proof.HistoryRemoved, number(1)},
		{"a history is edited", []string{"UPDATE histories SET json = CAST(replace(CAST(json AS text), 'LocalActivity', 'LocalActivitx') AS blob)"}, false, proof.HistoryChanged, "被改动"},
		{"a history is made unreadable", []string{"UPDATE histories SET json = CAST('{' AS blob)"}, false, proof.HistoryChanged, "无法读取"},
		{"a seal is edited", []string{`UPDATE seals SET text = replace(text, '"lawsuit":3', '"lawsuit":2')`}, false, proof.SealForged, "不是用本单位的密钥签署的"},
		{"all seals are deleted", []string{"DELETE FROM seal_lines", "DELETE FROM seals"}, false, proof.SealMissing, "退回"},
		{"a line of a seal is edited", []string{"UPDATE seal_lines SET n = 1 WHERE kind = 'journal' AND key = {2}"}, false, proof.ListChanged, "办理日志"},
	} {
		t.Run(c.does, func(t *testing.T) {
			l := sealed.copy(t)
			for n, statement := range c.sql {
				c.sql[n] = of(statement)
			}
			l.sql(c.sql...)
			if c.forge {
				l.forge(second)
			}
			named(l, c.want, c.says)
		})
	}
	t.Run("a journal is forged before it is sealed, and its history is kept", func(t *testing.T) {
		l := sealed.copy(t)
		l.sql("DELETE FROM seal_lines", "DELETE FROM seals", "UPDATE journal SET text = '改' WHERE lawsuit_id = '"+first+"' AND seq = 1")
		l.forge(first)
		l.ok(os.Remove(filepath.Join(l.dir, proof.AnchorFile)))
		named(l, proof.HistoryDisagrees, number(1))
	})
	t.Run("what is on file is edited before it is sealed", func(t *testing.T) {
		l := sealed.copy(t)
		s, err := store.Attach(t.Context(), l.url())
		l.ok(err)
		l.file(s, 5)
		l.ok(s.Close())
		l.sql("UPDATE lawsuits SET lawsuit = replace(lawsuit, '王某', '李某'), plaintiffs = '李某' WHERE id = '" + models.IDOf(number(5)) + "'")
		named(l, proof.LawsuitNotFromActs, number(5))
		l.want(proof.Clean, "seal") // it seals what there is, and makes nothing good
		named(l, proof.LawsuitNotFromActs, number(5))
	})
	t.Run("the ledger is sealed once more after a tampering", func(t *testing.T) {
		l := sealed.copy(t)
		l.sql(of("UPDATE journal SET text = '改' WHERE lawsuit_id = {2} AND seq = 1"))
		l.forge(second)
		l.want(proof.Clean, "seal")
		named(l, proof.JournalRewritten, number(2))
	})
	t.Run("a line of the anchor file is edited", func(t *testing.T) {
		l := sealed.copy(t)
		path := filepath.Join(l.dir, proof.AnchorFile)
		text, err := os.ReadFile(path)
		l.ok(err)
		l.ok(os.WriteFile(path, []byte(strings.Replace(string(text), `"lawsuit":3`, `"lawsuit":2`, 1)), 0o600))
		named(l, proof.AnchorChanged, "封存文件中的第1次封存")
	})
	t.Run("seals are made with another key", func(t *testing.T) {
		l := sealed.copy(t)
		l.sql("DELETE FROM seal_lines", "DELETE FROM seals")
		key := filepath.Join(l.dir, proof.KeyFile)
		kept, err := os.ReadFile(key)
		l.ok(err)
		l.ok(os.Remove(key))
		l.ok(os.Remove(filepath.Join(l.dir, proof.AnchorFile)))
		l.want(proof.Clean, "key", key)
		l.want(proof.Clean, "seal")
		l.ok(os.WriteFile(key, kept, 0o600))
		named(l, proof.SealForged, "密钥")
	})
}

// named checks that a tampering is found, by its name.
func named(l *ledger, want proof.What, says string) {
	l.t.Helper()
	tells(l.t, l.want(proof.Tampered, "verify", "--json"), want, says)
}

// tells checks that a report tells of something.
func tells(t *testing.T, out string, want proof.What, says string) {
	t.Helper()
	var report proof.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Found {
		if f.What.Title() == "" {
			t.Errorf("%s has no title", f.What)
		}
		if f.What == want && strings.Contains(f.CaseNumber+f.Detail, says) {
			return
		}
	}
	t.Errorf("not named as %s (%s):\n%s", want, says, out)
}

func TestASumThatTheAuditorKeptShowsACutTail(t *testing.T) {
	l := newLedger(t)
	l.want(proof.Clean, "seal")
	out := l.want(proof.Clean, "seal")
	_, sum, _ := strings.Cut(out, "校验值：")
	sum = sum[:12]
	l.want(proof.Clean, "verify", "--known", "2="+sum)
	l.want(proof.Tampered, "verify", "--known", "2=000000")
	l.sql("DELETE FROM seal_lines WHERE seal = 2", "DELETE FROM seals WHERE number = 2")
	path := filepath.Join(l.dir, proof.AnchorFile)
	text, err := os.ReadFile(path)
	l.ok(err)
	l.ok(os.WriteFile(path, text[:strings.Index(string(text), "\n")+1], 0o600))
	l.want(proof.Clean, "verify") // file and ledger were cut alike
	l.want(proof.Tampered, "verify", "--known", "2="+sum)
}
