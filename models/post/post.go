// Package post decides who is told what: which offices a notice is for, which
// persons hold them on its day, who stands in for whom, by which channels each of
// them hears of it, and when. It is pure; the ledger loads the staff and writes
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
	People   []models.User          // in the order in which they are told; of closed accounts those whom a private notice names
	Away     []models.Substitution  // that hold on the day
	Closed   []models.Unit          // that are there no more on the day
	Channels []string               // beside the inbox; those of models.Personal reach who asks for them
	Ways     map[int64][]models.Way // what they ask for, by the account's id
	InHand   []string               // user names of those who have the lawsuit in hand that a notice is about
}

// Delivery is what one person is told by one channel.
type Delivery struct {
	Person  int64 // the account's id; 0 where there was nobody at all to tell
	Channel string
	Body    string     // the notice's, with what this reader has to know beside it
	Way     models.Way // as they want the channel, if it is one of models.Personal
}

// Deliver returns what becomes of a notice: for each who is to be told the inbox
// first, and then the other channels. Everybody is told once, whatever offices
// they hold, and whoever stands in for them is told too; so are those of the unit that
// continues the functions of one that is there no more. What is no warning is told in
// an office to those who have the lawsuit in hand, if anybody has; whoever the notice
// names is told in any case. Where an organ has nobody in
// any office named, the Justice Bureau's clerks are told in its place, for them to
// pass it on; the administrators, if there is no clerk. If there is nobody either, one
// delivery to nobody keeps the notice. What is private is told to the persons named, and
// to nobody otherwise.
func Deliver(n models.Notice, s Staff) []Delivery {
	if n.Private {
		return s.privately(n)
	}
	readers, vacant := s.readers(n)
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

// privately addresses those whom a private notice names.
func (s Staff) privately(n models.Notice) (all []Delivery) {
	for _, u := range s.People {
		if slices.Contains(n.Persons, u.Username) {
			all = append(all, s.to(u, n.Body)...)
		}
	}
	return all
}

// to addresses one person by every channel that reaches them.
func (s Staff) to(person models.User, body string) []Delivery {
	all := []Delivery{{Person: person.ID, Channel: Inbox, Body: body}}
	for _, channel := range s.Channels {
		way, asked := s.way(person.ID, channel)
		if asked || !slices.Contains(models.Personal, channel) {
			all = append(all, Delivery{Person: person.ID, Channel: channel, Body: body, Way: way})
		}
	}
	return all
}

func (s Staff) way(person int64, channel string) (models.Way, bool) {
	for _, w := range s.Ways[person] {
		if w.Channel == channel && w.On {
			return w, true
		}
	}
	return models.Way{}, false
}

// readers returns who is told, each once, and the organs in which nobody is.
func (s Staff) readers(n models.Notice) (readers []models.User, vacant []string) {
	add := func(people []models.User) (any bool) {
		for _, u := range people {
			if !slices.ContainsFunc(readers, func(r models.User) bool { return r.ID == u.ID }) {
				readers = append(readers, u)
			}
		}
		return len(people) > 0
	}
	reached := map[string]bool{}
	for _, office := range n.To {
		for _, heir := range s.heirs(office) {
			if add(s.toldIn(heir, n.Urgency)) {
				reached[organ(office)] = true
			}
		}
	}
	add(s.those(func(u models.User) bool { return slices.Contains(n.Persons, u.Username) }))
	for _, office := range n.To {
		if name := organ(office); !reached[name] && !slices.Contains(vacant, name) {
			vacant = append(vacant, name)
		}
	}
	nobody := len(n.To) == 0 && len(readers) == 0
	if (len(vacant) > 0 || nobody) && !add(s.toldIn(models.Recipient{Role: models.Clerk}, models.Warning)) {
		add(s.toldIn(models.Recipient{Role: models.Admin}, models.Warning))
	}
	return readers, vacant
}

// toldIn returns who is told in an office: all who hold it or, of what is no warning,
// those of them who have the lawsuit in hand, if anybody has. What is for a unit's
// clerks is then also for its official who has it in hand.
func (s Staff) toldIn(office models.Recipient, u models.Urgency) []models.User {
	if u == models.Information || u == models.Reminder {
		inHand := s.those(func(p models.User) bool {
			works := holds(p, office) || office.Role == models.UnitClerk && holds(p, models.Recipient{Role: models.UnitOfficial, Unit: office.Unit})
			return works && slices.Contains(s.InHand, p.Username)
		})
		if len(inHand) > 0 {
			return inHand
		}
	}
	return s.those(func(p models.User) bool { return holds(p, office) })
}

// those returns the people whose accounts are in use of whom something is true.
func (s Staff) those(are func(models.User) bool) []models.User {
	var some []models.User
	for _, u := range s.People {
		if !u.Disabled && are(u) {
			some = append(some, u)
		}
	}
	return some
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
