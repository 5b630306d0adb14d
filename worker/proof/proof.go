// Package proof lets whoever runs the system prove that the ledger is what was
// written.
//
// Each day the ledger is sealed: a statement of all that is new, tied to the one
// of the day before and signed with a key that the database does not hold, is
// kept in the ledger, in a file outside of it, and in the auditor's inbox. Verify
// recomputes every journal and holds everything in the ledger against what was
// sealed, against the workflows' own histories, and against what the acts on file
// make of it. See workflows/decisions/0011.
package proof

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/worker/settings"
	"yingsu/workflows/calendar"
)

// Proof seals a ledger and verifies it.
type Proof struct {
	Store  *store.Store
	Key    *Key   // nil where there is none: nothing can be sealed, and no seal be trusted
	Anchor Anchor // empty where seals are kept nowhere but in the ledger
}

// Where the key and the seals are kept besides the ledger.
const (
	KeyVariable    = "YINGSU_SEAL_KEY_FILE"    // the key, see Key; without it the ledger is not sealed
	AnchorVariable = "YINGSU_SEAL_ANCHOR_FILE" // see Anchor
)

// Environment returns what the environment describes.
func Environment(ledger *store.Store) (*Proof, error) {
	return at(ledger, os.Getenv(KeyVariable), os.Getenv(AnchorVariable))
}

// Start returns what the environment describes for a worker, which makes the key
// where one is named and nothing has been sealed yet.
func Start(ctx context.Context, ledger *store.Store) (*Proof, error) {
	p, err := Environment(ledger)
	if err != nil || os.Getenv(KeyVariable) == "" {
		return p, err
	}
	return p.begin(ctx, os.Getenv(KeyVariable), func() (*Proof, error) { return Environment(ledger) })
}

// The files of the one-process program, where the environment names no others.
const (
	KeyFile    = "seal.key"
	AnchorFile = "seals.txt"
)

// Beside returns what the environment describes, and where it does not, the files
// in the data directory of the one-process program.
func Beside(ledger *store.Store, dir string) (*Proof, error) {
	return at(ledger, cmp.Or(os.Getenv(KeyVariable), filepath.Join(dir, KeyFile)), cmp.Or(os.Getenv(AnchorVariable), filepath.Join(dir, AnchorFile)))
}

// Begin makes the key of the one-process program at its first start. Once there
// are seals a key that is gone is not replaced: a new one could not stand for
// them.
func Begin(ctx context.Context, ledger *store.Store, dir string) (*Proof, error) {
	p, err := Beside(ledger, dir)
	if err != nil {
		return p, err
	}
	return p.begin(ctx, cmp.Or(os.Getenv(KeyVariable), filepath.Join(dir, KeyFile)), func() (*Proof, error) { return Beside(ledger, dir) })
}

// begin makes a key where there is none and nothing has been sealed. Of several
// processes that start together one makes it, and all read it.
func (p *Proof) begin(ctx context.Context, key string, again func() (*Proof, error)) (*Proof, error) {
	if p.Key != nil {
		return p, nil
	}
	if _, sealed, err := p.lastSeal(ctx); err != nil || sealed {
		return p, err
	}
	if err := MakeKey(key); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, &settings.Wrong{Name: KeyVariable, Says: fmt.Sprintf("所指的封存密钥文件 %q 不能生成，请将所在的目录交给运行本程序的用户。", key)}
	}
	return again()
}

func at(ledger *store.Store, key, anchor string) (*Proof, error) {
	p := &Proof{Store: ledger, Anchor: Anchor(anchor)}
	if key == "" {
		return p, nil
	}
	var err error
	switch p.Key, err = ReadKey(key); {
	case errors.Is(err, ErrNoKey):
		return p, nil
	case err != nil:
		return nil, &settings.Wrong{Name: KeyVariable, Says: fmt.Sprintf("所指的文件 %q 中没有可用的封存密钥，请核对文件；已有封存的，请取回原密钥，不要另行生成。", key)}
	}
	return p, nil
}

// Seals tells whether it can seal.
func (p *Proof) Seals() bool { return p != nil && p.Key != nil && p.Key.private != nil }

// SetBack means that the anchor file knows of seals that the ledger does not
// have, or has otherwise: the ledger was restored from a backup, or somebody set
// it back. It is sealed again only once a person has said which.
type SetBack struct {
	Ledger, Anchor int64 // the last seals of each
}

func (e *SetBack) Error() string {
	return fmt.Sprintf("the ledger has seals up to %d, the anchor file others up to %d", e.Ledger, e.Anchor)
}

