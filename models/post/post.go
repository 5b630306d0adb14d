// Package post decides who is told what: which offices a notice is for, which
// persons hold them on its day, who stands in for whom, and by which channels
// each of them hears of it. It is pure; the ledger loads the staff and writes
// down what comes out.
package post

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"yingsu/models"
	"yingsu/workflows/measures"
)

// Inbox is the channel that reaches everybody: a person's own messages within the
// program. What lies there is delivered; the other channels carry it further.
const Inbox = "inbox"

// Staff is who can be told on a day.
type Staff struct {
	People   []models.User         // whose accounts are in use, in the order in which they are told
	Away     []models.Substitution // that hold on the day
	Closed   []models.Unit         // that are there no more on the day
	Channels []string              // beside the inbox
}

// Delivery is what one person is told by one channel.
type Delivery struct {
	Person  int64 // the account's id; 0 where there was nobody at all to tell
	Channel string
	Body    string // the notice's, with what this reader has to know beside it
}

// Deliver returns what becomes of a notice: for each who is to be told the inbox
// first, and then the other channels. Everybody is told once, whatever offices
// they hold, and whoever stands in for them is told too; so are those of the unit that
// continues the functions of one that is there no more. Where an organ has nobody in
// any office named, the Justice Bureau's clerks are told in its place, for them to
// pass it on; the administrators, if there is no clerk. If there is nobody either, one
// delivery to nobody keeps the notice.
func Deliver(n models.Notice, s Staff) []Delivery {
	readers, vacant := s.readers(n.To)
	body := s.continued(n.To) + n.Body
	if len(vacant) > 0 {
		body = "（" + strings.Join(vacant, "、") + "尚无可用账号，请另行通知。）\n" + body
	}
	if len(readers) == 0 {
		return []Delivery{{Channel: Inbox, Body: body}}
	}
	var all []Delivery
	for _, r := range readers {
		all = append(all, s.to(r, body)...)
	}
	for _, absent := range readers {
		standIn, ok := s.standIn(absent)
		if ok && !slices.ContainsFunc(readers, func(r models.User) bool { return r.ID == standIn.ID }) {
			all = append(all, s.to(standIn, "（"+absent.Name+"请假，由您代理。）\n"+body)...)
		}
	}
	return all
}

// to addresses one person by every channel.
func (s Staff) to(person models.User, body string) []Delivery {
	all := []Delivery{{person.ID, Inbox, body}}
	for _, channel := range s.Channels {
		all = append(all, Delivery{person.ID, channel, body})
	}
	return all
}

// readers returns who holds the offices, each once, and the organs in which
// nobody does.
func (s Staff) readers(to []models.Recipient) (readers []models.User, vacant []string) {
	tell := func(office models.Recipient) (held bool) {
		for _, u := range s.People {
			if !holds(u, office) {
				continue
			}
			held = true
			if !slices.ContainsFunc(readers, func(r models.User) bool { return r.ID == u.ID }) {
				readers = append(readers, u)
			}
		}
		return held
	}
	reached := map[string]bool{}
	for _, office := range to {
		for _, heir := range s.heirs(office) {
			if tell(heir) {
				reached[organ(office)] = true
			}
		}
	}
	for _, office := range to {
		if name := organ(office); !reached[name] && !slices.Contains(vacant, name) {
			vacant = append(vacant, name)
		}
	}
	if (len(vacant) > 0 || len(to) == 0) && !tell(models.Recipient{Role: models.Clerk}) {
		tell(models.Recipient{Role: models.Admin})
	}
	return readers, vacant
}

// heirs returns an office and, of a unit that is there no more, the same one of the unit
// that continues its functions, and so on (第八条第二款第八项).
func (s Staff) heirs(office models.Recipient) []models.Recipient {
	all := []models.Recipient{office}
	for range s.Closed { // as many as there can be, if they led in a circle
		i := slices.IndexFunc(s.Closed, func(u models.Unit) bool { return office.Role.OfUnit() && u.Name == office.Unit })
		if i < 0 {
			break
		}
		office.Unit = s.Closed[i].Successor
		all = append(all, office)
	}
	return all
}

// continued says of the units that are to be told which of them are there no more.
func (s Staff) continued(to []models.Recipient) string {
	var said string
	for _, u := range s.Closed {
		if slices.ContainsFunc(to, func(office models.Recipient) bool { return office.Role.OfUnit() && office.Unit == u.Name }) {
			said += "（" + u.Name + "的职能由" + u.Successor + "继续行使。）\n"
		}
	}
	return said
}

// standIn returns who stands in for a person, if anybody does.
func (s Staff) standIn(absent models.User) (models.User, bool) {
	for _, away := range s.Away {
		if away.Absent != absent.Username {
			continue
		}
		i := slices.IndexFunc(s.People, func(u models.User) bool { return u.Username == away.Substitute })
		if i >= 0 && s.People[i].CanStandInFor(absent) {
			return s.People[i], true
		}
	}
	return models.User{}, false
}

// holds tells whether the person holds the office. An office of a unit needs
// the unit: without it, it is nobody's.
func holds(u models.User, office models.Recipient) bool {
	if u.Role != office.Role {
		return false
	}
	return !office.Role.OfUnit() || (office.Unit != "" && u.Unit == office.Unit)
}

// organ names where the office is, as staff read it.
func organ(office models.Recipient) string {
	switch {
	case office.Role.OfUnit() && office.Unit != "":
		return office.Unit
	case office.Role.OfBureau():
		return measures.JusticeBureau
	}
	return office.Role.Title()
}

// Key names what one person is told of one notice by one channel, for ever and
// everywhere: whoever has seen it before need not take it again. It is made of
// letters and digits, so that it can name a file or a mail.
func Key(lawsuitID, notice string, person int64, channel string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{lawsuitID, notice, strconv.FormatInt(person, 10), channel}, "\x00")))
	return hex.EncodeToString(sum[:16])
}
