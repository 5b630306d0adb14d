package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// AddUpload keeps the row of a file: as the next version of one of a place's files, or,
// where its part is 0, as another file there. The same key again returns the row that it
// has brought, and changes nothing.
func (s *Store) AddUpload(ctx context.Context, u models.Upload) (models.Upload, error) {
	u.At = orNow(u.At).Time
	for tries := 0; ; tries++ {
		added, err := s.addUpload(ctx, u)
		if errors.Is(err, gorm.ErrDuplicatedKey) && tries < 10 {
			continue // another was faster, with the same key or with the same version
		}
		return added, fault("add upload", err)
	}
}

func (s *Store) addUpload(ctx context.Context, u models.Upload) (models.Upload, error) {
	var row uploadRow
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		err := tx.Where("lawsuit_id = ? AND key = ?", u.LawsuitID, u.Key).Take(&row).Error
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		var has struct{ N, Part, Version int }
		err = tx.Model(&uploadRow{}).Where("lawsuit_id = ?", u.LawsuitID).Select(`COUNT(*) AS n,
			COALESCE(MAX(CASE WHEN place = ? THEN part END), 0) AS part, COALESCE(MAX(CASE WHEN place = ? AND part = ? THEN version END), 0) AS version`,
			u.Place, u.Place, u.Part).Scan(&has).Error
		switch {
		case err != nil:
			return err
		case has.N >= models.MaxUploads:
			return refuse(models.NotOpen, fmt.Sprintf("本案已有%d个文件，不能再上传。请联系系统管理员。", has.N))
		case u.Part > has.Part:
			return refuse(models.NotFound, "没有要替换的文件，请刷新后重新选择。")
		case u.Part == 0:
			u.Part = has.Part + 1
		}
		u.Version = has.Version + 1
		row = uploadRowOf(u)
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return tx.Delete(&arrivalRow{SHA256: u.SHA256}).Error // from now on a row names it
	})
	return row.upload(), err
}

// UploadWith returns what a key has brought, if anything. It knows no viewer.
func (s *Store) UploadWith(ctx context.Context, lawsuitID, key string) (models.Upload, bool, error) {
	var rows []uploadRow
	err := s.read.WithContext(ctx).Where("lawsuit_id = ? AND key = ?", lawsuitID, key).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return models.Upload{}, false, fault("upload with a key", err)
	}
	return rows[0].upload(), true, nil
}

// Uploads returns all files of a lawsuit, by place, part and version. It is for whoever
// has found the lawsuit: it knows no viewer.
func (s *Store) Uploads(ctx context.Context, lawsuitID string) ([]models.Upload, error) {
	var rows []uploadRow
	err := s.read.WithContext(ctx).Where("lawsuit_id = ?", lawsuitID).Order("place, part, version").Limit(models.MaxUploads).Find(&rows).Error
	return uploadsOf(rows), fault("uploads", err)
}

// UploadsAfter returns files of all lawsuits after an id, in the order of their ids, at
// most so many: for checking and not for showing.
func (s *Store) UploadsAfter(ctx context.Context, id int64, limit int) ([]models.Upload, error) {
	var rows []uploadRow
	err := s.read.WithContext(ctx).Where("id > ?", id).Order("id").Limit(limit).Find(&rows).Error
	return uploadsOf(rows), fault("uploads after", err)
}

// SettleScan keeps what a scanner has said of a file.
func (s *Store) SettleScan(ctx context.Context, id int64, state models.ScanState, note string) error {
	err := s.write.WithContext(ctx).Model(&uploadRow{}).Where("id = ?", id).
		Updates(map[string]any{"scan": string(state), "scan_note": storable(note)}).Error
	return fault("settle scan", err)
}

// WithdrawUpload says that a file no longer counts, and why. One that is withdrawn
// already stays as it is.
func (s *Store) WithdrawUpload(ctx context.Context, id int64, by, reason string) error {
	err := s.write.WithContext(ctx).Model(&uploadRow{}).Where("id = ? AND withdrawn_at IS NULL", id).
		Updates(map[string]any{"withdrawn_at": at(time.Now()), "withdrawn_by": by, "reason": reason}).Error
	return fault("withdraw upload", err)
}

