package post

import (
	"time"

	"yingsu/models"
)

// Trial is the message that somebody sends themselves by one channel, to see whether it
// arrives. Its key is the same for a minute: there is no second one in it, whoever asks
// and of whichever server.
func Trial(username, channel, title string, now time.Time) models.Notice {
	return models.Notice{
		Key: "trial/" + channel + "/" + now.UTC().Format("2006-01-02T15:04"), To: []models.Recipient{}, Persons: []string{username}, Urgency: models.Trial, Private: true,
		Title: "测试消息", Body: "这是您在" + when(now) + "通过“" + title + "”发给自己的测试消息。收到即说明该渠道可用，无须办理。",
	}
}
