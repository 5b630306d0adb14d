package models_test

import (
	"testing"
	"time"

	"yingsu/models"
)

func TestWhoHasAnAccountInHand(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 1, 0, 0, 0, time.UTC) }
	did := func(by, username string, n int) models.AccountChange {
		return models.AccountChange{Username: username, By: by, Deed: models.Opened, At: day(n)}
	}
	for name, c := range map[string]struct {
		changes []models.AccountChange
		same    bool
		latest  int  // the day of the change that says so
		third   bool // somebody else has both
	}{
		"strangers":                 {nil, false, 0, false},
		"opened by the other":       {[]models.AccountChange{did("anna", "bert", 3)}, true, 3, false},
		"opened the other":          {[]models.AccountChange{did("bert", "anna", 3)}, true, 3, false},
		"twice":                     {[]models.AccountChange{did("anna", "bert", 5), did("anna", "bert", 3)}, true, 5, false},
		"by way of a third":         {[]models.AccountChange{did("anna", "carl", 3), did("carl", "bert", 4)}, true, 4, false},
		"by way of two":             {[]models.AccountChange{did("dora", "bert", 6), did("anna", "carl", 3), did("carl", "dora", 4)}, true, 6, false},
		"by one who is behind both": {[]models.AccountChange{did("carl", "anna", 3), did("carl", "bert", 4)}, true, 4, true},
		"by a chain to both":        {[]models.AccountChange{did("root", "carl", 1), did("carl", "anna", 3), did("root", "bert", 2)}, true, 3, true},
		"each by another":           {[]models.AccountChange{did("carl", "anna", 3), did("dora", "bert", 4)}, false, 0, false},
		"only a third":              {[]models.AccountChange{did("anna", "carl", 3), did("bert", "dora", 4)}, false, 0, false},
		"both in one third":         {[]models.AccountChange{did("anna", "carl", 3), did("bert", "carl", 4)}, false, 0, false},
		"one's own password":        {[]models.AccountChange{did("anna", "anna", 3), did("bert", "bert", 3)}, false, 0, false},
		"in a circle":               {[]models.AccountChange{did("anna", "carl", 3), did("carl", "anna", 4), did("dora", "bert", 3)}, false, 0, false},
	} {
		latest, same := models.SameHand(c.changes, "anna", "bert")
		if same != c.same || same && !latest.At.Equal(day(c.latest)) {
			t.Errorf("%s: %v by %+v", name, same, latest)
		}
		direct, in := models.InHand(c.changes, "anna", "bert")
		if in != (c.same && !c.third) || in && direct != latest {
			t.Errorf("%s: in hand %v by %+v", name, in, direct)
		}
		again, turned := models.SameHand(c.changes, "bert", "anna")
		if turned != same || again != latest {
			t.Errorf("%s: %v by %+v the other way round", name, turned, again)
		}
	}
}
