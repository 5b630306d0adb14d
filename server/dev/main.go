// Dev runs everything in this one process, with its data on disk: the ledger,
// Temporal and its console, the worker, the pages and the interface. It is for
// trying Yingsu out, for drills and for tests; it listens on the loopback
// interface only. What it is told by its environment, settings.Dev lists.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"yingsu/worker/logs"
	"yingsu/worker/settings"
	"yingsu/workflows/calendar"
)

func main() {
	o := options{out: os.Stdout}
	if code, parsed := o.parse(os.Args[1:]); !parsed {
		os.Exit(code)
	}
	os.Exit(o.main())
}

// parse reads the flags, and more of them where a test has some. Where there is nothing
// more to do it returns the exit code.
func (o *options) parse(args []string, more ...func(*flag.FlagSet)) (code int, parsed bool) {
	f := flag.NewFlagSet("dev", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	o.flags(f)
	for _, add := range more {
		add(f)
	}
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		f.SetOutput(o.out)
		f.PrintDefaults()
		return 0, false
	case err == nil && f.NArg() > 0:
		err = fmt.Errorf("%q", f.Arg(0))
	}
	if err != nil {
		err = &settings.Wrong{Name: "命令行", Says: fmt.Sprintf("参数有误（%v），用法见 -help。", err)}
	}
	return settings.Ended(os.Stderr, err), err == nil
}

func (o *options) flags(f *flag.FlagSet) {
	f.StringVar(&o.http, "http", "127.0.0.1:8080", "`address` of the pages and the interface")
	f.StringVar(&o.temporal, "temporal", "127.0.0.1:7233", "`address` of Temporal")
	f.StringVar(&o.console, "console", "", "`address` at which Temporal's console also answers without a sign-in; chosen, and told nobody, if empty")
	f.StringVar(&o.data, "data", "data", "`directory` of the data")
	f.BoolVar(&o.sample, "sample", false, "make units, people and fourteen lawsuits, once")
	f.IntVar(&o.drill, "drill", 0, "a civil day lasts this many `seconds`")
	f.TextVar(&o.today, "today", calendar.Date{}, "civil `date` on which a drill starts, as 2026-03-02")
}

// main runs until it is told to stop, and returns the exit code.
func (o *options) main() int {
	slog.SetDefault(logs.Text(os.Stderr))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	_, err := settings.Read(&o.told, nil, os.Environ())
	if err == nil {
		err = o.check()
	}
	if err == nil {
		err = o.run(ctx)
	}
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return settings.Ended(os.Stderr, err)
}

// check looks whether the flags can be worked with.
func (o *options) check() error {
	for name, address := range map[string]string{"-http": o.http, "-temporal": o.temporal, "-console": o.console} {
		if _, _, err := net.SplitHostPort(address); address != "" && err != nil {
			return &settings.Wrong{Name: name, Says: fmt.Sprintf("是 %q，请填“主机:端口”，如 127.0.0.1:8080。", address)}
		}
	}
	if o.drill < 0 {
		return &settings.Wrong{Name: "-drill", Says: fmt.Sprintf("是 %d，请填每日的秒数，如 30；0 为真实时间。", o.drill)}
	}
	if !o.today.IsZero() && o.drill == 0 {
		return &settings.Wrong{Name: "-today", Says: "只用于演练，请与 -drill 一起使用。"}
	}
	if err := os.MkdirAll(o.data, 0o700); err != nil {
		return &settings.Wrong{Name: "-data", Says: fmt.Sprintf("所指的目录 %q 不能建立，请改正路径或者权限。", o.data)}
	}
	return nil
}
