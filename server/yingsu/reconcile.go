package main

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"go.temporal.io/sdk/client"

	"yingsu/activities"
	"yingsu/worker/proof"
	"yingsu/worker/watch"
	"yingsu/workflows/calendar"
	"yingsu/workflows/dial"
)

type reconcile struct {
	Temporal string `help:"Temporal 的地址；不填则按 Temporal 自己的环境变量连接" placeholder:"地址"`
}

func (r *reconcile) Run(ctx context.Context, out io.Writer, c *commands) error {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	temporal, err := r.dial(ctx)
	if err != nil {
		return err
	}
	defer temporal.Close()
	var kept struct{ Civil calendar.Civil } // of a drill; none in production
	if _, err := p.Store.Setting(ctx, "civil", &kept); err != nil {
		return err
	}
	w := &watch.Watch{Activities: &activities.Activities{Store: p.Store, Temporal: temporal}, Civil: kept.Civil, Site: string(c.settings.Site)}
	found, err := w.Reconcile(ctx)
	if err != nil {
		return err
	}
	return r.tell(out, found)
}

func (r *reconcile) dial(ctx context.Context) (client.Client, error) {
	if r.Temporal != "" {
		return dial.Address(ctx, r.Temporal)
	}
	return dial.Environment()
}

func (r *reconcile) tell(out io.Writer, found []watch.Difference) error {
	left := 0
	for _, d := range found {
		became := "已恢复"
		if !d.Mended {
			left++
			became = fmt.Sprintf("未能恢复：%v", cmp.Or(d.Err, fmt.Errorf("原因不明")))
		}
		fmt.Fprintf(out, "%s  %s。%s\n", d.CaseNumber, d.What, became)
	}
	fmt.Fprintf(out, "台账与办理流程对照完毕：%d件不一致，恢复%d件，未恢复%d件。\n", len(found), len(found)-left, left)
	if left > 0 {
		return exit(proof.Tampered)
	}
	return nil
}
