package office

import (
	"context"
	"slices"
	"time"

	"yingsu/models"
	"yingsu/models/post"
)

// Telling is how somebody is told beside the inbox, and what became of it.
type Telling struct {
	Ways    []Way            `json:"ways"` // every channel that can be chosen here, or is
	Carried []models.Carried `json:"-"`    // the last ones
}

// Way is one channel as its holder sees it.
type Way struct {
	models.Way
	Title string
	Open  bool   // the office carries messages by it
	Shown string // the address, enough of it to know it by
	Robot bool   // the address is that of a group's robot, and not shown again
	Tries bool   // a test message can be sent by it
}

// Hint says what the address of a robot is to be, or which one is kept.
func (w Way) Hint() string {
	if w.Shown == "" {
		return "在群设置中添加机器人后复制，以https://开头"
	}
	return "现为" + w.Shown + "，不改则留空"
}

// carriedShown is how many deliveries are shown of one person.
const carriedShown = 20

// Telling returns how the caller is told.
func (o *Office) Telling(ctx context.Context, who models.Caller) (t Telling, err error) {
	if err := SignedIn.Refuse(who); err != nil {
		return t, err
	}
	open, err := o.store.OpenChannels(ctx)
	if err != nil {
		return t, err
	}
	chosen, err := o.store.Ways(ctx, who.UserID)
	if err != nil {
		return t, err
	}
	for _, channel := range models.Personal {
		w := Way{Way: wayBy(chosen, channel), Title: ChannelTitle(channel), Open: slices.Contains(open, channel), Robot: isRobot(channel)}
		w.Shown, w.Tries = post.Shown(w.Way), w.Open && w.On
		if w.Open || w.Address != "" {
			t.Ways = append(t.Ways, w)
		}
	}
	t.Carried, err = o.store.Carried(ctx, who.UserID, carriedShown)
	return t, err
}

func wayBy(ways []models.Way, channel string) models.Way {
	i := slices.IndexFunc(ways, func(w models.Way) bool { return w.Channel == channel })
	if i < 0 {
		return models.Way{Channel: channel}
	}
	return ways[i]
}

func isRobot(channel string) bool { return channel == models.WeCom || channel == models.DingTalk }

// SetWay keeps how the caller wants to be told by a channel, from the next notice on.
// The address of a robot holds a key and is shown to nobody again: where none is given,
// the one before stays, and its secret with it.
func (o *Office) SetWay(ctx context.Context, who models.Caller, w models.Way) error {
	detail := clip(w.Channel)
	if shown := post.Shown(w); shown != "" {
		detail += " " + clip(shown)
	}
	return o.administered(ctx, who, SignedIn, "set_way", detail, func() error {
		if !slices.Contains(models.Personal, w.Channel) {
			return noSuchWay()
		}
		chosen, err := o.store.Ways(ctx, who.UserID)
		if err != nil {
			return err
		}
		before := wayBy(chosen, w.Channel)
		if w.Address == "" && isRobot(w.Channel) {
			w.Address = before.Address
			if w.Secret == "" {
				w.Secret = before.Secret
			}
		}
		if err := post.CheckWay(w, o.Hosts); err != nil {
			return err
		}
		if w.On && !before.On {
			if err := o.carries(ctx, w.Channel); err != nil {
				return err
			}
		}
		return o.store.SetWay(ctx, who.UserID, w)
	})
}

// carries refuses a channel that the office does not have.
func (o *Office) carries(ctx context.Context, channel string) error {
	open, err := o.store.OpenChannels(ctx)
	if err != nil || slices.Contains(open, channel) {
		return err
	}
	return &models.Error{Code: models.NotOpen, Detail: "本单位没有开通" + ChannelTitle(channel) + "，不能启用。如有需要，请联系系统管理员。"}
}

// TryWay sends the caller a test message by a channel as they have set it, through the
// outbox and whatever carries it there.
func (o *Office) TryWay(ctx context.Context, who models.Caller, channel string) error {
	return o.administered(ctx, who, SignedIn, "try_way", clip(channel), func() error {
		if !slices.Contains(models.Personal, channel) {
			return noSuchWay()
		}
		own, err := o.Own(ctx, who)
		if err != nil {
			return err
		}
		chosen, err := o.store.Ways(ctx, who.UserID)
		if err != nil {
			return err
		}
		w := wayBy(chosen, channel)
		if !w.On {
			return &models.Error{Code: models.NotOpen, Detail: "您没有启用" + ChannelTitle(channel) + "，不能发送测试消息。请先勾选启用、填写地址并保存。"}
		}
		if err := o.carries(ctx, channel); err != nil {
			return err
		}
		now := time.Now()
		return o.store.TryWay(ctx, who.UserID, w, post.Trial(own.Username, channel, ChannelTitle(channel), now), now)
	})
}

func noSuchWay() error {
	return &models.Error{Code: models.NotFound, Detail: "没有这个通知渠道，可以选择的见“账号”页面的“通知渠道”。"}
}
