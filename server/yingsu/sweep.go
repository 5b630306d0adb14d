package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/workflows/calendar"
)

// sweep finds the files that no upload names: its sender was cut off between the file and
// its row, or the ledger was set back to before it. It is a command and nothing that
// happens by itself, because of the latter.
type sweep struct {
	Remove bool `help:"删去所列的文件；不加则只列出"`
	Days   int  `help:"只算存入已满几天的，不少于 1" default:"30" placeholder:"天数"`
}

func (s *sweep) Run(ctx context.Context, out io.Writer, c *commands) error {
	if s.Days < 1 {
		return errors.New("--days 须不少于 1：正在上传的文件还没有记录，不能当作无用的文件")
	}
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	v, err := c.vault(c.files())
	if err == nil && v == nil {
		err = errors.New("没有找到上传的文件，请在 FILES_DIR 中指明目录，或者在 FILES_S3_BUCKET 等项中指明存储桶")
	}
	if err != nil {
		return err
	}
	b := broom{ledger: p.Store, vault: v, out: out, before: time.Now().AddDate(0, 0, -s.Days), removes: s.Remove}
	if s.Remove {
		attempt := models.Attempt{Username: "yingsu", Action: "sweep_files", Detail: fmt.Sprintf("存入已满%d天", s.Days), At: time.Now()}
		err = p.Store.Audited(ctx, attempt, func(int64) (bool, error) { return false, b.all(ctx) })
	} else {
		err = b.all(ctx)
	}
	if err = errors.Join(c.settings.Misled(err), v.Close()); err != nil {
		return err
	}
	did := "没有删去，核对后加 --remove 删去"
	if s.Remove {
		did = "已删去"
	}
	fmt.Fprintf(out, "没有任何记录、存入已满%d天的文件%d个，共%d字节", s.Days, b.files, b.bytes)
	if b.files > 0 {
		fmt.Fprintf(out, "，%s", did)
	}
	fmt.Fprintln(out, "。")
	return nil
}

// broom is a sweep under way.
type broom struct {
	ledger  *store.Store
	vault   vault.Vault
	out     io.Writer
	before  time.Time
	removes bool

	files int
	bytes int64
}

// together is how many files the ledger is asked for at once.
const together = 500

func (b *broom) all(ctx context.Context) error {
	var old []vault.Kept
	for kept, err := range b.vault.All(ctx) {
		if err != nil {
			return err
		}
		if kept.Since.Before(b.before) {
			old = append(old, kept)
		}
	}
	for some := range slices.Chunk(old, together) {
		if err := b.some(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

func (b *broom) some(ctx context.Context, old []vault.Kept) error {
	sums := make([]string, len(old))
	for n, kept := range old {
		sums[n] = kept.Sum
	}
	nameless, err := b.ledger.NamelessContent(ctx, sums)
	if err != nil {
		return err
	}
	for _, kept := range old {
		if !slices.Contains(nameless, kept.Sum) {
			continue
		}
		if err := b.one(ctx, kept); err != nil {
			return err
		}
	}
	return nil
}

// one removes a file that nobody names, or only says so. In between somebody may have
// begun to hand in the same: then it stays.
func (b *broom) one(ctx context.Context, kept vault.Kept) error {
	if b.removes {
		swept, err := b.ledger.SweepContent(ctx, kept.Sum, b.before, func() error { return b.vault.Remove(ctx, kept.Sum) })
		if err != nil || !swept {
			return err
		}
	}
	b.files++
	b.bytes += kept.Size
	fmt.Fprintf(b.out, "%s  %s  %d\n", kept.Sum, kept.Since.In(calendar.Zone).Format("2006-01-02 15:04"), kept.Size)
	return nil
}