// Seal seals what is new, and returns the seal. It is a Conflict where another
// process does so at the same moment, and *SetBack where the ledger is not the
// one that was sealed last.
func (p *Proof) Seal(ctx context.Context) (models.Seal, error) {
	seals, err := p.keep(ctx)
	if err != nil {
		return models.Seal{}, err
	}
	return p.put(ctx, seals, time.Now(), nil, "")
}

// SealDaily seals unless the day has a seal already, and tells whether it did. Of
// several processes that try, one does.
func (p *Proof) SealDaily(ctx context.Context, now time.Time) (seal models.Seal, made bool, err error) {
	seals, err := p.keep(ctx)
	if err != nil {
		return models.Seal{}, false, err
	}
	if n := len(seals); n > 0 && !calendar.DateOf(seals[n-1].At).Before(calendar.DateOf(now)) {
		return models.Seal{}, false, nil
	}
	seal, err = p.put(ctx, seals, now, nil, "")
	var refused *models.Error
	if errors.As(err, &refused) && refused.Code == models.Conflict {
		return models.Seal{}, false, nil // another was faster
	}
	return seal, err == nil, err
}

// SealRestored seals a ledger that was restored from a backup, for a reason that
// stays in the seal: what was sealed after the backup no longer counts.
func (p *Proof) SealRestored(ctx context.Context, reason string) (models.Seal, error) {
	seals, err := p.Store.Seals(ctx)
	if err != nil {
		return models.Seal{}, err
	}
	kept, err := p.Anchor.read()
	if err != nil {
		return models.Seal{}, err
	}
	holds := int64(len(seals))
	if holds >= int64(len(kept)) || !same(seals, kept[:holds]) {
		return models.Seal{}, fmt.Errorf("the ledger is not an earlier state of the one that the anchor file knows: %w", &SetBack{holds, int64(len(kept))})
	}
	for _, gone := range kept[holds:] {
		if !p.Key.signed(gone.Text, gone.Signature) {
			return models.Seal{}, &spoiled{fmt.Sprintf("封存文件中第%d次封存的签名不对", gone.Number)}
		}
		if err := p.Store.PutSeal(ctx, gone, nil); err != nil {
			return models.Seal{}, err
		}
	}
	return p.put(ctx, kept, time.Now(), &holds, reason)
}

// lastSeal returns the seal that was made last, and whether there is one.
func (p *Proof) lastSeal(ctx context.Context) (models.Seal, bool, error) {
	seals, err := p.Store.Seals(ctx)
	if err != nil || len(seals) == 0 {
		return models.Seal{}, false, err
	}
	return seals[len(seals)-1], true, nil
}

// keep brings the anchor file up to the ledger, and returns all seals. The file is
// read first: a seal gets into the ledger before it gets there.
func (p *Proof) keep(ctx context.Context) ([]models.Seal, error) {
	if p.Anchor == "" {
		return p.Store.Seals(ctx)
	}
	kept, err := p.Anchor.read()
	if err != nil {
		return nil, err
	}
	seals, err := p.Store.Seals(ctx)
	if err != nil {
		return nil, err
	}
	if len(kept) > len(seals) || !same(kept, seals[:len(kept)]) {
		return nil, &SetBack{int64(len(seals)), int64(len(kept))}
	}
	return seals, p.Anchor.add(seals[len(kept):])
}

// same compares what was written, and not when: that is in it.
func same(a, b []models.Seal) bool {
	if len(a) != len(b) {
		return false
	}
	for n := range a {
		if a[n].Text != b[n].Text || a[n].Signature != b[n].Signature {
			return false
		}
	}
	return true
}

// put makes the seal that follows on others.
func (p *Proof) put(ctx context.Context, before []models.Seal, now time.Time, restored *int64, reason string) (models.Seal, error) {
	if !p.Seals() {
		return models.Seal{}, errors.New("there is no private key to seal with")
	}
	lines, err := p.Store.Unsealed(ctx)
	if err != nil {
		return models.Seal{}, err
	}
	totals, err := p.Store.Totals(ctx, lines)
	if err != nil {
		return models.Seal{}, err
	}
	now = now.UTC().Truncate(time.Second)
	statement := models.Statement{
		V: 1, Number: int64(len(before)) + 1, At: now, Restored: restored, Reason: reason, Lists: models.ListsOf(lines), Totals: totals,
	}
	if len(before) > 0 {
		statement.Previous = before[len(before)-1].Sum()
	}
	text, err := json.Marshal(statement)
	if err != nil {
		return models.Seal{}, err
	}
	seal := models.Seal{Number: statement.Number, At: now, Text: string(text), Signature: p.Key.sign(string(text))}
	if err := p.Store.PutSeal(ctx, seal, lines); err != nil {
		return models.Seal{}, err
	}
	if p.Anchor == "" {
		return seal, nil
	}
	return seal, p.Anchor.add([]models.Seal{seal})
}
