package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"yingsu/models"
)

// AddUnit adds a unit to the directory. A name that is there is a Conflict.
func (s *Store) AddUnit(ctx context.Context, unit models.Unit) error {
	if unit.Name == "" {
		return refuse(models.Invalid, "请填写单位名称。")
	}
	err := s.write.WithContext(ctx).Create(&directoryRow{Name: unit.Name, FullName: unit.FullName, Kind: string(unit.Kind)}).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return refuse(models.Conflict, "单位名录中已有该单位。")
	}
	return fault("add unit", err)
}

// Unit returns the unit with the name, or NotFound.
func (s *Store) Unit(ctx context.Context, name string) (models.Unit, error) {
	var row directoryRow
	err := s.read.WithContext(ctx).Where("name = ?", name).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return models.Unit{}, refuse(models.NotFound, "单位名录中没有该单位。")
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
	units := make([]models.Unit, len(rows))
	for n, row := range rows {
		units[n] = row.unit()
	}
	return units, nil
}

type directoryRow struct {
	Name     string `gorm:"primaryKey"`
	FullName string
	Kind     string
}

func (directoryRow) TableName() string { return "units" }

func (r directoryRow) unit() models.Unit {
	return models.Unit{Name: r.Name, FullName: r.FullName, Kind: models.UnitKind(r.Kind)}
}
