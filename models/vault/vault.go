// Package vault keeps the files that people hand in, each under the SHA-256 of what is in
// it: in a directory, or in a bucket of an S3 service. What is kept is whole or is not
// there. The same content twice is one file; none is ever changed. What is read is checked
// against its name first.
package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"regexp"
	"syscall"
	"time"
)

// What can be wrong with a file. Anything else is a fault of where files are kept, which
// may pass.
var (
	ErrTooLarge = errors.New("vault: the content is larger than allowed")
	ErrMissing  = errors.New("vault: the file is not there")
	ErrDamaged  = errors.New("vault: the file is not what was stored")
)

// errFull is what a service says that has no room.
var errFull = errors.New("vault: there is no room")

// Full tells whether err means that there is no room to write to.
func Full(err error) bool {
	return errors.Is(err, errFull) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// Vault is where files are kept. It is safe for concurrent use, by several processes too.
type Vault interface {
	// Receive writes down what comes from a reader, at most limit bytes of it: ErrTooLarge
	// if it is more. Nothing is kept yet.
	Receive(from io.Reader, limit int64) (*Draft, error)
	// Get opens a file by its sum, once it has been checked: ErrMissing or ErrDamaged where
	// it is not what was stored. The caller closes it.
	Get(ctx context.Context, sum string) (*os.File, error)
	// All lists what is kept, in no order.
	All(ctx context.Context) iter.Seq2[Kept, error]
	// Remove takes a file away; one that is not there is no error.
	Remove(ctx context.Context, sum string) error
	// Close lets it go.
	Close() error
}

// Kept is a file that is kept, and since when: the last time that somebody has handed it in.
type Kept struct {
	Sum   string
	Size  int64
	Since time.Time
}

// Check is Get for whoever does not want the content.
func Check(ctx context.Context, v Vault, sum string) error {
	file, err := v.Get(ctx, sum)
	if err != nil {
		return err
	}
	return file.Close()
}

// Draft is content that has come in whole and is not kept yet. Its user ends with
// Keep or Discard; Discard after Keep does nothing.
type Draft struct {
	Sum  string // SHA-256 in hexadecimal
	Size int64

	file *os.File
	keep func(context.Context, *Draft) error
	drop func() error // removes the file, nil where it has no name
}

// take writes down what comes from a reader.
func (d *Draft) take(from io.Reader, limit int64) (*Draft, error) {
	sum := sha256.New()
	var err error
	d.Size, err = io.Copy(io.MultiWriter(d.file, sum), io.LimitReader(from, limit+1))
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

// Keep puts the content in its place. Once it returns, the content is there for good. It
// takes the place of a file of the same name, which is the same unless it was damaged.
func (d *Draft) Keep(ctx context.Context) error {
	if err := d.keep(ctx, d); err != nil {
		return fmt.Errorf("vault: keep %s: %w", d.Sum, err)
	}
	return nil
}

// Discard lets the draft go.
func (d *Draft) Discard() error {
	err := d.file.Close()
	if errors.Is(err, os.ErrClosed) {
		err = nil
	}
	if d.drop == nil {
		return err
	}
	return errors.Join(err, d.drop())
}

// check holds content against the sum that it should have: ErrDamaged.
func check(sum string, content io.Reader) error {
	is := sha256.New()
	if _, err := io.Copy(is, content); err != nil {
		return fmt.Errorf("vault: get %s: %w", sum, err)
	}
	if hex.EncodeToString(is.Sum(nil)) != sum {
		return fmt.Errorf("%w: %s", ErrDamaged, sum)
	}
	return nil
}

var sums = regexp.MustCompile(`^[0-9a-f]{64}$`)

// placeOf is under which name content with a sum lies: in one of 256 directories. It is
// the same everywhere, so that files can be copied from one place to another as they are.
func placeOf(sum string) string { return path.Join(sum[:2], sum) }

// sumAt is placeOf the other way round, empty for what is no file of ours.
func sumAt(place string) string {
	if sum := path.Base(place); sums.MatchString(sum) && place == placeOf(sum) {
		return sum
	}
	return ""
}
