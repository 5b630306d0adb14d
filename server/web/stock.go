package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/server/auth"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/server/problem"
	"yingsu/server/stock"
)

const (
	stockPath = "/lawsuits/stock"
	xlsx      = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// takingOver is the page on which a ledger of running lawsuits is taken over. The file
// travels with the page from one step to the next, so that nothing of it is kept before
// somebody has seen what would come of it.
type takingOver struct {
	CSRF    string
	Content string // the file; empty before there is one
	Report  office.StockReport
	Lines   []office.StockLine // of the report, those that are shown
	Fields  []stock.Field
	Runs    []models.Errand // that were begun lately
	Problem *models.Error
}

// mostLines is how many lines of a ledger a page shows; the report that can be fetched has
// all.
const mostLines = 100

func (p *Pages) stockPage(c echo.Context, who models.Caller) error {
	return p.showStock(c, who, http.StatusOK, takingOver{})
}

func (p *Pages) showStock(c echo.Context, who models.Caller, status int, t takingOver) (err error) {
	t.CSRF, t.Fields = csrfOf(c), stock.Fields
	t.Lines = t.Report.Lines[:min(len(t.Report.Lines), mostLines)]
	if t.Runs, err = p.office.TakeOverRuns(c.Request().Context(), who); err != nil {
		return err
	}
	title := office.TakingOver.Title
	if t.Problem != nil {
		title = "错误：" + title
	}
	return p.show(c, status, "stock", page{Title: title, Here: "/lawsuits", Body: t})
}

func (p *Pages) stockTemplate(c echo.Context, _ models.Caller) error {
	content, err := stock.Template()
	if err != nil {
		return err
	}
	return doors.Hand(c, "在办案件台账模板.xlsx", xlsx, content)
}

// stock shows what would become of a ledger, has it taken over, or hands out the report.
func (p *Pages) stock(c echo.Context, who models.Caller) error {
	f, err := uploaded(c)
	t := takingOver{Content: base64.StdEncoding.EncodeToString(f.Content)}
	var run office.StockRun
	do := posted(c, "do")
	switch {
	case err != nil:
	case do == "take":
		run, err = p.office.BeginTakeOver(c.Request().Context(), who, f)
	default:
		t.Report, err = p.office.PreviewStock(c.Request().Context(), who, f)
	}
	var wrong *models.Error
	switch {
	case errors.As(err, &wrong):
		return p.showStock(c, who, statusOf(wrong), takingOver{Problem: wrong})
	case err != nil:
		return err
	case do == "take":
		return leave(c, stockRunAt(run.ID))
	case do == "csv" || do == "xlsx":
		return p.handReport(c, do, t.Report)
	}
	return p.showStock(c, who, http.StatusOK, t)
}

func (p *Pages) handReport(c echo.Context, as string, report office.StockReport) error {
	if as == "csv" {
		content, err := stock.Text(report.Table())
		if err != nil {
			return err
		}
		return doors.Hand(c, "接收报告.csv", "text/csv; charset=utf-8", content)
	}
	content, err := stock.Workbook("接收报告", report.Table(), p.taker(c))
	if err != nil {
		return err
	}
	return doors.Hand(c, "接收报告.xlsx", xlsx, content)
}

func stockRunAt(id int64) string { return stockPath + "/" + strconv.FormatInt(id, 10) }

// stockRun is the page of one taking over: how far it is, and the lines that are through.
type stockRun struct {
	CSRF string
	office.StockRun
	At     string // its address
	Lines  []office.StockLine
	Before string // the page before, and after, if there is one
	After  string
	Own    bool // the reader has begun it
	Name   string
}

func (p *Pages) stockRunPage(c echo.Context, who models.Caller) error {
	run, err := p.wantedRun(c, who)
	if err != nil {
		return err
	}
	r := stockRun{CSRF: csrfOf(c), StockRun: run, At: stockRunAt(run.ID), Own: run.By.UserID == who.UserID, Name: run.By.Name}
	var lines []office.StockLine
	for _, x := range run.Report.Lines {
		if !run.Runs() || !x.Open() {
			lines = append(lines, x)
		}
	}
	at, _ := strconv.Atoi(c.QueryParam("page")) // anything else is the first
	first := min(max(at-1, 0)*mostLines, max(len(lines)-1, 0)/mostLines*mostLines)
	r.Lines = lines[first:min(first+mostLines, len(lines))]
	if first > 0 {
		r.Before = fmt.Sprintf("%s?page=%d", r.At, first/mostLines)
	}
	if first+mostLines < len(lines) {
		r.After = fmt.Sprintf("%s?page=%d", r.At, first/mostLines+2)
	}
	pg := page{Title: "接收结果", Here: "/lawsuits", Body: r}
	if run.Runs() {
		pg.Title, pg.Again = "正在接收", againAfter
	}
	return p.show(c, http.StatusOK, "stock_run", pg)
}

func (p *Pages) wantedRun(c echo.Context, who models.Caller) (office.StockRun, error) {
	id, err := strconv.ParseInt(c.Param("errand"), 10, 64)
	if err != nil {
		return office.StockRun{}, echo.ErrNotFound
	}
	return p.office.TakeOverRun(c.Request().Context(), who, id)
}

// stockReport hands out what has become of each line.
func (p *Pages) stockReport(c echo.Context, who models.Caller) error {
	run, err := p.wantedRun(c, who)
	if err != nil {
		return err
	}
	return p.handReport(c, c.QueryParam("as"), run.Report)
}

// resumeStock goes on with the lines that were left.
func (p *Pages) resumeStock(c echo.Context, who models.Caller) error {
	id, err := strconv.ParseInt(c.Param("errand"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	run, err := p.office.ResumeTakeOver(c.Request().Context(), who, id)
	if err != nil {
		return err
	}
	return leave(c, stockRunAt(run.ID))
}

// uploaded returns the file that came with a form: chosen anew, or on the page already,
// then with the columns as they were set right.
func uploaded(c echo.Context) (f office.StockFile, err error) {
	if file, _, err := c.Request().FormFile("file"); err == nil {
		defer func() { _ = file.Close() }()
		f.Content, err = io.ReadAll(io.LimitReader(file, stock.MaxFile+1))
		return f, err
	}
	if posted(c, "content") == "" {
		return f, models.Wrong("content", "请选择台账文件")
	}
	if f.Content, err = base64.StdEncoding.DecodeString(posted(c, "content")); err != nil {
		return f, models.Wrong("content", "页面上的文件不完整，请重新选择台账文件")
	}
	f.Mapping = stock.Mapping{}
	for n := 1; n <= stock.MaxWidth; n++ {
		key := posted(c, "column."+strconv.Itoa(n))
		if stock.FieldNamed(key) == nil {
			continue
		}
		if other := f.Mapping[key]; other != 0 {
			return f, models.Wrong("column", fmt.Sprintf("第%d列和第%d列都对应“%s”，请只保留一列", other, n, stock.FieldNamed(key).Title))
		}
		f.Mapping[key] = n
	}
	return f, nil
}

// readUpload reads a posted form with a file, of somebody who is signed in.
func readUpload(next echo.HandlerFunc) echo.HandlerFunc {
	small := readBody(next)
	return func(c echo.Context) error {
		r := c.Request()
		if _, _, ok := auth.Who(c); !ok || !auth.Holds(r, echo.MIMEMultipartForm) {
			return small(c)
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, doors.MaxUpload)
		var tooLarge *http.MaxBytesError
		switch err := r.ParseMultipartForm(doors.MaxUpload); {
		case errors.As(err, &tooLarge):
			return &models.Error{Code: models.TooLarge, Detail: "文件超过10 MB，没有读取。请删去图片和无关的内容，或者分成几份。"}
		case err != nil:
			return &models.Error{Code: problem.BadRequest, Detail: "提交的内容无法读取，没有保存。请返回上一页重新提交。"}
		}
		return next(c)
	}
}
