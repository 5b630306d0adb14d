package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"yingsu/models"
)

// Anchor is the path of the file that keeps every seal outside of the database,
// a line each: the statement, a tab, the signature. Lines are only ever added; a
// file system, a printer or another machine that cannot take them back is the
// best place for it.
type Anchor string

// read returns the seals in the file, in the order of their numbers; none where
// there is no file yet. Two processes may have written the same line.
func (a Anchor) read() ([]models.Seal, error) {
	data, err := os.ReadFile(string(a))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var seals []models.Seal
	lines := strings.Split(string(data), "\n")
	for n, line := range lines[:len(lines)-1] { // the last is empty, or was cut off while it was written
		text, signature, _ := strings.Cut(line, "\t")
		seal := models.Seal{Text: text, Signature: signature}
		statement, err := seal.Statement()
		if err != nil {
			return nil, &spoiled{fmt.Sprintf("封存文件第%d行不是封存记录", n+1)}
		}
		seal.Number, seal.At = statement.Number, statement.At
		if n := seal.Number; n > 0 && n <= int64(len(seals)) && seals[n-1] == seal {
			continue
		}
		if seal.Number != int64(len(seals))+1 {
			return nil, &spoiled{fmt.Sprintf("封存文件第%d行应为第%d次封存，却是第%d次", n+1, len(seals)+1, seal.Number)}
		}
		seals = append(seals, seal)
	}
	return seals, nil
}

// spoiled means that the anchor file is not what was written to it.
type spoiled struct{ detail string }

func (e *spoiled) Error() string { return e.detail }

// add appends seals, and returns when they are on the disk. A line that was cut
// off while it was written is completed.
func (a Anchor) add(seals []models.Seal) error {
	if len(seals) == 0 {
		return nil
	}
	var lines strings.Builder
	for _, s := range seals {
		lines.WriteString(s.Text + "\t" + s.Signature + "\n")
	}
	data, err := os.ReadFile(string(a))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	begun := string(data[strings.LastIndexByte(string(data), '\n')+1:])
	rest, ok := strings.CutPrefix(lines.String(), begun)
	if !ok {
		return &spoiled{"封存文件的末行不完整，也不是本台账的封存记录"}
	}
	f, err := os.OpenFile(string(a), os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(rest)
	return errors.Join(err, f.Sync(), f.Close())
}
