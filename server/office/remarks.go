package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// longestRemark bounds what is said, asked or answered at once, in characters.
const longestRemark = 2000

// Remarks returns what was said in a lawsuit, the last first.
func (o *Office) Remarks(ctx context.Context, who models.Caller, id string) ([]models.Remark, error) {
	if _, err := o.Lawsuit(ctx, who, id); err != nil {
		return nil, err
	}
	return o.store.Remarks(ctx, id)
}

// Remark says something in a lawsuit, for all who see it. Colleagues that it names with
// an @ before their names are told. The same key says nothing twice.
func (o *Office) Remark(ctx context.Context, who models.Caller, id, key, said string) error {
	return o.beside(ctx, who, Remarking, "remark", id, func(l models.Lawsuit, b models.Beside) error {
		if err := sayable("text", "留言", said); err != nil {
			return err
		}
		named, err := o.mentioned(ctx, said, b)
		if err != nil {
			return err
		}
		r := models.Remark{LawsuitID: l.ID, Key: who.Username + "/" + orNew(key), Author: who.Username, AuthorName: who.Name, Said: said, At: time.Now().UTC()}
		var told []models.Notice
		if named = slices.DeleteFunc(named, func(username string) bool { return username == who.Username }); len(named) > 0 {
			told = append(told, models.Notice{
				Key: "remark/" + r.Key, To: []models.Recipient{}, Persons: named, Urgency: models.Information,
				Title: who.Name + "在留言中提到您", Body: said,
			})
		}
		return o.store.Remark(ctx, r, told...)
	})
}

// WithdrawRemark takes back what the caller has said; its place is kept.
func (o *Office) WithdrawRemark(ctx context.Context, who models.Caller, id string, remark int64) error {
	return o.beside(ctx, who, Remarking, "withdraw_remark", id, func(l models.Lawsuit, _ models.Beside) error {
		return o.store.WithdrawRemark(ctx, l.ID, remark, who.Username, time.Now())
	})
}

func sayable(field, what, said string) error {
	switch {
	case strings.TrimSpace(said) == "":
		return models.Wrong(field, "请填写"+what)
	case utf8.RuneCountInString(said) > longestRemark:
		return models.Wrong(field, fmt.Sprintf("%s最多%d字，现有%d字", what, longestRemark, utf8.RuneCountInString(said)))
	}
	return nil
}

// mentioned returns the user names of those whom a text names with an @, of all who see
// the lawsuit.
func (o *Office) mentioned(ctx context.Context, text string, b models.Beside) ([]string, error) {
	if !strings.ContainsAny(text, "@＠") {
		return nil, nil
	}
	users, err := o.store.Users(ctx)
	if err != nil {
		return nil, err
	}
	units, err := o.store.Units(ctx)
	if err != nil {
		return nil, err
	}
	closed := slices.DeleteFunc(units, func(u models.Unit) bool { return !u.Closed(o.Today()) })
	sees := func(u models.User) bool {
		u.Continues = models.Continued(u.Unit, closed)
		return u.Role.SeesEverything() || u.Role.OfUnit() && slices.ContainsFunc(b.Units, u.Actor().ActsFor)
	}
	return namedIn(text, slices.DeleteFunc(users, func(u models.User) bool { return u.Disabled || !sees(u) })), nil
}

// namedIn returns the user names of the people whose names follow an @, the longest name
// where one begins with another. Of the same name all are meant.
func namedIn(text string, people []models.User) []string {
	var named []string
	for _, rest := range strings.Split(strings.ReplaceAll(text, "＠", "@"), "@")[1:] {
		longest := ""
		for _, u := range people {
			if strings.HasPrefix(rest, u.Name) && len(u.Name) > len(longest) {
				longest = u.Name
			}
		}
		for _, u := range people {
			if longest != "" && u.Name == longest && !slices.Contains(named, u.Username) {
				named = append(named, u.Username)
			}
		}
	}
	return named
}

// DemandWish is what is to be asked of an office in a lawsuit.
type DemandWish struct {
	Office   string
	Asked    string
	AnswerBy calendar.Date
}

// DemandsIn returns what was asked in a lawsuit, the last first.
func (o *Office) DemandsIn(ctx context.Context, who models.Caller, id string) ([]models.Demand, error) {
	if _, err := o.Lawsuit(ctx, who, id); err != nil {
		return nil, err
	}
	return o.store.DemandsIn(ctx, id)
}

// OpenDemands returns what waits for an answer of the caller's office, or of another that
// it has asked.
func (o *Office) OpenDemands(ctx context.Context, who models.Caller) ([]models.Demand, error) {
	return read(ctx, who, Reading, func(ctx context.Context) ([]models.Demand, error) { return o.store.OpenDemands(ctx, who.Actor) })
}

