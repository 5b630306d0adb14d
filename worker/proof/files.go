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
// they lie, or they cannot be read now, the report says so.
func (p *Proof) Files(ctx context.Context, v vault.Vault, report *Report) error {
	checked := map[string]error{} // content can be handed in more than once
	for after := int64(0); ; {
		some, err := p.Store.UploadsAfter(ctx, after, 500)
		if err != nil || len(some) == 0 {
			return err
		}
		if v == nil {
			report.Unseen = append(report.Unseen, "没有指明或者没有找到上传文件保存在哪里，文件是否完好没有核对。请在 FILES_DIR 中指明目录，或者在 FILES_S3_BUCKET 等项中指明存储桶。")
			return nil
		}
		for _, u := range some {
			after = u.ID
			wrong, known := checked[u.SHA256]
			if !known {
				wrong = vault.Check(ctx, v, u.SHA256)
				checked[u.SHA256] = wrong
			}
			if err := report.file(u, wrong); err != nil {
				report.Unseen = append(report.Unseen, fmt.Sprintf("保存上传文件的地方现在不能读取，文件没有核对完（%v）。", err))
				return ctx.Err()
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
