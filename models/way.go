package models

import (
	"time"
)

// The channels beside the inbox that reach a person only where they ask for it, and at
// an address of theirs. The names are as the ledger keeps them: never changed.
const (
	Mail     = "mail"     // 电子邮件
	SMS      = "sms"      // 短信
	WeCom    = "wecom"    // 企业微信群机器人
	DingTalk = "dingtalk" // 钉钉群机器人
)

// Personal lists them in the order in which pages show them.
var Personal = []string{Mail, SMS, WeCom, DingTalk}

// Way is how one person is told by one channel, as they chose.
type Way struct {
	Channel string
	Address string // mail address, telephone number, or the address of a group's robot
	Secret  string // with which messages to a robot of DingTalk are signed; empty where they are not
	On      bool
	Digest  bool // once a day instead of at once, but for what is urgent
	// Quiet is when nothing but what is urgent is to arrive, from one time of the day in
	// Beijing to another, which may be the next day's. Where both are alike, or empty,
	// there is no such time.
	QuietFrom, QuietTo string // 22:00
}

// Carried says what became of a notice on its way to somebody by one channel.
type Carried struct {
	Channel    string
	State      DeliveryState
	Title      string
	CaseNumber string
	LawsuitID  string
	Tries      int
	Cause      string    // of the last failure; empty where there was none, or it has arrived
	At         time.Time // when it was written
	NextAt     time.Time // when it may be tried next, while it waits
	SentAt     time.Time // zero while it has not arrived
}

// Feed is a calendar that programs of phones and desks fetch by a secret address. Only
// the secret's hash is kept.
type Feed struct {
	Unit   string // whose calendar it is; empty for the person's own
	MadeBy string // user name
	MadeAt time.Time
}
