package post

import "yingsu/models"

// wecom posts into a group of 企业微信 by its robot, at the address that a member of
// staff took from the group's settings.
// https://developer.work.weixin.qq.com/document/path/91770
var wecom = Channel{Name: models.WeCom, Open: func(environment func(string) string) (Send, error) {
	return robot{most: 2048, address: func(p Parcel) string { return p.To().Address }}.opened(models.WeCom, environment)
}}
