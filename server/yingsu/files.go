package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"yingsu/models/vault"
	"yingsu/worker/proof"
)

// files is the directory of the files that people upload, empty where nobody says.
func (c *commands) files() string {
	beside := ""
	if c.Data != "" {
		beside = filepath.Join(c.Data, vault.Beside)
	}
	return cmp.Or(string(c.settings.FilesDir), beside)
}

// vault is where those files are: the bucket, or a directory that is there. It is nil
// where nobody has said where, or nothing was ever uploaded.
func (c *commands) vault(dir string) (vault.Vault, error) {
	if c.settings.Bucket != "" {
		return c.settings.InBucket()
	}
	v, err := vault.Attach(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return v, err
}

// checkFiles adds to a report what is wrong with the files, in a directory or else in the
// bucket.
func (c *commands) checkFiles(ctx context.Context, p *proof.Proof, dir string, report *proof.Report) error {
	v, err := c.vault(dir)
	switch {
	case err != nil:
		return err
	case v == nil:
		return p.Files(ctx, nil, report)
	}
	return errors.Join(p.Files(ctx, v, report), v.Close())
}

var stored = regexp.MustCompile(`^[0-9a-f]{2}/[0-9a-f]{64}$`)

// copyFiles copies every file of one directory into another, as it is: what is damaged is
// found when the copy is verified, and does not keep the others from being copied. A
// directory that is not there has no files.
func copyFiles(from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil || !stored.MatchString(filepath.ToSlash(name)) { // a draft, or nothing of ours
			return err
		}
		target := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		if err := copyFile(path, target); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil // swept away meanwhile, because no row names it
	})
}
