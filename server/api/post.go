package api

import (
	"strconv"
	"time"

	"yingsu/models"
)

// undeliverableList is what was given up on its way by another channel than the inbox,
// the last first.
type undeliverableList struct {
	Total      int             `json:"total"` // there may be more than are listed
	Deliveries []undeliverable `json:"deliveries"`
}

type undeliverable struct {
	ID      string       `json:"id"`
	Key     string       `json:"key"`
	Channel string       `json:"channel"`
	To      models.Actor `json:"to"`
	Tries   int          `json:"tries"`
	Cause   string       `json:"cause"`
	At      time.Time    `json:"at"`
}

func (a *API) undeliverable(c *call) (any, error) {
	all, err := a.office.Undeliverable(c.ctx(), c.who)
	if err != nil {
		return nil, err
	}
	box, err := a.office.Outbox(c.ctx())
	list := undeliverableList{Total: box.Dead, Deliveries: []undeliverable{}}
	for _, d := range all {
		list.Deliveries = append(list.Deliveries, undeliverable{strconv.FormatInt(d.ID, 10), d.Key, d.Channel, d.To, d.Tries, d.Cause, d.At})
	}
	return list, err
}

// sentAgain says how many deliveries are tried once more.
type sentAgain struct {
	Again int `json:"again"`
}

func (a *API) sendAgain(c *call) (any, error) {
	id, err := strconv.ParseInt(c.path("delivery"), 10, 64)
	if err != nil {
		return nil, &models.Error{Code: models.NotFound, Detail: "没有这一条，编号见 " + Base + "/undeliverable。"}
	}
	return sentAgain{1}, a.office.SendAgain(c.ctx(), c.who, id)
}

func (a *API) sendAllAgain(c *call) (any, error) {
	n, err := a.office.SendAllAgain(c.ctx(), c.who)
	return sentAgain{n}, err
}
