package office

import (
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/failure/v1"

	"yingsu/models"
)

// cause is why something failed, in plain words, as what programs say of it tells.
type cause struct {
	marks []string // one of them stands in what is said, in small letters
	words string
	mends bool // restarting the workflow is what helps in the end
}

// Causes of tasks of workflows: the worker could not go on from the history.
var taskCauses = []cause{
	{[]string{"nondeterministic", "non-deterministic", "nondeterminism", "tmprl1100"},
		"办案规则与本案已有的办理过程不一致：现在的程序重走旧过程时对不上，多为升级有误。请换用能够接续的版本（或者换回原来的版本）；都不行的，重新启动流程。", true},
	{[]string{"deadlock", "tmprl1101"},
		"流程的一步算得太久，被当作死锁中断，多为 worker 所在机器负载过高。降低负载后自动恢复。", false},
	{[]string{"which is not among the keys", "does not open with the key"},
		"密封的内容打不开：worker 缺少当时使用的密钥。请在 PAYLOAD_KEYS_FILE 中补上该密钥并重启 worker，恢复后自动继续。", false},
	{[]string{"unable to find workflow type", "workflow type is not registered"},
		"worker 不认识这种流程，多为版本过旧，或者同一任务队列上有别的程序。请更换 worker 的版本。", false},
	{[]string{"unable to decode", "unable to find activity", "unmarshal"},
		"worker 读不懂流程中的内容，多为版本与流程不符。请更换 worker 的版本；都不行的，重新启动流程。", true},
}

// Causes of steps, and of looks: the ledger, or Temporal, did not do what was asked.
var stepCauses = []cause{
	{[]string{"database is locked", "sqlite_busy", "sqlite_locked", "55p03"},
		"台账数据库被其他程序占用，写不进去。请查找占用者（例如长时间的备份、未结束的事务）。", false},
	{[]string{"disk is full", "sqlite_full", "no space left", "53100", "disk full"},
		"台账数据库所在磁盘已满。请清理或者扩充磁盘。", false},
	{[]string{"password authentication failed", "28p01", "28000", "permission denied", "42501"},
		"台账数据库拒绝访问：用户名、密码或者权限不对。请检查 worker 的 DATABASE_URL。", false},
	{[]string{"no such table", "no such column", "42p01", "42703"},
		"台账数据库的结构与 worker 的版本不符。请将 worker 和 server 升级到同一版本。", false},
	{[]string{"read-only", "readonly", "25006"},
		"台账数据库只能读。请检查数据库是否连到了备机，文件是否可写。", false},
	{[]string{"too many clients", "too many connections", "53300"},
		"台账数据库的连接已经用完。请检查连接数的上限和占用者。", false},
	{[]string{"connection refused", "failed to connect", "no such host", "broken pipe", "connection reset", "network is unreachable", "i/o timeout", "unexpected eof", "database is closed", "57p01", "57p03", "dial tcp"},
		"连接不上数据库。请检查台账数据库是否在运行，worker 所在机器能否连到。", false},
	{[]string{"bears no voucher", "does not build on"},
		"内容没有本系统服务器的签章，或者与台账对不上，已经拒绝。请检查谁能够连接流程引擎的端口，并运行 yingsu verify。", false},
	{[]string{"deadline exceeded", "timeout", "timed out"},
		"在规定时间内没有做完：数据库或者流程引擎响应过慢，或者 worker 中途退出。", false},
	{[]string{"unavailable", "rpc error", "connection error"},
		"流程引擎（Temporal）没有响应。请检查它是否在运行。", false},
}

// known finds the cause among some.
func known(all []cause, said string) (cause, bool) {
	said = strings.ToLower(said)
	for _, c := range all {
		for _, mark := range c.marks {
			if strings.Contains(said, mark) {
				return c, true
			}
		}
	}
	return cause{}, false
}

// ofTask says why a workflow's task fails, by what Temporal calls it and by what the
// worker said.
func ofTask(kind enums.WorkflowTaskFailedCause, said string) cause {
	if kind == enums.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR {
		return taskCauses[0]
	}
	if c, ok := known(taskCauses, said); ok {
		return c
	}
	switch {
	case kind == enums.WORKFLOW_TASK_FAILED_CAUSE_UNSPECIFIED && said == "":
		return cause{words: "worker 领取任务后没有按时答复：可能中途退出，或者负载过高。请看它的运行日志。"}
	case kind == enums.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE || strings.Contains(strings.ToLower(said), "panic"):
		return cause{words: "办案程序在这一步出错中断，是程序的缺陷。请升级到修正后的版本，升级后自动继续；仍不恢复的，重新启动流程。", mends: true}
	}
	return cause{words: "流程引擎报告任务失败（" + kind.String() + "）。请看 worker 的运行日志；处理后仍不恢复的，重新启动流程。", mends: true}
}

// ofStep says why a step of a workflow fails.
func ofStep(said string) cause {
	if c, ok := known(stepCauses, said); ok {
		return c
	}
	return cause{words: "原因见程序的报告和 worker 的运行日志。"}
}

// ofDifference says why a difference could not be mended: the workflow does not answer,
// or the ledger does not.
func ofDifference(said string) cause {
	if c, ok := known(taskCauses, said); ok {
		return c
	}
	return ofStep(said)
}

// saidIn is what a failure said, with what the ones said from which it came.
func saidIn(f *failure.Failure) string {
	said := f.GetMessage()
	for f.GetCause() != nil {
		f = f.GetCause()
		if m := f.GetMessage(); m != "" && !strings.Contains(said, m) {
			said += ": " + m
		}
	}
	return said
}

// trouble tells what is wrong with a look that is taken at certain times.
func (c check) trouble(l models.Look, now time.Time) (Case, bool) {
	switch {
	case l.FailedAt.After(l.At):
		return Case{What: c.title, Cause: ofStep(l.Failure).words, Said: brief(l.Failure), Since: l.FailedAt}, true
	case l.At.IsZero() && !c.optional:
		return Case{What: c.title, Cause: "还没有完成过一次。"}, true
	case !l.At.IsZero() && c.within > 0 && now.Sub(l.At) > c.within:
		return Case{What: c.title, Cause: "上一次以后没有再做。", Since: l.At}, true
	}
	return Case{}, false
}