// Demand asks something of an office in a lawsuit, by a day, and has all of its people
// told. The same key asks nothing twice.
func (o *Office) Demand(ctx context.Context, who models.Caller, id, key string, wish DemandWish) error {
	return o.beside(ctx, who, Demanding, "demand", id, func(l models.Lawsuit, b models.Beside) error {
		if err := o.askable(who, b, wish); err != nil {
			return err
		}
		d := models.Demand{
			LawsuitID: l.ID, Key: who.Username + "/" + orNew(key), Office: wish.Office, By: who.Username, ByName: who.Name, ByUnit: who.Unit,
			Asked: wish.Asked, AnswerBy: wish.AnswerBy, At: time.Now().UTC(),
		}
		law, err := o.store.Law(ctx)
		if err != nil {
			return err
		}
		if !post.LastCall(d.AnswerBy, law.Calendar).After(o.Today()) {
			d.RemindedAt = d.At // by being asked
		}
		return o.store.Demand(ctx, d, post.Demanded(d, who.Role))
	})
}

func (o *Office) askable(who models.Caller, b models.Beside, wish DemandWish) error {
	switch {
	case !slices.Contains(withBureau(b.Units), wish.Office):
		return models.Wrong("office", "请选择参与本案的单位")
	case wish.Office == who.Unit:
		return models.Wrong("office", "督办的对象不能是本单位，请选择其他单位")
	case wish.AnswerBy.Before(o.Today()):
		return models.Wrong("answer_by", "答复日期不能早于今天（"+o.Today().Chinese()+"）")
	case wish.AnswerBy.Sub(o.Today()) > longestLeave:
		return models.Wrong("answer_by", "答复日期最迟在一年以内")
	}
	return sayable("asked", "督办事项", wish.Asked)
}

// ReceiveDemand signs for what is asked of the caller's office.
func (o *Office) ReceiveDemand(ctx context.Context, who models.Caller, id string, demand int64) error {
	return o.settle(ctx, who, "receive_demand", id, demand, func(d models.Demand) error {
		return o.store.ReceiveDemand(ctx, d.ID, who.Name, time.Now())
	})
}

// AnswerDemand answers what is asked of the caller's office, and has who asked told. Who
// had not signed for it does so with that.
func (o *Office) AnswerDemand(ctx context.Context, who models.Caller, id string, demand int64, answer string) error {
	return o.settle(ctx, who, "answer_demand", id, demand, func(d models.Demand) error {
		if err := sayable("answer", "答复", answer); err != nil {
			return err
		}
		d.AnsweredBy, d.AnsweredAt, d.Answer = who.Name, time.Now().UTC(), answer
		return o.store.AnswerDemand(ctx, d, post.DemandAnswered(d))
	})
}

// WithdrawDemand takes back what the caller, or a colleague of their office, has asked, and
// has whoever was asked told: nobody waits for an answer any more.
func (o *Office) WithdrawDemand(ctx context.Context, who models.Caller, id string, demand int64) error {
	return o.beside(ctx, who, Demanding, "withdraw_demand", id, func(l models.Lawsuit, _ models.Beside) error {
		d, err := o.store.DemandIn(ctx, l.ID, demand)
		if err != nil {
			return err
		}
		if !withdraws(who, d) {
			return &models.Error{Code: models.Forbidden, Article: Demanding.Article, Detail: "督办由发出的人员或者其单位撤回，这项督办由" + d.ByName + "发出。如有不当，请与其联系。"}
		}
		d.WithdrawnBy, d.WithdrawnAt = who.Name, time.Now().UTC()
		return o.store.WithdrawDemand(ctx, d, post.DemandWithdrawn(d))
	})
}

// withdraws tells whether a demand is the caller's to take back.
func withdraws(who models.Caller, d models.Demand) bool {
	return Demanding.Of(who.Role) && (d.By == who.Username || d.ByUnit != "" && d.ByUnit == who.Unit)
}

// settle does something with a demand, for those of whose office it is asked.
func (o *Office) settle(ctx context.Context, who models.Caller, action, id string, demand int64, do func(models.Demand) error) error {
	return o.beside(ctx, who, Handling, action, id, func(l models.Lawsuit, b models.Beside) error {
		d, err := o.store.DemandIn(ctx, l.ID, demand)
		if err != nil {
			return err
		}
		switch {
		case !answers(who, d):
			return &models.Error{Code: models.Forbidden, Article: Demanding.Article, Detail: "这项督办由" + d.Office + "签收和答复，您所在的单位不是督办的对象。"}
		case !d.WithdrawnAt.IsZero():
			return &models.Error{Code: models.Overtaken, Article: Demanding.Article, Detail: "这项督办已经撤回，无须签收和答复。请刷新页面查看。"}
		}
		return do(d)
	})
}

// answers tells whether a demand is for the caller's office.
func answers(who models.Caller, d models.Demand) bool {
	if who.Role.OfBureau() {
		return d.Office == measures.JusticeBureau
	}
	return who.Role.OfUnit() && who.ActsFor(d.Office)
}