// ExpectContent says that content is about to be kept, for an upload that is added after
// it. While somebody sweeps the same content away, it waits.
func (s *Store) ExpectContent(ctx context.Context, sum string) error {
	row := arrivalRow{SHA256: sum, At: at(time.Now())}
	err := s.write.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "sha256"}}, DoUpdates: clause.AssignmentColumns([]string{"at"}),
	}).Create(&row).Error
	return fault("expect content", err)
}

// NamelessContent returns those of some sums that no upload names.
func (s *Store) NamelessContent(ctx context.Context, sums []string) ([]string, error) {
	var named []string
	err := s.read.WithContext(ctx).Model(&uploadRow{}).Where("sha256 IN ?", sums).Distinct().Pluck("sha256", &named).Error
	return slices.DeleteFunc(slices.Clone(sums), func(sum string) bool { return slices.Contains(named, sum) }), fault("nameless content", err)
}

// SweepContent has remove take content away, unless an upload names it, or it has been
// expected since a moment. Until it is gone nobody begins to keep the same.
func (s *Store) SweepContent(ctx context.Context, sum string, since time.Time, remove func() error) (swept bool, err error) {
	err = s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		// Whoever expects it waits for this row from now on.
		row := arrivalRow{SHA256: sum, At: at(since)}
		hold := clause.OnConflict{Columns: []clause.Column{{Name: "sha256"}}, DoUpdates: clause.AssignmentColumns([]string{"sha256"})}
		if err := tx.Clauses(hold).Create(&row).Error; err != nil {
			return err
		}
		if err := tx.Take(&row).Error; err != nil {
			return err
		}
		if row.At.After(at(since).Time) {
			return nil
		}
		var named int64
		if err := tx.Model(&uploadRow{}).Where("sha256 = ?", sum).Count(&named).Error; err != nil {
			return err
		}
		if swept = named == 0; swept {
			if err := remove(); err != nil {
				return err
			}
		}
		return tx.Delete(&row).Error
	})
	return swept && err == nil, fault("sweep content", err)
}

// arrivalRow is content that is about to be kept.
type arrivalRow struct {
	SHA256 string `gorm:"column:sha256;primaryKey"`
	At     instant
}

func (arrivalRow) TableName() string { return "arrivals" }

type uploadRow struct {
	ID          int64 `gorm:"primaryKey"`
	LawsuitID   string
	Key         string
	Place       string
	Title       string
	Part        int
	Version     int
	Name        string
	Type        string
	Size        int64
	Pages       int
	SHA256      string `gorm:"column:sha256"`
	Username    string
	Person      string
	Role        string
	Unit        string
	At          instant
	Scan        string
	ScanNote    string
	WithdrawnAt instant
	WithdrawnBy string
	Reason      string
}

func (uploadRow) TableName() string { return "uploads" }

func uploadRowOf(u models.Upload) uploadRow {
	return uploadRow{
		LawsuitID: u.LawsuitID, Key: u.Key, Place: u.Place, Title: u.Title, Part: u.Part, Version: u.Version,
		Name: u.Name, Type: u.Type, Size: u.Size, Pages: u.Pages, SHA256: u.SHA256,
		Username: u.By.Username, Person: u.By.Name, Role: string(u.By.Role), Unit: u.By.Unit, At: at(u.At),
		Scan: string(u.Scan), ScanNote: storable(u.ScanNote), WithdrawnAt: at(u.WithdrawnAt), WithdrawnBy: u.WithdrawnBy, Reason: u.Reason,
	}
}

func (r uploadRow) upload() models.Upload {
	return models.Upload{
		ID: r.ID, LawsuitID: r.LawsuitID, Key: r.Key, Place: r.Place, Title: r.Title, Part: r.Part, Version: r.Version,
		Name: r.Name, Type: r.Type, Size: r.Size, Pages: r.Pages, SHA256: r.SHA256,
		By: models.Actor{Username: r.Username, Name: r.Person, Role: models.Role(r.Role), Unit: r.Unit}, At: r.At.Time,
		Scan: models.ScanState(r.Scan), ScanNote: r.ScanNote, WithdrawnAt: r.WithdrawnAt.Time, WithdrawnBy: r.WithdrawnBy, Reason: r.Reason,
	}
}

func uploadsOf(rows []uploadRow) []models.Upload {
	list := make([]models.Upload, len(rows))
	for n, r := range rows {
		list[n] = r.upload()
	}
	return list
}
