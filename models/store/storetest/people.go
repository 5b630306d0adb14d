package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/workflows/calendar"
)

var peoplePromises = []promise{
	{"an account is bound to one subject of a provider, and a subject to one account", func(b *bench) {
		one, other := b.user(clerk), b.user(models.Actor{Username: "other", Role: models.Clerk})
		const issuer = "https://id.example.gov.cn"
		_, bound, err := b.Store.IdentityOf(ctx, one)
		b.ok(err)
		equal(b, "bound", bound, false)
		want := models.Identity{UserID: one, Issuer: issuer, Subject: "S-1' OR '1'='1", BoundAt: opened.Truncate(time.Microsecond)}
		b.ok(b.Store.BindIdentity(ctx, want))
		got, bound, err := b.Store.IdentityOf(ctx, one)
		b.ok(err)
		equal(b, "bound", bound, true)
		equal(b, "identity", fmt.Sprint(got), fmt.Sprint(want))
		user, err := b.Store.UserByIdentity(ctx, issuer, want.Subject)
		b.ok(err)
		equal(b, "account", user.ID, one)
		for _, none := range []models.Identity{{Issuer: issuer, Subject: "s-1' OR '1'='1"}, {Issuer: issuer + "/", Subject: want.Subject}, {Issuer: issuer}, {}} {
			_, err = b.Store.UserByIdentity(ctx, none.Issuer, none.Subject)
			b.refused(err, models.NotFound)
		}
		b.refused(b.Store.BindIdentity(ctx, models.Identity{UserID: one, Issuer: issuer, Subject: "S-2", BoundAt: opened}), models.Conflict)
		b.refused(b.Store.BindIdentity(ctx, models.Identity{UserID: other, Issuer: issuer, Subject: want.Subject, BoundAt: opened}), models.Conflict)
		b.ok(b.Store.BindIdentity(ctx, models.Identity{UserID: other, Issuer: "https://another.example", Subject: want.Subject, BoundAt: opened}))
		b.ok(b.Store.DropIdentity(ctx, one))
		b.ok(b.Store.DropIdentity(ctx, one))
		_, err = b.Store.UserByIdentity(ctx, issuer, want.Subject)
		b.refused(err, models.NotFound)
		b.ok(b.Store.BindIdentity(ctx, models.Identity{UserID: one, Issuer: issuer, Subject: "S-2", BoundAt: opened}))
	}},
	{"accounts", func(b *bench) {
		want := models.User{
			Username: "谭-城管", Name: "谭城管", Role: models.UnitClerk, Unit: cityUnit, PasswordHash: "hash", MustChange: true,
			CreatedAt: opened.Truncate(time.Microsecond),
		}
		id, err := b.Store.CreateUser(ctx, want)
		b.ok(err)
		want.ID = id
		got, err := b.Store.UserByName(ctx, want.Username)
		b.ok(err)
		if !reflect.DeepEqual(got, want) {
			b.Errorf("got  %+v\nwant %+v", got, want)
		}
		got, err = b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "by id", fmt.Sprint(got), fmt.Sprint(want))
		_, err = b.Store.CreateUser(ctx, models.User{Username: want.Username})
		b.refused(err, models.Conflict)
		_, err = b.Store.CreateUser(ctx, models.User{})
		b.refused(err, models.Invalid)
		b.user(clerk)
		users, err := b.Store.Users(ctx)
		b.ok(err)
		equal(b, "users", users[0].Username+" "+users[1].Username, "clerk 谭-城管")
		for _, name := range []string{"", "none", "%", "' OR '1'='1", "CLERK"} {
			_, err = b.Store.UserByName(ctx, name)
			b.refused(err, models.NotFound)
		}
		for _, id := range []int64{0, -1, 999} {
			_, err = b.Store.UserByID(ctx, id)
			b.refused(err, models.NotFound)
		}
	}},
	{"a hand in an account is kept and told with what it does, or nothing is", func(b *bench) {
		auditor := b.user(models.Actor{Username: "auditor", Role: models.Auditor})
		note := models.Notice{Key: "account/new", To: []models.Recipient{{Role: models.Auditor}}, Title: "开设账号"}
		change := models.AccountChange{Username: "new", By: "admin", Deed: models.Opened, At: opened}
		failed := errors.New("failed")
		err := b.Store.ChangeAccount(ctx, change, func(tx *store.Store) error {
			_, err := tx.CreateUser(ctx, models.User{Username: "new"})
			return errors.Join(err, failed)
		}, note)
		equal(b, "passed on", errors.Is(err, failed), true)
		_, err = b.Store.UserByName(ctx, "new")
		b.refused(err, models.NotFound)
		equal(b, "told", len(b.inbox(auditor)), 0)

		b.ok(b.Store.ChangeAccount(ctx, change, func(tx *store.Store) error {
			_, err := tx.CreateUser(ctx, models.User{Username: "new"})
			return err
		}, note))
		equal(b, "told", len(b.inbox(auditor)), 1)
		all, err := b.Store.AccountChanges(ctx, opened)
		b.ok(err)
		change.At = change.At.Truncate(time.Microsecond)
		equal(b, "kept", fmt.Sprint(all), fmt.Sprint([]models.AccountChange{change}))
		none, err := b.Store.AccountChanges(ctx, opened.Add(time.Second))
		b.ok(err)
		equal(b, "later", len(none), 0)
		for _, sql := range []string{"UPDATE account_changes SET made_by = 'x'", "DELETE FROM account_changes"} {
			if b.Exec(sql) == nil {
				b.Errorf("%s was done", sql)
			}
		}
	}},
	{"a change changes what it names, of whom it names", func(b *bench) {
		id, other := b.user(city), b.user(town)
		name, empty, role, yes, no := "新名", "", models.UnitOfficial, true, false
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{Name: &name}))
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{Unit: &empty, Role: &role, Disabled: &yes}))
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{}))
		got, err := b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "changed", fmt.Sprint(got.Username, got.Name, got.Role, got.Unit, got.Disabled), fmt.Sprint(city.Username, name, role, "", true))
		b.ok(b.Store.UpdateUser(ctx, id, models.UserChange{Disabled: &no}))
		b.ok(b.Store.SetPassword(ctx, id, "new hash", true))
		got, err = b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "changed", fmt.Sprint(got.Disabled, got.PasswordHash, got.MustChange), "falsenew hashtrue")
		same, err := b.Store.UserByID(ctx, other)
		b.ok(err)
		equal(b, "the other", same.Name+same.PasswordHash, town.Name+"hash")
		for _, id := range []int64{0, 999} {
			b.refused(b.Store.UpdateUser(ctx, id, models.UserChange{Name: &name}), models.NotFound)
			b.refused(b.Store.SetPassword(ctx, id, "hash", false), models.NotFound)
			b.refused(b.Store.SignInSucceeded(ctx, id, opened), models.NotFound)
			_, err = b.Store.SignInFailed(ctx, id, opened, 5, time.Minute)
			b.refused(err, models.NotFound)
		}
	}},
	{"every failed sign-in counts, also at the same time", func(b *bench) {
		id, other := b.user(city), b.user(town)
		now := opened.Truncate(time.Microsecond)
		fail := func(now time.Time) models.User {
			user, err := b.Store.SignInFailed(ctx, id, now, 5, 15*time.Minute)
			b.ok(err)
			return user
		}
		equal(b, "after one", fail(now).Failures, 1)
		equal(b, "locked", fail(now).LockedUntil, time.Time{})
		b.together(2, func(int) error { fail(now); return nil })
		last := fail(now)
		equal(b, "after five", last.Failures, 5)
		equal(b, "locked until", last.LockedUntil, now.Add(15*time.Minute))
		equal(b, "returned", last.Username, city.Username)
		b.together(20, func(int) error { fail(now.Add(time.Hour)); return nil })
		user, err := b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "after 25", user.Failures, 25)
		equal(b, "locked until", user.LockedUntil, now.Add(75*time.Minute))
		b.ok(b.Store.SignInSucceeded(ctx, id, opened))
		user, err = b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "after success", fmt.Sprint(user.Failures, user.LockedUntil.IsZero()), "0 true")
		for range 5 {
			fail(now)
		}
		b.ok(b.Store.SetPassword(ctx, id, "hash", false))
		user, err = b.Store.UserByID(ctx, id)
		b.ok(err)
		equal(b, "after a new password", fmt.Sprint(user.Failures, user.LockedUntil.IsZero()), "0 true")
		user, err = b.Store.UserByID(ctx, other)
		b.ok(err)
		equal(b, "the other's", user.Failures, 0)
	}},
	{"sessions", func(b *bench) {
		id, other := b.user(city), b.user(town)
		start := opened.Truncate(time.Microsecond)
		open := func(hash string, user int64) models.Session {
			s := models.Session{TokenHash: hash, UserID: user, CreatedAt: start, SeenAt: start, ExpiresAt: start.Add(time.Hour), Address: "10.0.0.1"}
			b.ok(b.Store.CreateSession(ctx, s))
			return s
		}
		want := open("one", id)
		open("two", id)
		open("three", other)
		got, user, err := b.Store.SessionByHash(ctx, "one", start.Add(59*time.Second), today)
		b.ok(err)
		equal(b, "session", got, want)
		equal(b, "user", user.Username, city.Username)
		_, _, err = b.Store.SessionByHash(ctx, "one", start.Add(2*time.Minute), today)
		b.ok(err)
		got, _, err = b.Store.SessionByHash(ctx, "one", start.Add(2*time.Minute+30*time.Second), today)
		b.ok(err)
		equal(b, "seen at, to the minute", got.SeenAt, start.Add(2*time.Minute))
		for _, hash := range []string{"", "none", "' OR '1'='1"} {
			_, _, err = b.Store.SessionByHash(ctx, hash, start, today)
			b.refused(err, models.SignIn)
		}
		_, _, err = b.Store.SessionByHash(ctx, "one", start.Add(time.Hour), today)
		b.refused(err, models.SignIn)
		yes := true
		b.ok(b.Store.UpdateUser(ctx, other, models.UserChange{Disabled: &yes}))
		_, _, err = b.Store.SessionByHash(ctx, "three", start, today)
		b.refused(err, models.SignIn)

		b.ok(b.Store.DeleteSession(ctx, "one"))
		b.ok(b.Store.DeleteSession(ctx, "one"))
		b.ok(b.Store.DeleteSession(ctx, ""))
		_, _, err = b.Store.SessionByHash(ctx, "one", start, today)
		b.refused(err, models.SignIn)
		_, _, err = b.Store.SessionByHash(ctx, "two", start, today)
		b.ok(err)
		open("four", id)
		b.ok(b.Store.DeleteSessionsOf(ctx, id))
		_, _, err = b.Store.SessionByHash(ctx, "four", start, today)
		b.refused(err, models.SignIn)

		open("here", id)
		open("elsewhere", id)
		b.ok(b.Store.CreateSession(ctx, models.Session{TokenHash: "program", UserID: id, CreatedAt: start, ExpiresAt: start.Add(time.Hour), Name: "统计平台"}))
		b.ok(b.Store.EndSignInsBut(ctx, id, "here"))
		left, err := b.Store.SessionsOf(ctx, id, start)
		b.ok(err)
		equal(b, "left", fmt.Sprint(len(left), left[0].TokenHash, left[1].TokenHash), "2hereprogram")
		b.ok(b.Store.DeleteSessionsOf(ctx, id))

		open("five", id)
		b.ok(b.Store.DeleteExpiredSessions(ctx, start.Add(59*time.Minute)))
		_, _, err = b.Store.SessionByHash(ctx, "five", start, today)
		b.ok(err)
		b.ok(b.Store.DeleteExpiredSessions(ctx, start.Add(time.Hour)))
		_, _, err = b.Store.SessionByHash(ctx, "five", start, today)
		b.refused(err, models.SignIn)
		if b.Store.CreateSession(ctx, models.Session{TokenHash: "six", UserID: 999, CreatedAt: start, ExpiresAt: start}) == nil {
			b.Error("a session of nobody was stored")
		}
	}},
	{"an administrator is the sole one until a security administrator is there, in open sessions too", func(b *bench) {
		start := opened.Truncate(time.Microsecond)
		sole := func(hash string) bool {
			b.Helper()
			_, user, err := b.Store.SessionByHash(ctx, hash, start, today)
			b.ok(err)
			return user.Sole
		}
		for hash, who := range map[string]models.Actor{"admin": admin, "auditor": auditor, "clerk": clerk} {
			b.ok(b.Store.CreateSession(ctx, models.Session{TokenHash: hash, UserID: b.user(who), CreatedAt: start, SeenAt: start, ExpiresAt: start.Add(time.Hour)}))
		}
		equal(b, "before", fmt.Sprint(sole("admin"), sole("auditor"), sole("clerk")), "true false false")
		_, err := b.Store.CreateUser(ctx, models.User{Username: "security", Role: models.SecurityAdmin})
		b.ok(err)
		equal(b, "after", fmt.Sprint(sole("admin"), sole("auditor"), sole("clerk")), "false false false")
	}},
	{"the directory of units", func(b *bench) {
		for _, unit := range []models.Unit{
			{Name: townUnit, FullName: "威海市环翠区张村镇人民政府", Kind: models.Town},
			{Name: cityUnit, FullName: "威海市环翠区城市管理局", Kind: models.Department},
			{Name: "某派出机构", Kind: models.Institution},
			{Name: "区政府", FullName: "威海市环翠区人民政府", Kind: models.Government},
		} {
			b.ok(b.Store.AddUnit(ctx, unit))
		}
		b.refused(b.Store.AddUnit(ctx, models.Unit{Name: townUnit}), models.Conflict)
		b.refused(b.Store.AddUnit(ctx, models.Unit{}), models.Invalid)
		units, err := b.Store.Units(ctx)
		b.ok(err)
		var names []string
		for _, u := range units {
			names = append(names, u.Name)
		}
		equal(b, "units", strings.Join(names, " "), "区政府 "+cityUnit+" "+townUnit+" 某派出机构")
		unit, err := b.Store.Unit(ctx, townUnit)
		b.ok(err)
		equal(b, "unit", unit, models.Unit{Name: townUnit, FullName: "威海市环翠区张村镇人民政府", Kind: models.Town})
		for _, name := range []string{"", "%", "无此单位"} {
			_, err = b.Store.Unit(ctx, name)
			b.refused(err, models.NotFound)
		}
	}},
	{"a unit ends where another one continues its functions", func(b *bench) {
		add := func(name, full string) error {
			return b.Store.AddUnit(ctx, models.Unit{Name: name, FullName: full, Kind: models.Department})
		}
		b.ok(add("区规划局", "威海市环翠区规划局"))
		b.ok(add("区国土局", "威海市环翠区国土资源局"))
		b.refused(add("区國土局", "别的"), models.Conflict)
		b.refused(add("⼟地局", "威海市环翠区規劃局"), models.Conflict)
		b.ok(add("区建设局", ""))
		b.ok(add("区房管局", "")) // what has no full name has not the same one

		closed, opened := calendar.On(2026, 3, 1), calendar.Date{}
		end := func(name, successor string) error {
			_, err := b.Store.ChangeUnit(ctx, name, models.UnitChange{ClosedOn: &closed, Successor: &successor})
			return err
		}
		b.refused(end("无此单位", "区国土局"), models.NotFound)
		for _, nobody := range []string{"", "无此单位", "区规划局"} {
			b.refused(end("区规划局", nobody), models.Invalid)
		}
		b.ok(end("区规划局", "区国土局"))
		b.refused(end("区建设局", "区规划局"), models.Invalid)
		b.ok(add("区规划分局", "威海市环翠区规划局")) // the full name has become free
		again, err := b.Again()
		b.ok(err)
		defer again.Close()
		unit, err := again.Unit(ctx, "区规划局")
		b.ok(err)
		equal(b, "closed", unit, models.Unit{Name: "区规划局", FullName: "威海市环翠区规划局", Kind: models.Department, ClosedOn: closed, Successor: "区国土局"})
		equal(b, "the day before, and on the day", fmt.Sprint(unit.Closed(closed.AddDays(-1)), unit.Closed(closed)), "false true")

		b.ok(add("区自然资源局", ""))
		later, natural, start := calendar.On(2026, 3, 5), "区自然资源局", time.Now()
		_, err = b.Store.ChangeUnit(ctx, "区国土局", models.UnitChange{ClosedOn: &later, Successor: &natural})
		b.ok(err)
		heir := b.user(models.Actor{Username: "heir", Name: "继续者", Role: models.UnitClerk, Unit: "区自然资源局"})
		watcher := b.user(supervisor)
		for hash, user := range map[string]int64{"heir": heir, "watcher": watcher} {
			b.ok(b.Store.CreateSession(ctx, models.Session{TokenHash: hash, UserID: user, CreatedAt: start, ExpiresAt: start.Add(time.Hour)}))
		}
		for _, row := range []struct {
			who  string
			on   calendar.Date
			want string
		}{{"heir", later, "[区国土局 区规划局]"}, {"heir", later.AddDays(-1), "[]"}, {"watcher", later, "[]"}} {
			_, user, err := b.Store.SessionByHash(ctx, row.who, start, row.on)
			b.ok(err)
			equal(b, row.who+" continues on "+row.on.String(), fmt.Sprint(user.Actor().Continues), row.want)
		}
		_, err = b.Store.ChangeUnit(ctx, "区国土局", models.UnitChange{ClosedOn: &opened})
		b.ok(err)

		kind, full := models.Institution, "威海市环翠区规划事务中心"
		unit, err = b.Store.ChangeUnit(ctx, "区规划局", models.UnitChange{Kind: &kind, FullName: &full})
		b.ok(err)
		equal(b, "what is left out stays", unit, models.Unit{Name: "区规划局", FullName: full, Kind: kind, ClosedOn: closed, Successor: "区国土局"})
		unit, err = b.Store.ChangeUnit(ctx, "区规划局", models.UnitChange{ClosedOn: &opened})
		b.ok(err)
		equal(b, "opened again", unit, models.Unit{Name: "区规划局", FullName: full, Kind: kind})

		var added atomic.Int64
		b.together(6, func(n int) error {
			err := add([]string{"区农业局", "区農業局"}[n%2], fmt.Sprint(n))
			if err == nil {
				added.Add(1)
				return nil
			}
			b.refused(err, models.Conflict)
			return nil
		})
		equal(b, "added at once", added.Load(), 1)
	}},
}
