package office

import (
	"context"
	"fmt"
	"time"

	"yingsu/models"
)

// SendAgain has a delivery that was given up tried once more.
func (o *Office) SendAgain(ctx context.Context, who models.Caller, id int64) error {
	return o.administered(ctx, who, Posting, "send_again", fmt.Sprintf("delivery %d", id), func() error {
		n, err := o.store.SendAgain(ctx, time.Now(), id)
		if err == nil && n == 0 {
			err = &models.Error{Code: models.NotFound, Detail: "没有送出的消息中没有这一条，可能已由他人重新投递，或者已经送达。请刷新列表后再看。", Link: "/admin"}
		}
		return err
	})
}

// SendAllAgain has every delivery that was given up tried once more, and returns how
// many there were.
func (o *Office) SendAllAgain(ctx context.Context, who models.Caller) (n int, err error) {
	err = o.administered(ctx, who, Posting, "send_again", "all", func() (err error) {
		n, err = o.store.SendAgain(ctx, time.Now())
		return err
	})
	return n, err
}

// ChannelTitle names a way out of the program.
func ChannelTitle(channel string) string {
	title, known := map[string]string{
		"drop": "投递目录（DROP_DIR）", models.Mail: "电子邮件", models.SMS: "短信", models.WeCom: "企业微信群机器人", models.DingTalk: "钉钉群机器人",
	}[channel]
	if !known {
		return channel
	}
	return title
}
