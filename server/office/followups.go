package office

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
)

// FollowUps returns what the caller wants to be reminded of, the first day first.
func (o *Office) FollowUps(ctx context.Context, who models.Caller) ([]models.FollowUp, error) {
	return read(ctx, who, Reading, func(ctx context.Context) ([]models.FollowUp, error) { return o.store.FollowUps(ctx, who.Actor) })
}

// FollowUp has the caller reminded of a lawsuit on a day. Nobody else sees it.
func (o *Office) FollowUp(ctx context.Context, who models.Caller, f models.FollowUp) error {
	return o.beside(ctx, who, Reading, "follow_up", f.LawsuitID, func(l models.Lawsuit, _ models.Beside) error {
		switch {
		case f.On.Before(o.Today()):
			return models.Wrong("on", "提醒日期不能早于今天（"+o.Today().Chinese()+"）")
		case strings.TrimSpace(f.Note) == "" || utf8.RuneCountInString(f.Note) > longestNote:
			return models.Wrong("note", fmt.Sprintf("请填写提醒内容，最多%d字", longestNote))
		}
		f.LawsuitID, f.Owner, f.At = l.ID, who.Username, time.Now().UTC()
		return o.store.FollowUp(ctx, f)
	})
}

// EndFollowUp has the caller reminded no more.
func (o *Office) EndFollowUp(ctx context.Context, who models.Caller, id int64) error {
	return o.administered(ctx, who, Reading, "end_follow_up", fmt.Sprint(id), func() error {
		return o.store.EndFollowUp(ctx, id, who.Username, time.Now())
	})
}
