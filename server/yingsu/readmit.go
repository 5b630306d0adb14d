package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"yingsu/models"
	"yingsu/models/post"
	"yingsu/models/store"
	"yingsu/server/auth"
)

// readmit lets a security administrator in again where there is nobody else who could:
// the system administrator keeps no accounts any more.
type readmit struct {
	Username string `arg:"" name:"用户名" help:"安全管理员的用户名"`
}

func (r *readmit) Run(ctx context.Context, out io.Writer, c *commands) error {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	attempt, password := models.Attempt{Username: "yingsu", Action: "reset_password", Detail: r.Username, At: time.Now()}, auth.NewPassword()
	err = p.Store.Audited(ctx, attempt, func(int64) (bool, error) { return false, r.reset(ctx, p.Store, password, attempt.At) })
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "安全管理员%s的新密码：%s\n只显示这一次，登录后须修改，并重新启用两步验证；锁定和原来的两步验证已经解除，原有登录全部退出，并已告知审计员。\n", r.Username, password)
	return nil
}

func (r *readmit) reset(ctx context.Context, ledger *store.Store, password string, now time.Time) error {
	user, err := ledger.UserByName(ctx, r.Username)
	if err != nil {
		return err
	}
	if user.Role != models.SecurityAdmin {
		return &models.Error{Code: models.Forbidden, Detail: fmt.Sprintf("%s是%s，不是安全管理员。其他账号请在“管理”页面重置密码。", user.Username, user.Role.Title())}
	}
	change := models.AccountChange{Username: user.Username, By: "yingsu", Deed: models.Reset, At: now}
	told := models.Notice{
		Key: fmt.Sprintf("readmit/%s/%d", user.Username, now.UnixNano()), To: []models.Recipient{{Role: models.Auditor}}, Urgency: models.Warning,
		Title: "重置密码：" + user.Username, Body: fmt.Sprintf("有人在服务器上运行 yingsu readmit，重置了安全管理员%s（%s）的密码，解除了锁定和两步验证。请核对是否经过批准。", user.Name, user.Username),
	}
	own := post.AccountNews{Username: user.Username, Event: post.PasswordReset, By: "有人在服务器上运行 yingsu readmit，", At: now}.Notice()
	return ledger.ChangeAccount(ctx, change, func(tx *store.Store) error {
		if err := tx.SetPassword(ctx, user.ID, auth.HashPassword(password), true); err != nil {
			return err
		}
		if err := tx.SetTOTP(ctx, user.ID, ""); err != nil {
			return err
		}
		if err := tx.DropIdentity(ctx, user.ID); err != nil {
			return err
		}
		if err := tx.DropFeeds(ctx, user.ID); err != nil {
			return err
		}
		return tx.DeleteSessionsOf(ctx, user.ID)
	}, told, own)
}
