package post

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// drop is the drop folder, for networks that nothing leaves but files: each
// delivery becomes one JSON file in the directory that DROP_DIR names, called by
// its key, which a program of the office picks up. A file is there whole or not at
// all; names that begin with a dot are not yet files. Whoever removes a file after
// reading may see it once more under the same name.
var drop = Channel{Name: "drop", Open: func(environment func(string) string) (Send, error) {
	dir := environment("DROP_DIR")
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, err
	}
	if err := sweep(dir); err != nil {
		return nil, err
	}
	return func(_ context.Context, p Parcel) error {
		for _, d := range p.Deliveries {
			if err := write(dir, d); err != nil {
				return err
			}
		}
		return nil
	}, nil
}}

// letter is what the file holds.
type letter struct {
	Key        string         `json:"key"`
	To         models.Actor   `json:"to"`
	LawsuitID  string         `json:"lawsuit_id,omitempty"`
	CaseNumber string         `json:"case_number,omitempty"`
	Urgency    models.Urgency `json:"urgency"`
	Title      string         `json:"title"`
	Body       string         `json:"body"`
	Article    string         `json:"article,omitempty"`
	Due        calendar.Date  `json:"due,omitzero"`
	At         time.Time      `json:"at"`
}

func write(dir string, d models.Delivery) error {
	m := d.Message
	content, err := json.MarshalIndent(letter{
		Key: d.Key, To: d.To, LawsuitID: m.LawsuitID, CaseNumber: m.CaseNumber, Urgency: m.Urgency,
		Title: m.Title, Body: m.Body, Article: m.Article, Due: m.Due, At: m.At,
	}, "", "  ")
	if err != nil {
		return err
	}
	// Each try has a name of its own: two may overlap when one was held up for longer
	// than its lease.
	f, err := os.CreateTemp(dir, "."+d.Key+"-*")
	if err != nil {
		return err
	}
	err = errors.Join(f.Chmod(0o640), writeThrough(f, append(content, '\n')), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, d.Key+".json"))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return settle(dir)
}

// writeThrough writes a file and waits until the disk has it.
func writeThrough(f *os.File, content []byte) error {
	if _, err := f.Write(content); err != nil {
		return err
	}
	return f.Sync()
}

// sweep removes what was left unfinished by those who were killed over it, long
// enough ago that nobody can still be writing.
func sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, ".*-*"))
	if err != nil {
		return err
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > 2*Lease {
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// settle waits until the disk has the names of a directory.
func settle(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
