package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"time"
)

// Directory is a vault in a directory. What is written there is written beside, synced,
// and then renamed.
type Directory struct{ root *os.Root }

// Beside is the name of the vault in the data directory of the one-process program.
const Beside = "files"

// drafts is where files are written first, below the vault's own directory so that they
// can be renamed.
const drafts = "drafts"

// stale is how old a draft is whose writer is gone for certain.
const stale = 24 * time.Hour

// Open opens a directory, makes it where it is not there, and clears away what
// writers that were killed have left.
func Open(dir string) (*Directory, error) {
	if err := os.MkdirAll(path.Join(dir, drafts), 0o700); err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	d, err := Attach(dir)
	if err != nil {
		return nil, err
	}
	if err := d.sweep(time.Now().Add(-stale)); err != nil {
		return nil, errors.Join(fmt.Errorf("vault: sweep: %w", err), d.Close())
	}
	return d, nil
}

// Attach opens a directory that is there, and changes nothing in it by itself.
func Attach(dir string) (*Directory, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Directory{root}, nil
}

// Close lets the directory go.
func (d *Directory) Close() error { return d.root.Close() }

// sweep removes the drafts that were written before a moment.
func (d *Directory) sweep(before time.Time) error {
	left, err := fs.ReadDir(d.root.FS(), drafts)
	for _, entry := range left {
		info, gone := entry.Info()
		if gone != nil || info.ModTime().After(before) {
			continue
		}
		err = errors.Join(err, d.remove(path.Join(drafts, entry.Name())))
	}
	return err
}

// remove takes a file away that somebody else may have taken away.
func (d *Directory) remove(name string) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Receive writes a draft beside the files.
func (d *Directory) Receive(from io.Reader, limit int64) (*Draft, error) {
	name := path.Join(drafts, rand.Text())
	file, err := d.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("vault: receive: %w", err)
	}
	draft := &Draft{
		file: file,
		keep: func(_ context.Context, whole *Draft) error { return d.keep(whole, name) },
		drop: func() error { return d.root.Remove(name) },
	}
	return draft.take(from, limit)
}

// keep renames a draft to where it belongs, once the disk has it, and has the disk know
// the names.
func (d *Directory) keep(draft *Draft, name string) error {
	place := placeOf(draft.Sum)
	err := draft.file.Sync()
	if err == nil {
		err = d.root.MkdirAll(path.Dir(place), 0o700)
	}
	if err == nil {
		err = d.root.Rename(name, place)
	}
	if err != nil {
		return err
	}
	draft.drop = nil
	return errors.Join(d.sync(path.Dir(place)), d.sync("."))
}

// sync has the disk know the names in a directory.
func (d *Directory) sync(dir string) error {
	opened, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(opened.Sync(), opened.Close())
}

// Get opens the file where it lies.
func (d *Directory) Get(ctx context.Context, sum string) (*os.File, error) {
	if !sums.MatchString(sum) {
		return nil, ErrMissing
	}
	file, err := d.root.Open(placeOf(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrMissing, sum)
	}
	if err != nil {
		return nil, fmt.Errorf("vault: get %s: %w", sum, err)
	}
	err = check(sum, &patient{ctx, file})
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
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

// All walks through the directory.
func (d *Directory) All(ctx context.Context) iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		err := fs.WalkDir(d.root.FS(), ".", func(place string, entry fs.DirEntry, err error) error {
			if err == nil {
				err = ctx.Err()
			}
			sum := sumAt(place)
			if err != nil || sum == "" || !entry.Type().IsRegular() {
				return err
			}
			info, err := entry.Info()
			switch {
			case errors.Is(err, fs.ErrNotExist): // removed meanwhile
				return nil
			case err != nil:
				return err
			case !yield(Kept{Sum: sum, Size: info.Size(), Since: info.ModTime()}, nil):
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Kept{}, fmt.Errorf("vault: list: %w", err))
		}
	}
}

// Remove unlinks the file.
func (d *Directory) Remove(_ context.Context, sum string) error {
	if !sums.MatchString(sum) {
		return ErrMissing
	}
	if err := d.remove(placeOf(sum)); err != nil {
		return fmt.Errorf("vault: remove %s: %w", sum, err)
	}
	return nil
}
