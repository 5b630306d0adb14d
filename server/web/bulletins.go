package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/statistics"
	"yingsu/server/documents"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/workbook"
)

const (
	bulletinsPath = "/bulletins"
	bulletinPath  = bulletinsPath + "/:period/:version"
)

// bulletinList is the page of all bulletins.
type bulletinList struct {
	CSRF      string
	Bulletins []listedBulletin
	Draftable []statistics.Period // empty for those who draft none
	Problem   *models.Error
}

type listedBulletin struct {
	models.Bulletin
	Title string
}

func (p *Pages) bulletins(c echo.Context, who models.Caller) error {
	return p.showBulletins(c, who, http.StatusOK, nil)
}

func (p *Pages) showBulletins(c echo.Context, who models.Caller, status int, wrong *models.Error) error {
	found, err := p.office.Bulletins(c.Request().Context(), who)
	if err != nil {
		return err
	}
	l := bulletinList{CSRF: csrfOf(c), Problem: wrong}
	for _, b := range found {
		about, err := statistics.ParsePeriod(b.Period)
		if err != nil {
			return err
		}
		l.Bulletins = append(l.Bulletins, listedBulletin{b, about.Title()})
	}
	if office.Drafting.Of(who.Role) {
		l.Draftable = p.office.Draftable(found)
	}
	return p.show(c, status, "bulletins", page{Title: "通报", Here: bulletinsPath, Body: l})
}

func (p *Pages) draftBulletin(c echo.Context, who models.Caller) error {
	period := tidy(posted(c, "period"))
	err := p.office.DraftBulletin(c.Request().Context(), who, period)
	if wrong, ok := refused(err); ok {
		return p.showBulletins(c, who, statusOf(wrong), wrong)
	}
	if err != nil {
		return err
	}
	return leave(c, bulletinsPath+"/"+url.PathEscape(period)+"/1")
}

// bulletin is the page of one version.
type bulletin struct {
	office.Bulletin
	CSRF     string
	Path     string
	Typed    map[string]string // texts that were refused, by the keys of their blocks
	Problem  *models.Error
	Sure     bool   // it is asked whether the draft is to be frozen
	Reason   string // as typed
	Revision int64  // that the reader's texts are of
}

// Text is what stands in the form for a block.
func (b bulletin) Text(block statistics.Block) string {
	if typed, ok := b.Typed[block.Key]; ok {
		return typed
	}
	return block.Text
}

// Headings are what can stand in 【】 besides.
func (b bulletin) Headings() []string { return statistics.Headings }

// FilledText is the text of a block with its figures.
func (b bulletin) FilledText(key string) string {
	for _, block := range b.Filled {
		if block.Key == key {
			return block.Text
		}
	}
	return ""
}

// Leads is where what stands behind a number is listed: what was frozen with it, or the
// lawsuits of today.
func (b bulletin) Leads(e statistics.Entry) string {
	switch {
	case !b.Digs:
		return ""
	case b.Frozen == nil:
		return leadsTo(behindPath, b.About, e)
	}
	return leadsTo(b.Path+"/behind", b.About, e)
}

// which reads from an address which version of which bulletin is meant; no number is the
// version that there is never.
func which(c echo.Context) (period string, version int) {
	version, err := strconv.Atoi(c.Param("version"))
	if err != nil {
		version = 0
	}
	return c.Param("period"), version
}

func (p *Pages) bulletin(c echo.Context, who models.Caller) error {
	return p.showBulletin(c, who, http.StatusOK, bulletin{})
}

func (p *Pages) showBulletin(c echo.Context, who models.Caller, status int, b bulletin) error {
	period, version := which(c)
	found, err := p.office.Bulletin(c.Request().Context(), who, period, version)
	if err != nil {
		return err
	}
	if b.Revision == 0 {
		b.Revision = found.Revision
	}
	b.Bulletin, b.CSRF, b.Path = found, csrfOf(c), bulletinsPath+"/"+found.Period+"/"+strconv.Itoa(found.Version)
	return p.show(c, status, "bulletin", page{Title: found.About.Title() + "行政应诉通报", Here: bulletinsPath, Body: b})
}

// editBulletin takes the texts over. What was refused stands in the form again.
func (p *Pages) editBulletin(c echo.Context, who models.Caller) error {
	period, version := which(c)
	texts := map[string]string{}
	for name := range c.Request().PostForm {
		if key, ok := strings.CutPrefix(name, "block-"); ok {
			texts[key] = tidy(posted(c, name))
		}
	}
	revision := revisionIn(c)
	err := p.office.EditBulletin(c.Request().Context(), who, period, version, revision, texts)
	return p.afterBulletin(c, who, err, bulletin{Typed: texts, Revision: revision})
}

