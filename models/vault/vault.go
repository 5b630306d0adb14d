// Package vault keeps the files that people hand in, in a directory, each under the
// SHA-256 of what is in it. What is written there is whole or is not there: a file is
// written beside, synced, and then renamed. The same content twice is one file; none is
// ever changed. What is read is checked against its name first.
package vault

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"syscall"
	"time"
)

// What can be wrong with a file.
var (
	ErrTooLarge = errors.New("vault: the content is larger than allowed")
	ErrMissing  = errors.New("vault: the file is not there")
	ErrDamaged  = errors.New("vault: the file is not what was stored")
)

// Full tells whether err means that there is no room to write to.
func Full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// Vault is such a directory. It is safe for concurrent use, by several processes too.
type Vault struct{ root *os.Root }

// Beside is the name of the vault in the data directory of the one-process program.
const Beside = "files"

// drafts is where files are written first, below the vault's own directory so that they
// can be renamed.
const drafts = "drafts"

// stale is how old a draft is whose writer is gone for certain.
const stale = 24 * time.Hour

// Open opens a vault, makes the directory where it is not there, and clears away what
// writers that were killed have left.
func Open(dir string) (*Vault, error) {
	if err := os.MkdirAll(path.Join(dir, drafts), 0o700); err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	v := &Vault{root}
	if err := v.sweep(time.Now().Add(-stale)); err != nil {
		return nil, errors.Join(fmt.Errorf("vault: sweep: %w", err), root.Close())
	}
	return v, nil
}

// Attach opens a vault that is there, for reading, and changes nothing in it.
func Attach(dir string) (*Vault, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Vault{root}, nil
}

// Close lets the directory go.
func (v *Vault) Close() error { return v.root.Close() }

// sweep removes the drafts that were written before a moment.
func (v *Vault) sweep(before time.Time) error {
	left, err := fs.ReadDir(v.root.FS(), drafts)
	for _, entry := range left {
		info, gone := entry.Info()
		if gone != nil || info.ModTime().After(before) {
			continue
		}
		if removed := v.root.Remove(path.Join(drafts, entry.Name())); removed != nil && !errors.Is(removed, fs.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}
	return err
}

// Draft is content that has come in whole and is not kept yet. Its user ends with
// Keep or Discard; Discard after Keep does nothing.
type Draft struct {
	Sum  string // SHA-256 in hexadecimal
	Size int64

	vault *Vault
	file  *os.File
	name  string
}

// Receive writes down what comes from a reader, at most limit bytes of it: ErrTooLarge if
// it is more.
func (v *Vault) Receive(from io.Reader, limit int64) (*Draft, error) {
	name := path.Join(drafts, rand.Text())
	file, err := v.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("vault: receive: %w", err)
	}
	d := &Draft{vault: v, file: file, name: name}
	sum := sha256.New()
	d.Size, err = io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, limit+1))
	if err == nil && d.Size > limit {
		err = ErrTooLarge
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("vault: receive: %w", err), d.Discard())
	}
	d.Sum = hex.EncodeToString(sum.Sum(nil))
	return d, nil
}

// ReadAt reads from what has come in.
func (d *Draft) ReadAt(p []byte, offset int64) (int, error) { return d.file.ReadAt(p, offset) }

// Keep puts the content in its place. Once it returns, the content is on the disk. It
// takes the place of a file of the same name, which is the same unless it was damaged.
func (d *Draft) Keep() error {
	place := placeOf(d.Sum)
	err := d.file.Sync()
	if err == nil {
		err = d.vault.root.MkdirAll(path.Dir(place), 0o700)
	}
	if err == nil {
		err = d.vault.root.Rename(d.name, place)
	}
	if err != nil {
		return fmt.Errorf("vault: keep %s: %w", d.Sum, err)
	}
	d.name = ""
	if err := errors.Join(d.vault.sync(path.Dir(place)), d.vault.sync(".")); err != nil {
		return fmt.Errorf("vault: keep %s: %w", d.Sum, err)
	}
	return nil
}

// Discard lets the draft go.
func (d *Draft) Discard() error {
	err := d.file.Close()
	if errors.Is(err, fs.ErrClosed) {
		err = nil
	}
	if d.name == "" {
		return err
	}
	return errors.Join(err, d.vault.root.Remove(d.name))
}

// sync has the disk know the names in a directory.
func (v *Vault) sync(dir string) error {
	d, err := v.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get opens a file by its sum, once it has been checked: ErrMissing or ErrDamaged where
// it is not what was stored. The caller closes it.
func (v *Vault) Get(ctx context.Context, sum string) (*os.File, error) {
	if !sums.MatchString(sum) {
		return nil, ErrMissing
	}
	file, err := v.root.Open(placeOf(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, sum)
	}
	if err != nil {
		return nil, fmt.Errorf("vault: get %s: %w", sum, err)
	}
	if err := check(ctx, file, sum); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Check is Get for whoever does not want the content.
func (v *Vault) Check(ctx context.Context, sum string) error {
	file, err := v.Get(ctx, sum)
	if err != nil {
		return err
	}
	return file.Close()
}

func check(ctx context.Context, file *os.File, sum string) error {
	is := sha256.New()
	if _, err := io.Copy(is, &patient{ctx, file}); err != nil {
		return fmt.Errorf("vault: get %s: %w", sum, err)
	}
	if hex.EncodeToString(is.Sum(nil)) != sum {
		return fmt.Errorf("%w: %s", ErrDamaged, sum)
	}
	_, err := file.Seek(0, io.SeekStart)
	return err
}

// patient reads until its context ends.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (p *patient) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(into)
}

var sums = regexp.MustCompile(`^[0-9a-f]{64}$`)

// placeOf is where content with a sum lies: in one of 256 directories.
func placeOf(sum string) string { return path.Join(sum[:2], sum) }
