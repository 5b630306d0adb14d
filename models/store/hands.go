package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yingsu/models"
)

// MostHands is how many persons have a lawsuit in hand in one office at most.
const MostHands = 10

// Hand changes who has a lawsuit in hand in one of its offices, and tells of it: whole
// or not at all. It is Overtaken where who is to give it up has it no more. Giving it to
// somebody who has it already changes nothing.
func (s *Store) Hand(ctx context.Context, h models.Handing, told ...models.Notice) error {
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if _, err := lockHead(tx, h.LawsuitID); err != nil { // whoever changes it follows each other
			return err
		}
		changed, err := passOn(tx, h)
		if err != nil || !changed {
			return err
		}
		if err := tx.Create(&handingRow{
			LawsuitID: h.LawsuitID, Office: h.Office, FromPerson: h.From, ToPerson: h.To, MadeBy: h.By, Note: h.Note, MadeAt: at(h.At),
		}).Error; err != nil {
			return err
		}
		if err := nameHolders(tx, h.LawsuitID); err != nil {
			return err
		}
		return s.tell(tx, toldOf(h.LawsuitID, told)...)
	})
	return fault("hand "+h.LawsuitID, err)
}

func toldOf(lawsuitID string, notices []models.Notice) []models.Told {
	var all []models.Told
	for _, n := range notices {
		all = append(all, models.Told{LawsuitID: lawsuitID, Notice: n})
	}
	return all
}

// passOn changes the rows of who has it now, and tells whether that changed anything.
func passOn(tx *gorm.DB, h models.Handing) (bool, error) {
	if h.From != "" {
		gone := tx.Where("lawsuit_id = ? AND office = ? AND person = ?", h.LawsuitID, h.Office, h.From).Delete(&handRow{})
		if gone.Error != nil {
			return false, gone.Error
		}
		if gone.RowsAffected == 0 {
			return false, refuse(models.Overtaken, "其间承办人已有变动，没有改动。请刷新页面，查看现在的承办人。")
		}
	}
	if h.To == "" {
		return true, nil
	}
	come := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&handRow{h.LawsuitID, h.Office, h.To, at(h.At)})
	if come.Error != nil || come.RowsAffected == 0 {
		return h.From != "", come.Error
	}
	var n int64
	err := tx.Model(&handRow{}).Where("lawsuit_id = ? AND office = ?", h.LawsuitID, h.Office).Count(&n).Error
	if err == nil && n > MostHands {
		return false, refuse(models.Invalid, "一个单位在一件案件中最多有10名承办人，请先免去他人。")
	}
	return true, err
}

// nameHolders keeps the names of who has a lawsuit in hand where words are looked for.
func nameHolders(tx *gorm.DB, lawsuitID string) error {
	var names []string
	err := tx.Table("hands").Select("users.name").Joins("JOIN users ON users.username = hands.person").
		Where("hands.lawsuit_id = ?", lawsuitID).Order("hands.office, hands.since, hands.person").Scan(&names).Error
	if err != nil {
		return err
	}
	var row wholeRow
	if err := tx.Where("id = ?", lawsuitID).Take(&row).Error; err != nil {
		return err
	}
	l, err := row.lawsuit()
	if err != nil {
		return err
	}
	held := strings.Join(names, "\n")
	return tx.Model(&lawsuitRow{}).Where("id = ?", lawsuitID).Updates(map[string]any{"held": held, "search": searchText(l, held)}).Error
}

// Beside returns a lawsuit and what the ledger keeps beside it, with one statement. It
// is NotFound where there is none, and just so where it is not for the viewer.
func (s *Store) Beside(ctx context.Context, viewer models.Actor, id string) (models.Lawsuit, models.Beside, error) {
	var row struct {
		Whole   wholeRow `gorm:"embedded"`
		Hands   string   // one a line
		Remarks int
		Demands int
	}
	err := s.keyed.WithContext(ctx).Table("lawsuits").Scopes(visibleTo(viewer)).Where("lawsuits.id = ?", id).
		Select(`lawsuit, opened_key, opened_at, updated_at, COALESCE((SELECT string_agg(
			hands.office || ? || hands.person || ? || users.name || ? || users.role || ? || CASE WHEN users.disabled THEN '1' ELSE '' END, ?
			ORDER BY hands.office, hands.since, hands.person)
			FROM hands JOIN users ON users.username = hands.person WHERE hands.lawsuit_id = lawsuits.id), '') AS hands,
			(SELECT COUNT(*) FROM remarks WHERE remarks.lawsuit_id = lawsuits.id AND withdrawn_at IS NULL) AS remarks,
			(SELECT COUNT(*) FROM demands WHERE demands.lawsuit_id = lawsuits.id AND answered_at IS NULL AND withdrawn_at IS NULL) AS demands`,
			between, between, between, between, "\n").Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Lawsuit{}, models.Beside{}, noLawsuit()
	}
	if err != nil {
		return models.Lawsuit{}, models.Beside{}, fault("lawsuit", err)
	}
	l, err := row.Whole.lawsuit()
	b := models.Beside{Hands: handsIn(row.Hands), Remarks: row.Remarks, Demands: row.Demands}
	for _, u := range unitsOf(l) {
		b.Units = append(b.Units, u.Unit)
	}
	return l, b, fault("lawsuit "+id, err)
}

func handsIn(text string) []models.Hand {
	var all []models.Hand
	for _, line := range lines(text) {
		if part := strings.Split(line, between); len(part) == 5 {
			all = append(all, models.Hand{Office: part[0], Person: part[1], Name: part[2], Role: models.Role(part[3]), Disabled: part[4] != ""})
		}
	}
	return all
}

// Handings returns how a lawsuit went from hand to hand, the last first; the older ones
// of very many are left out. It is for who was shown the lawsuit.
func (s *Store) Handings(ctx context.Context, lawsuitID string) ([]models.Handing, error) {
	var rows []handingRow
	err := s.read.WithContext(ctx).Where("lawsuit_id = ?", lawsuitID).Order("id DESC").Limit(models.MaxPage).Find(&rows).Error
	list := make([]models.Handing, len(rows))
	for n, r := range rows {
		list[n] = models.Handing{
			ID: r.ID, LawsuitID: r.LawsuitID, Office: r.Office, From: r.FromPerson, To: r.ToPerson, By: r.MadeBy, Note: r.Note, At: r.MadeAt.Time,
		}
	}
	return list, fault("handings", err)
}

// inHand returns the user names of those who have lawsuits in hand, by lawsuit.
func inHand(tx *gorm.DB, lawsuits ...string) (map[string][]string, error) {
	var rows []handRow
	err := tx.Where("lawsuit_id IN ?", lawsuits).Order("lawsuit_id, office, since, person").Find(&rows).Error
	all := map[string][]string{}
	for _, r := range rows {
		if !slices.Contains(all[r.LawsuitID], r.Person) {
			all[r.LawsuitID] = append(all[r.LawsuitID], r.Person)
		}
	}
	return all, err
}

type handRow struct {
	LawsuitID string `gorm:"primaryKey"`
	Office    string `gorm:"primaryKey"`
	Person    string `gorm:"primaryKey"`
	Since     instant
}

func (handRow) TableName() string { return "hands" }

type handingRow struct {
	ID         int64 `gorm:"primaryKey"`
	LawsuitID  string
	Office     string
	FromPerson string
	ToPerson   string
	MadeBy     string
	Note       string
	MadeAt     instant
}

func (handingRow) TableName() string { return "handings" }
