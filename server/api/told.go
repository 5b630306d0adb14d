package api

import (
	"cmp"
	"time"

	"yingsu/models"
	"yingsu/server/feed"
	"yingsu/server/office"
)

// wayList is by which channels beside the inbox the caller is told.
type wayList struct {
	Ways    []way     `json:"ways"`
	Carried []carried `json:"carried"` // what became of the last messages, the last first
}

// carried is what became of a message on its way by one channel.
type carried struct {
	Channel    string               `json:"channel"`
	State      models.DeliveryState `json:"state"` // waiting, sent, or dead where it was given up
	Title      string               `json:"title"`
	CaseNumber string               `json:"case_number,omitempty"`
	Tries      int                  `json:"tries"`
	Cause      string               `json:"cause,omitempty"` // of the last failure
	At         time.Time            `json:"at"`
	SentAt     time.Time            `json:"sent_at,omitzero"`
}

// way is one channel as its holder sees it. The address of a robot is shown in part.
type way struct {
	Channel   string `json:"channel"`
	Title     string `json:"title"`
	Open      bool   `json:"open"` // the office carries messages by it
	On        bool   `json:"on"`
	Address   string `json:"address,omitempty"`
	Digest    bool   `json:"digest"`
	QuietFrom string `json:"quiet_from,omitempty"`
	QuietTo   string `json:"quiet_to,omitempty"`
}

// wayChange is how somebody wants to be told by a channel.
type wayChange struct {
	On        bool   `json:"on" label:"启用"`
	Address   string `json:"address,omitempty" label:"地址" help:"电子邮箱、手机号码，或者群机器人的Webhook地址；群机器人的不填即不变" example:"wang@example.gov.cn"`
	Secret    string `json:"secret,omitempty" label:"加签密钥" help:"只用于钉钉群机器人"`
	Digest    bool   `json:"digest,omitempty" label:"每日汇总" help:"每日08:30一次；今日到期和逾期的仍随时发送"`
	QuietFrom string `json:"quiet_from,omitempty" label:"免打扰从" help:"北京时间" example:"22:00"`
	QuietTo   string `json:"quiet_to,omitempty" label:"免打扰到" example:"07:00"`
}

// feedChoice says whose calendar is meant.
type feedChoice struct {
	Unit bool `json:"unit,omitempty" label:"单位日历" help:"不填即为本人的日历"`
}

// feedMade is a calendar's address, told once.
type feedMade struct {
	Address string `json:"address"`
}

func (a *API) ways(c *call) (any, error) {
	found, err := a.office.Telling(c.ctx(), c.who)
	list := wayList{Ways: []way{}, Carried: []carried{}}
	for _, w := range found.Ways {
		list.Ways = append(list.Ways, wayOf(w))
	}
	for _, d := range found.Carried {
		list.Carried = append(list.Carried, carried{d.Channel, d.State, d.Title, d.CaseNumber, d.Tries, d.Cause, d.At, d.SentAt})
	}
	return list, err
}

func wayOf(w office.Way) way {
	shown := way{Channel: w.Channel, Title: w.Title, Open: w.Open, On: w.On, Address: w.Address, Digest: w.Digest, QuietFrom: w.QuietFrom, QuietTo: w.QuietTo}
	if w.Robot {
		shown.Address = w.Shown
	}
	return shown
}

func (a *API) setWay(c *call) (any, error) {
	var in wayChange
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return nil, a.office.SetWay(c.ctx(), c.who, models.Way{
		Channel: c.path("channel"), Address: in.Address, Secret: in.Secret, On: in.On, Digest: in.Digest, QuietFrom: in.QuietFrom, QuietTo: in.QuietTo,
	})
}

func (a *API) tryWay(c *call) (any, error) {
	return nil, a.office.TryWay(c.ctx(), c.who, c.path("channel"))
}

func (a *API) makeFeed(c *call) (any, error) {
	var in feedChoice
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	secret, err := a.office.MakeFeed(c.ctx(), c.who, in.Unit)
	site := cmp.Or(a.office.Site, c.echo.Scheme()+"://"+c.echo.Request().Host)
	return feedMade{site + feed.Address(secret)}, err
}

func (a *API) revokeFeed(c *call) (any, error) {
	var in feedChoice
	if err := a.read(c, &in); err != nil {
		return nil, err
	}
	return nil, a.office.RevokeFeed(c.ctx(), c.who, in.Unit)
}
