package main

import (
	"context"
	"encoding/json"
	"io"

	"yingsu/worker/proof"
)

type verify struct {
	JSON   bool             `help:"输出 JSON，供程序读取"`
	Recent bool             `help:"只对最近一次封存以来有变化的案件重放办理动作、读取办理过程（其余照常核对）"`
	Known  map[int64]string `help:"另行留存的封存校验值，如 12=3f2a…（可只填开头）" placeholder:"次序=校验值"`
}

func (v *verify) Run(ctx context.Context, out io.Writer, c *commands) error {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	report, err := p.Verify(ctx, proof.Options{Recent: v.Recent, Known: v.Known})
	if err != nil {
		return err
	}
	if err := c.checkFiles(ctx, p, c.files(), report); err != nil {
		return err
	}
	return v.tell(out, report)
}

// tell prints the report; what it comes to is what the program ends with.
func (v *verify) tell(out io.Writer, report *proof.Report) error {
	print := report.Print
	if v.JSON {
		print = func(out io.Writer) error {
			encoder := json.NewEncoder(out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(report)
		}
	}
	if err := print(out); err != nil {
		return err
	}
	if code := report.Exit(); code != proof.Clean {
		return exit(code)
	}
	return nil
}
