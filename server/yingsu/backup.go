package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"yingsu/models/store"
	"yingsu/models/vault"
	"yingsu/worker/proof"
	"yingsu/workflows/calendar"
)

type backup struct {
	To string `arg:"" name:"备份目录" help:"须为新目录" type:"path"`
}

// manifest lists what a backup consists of. It is written last: a backup without
// it was cut off.
type manifest struct {
	At    time.Time         `json:"at"`
	Files map[string]string `json:"files"` // SHA-256 by name
}

const manifestFile = "backup.json"

// besides are copied too if they lie in the data directory.
var besides = []string{proof.AnchorFile, proof.KeyFile}

func (b *backup) Run(ctx context.Context, out io.Writer, c *commands) error {
	if c.Data == "" {
		return errors.New("这一命令只备份一体化程序的数据目录，请用 --data 指明。PostgreSQL 用 pg_basebackup 备份，见 server/yingsu/BACKUP.md")
	}
	if err := newDirectory(b.To); err != nil {
		return err
	}
	m := manifest{At: time.Now().UTC(), Files: map[string]string{}}
	// Seals first: a seal that is made meanwhile is then in the copied ledger and
	// not in the copied file, which catches up; the other way round the ledger would
	// look set back.
	for _, name := range besides {
		err := copyFile(filepath.Join(c.Data, name), filepath.Join(b.To, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	err := store.CopyTogether(ctx,
		store.Copy{From: filepath.Join(c.Data, ledgerFile), To: filepath.Join(b.To, ledgerFile)},
		store.Copy{From: filepath.Join(c.Data, temporalFile), To: filepath.Join(b.To, temporalFile)})
	if err != nil {
		return err
	}
	for _, name := range append([]string{ledgerFile, temporalFile}, besides...) {
		sum, err := sumOf(filepath.Join(b.To, name))
		if errors.Is(err, fs.ErrNotExist) && slices.Contains(besides, name) {
			continue
		}
		if err != nil {
			return err
		}
		m.Files[name] = sum
	}
	// Files later: none is ever changed, and none removed that a row names, so those that
	// the copied ledger knows of are all there.
	files := "连同上传的文件。"
	if c.settings.Bucket != "" {
		files = fmt.Sprintf("上传的文件不在本备份中：它们在存储桶 %s，请由管理该存储服务的人员在此之后备份存储桶（见 server/yingsu/BACKUP.md）。", c.settings.Bucket)
	} else if err := copyFiles(c.files(), filepath.Join(b.To, vault.Beside)); err != nil {
		return err
	}
	if err := m.write(b.To); err != nil {
		return err
	}
	fmt.Fprintf(out, "已备份到 %s：台账和办理流程为同一时刻（%s）的内容，%s\n备份含封存密钥的，应与密钥同等保管。恢复：yingsu restore %s --data=新目录\n",
		b.To, m.At.In(calendar.Zone).Format("2006年1月2日 15:04:05"), files, b.To)
	return nil
}

func (m manifest) write(dir string) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, manifestFile), append(data, '\n'), 0o600)
}

// newDirectory makes a directory, and refuses one in which there is something.
func newDirectory(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return fmt.Errorf("目录 %s 不是空的，没有写入任何内容；请另选新目录", dir)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.MkdirAll(dir, 0o700)
}

// copyFile copies a file that is not there yet, for its owner alone, and returns
// when it is on the disk.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), err
}
