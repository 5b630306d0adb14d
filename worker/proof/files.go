package proof

import (
	"context"
	"errors"
	"fmt"

	"yingsu/models"
	"yingsu/models/vault"
)

// Files holds every file that the ledger knows of against what was handed in, and adds to
// a report what is missing or was changed. Where there are files and nobody says where
// they lie, the report says so.
func (p *Proof) Files(ctx context.Context, v *vault.Vault, report *Report) error {
	checked := map[string]error{} // content can be handed in more than once
	for after := int64(0); ; {
		some, err := p.Store.UploadsAfter(ctx, after, 500)
		if err != nil || len(some) == 0 {
			return err
		}
		if v == nil {
			report.Unseen = append(report.Unseen, "没有指明或者没有找到上传文件的保存目录，文件是否完好没有核对。请在 FILES_DIR 中指明。")
			return nil
		}
		for _, u := range some {
			after = u.ID
			wrong, known := checked[u.SHA256]
			if !known {
				wrong = v.Check(ctx, u.SHA256)
				checked[u.SHA256] = wrong
			}
			if err := report.file(u, wrong); err != nil {
				return err
			}
		}
	}
}

// file adds what came of looking at one file.
func (r *Report) file(u models.Upload, wrong error) error {
	f := Finding{LawsuitID: u.LawsuitID, Detail: fmt.Sprintf("“%s”第%d版（%s），SHA-256 %s", u.Name, u.Version, u.Title, u.SHA256)}
	r.Files++
	switch {
	case wrong == nil:
		return nil
	case errors.Is(wrong, vault.ErrMissing):
		f.What = FileMissing
	case errors.Is(wrong, vault.ErrDamaged):
		f.What = FileChanged
	default:
		return wrong
	}
	r.Found = append(r.Found, f)
	return nil
}
