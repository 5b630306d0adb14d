// Yingsu is for whoever runs the system: it proves that the ledger is what was
// written, compares it with Temporal, and copies and restores everything to one
// moment. What it prints is for people, in Chinese; BACKUP.md has the commands.
//
// It works on the data directory of the one-process program (--data), or else on
// what the environment names; settings.Tool lists it.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"yingsu/worker/proof"
	"yingsu/worker/settings"
)

type commands struct {
	settings settings.Tool

	Data string `help:"一体化程序的数据目录；不填则按环境变量 DATABASE_URL 等连接" type:"path" placeholder:"目录"`

	Verify    verify    `cmd:"" help:"核验台账：办理日志、案卷、审计日志、账号变更等是否与写入时、封存时一致。结束代码：0 未发现改动，1 发现改动，2 有内容未能核对"`
	Seal      seal      `cmd:"" help:"立即封存台账一次（办理进程每天自动封存）"`
	Key       key       `cmd:"" help:"生成封存密钥，或者导出公钥供审计员核验"`
	Reconcile reconcile `cmd:"" help:"将台账与办理流程（Temporal）逐件对照，能恢复的即恢复，从备份恢复后须运行一次。结束代码：0 一致或者均已恢复，1 有未能恢复的，2 未能对照"`
	Backup    backup    `cmd:"" help:"把一体化程序的全部数据按同一时刻备份到新目录，程序可以照常运行"`
	Readmit   readmit   `cmd:"" help:"重置安全管理员的密码，解除锁定和两步验证，并告知审计员。只在没有其他安全管理员可以重置时使用"`
	Sweep     sweep     `cmd:"" help:"列出没有任何记录的上传文件（上传中断所留，或者恢复台账后失去记录的），核对后可以删去"`
	Restore   restore   `cmd:"" help:"把备份恢复到 --data 所指的新目录，并核验"`
}

// told reads what the environment says.
func (c *commands) told() error {
	_, err := settings.Read(&c.settings, nil, os.Environ())
	return err
}

// exit is what the program ends with where a command has more to say than
// whether it went well.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	var c commands
	helped := false
	parser, err := kong.New(&c, kong.Name("yingsu"), kong.Description("应诉系统运维工具：核验、封存、对照、备份、清理、恢复。步骤见 server/yingsu/BACKUP.md。"),
		kong.Help(inChinese), kong.Exit(func(int) { helped = true }), kong.Writers(out, errs), kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(out, (*io.Writer)(nil)), kong.Bind(&c))
	if err != nil {
		panic(err) // the commands themselves do not fit together
	}
	parser.Model.HelpFlag.Help = "显示本说明"
	command, err := parser.Parse(args)
	if helped {
		return proof.Clean
	}
	if err != nil {
		fmt.Fprintf(errs, "yingsu: 没有执行，命令或者参数有误（%v）。用法见 yingsu --help。\n", err)
		return proof.NotSeen
	}
	if err = c.told(); err == nil {
		err = command.Run()
	}
	var said exit
	switch {
	case err == nil:
		return proof.Clean
	case errors.As(err, &said):
		return int(said)
	}
	fmt.Fprintln(errs, "yingsu:", err)
	return proof.NotSeen
}

// inChinese prints help as the library does, with its own words in Chinese.
func inChinese(options kong.HelpOptions, ctx *kong.Context) error {
	out, text := ctx.Stdout, new(bytes.Buffer)
	ctx.Stdout = text
	defer func() { ctx.Stdout = out }()
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	_, err := strings.NewReplacer(
		"Usage: ", "用法：", "<command>", "<命令>", "[flags]", "[选项]", "Flags:", "选项：", "Arguments:", "参数：", "Commands:", "命令：",
		"Run \"yingsu", "各命令的选项见 yingsu", "--help\" for more information on a command.", "--help。",
	).WriteString(out, text.String())
	return err
}
