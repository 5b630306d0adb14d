package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// AddUnit adds a unit to the directory. A name that is there, if only in other
// characters, or the full name of one that is there, is a Conflict.
func (s *Store) AddUnit(ctx context.Context, unit models.Unit) error {
	if unit.Name == "" {
		return refuse(models.Invalid, "请填写单位名称。")
	}
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		others, err := lockUnits(tx)
		if err != nil {
			return err
		}
		if err := distinct(unit, others); err != nil {
			return err
		}
		return tx.Create(directoryRowOf(unit)).Error
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Conflict, "单位名录中已有该单位。")
	}
	return fault("add unit", err)
}

// ChangeUnit changes a unit and returns it as it is then. The name stays: the files of
// its time have it. Who continues the functions of a unit that closes is there itself.
func (s *Store) ChangeUnit(ctx context.Context, name string, change models.UnitChange) (models.Unit, error) {
	var changed models.Unit
	err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		all, err := lockUnits(tx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(u models.Unit) bool { return u.Name == name })
		if at < 0 {
			return noUnit()
		}
		changed = change.In(all[at])
		others := slices.DeleteFunc(slices.Clone(all), func(u models.Unit) bool { return u.Name == name })
		if err := distinct(changed, others); err != nil {
			return err
		}
		if err := continued(changed, others); err != nil {
			return err
		}
		row := directoryRowOf(changed)
		return tx.Model(row).Where("name = ?", name).Updates(map[string]any{
			"full_name": row.FullName, "kind": row.Kind, "closed_on": row.ClosedOn, "successor": row.Successor,
		}).Error
	})
	return changed, fault("change unit", err)
}

// lockUnits returns the directory, and keeps others from changing it meanwhile: the table as
// a whole, for rows that are only being added cannot be locked. SQLite has one writer.
func lockUnits(tx *gorm.DB) ([]models.Unit, error) {
	if tx.Name() == "postgres" {
		if err := tx.Exec("LOCK TABLE units IN SHARE ROW EXCLUSIVE MODE").Error; err != nil {
			return nil, err
		}
	}
	var rows []directoryRow
	err := tx.Order("name").Find(&rows).Error
	return unitsIn(rows), err
}

// distinct refuses a name that is another unit's in other characters, and the full
// name of another unit that is there.
func distinct(unit models.Unit, others []models.Unit) error {
	for _, o := range others {
		switch {
		case fold(measures.Simplified(o.Name)) == fold(measures.Simplified(unit.Name)):
			return refuse(models.Conflict, fmt.Sprintf("单位名录中已有该单位：%s（%s）。", o.Name, o.FullName))
		case unit.FullName != "" && unit.ClosedOn.IsZero() && o.ClosedOn.IsZero() && fold(measures.Simplified(o.FullName)) == fold(measures.Simplified(unit.FullName)):
			return refuse(models.Conflict, fmt.Sprintf("全称“%s”已属于%s，同一单位不要登记两次。", unit.FullName, o.Name))
		}
	}
	return nil
}

// continued refuses to close a unit without another one that is there.
func continued(unit models.Unit, others []models.Unit) error {
	if unit.ClosedOn.IsZero() {
		return nil
	}
	at := slices.IndexFunc(others, func(o models.Unit) bool { return o.Name == unit.Successor })
	if at < 0 || !others[at].ClosedOn.IsZero() {
		return models.Wrong("successor", "请填写继续行使职能的单位或者上级机关（第八条第二款第八项），须是名录中现有的单位；单位更名的，请先添加更名后的单位")
	}
	return nil
}

// Unit returns the unit with the name, or NotFound.
func (s *Store) Unit(ctx context.Context, name string) (models.Unit, error) {
	var row directoryRow
	err := s.read.WithContext(ctx).Where("name = ?", name).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Unit{}, noUnit()
	}
	return row.unit(), fault("unit", err)
}

// Units returns the directory: the government, its departments, towns, then
// the other organs, each by name.
func (s *Store) Units(ctx context.Context) ([]models.Unit, error) {
	var rows []directoryRow
	err := s.read.WithContext(ctx).
		Order("CASE kind WHEN 'government' THEN 0 WHEN 'department' THEN 1 WHEN 'town' THEN 2 ELSE 3 END, name").
		Find(&rows).Error
	if err != nil {
		return nil, fault("units", err)
	}
	return unitsIn(rows), nil
}

func unitsIn(rows []directoryRow) []models.Unit {
	units := make([]models.Unit, len(rows))
	for n, row := range rows {
		units[n] = row.unit()
	}
	return units
}

func noUnit() error { return refuse(models.NotFound, "单位名录中没有该单位。") }

type directoryRow struct {
	Name      string `gorm:"primaryKey"`
	FullName  string
	Kind      string
	ClosedOn  day
	Successor string
}

func (directoryRow) TableName() string { return "units" }

func directoryRowOf(u models.Unit) *directoryRow {
	return &directoryRow{Name: u.Name, FullName: u.FullName, Kind: string(u.Kind), ClosedOn: day{u.ClosedOn}, Successor: u.Successor}
}

func (r directoryRow) unit() models.Unit {
	return models.Unit{Name: r.Name, FullName: r.FullName, Kind: models.UnitKind(r.Kind), ClosedOn: r.ClosedOn.Date, Successor: r.Successor}
}
