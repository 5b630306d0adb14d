package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Related returns the lawsuits that a lawsuit has to do with, as far as the
// viewer may see them: the archived one that it takes up again, those that take
// it up, and, where it was lost, what the same unit has lost over the same cause
// before (第三十七条第七项); and the files that were handed in to it.
func (s *Store) Related(ctx context.Context, viewer models.Actor, l models.Lawsuit) (models.Related, error) {
	db := s.read.WithContext(ctx)
	find := func(tie string, where func(*gorm.DB) *gorm.DB) *gorm.DB {
		return db.Model(&lawsuitRow{}).Select("? AS tie, lawsuits.id, case_number", tie).Scopes(visibleTo(viewer), where).
			Where("lawsuits.id <> ?", l.ID).Order("opened_at, lawsuits.id").Limit(models.MaxPage)
	}
	all := union(db, nil, find("taken up by", func(db *gorm.DB) *gorm.DB {
		return db.Where("reopens <> '' AND reopens IN (SELECT folded FROM case_numbers WHERE lawsuit_id = ?)", l.ID)
	}))
	if l.File.Reopens != "" {
		all = union(db, all, find("takes up", numbered(fold(l.File.Reopens))))
	}
	for _, x := range l.File.AllLinks() {
		all = union(db, all, find("linked "+string(x.Kind), numbered(fold(x.CaseNumber))))
	}
	all = union(db, all, db.Model(&lawsuitRow{}).Select("'linked ' || link.kind AS tie, lawsuits.id, case_number").Scopes(visibleTo(viewer)).
		Joins("JOIN lawsuit_links AS link ON link.lawsuit_id = lawsuits.id JOIN case_numbers AS own ON own.folded = link.folded").
		Where("own.lawsuit_id = ? AND lawsuits.id <> ?", l.ID, l.ID).Order("opened_at, lawsuits.id").Limit(models.MaxPage))
	if handlers := l.File.Designated(); l.File.Lost() && len(handlers) > 0 {
		all = union(db, all, find("same loss", func(db *gorm.DB) *gorm.DB {
			return db.Where("lost AND lead = ? AND matter = ? AND kind = ? AND opened_at < ?", handlers[0], l.File.Matter(), string(measures.Litigation), at(l.OpenedAt))
		}))
	}
	all = union(db, all, filesOf(db, l.ID))
	var rows []struct {
		Tie       string
		Reference models.Reference `gorm:"embedded"`
	}
	if err := all.Scan(&rows).Error; err != nil {
		return models.Related{}, fault("related lawsuits", err)
	}
	r := models.Related{}
	for _, row := range rows {
		if number, is := strings.CutPrefix(row.Tie, "file "); is {
			r.Files = append(r.Files, fileLink(number, row.Reference))
			continue
		}
		switch row.Tie {
		case "takes up":
			r.Reopens = append(r.Reopens, row.Reference)
		case "taken up by":
			r.ReopenedBy = append(r.ReopenedBy, row.Reference)
		case "same loss":
			r.SameLosses = append(r.SameLosses, row.Reference)
		default:
			kind, _ := strings.CutPrefix(row.Tie, "linked ")
			if x := (models.Linked{Reference: row.Reference, Kind: measures.LinkKind(kind)}); !slices.Contains(r.Linked, x) {
				r.Linked = append(r.Linked, x)
			}
		}
	}
	return r, nil
}

// filesOf finds the first files of a lawsuit that count, the newest version of each, in
// the columns of references: a page that names them asks nothing more for it.
func filesOf(db *gorm.DB, id string) *gorm.DB {
	return db.Model(&uploadRow{}).Select("'file ' || CAST(uploads.id AS text) AS tie, title AS id, CAST(version AS text) || ' ' || name AS case_number").
		Where("lawsuit_id = ? AND withdrawn_at IS NULL", id).
		Where(`NOT EXISTS (SELECT 1 FROM uploads AS newer WHERE newer.lawsuit_id = uploads.lawsuit_id AND newer.place = uploads.place
			AND newer.part = uploads.part AND newer.version > uploads.version AND newer.withdrawn_at IS NULL)`).
		Order("uploads.id").Limit(models.FewFiles)
}

func fileLink(number string, r models.Reference) models.FileLink {
	version, name, _ := strings.Cut(r.CaseNumber, " ")
	link := models.FileLink{Title: r.ID, Name: name}
	link.ID, _ = strconv.ParseInt(number, 10, 64) // a number that the database wrote
	link.Version, _ = strconv.Atoi(version)
	return link
}

func numbered(folded string) func(*gorm.DB) *gorm.DB {
	return func(db *gorm.DB) *gorm.DB {
		return db.Where("lawsuits.id IN (SELECT lawsuit_id FROM case_numbers WHERE folded = ?)", folded)
	}
}

// ArchivedAs returns the id of the archived lawsuit that has a case number, and
// whether there is a lawsuit of that number at all. It knows no viewer.
func (s *Store) ArchivedAs(ctx context.Context, number string) (id string, known bool, err error) {
	var found []struct {
		ID     string
		Closed bool
	}
	err = s.read.WithContext(ctx).Model(&lawsuitRow{}).Scopes(numbered(fold(number))).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return "", false, fault("archived lawsuit", err)
	}
	if !found[0].Closed {
		return "", true, nil
	}
	return found[0].ID, true, nil
}
