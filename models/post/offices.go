package post

import (
	"slices"
	"strings"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Circle names the offices that a rung of a clock reaches: those who owe it, from
// the handlers outwards.
func Circle(f *measures.File, c measures.Clock, wide measures.Circle) []models.Recipient {
	units := f.Designated()
	switch {
	case c.Unit != "":
		units = []string{c.Unit}
	case c.Owner == measures.OwnedByBureau || len(units) == 0:
		units = []string{measures.JusticeBureau}
	}
	to := Clerks(units...)
	if wide >= measures.Officials {
		to = append(to, Officials(units...)...)
	}
	if wide >= measures.Bureau {
		to = append(to, models.Recipient{Role: models.Clerk}, models.Recipient{Role: models.Director})
	}
	if wide >= measures.Supervisors {
		to = append(to, models.Recipient{Role: models.Supervisor})
	}
	return once(to)
}

// Clerks names the clerks of units; the Justice Bureau's are its own.
func Clerks(units ...string) []models.Recipient {
	return offices(units, models.UnitClerk, models.Clerk)
}

// Officials names the responsible officials of units.
func Officials(units ...string) []models.Recipient {
	return offices(units, models.UnitOfficial, models.Director)
}

func offices(units []string, ofUnit, ofBureau models.Role) []models.Recipient {
	var to []models.Recipient
	for _, u := range units {
		if u == measures.JusticeBureau {
			to = append(to, models.Recipient{Role: ofBureau})
		} else {
			to = append(to, models.Recipient{Role: ofUnit, Unit: u})
		}
	}
	return to
}

func once(to []models.Recipient) []models.Recipient {
	var all []models.Recipient
	for _, office := range to {
		if !slices.Contains(all, office) {
			all = append(all, office)
		}
	}
	return all
}

// Words names the offices as staff read them, each organ once:
// 区城市管理局经办人、负责人，区司法局经办人、负责人，监督人员.
func Words(to []models.Recipient) string {
	var organs []string
	in := map[string][]string{}
	for _, office := range once(to) {
		name := organ(office)
		if _, named := in[name]; !named {
			organs = append(organs, name)
		}
		in[name] = append(in[name], post(office, name))
	}
	for i, name := range organs {
		organs[i] = name + strings.Join(in[name], "、")
	}
	return strings.Join(organs, "，")
}

// post is the office without its organ: 负责人.
func post(office models.Recipient, organ string) string {
	title := strings.TrimPrefix(office.Role.Title(), organ)
	return strings.TrimPrefix(title, "单位")
}