// freezeBulletin asks once whether it is meant.
func (p *Pages) freezeBulletin(c echo.Context, who models.Caller) error {
	period, version := which(c)
	revision := revisionIn(c)
	if posted(c, "sure") != "true" {
		return p.showBulletin(c, who, http.StatusOK, bulletin{Sure: true, Revision: revision})
	}
	err := p.office.FreezeBulletin(c.Request().Context(), who, period, version, revision)
	return p.afterBulletin(c, who, err, bulletin{Revision: revision})
}

func (p *Pages) correctBulletin(c echo.Context, who models.Caller) error {
	period, version := which(c)
	reason := tidy(posted(c, "reason"))
	err := p.office.CorrectBulletin(c.Request().Context(), who, period, version, reason)
	return p.afterBulletin(c, who, err, bulletin{Reason: reason}, 1)
}

// afterBulletin leads to the version that was changed, or so many after it, or shows why
// nothing was.
func (p *Pages) afterBulletin(c echo.Context, who models.Caller, err error, sent bulletin, after ...int) error {
	if wrong, ok := refused(err); ok {
		sent.Problem = wrong
		return p.showBulletin(c, who, statusOf(wrong), sent)
	}
	if err != nil {
		return err
	}
	period, version := which(c)
	for _, n := range after {
		version += n
	}
	return leave(c, bulletinsPath+"/"+url.PathEscape(period)+"/"+strconv.Itoa(version))
}

// revisionIn reads of which revision the sender's page was.
func revisionIn(c echo.Context) int64 {
	revision, err := strconv.ParseInt(posted(c, "revision"), 10, 64)
	if err != nil {
		return -1 // which no draft has
	}
	return revision
}

// printed is a paper of the Bureau's, and the page that it was drawn from.
type printed struct {
	*documents.Document
	Path string
	From string // what that page is, in words
}

func (p *Pages) printBulletin(c echo.Context, who models.Caller) error {
	b, err := p.wantedBulletin(c, who)
	if err != nil {
		return err
	}
	d := b.Document()
	return p.show(c, http.StatusOK, "paper_print", page{Title: d.Name, Here: bulletinsPath, Paper: true, Body: printed{d, bulletinsPath + "/" + b.Period + "/" + strconv.Itoa(b.Version), "通报"}})
}

func (p *Pages) bulletinDocx(c echo.Context, who models.Caller) error {
	b, err := p.wantedBulletin(c, who)
	if err != nil {
		return err
	}
	d := b.Document()
	content, err := d.Docx()
	if err != nil {
		return err
	}
	return doors.Hand(c, d.Name+".docx", documents.DocxType, content)
}

func (p *Pages) bulletinXlsx(c echo.Context, who models.Caller) error {
	b, err := p.wantedBulletin(c, who)
	if err != nil {
		return err
	}
	content, err := workbook.Figures(b.Tables)
	if err != nil {
		return err
	}
	return doors.Hand(c, b.About.Title()+"行政应诉统计表.xlsx", xlsx, content)
}

func (p *Pages) wantedBulletin(c echo.Context, who models.Caller) (office.Bulletin, error) {
	period, version := which(c)
	return p.office.Bulletin(c.Request().Context(), who, period, version)
}

// behindBulletin lists what stood behind a number when the bulletin was frozen.
func (p *Pages) behindBulletin(c echo.Context, who models.Caller) error {
	var q office.BehindQuery
	if err := p.ask(behindFields, c.QueryParams(), &q); err != nil {
		return err
	}
	period, version := which(c)
	found, err := p.office.FrozenBehind(c.Request().Context(), who, period, version, q)
	if err != nil {
		return err
	}
	path := bulletinsPath + "/" + found.Period.Key() + "/" + strconv.Itoa(version)
	return p.showBehind(c, path+"/behind", behind{Behind: found, Back: path, Where: found.Period.Title() + "行政应诉通报（定稿时的记录）"})
}

func (p *Pages) exportBulletinBehind(c echo.Context, who models.Caller) error {
	var q office.BehindQuery
	if err := p.ask(behindFields, c.QueryParams(), &q); err != nil {
		return err
	}
	period, version := which(c)
	rows, err := p.office.FrozenBehindTable(c.Request().Context(), who, period, version, q)
	return p.handTable(c, "通报明细", rows, err)
}
