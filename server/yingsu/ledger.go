package main

import (
	"context"
	"errors"
	"path/filepath"

	"yingsu/models/store"
	"yingsu/worker/proof"
)

// The files of the one-process program. Temporal's is copied, not read.
const (
	ledgerFile   = "yingsu.db"
	temporalFile = "temporal.db"
	lockFile     = "temporal.lock" // held for as long as the program runs
)

var errNowhere = errors.New("请用 --data 指明一体化程序的数据目录，或者设置环境变量 DATABASE_URL")

// open attaches to the ledger, whose tables stay as they are. The caller closes
// the store.
func (c *commands) open(ctx context.Context) (*proof.Proof, error) {
	url := string(c.settings.Database)
	if c.Data != "" {
		url = "sqlite:" + filepath.Join(c.Data, ledgerFile)
	}
	if url == "" {
		return nil, errNowhere
	}
	ledger, err := store.Attach(ctx, url)
	if errors.Is(err, store.ErrVersion) {
		return nil, errors.Join(errors.New("台账属于另一版本的程序，请使用同一版本的 yingsu；升级的，请先启动新版本一次"), err)
	}
	if err != nil && c.Data == "" {
		err = c.settings.Refused(err)
	}
	if err != nil {
		return nil, err
	}
	var p *proof.Proof
	if c.Data != "" {
		p, err = proof.Beside(ledger, c.Data)
	} else {
		p, err = proof.Environment(ledger)
	}
	if err != nil {
		return nil, errors.Join(err, ledger.Close())
	}
	return p, nil
}
