package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"yingsu/models"
	"yingsu/worker/proof"
	"yingsu/worker/watch"
	"yingsu/workflows/calendar"
)

type seal struct {
	Restored string `help:"台账刚从备份恢复时填写恢复的原因：备份之后的封存不再适用，原因写入封存记录" placeholder:"原因"`
}

func (s *seal) Run(ctx context.Context, out io.Writer, c *commands) error {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	if !p.Seals() {
		return errors.New("没有封存密钥（私钥）。请先运行 yingsu key 文件名，并在 " + proof.KeyVariable + " 中指明")
	}
	var made models.Seal
	if s.Restored != "" {
		made, err = p.SealRestored(ctx, s.Restored)
	} else {
		made, err = p.Seal(ctx)
	}
	var back *proof.SetBack
	if errors.As(err, &back) && s.Restored == "" {
		return fmt.Errorf("台账中的封存记录（至第%d次）与封存文件（至第%d次）不一致，没有封存。确系从备份恢复的，请加 --restored=原因；否则请先运行 yingsu verify 核查", back.Ledger, back.Anchor)
	}
	if err != nil {
		return err
	}
	if err := p.Store.Tell(ctx, "", watch.SealNotice(made)); err != nil {
		return err
	}
	fmt.Fprintf(out, "已完成第%d次封存（%s）。\n校验值：%s\n请将次序和校验值另行保存。\n", made.Number, made.At.In(calendar.Zone).Format("2006年1月2日 15:04"), made.Sum())
	return nil
}

type key struct {
	File   string `arg:"" name:"密钥文件" help:"PEM 文件；生成时须尚不存在" type:"path"`
	Public bool   `help:"不生成，只输出文件中已有密钥的公钥"`
}

func (k *key) Run(out io.Writer) error {
	if !k.Public {
		if err := proof.MakeKey(k.File); err != nil {
			return err
		}
		fmt.Fprintf(out, "已生成封存密钥 %s，只有本用户可读。请妥善保管并另存一份，不要放进数据库或者数据库的备份。\n", k.File)
		return nil
	}
	held, err := proof.ReadKey(k.File)
	if err != nil {
		return err
	}
	public, err := held.Public()
	if err != nil {
		return err
	}
	_, err = out.Write(public)
	return err
}
