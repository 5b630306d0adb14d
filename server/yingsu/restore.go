package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/worker/proof"
	"yingsu/workflows/calendar"
)

type restore struct {
	From string `arg:"" name:"备份目录" help:"由 yingsu backup 生成" type:"existingdir"`
}

func (r *restore) Run(ctx context.Context, out io.Writer, c *commands) error {
	if c.Data == "" {
		return errors.New("请用 --data 指明恢复到哪个新目录")
	}
	m, err := readManifest(r.From)
	if err != nil {
		return err
	}
	if used, err := store.InUse(ctx, filepath.Join(c.Data, lockFile)); err == nil && used {
		return fmt.Errorf("目录 %s 正由运行中的程序使用，没有写入任何内容；请先停止程序，并恢复到另一新目录", c.Data)
	}
	if err := newDirectory(c.Data); err != nil {
		return err
	}
	if err := m.restore(ctx, r.From, c.Data); err != nil {
		return err
	}
	if err := copyFiles(filepath.Join(r.From, vault.Beside), filepath.Join(c.Data, vault.Beside)); err != nil {
		return err
	}
	fmt.Fprintf(out, "已将%s的备份恢复到 %s，文件完好。\n\n", m.At.In(calendar.Zone).Format("2006年1月2日 15:04:05"), c.Data)
	err = r.verify(ctx, out, c)
	if err != nil && !errors.As(err, new(exit)) {
		return err
	}
	fmt.Fprintf(out, `
接下来：
  1. 停止仍在旧目录上运行的程序，用新目录启动：go -C server/dev run . -data %s
  2. 启动后运行一次 yingsu reconcile --data=%[1]s --temporal=地址，看台账与办理流程是否一致。
  3. 封存文件另存在别处、且比备份新的，运行 yingsu seal --restored=原因 --data=%[1]s，此后封存照常进行。
  4. 备份之后到恢复之前办理的事项不在其中，请按纸质材料补办；旧目录在核对完毕前不要删除。
`, c.Data)
	return err
}

func readManifest(dir string) (manifest, error) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("%s 中没有 %s：不是备份，或者备份没有完成", dir, manifestFile)
	}
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(data, &m)
}

// restore copies every file, and looks at whether it is what was backed up.
func (m manifest) restore(ctx context.Context, from, to string) error {
	for name, want := range m.Files {
		if !slices.Contains(append([]string{ledgerFile, temporalFile}, besides...), name) {
			return fmt.Errorf("备份清单中有不属于备份的文件 %q", name)
		}
		target := filepath.Join(to, name)
		if err := copyFile(filepath.Join(from, name), target); err != nil {
			return err
		}
		sum, err := sumOf(target)
		if err != nil {
			return err
		}
		if sum != want {
			return fmt.Errorf("备份文件 %s 与备份时不一致，已损坏或者被改动；请换用另一份备份，并删去 %s", name, to)
		}
	}
	for _, name := range []string{ledgerFile, temporalFile} {
		if err := store.CheckFile(ctx, filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

// verify brings the restored ledger up to this program, as its start would, and
// verifies it.
func (r *restore) verify(ctx context.Context, out io.Writer, c *commands) error {
	ledger, err := store.Open(ctx, "sqlite:"+filepath.Join(c.Data, ledgerFile))
	if err != nil {
		return err
	}
	defer ledger.Close()
	p, err := proof.Beside(ledger, c.Data)
	if err != nil {
		return err
	}
	report, err := p.Verify(ctx, proof.Options{})
	if err != nil {
		return err
	}
	if err := c.checkFiles(ctx, p, filepath.Join(c.Data, vault.Beside), report); err != nil {
		return err
	}
	return (&verify{}).tell(out, report)
}
