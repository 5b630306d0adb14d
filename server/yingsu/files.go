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

// checkFiles adds to a report what is wrong with the files in a directory.
func checkFiles(ctx context.Context, p *proof.Proof, dir string, report *proof.Report) error {
	v, err := vault.Attach(dir)
	if errors.Is(err, fs.ErrNotExist) { // nobody has said where, or nothing was ever uploaded
		return p.Files(ctx, nil, report)
	}
	if err != nil {
		return err
	}
	return errors.Join(p.Files(ctx, v, report), v.Close())
}

var stored = regexp.MustCompile(`^[0-9a-f]{2}/[0-9a-f]{64}$`)

// copyFiles copies every file of one vault into another, as it is: what is damaged is
// found when the copy is verified, and does not keep the others from being copied. A vault
// that is not there has no files.
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
		return copyFile(path, target)
	})
}
