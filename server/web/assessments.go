package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"yingsu/models"
	"yingsu/models/assessment"
	"yingsu/models/statistics"
	"yingsu/server/documents"
	"yingsu/server/doors"
	"yingsu/server/office"
	"yingsu/workflows/calendar"
)

const (
	assessmentsPath = "/assessments"
	assessmentPath  = assessmentsPath + "/:year"
	sheetPath       = assessmentPath + "/units/:unit"
)

func (p *Pages) assessments(c echo.Context, who models.Caller) error {
	found, err := p.office.Assessments(c.Request().Context(), who)
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "assessments", page{Title: "考核", Here: assessmentsPath, Body: found})
}

// assessed is the page of how the units stand in a year. It carries what was refused.
type assessed struct {
	office.Assessed
	CSRF    string
	Path    string
	Points  []string
	Until   string // as typed
	Asked   string // what is asked once more before it is done: publish or decide
	Problem *models.Error
}

// yearIn reads the year of an address; of what is none there is no assessment.
func yearIn(c echo.Context) int {
	year, err := strconv.Atoi(c.Param("year"))
	if err != nil {
		return 0
	}
	return year
}

func (p *Pages) assessment(c echo.Context, who models.Caller) error {
	return p.showAssessment(c, who, http.StatusOK, assessed{})
}

func (p *Pages) showAssessment(c echo.Context, who models.Caller, status int, a assessed) (err error) {
	if a.Assessed, err = p.office.Assessment(c.Request().Context(), who, yearIn(c)); err != nil {
		return err
	}
	a.CSRF, a.Path, a.Points = csrfOf(c), pathOfYear(a.Year), assessment.Points
	return p.show(c, status, "assessment", page{Title: fmt.Sprintf("%d年度考核", a.Year), Here: assessmentsPath, Body: a})
}

func pathOfYear(year int) string { return assessmentsPath + "/" + strconv.Itoa(year) }

// SheetPath is where the sheet of a unit is.
func (a assessed) SheetPath(unit string) string { return a.Path + "/units/" + url.PathEscape(unit) }

// Reached writes what a unit has reached in one of the seven points, from 0.
func (a assessed) Reached(s assessment.Sheet, point int) string {
	tenths, of := s.Reached(point + 1)
	if of == 0 {
		return "不适用"
	}
	return assessment.PointsOf(tenths) + "/" + strconv.Itoa(of)
}

// Honours is what stands beside the scores, where that is known.
func (a assessed) Honours() *assessment.Indicator {
	if !assessment.Honoured(a.Sheets) {
		return nil
	}
	return &assessment.Honours
}

// Total writes the total of a sheet.
func (a assessed) Total(s assessment.Sheet) string { return assessment.PointsOf(s.Total) }

// publish asks once whether it is meant.
func (p *Pages) publish(c echo.Context, who models.Caller) error {
	until := tidy(posted(c, "until"))
	day, err := calendar.ParseDate(until)
	switch {
	case err != nil:
		err = models.Wrong("until", "请填写异议的最后一日，例如2027-01-29")
	case posted(c, "sure") != "true":
		return p.showAssessment(c, who, http.StatusOK, assessed{Asked: "publish", Until: until})
	default:
		err = p.office.PublishAssessment(c.Request().Context(), who, yearIn(c), revisionIn(c), day)
	}
	return p.afterAssessment(c, who, err, assessed{Until: until})
}

// decideAssessment asks once whether it is meant.
func (p *Pages) decideAssessment(c echo.Context, who models.Caller) error {
	if posted(c, "sure") != "true" {
		return p.showAssessment(c, who, http.StatusOK, assessed{Asked: "decide"})
	}
	err := p.office.DecideAssessment(c.Request().Context(), who, yearIn(c), revisionIn(c))
	return p.afterAssessment(c, who, err, assessed{})
}

func (p *Pages) afterAssessment(c echo.Context, who models.Caller, err error, sent assessed) error {
	if wrong, ok := refused(err); ok {
		sent.Problem = wrong
		return p.showAssessment(c, who, statusOf(wrong), sent)
	}
	if err != nil {
		return err
	}
	return leave(c, pathOfYear(yearIn(c)))
}

// unitSheet is the page of what one unit comes to.
type unitSheet struct {
	assessed
	Sheet     assessment.Sheet
	Objects   bool   // the reader may object
	Indicator string // that was objected to, or found not to apply, with what was typed
	Reason    string
	Answering int64 // the objection that was answered, with what was typed
	Given     string
	Answer    string
}

func (p *Pages) unitSheet(c echo.Context, who models.Caller) error {
	return p.showUnitSheet(c, who, http.StatusOK, unitSheet{})
}

func (p *Pages) showUnitSheet(c echo.Context, who models.Caller, status int, s unitSheet) (err error) {
	unit := unitIn(c)
	if s.Assessed, s.Objects, err = p.office.UnitAssessment(c.Request().Context(), who, yearIn(c), unit); err != nil {
		return err
	}
	s.Sheet, _ = s.Assessed.Sheet(unit)
	s.CSRF, s.Path, s.Points = csrfOf(c), pathOfYear(s.Year), assessment.Points
	if s.Problem != nil && s.Marks {
		s.Revision = revisionIn(c) // as in showMarking
	}
	return p.show(c, status, "assessment_unit", page{Title: fmt.Sprintf("%s %d年度考核", unit, s.Year), Here: assessmentsPath, Body: s})
}

// unitIn reads which unit an address is about; it is escaped in links.
func unitIn(c echo.Context) string {
	text, err := url.PathUnescape(c.Param("unit"))
	if err != nil {
		return c.Param("unit")
	}
	return text
}

// Here is where this sheet is.
func (s unitSheet) Here() string { return s.SheetPath(s.Sheet.Unit) }

// Of returns the scores of one of the seven points, from 0.
func (s unitSheet) Of(point int) (scores []assessment.Score) {
	for _, x := range s.Sheet.Scores {
		if x.Point == point+1 {
			scores = append(scores, x)
		}
	}
	return scores
}

// Leads is where what stands behind a score is listed; empty where nothing does.
func (s unitSheet) Leads(x assessment.Score) string {
	if x.Fact == (models.Fact{}) {
		return ""
	}
	return s.Here() + "/behind?" + url.Values{"indicator": {x.Key}}.Encode()
}

// Written writes a score.
func (s unitSheet) Written(x assessment.Score) string { return office.PointsIn(x) }

// Objected returns the unit's objection to a score, if there is one.
func (s unitSheet) Objected(indicator string) *models.Objection {
	for i, o := range s.Objections {
		if o.Unit == s.Sheet.Unit && o.Indicator == indicator {
			return &s.Objections[i]
		}
	}
	return nil
}

// PointsOf writes tenths of a point.
func (s unitSheet) PointsOf(tenths int) string { return assessment.PointsOf(tenths) }

// Box is the element of a field that was refused.
func (s unitSheet) Box(field string) string {
	switch {
	case s.Answering == 0:
		return field + "-" + s.Indicator
	case field == "decision":
		field = "upheld"
	}
	return field + "-" + strconv.FormatInt(s.Answering, 10)
}

// exemptUnit finds that an indicator does not apply to a unit.
func (p *Pages) exemptUnit(c echo.Context, who models.Caller) error {
	s := unitSheet{Indicator: posted(c, "indicator"), Reason: tidy(posted(c, "reason"))}
	err := p.office.ExemptUnit(c.Request().Context(), who, yearIn(c), revisionIn(c), unitIn(c), s.Indicator, s.Reason)
	return p.afterSheet(c, who, err, s)
}

// includeUnit takes that back.
func (p *Pages) includeUnit(c echo.Context, who models.Caller) error {
	s := unitSheet{Indicator: posted(c, "indicator")}
	err := p.office.IncludeUnit(c.Request().Context(), who, yearIn(c), revisionIn(c), unitIn(c), s.Indicator)
	return p.afterSheet(c, who, err, s)
}

func (p *Pages) objectTo(c echo.Context, who models.Caller) error {
	s := unitSheet{Indicator: posted(c, "indicator"), Reason: tidy(posted(c, "reason"))}
	err := p.office.Object(c.Request().Context(), who, yearIn(c), unitIn(c), s.Indicator, s.Reason)
	return p.afterSheet(c, who, err, s)
}

func (p *Pages) answerObjection(c echo.Context, who models.Caller) error {
	s := unitSheet{Answering: number(c, "objection"), Given: tidy(posted(c, "points")), Answer: tidy(posted(c, "answer"))}
	var err error
	switch decision := posted(c, "decision"); decision {
	case "upheld", "rejected":
		err = p.office.AnswerObjection(c.Request().Context(), who, yearIn(c), s.Answering, decision == "upheld", s.Given, s.Answer)
	default:
		err = models.Wrong("decision", "请选择异议是否成立")
	}
	return p.afterSheet(c, who, err, s)
}

func (p *Pages) afterSheet(c echo.Context, who models.Caller, err error, s unitSheet) error {
	if wrong, ok := refused(err); ok {
		s.Problem = wrong
		return p.showUnitSheet(c, who, statusOf(wrong), s)
	}
	if err != nil {
		return err
	}
	return leave(c, pathOfYear(yearIn(c))+"/units/"+url.PathEscape(unitIn(c)))
}

// scoreBehind is the page of what stands behind a score.
type scoreBehind struct {
	office.AssessedBehind
	Sheet       string // where the unit's sheet is
	First, More string // addresses
}

func (p *Pages) scoreBehind(c echo.Context, who models.Caller) error {
	unit, indicator := unitIn(c), c.QueryParam("indicator")
	found, err := p.office.AssessmentBehind(c.Request().Context(), who, yearIn(c), unit, indicator, c.QueryParam("cursor"))
	if err != nil {
		return err
	}
	b := scoreBehind{AssessedBehind: found, Sheet: pathOfYear(yearIn(c)) + "/units/" + url.PathEscape(unit)}
	if found.Next != "" {
		b.More = address(b.Sheet+"/behind", c.QueryParams(), found.Next)
	}
	if c.QueryParam("cursor") != "" {
		b.First = address(b.Sheet+"/behind", c.QueryParams(), "")
	}
	return p.show(c, http.StatusOK, "assessment_behind", page{Title: unit + " " + found.Indicator.Title, Here: assessmentsPath, Body: b})
}

// What says which of its like a row is.
func (b scoreBehind) What(r models.CountedRow) string { return office.WhatOf(r.Row) }

// Marked says what is said of a row besides.
func (b scoreBehind) Marked(r models.CountedRow) string {
	switch f, _ := statistics.FigureOf(b.Indicator.Figure); {
	case f.Shows != statistics.Rate:
		return ""
	case f.Counts(r.Sort, false) != b.Indicator.Less:
		return "计分"
	}
	return "不计分"
}

// marking is the page on which units are given points for one indicator.
type marking struct {
	assessed
	Indicator assessment.Indicator
	Lines     []markedLine
	Skipped   []string // the units to which it does not apply
}

type markedLine struct{ Unit, Points, Note string }

func (p *Pages) marking(c echo.Context, who models.Caller) error {
	return p.showMarking(c, who, http.StatusOK, nil, nil)
}

func (p *Pages) showMarking(c echo.Context, who models.Caller, status int, typed []office.Given, wrong *models.Error) error {
	found, err := p.office.Assessment(c.Request().Context(), who, yearIn(c))
	if err != nil {
		return err
	}
	x, known := assessment.IndicatorOf(c.Param("indicator"))
	if !known || !x.Given() {
		return &models.Error{Code: models.NotFound, Detail: "没有这项由人评定的指标。请从考核页面选择。", Link: pathOfYear(found.Year)}
	}
	m := marking{assessed: assessed{Assessed: found, CSRF: csrfOf(c), Path: pathOfYear(found.Year), Problem: wrong}, Indicator: x}
	if typed != nil {
		m.Revision = revisionIn(c) // of the page on which it was typed: who sends it again has not seen another
	}
	for _, t := range typed {
		m.Lines = append(m.Lines, markedLine(t))
	}
	for _, s := range found.Sheets {
		if typed != nil {
			break
		}
		for _, score := range s.Scores {
			switch {
			case score.Key != x.Key:
			case score.Exempt: // there is nothing to give
				m.Indicator, m.Skipped = score.Indicator, append(m.Skipped, s.Unit)
			default:
				m.Indicator = score.Indicator
				line := markedLine{Unit: s.Unit, Note: score.Note}
				if !score.Missing {
					line.Points = assessment.PointsOf(score.Tenths)
				}
				m.Lines = append(m.Lines, line)
			}
		}
	}
	return p.show(c, status, "assessment_marks", page{Title: "评分：" + x.Title, Here: assessmentsPath, Body: m})
}

func (p *Pages) giveMarks(c echo.Context, who models.Caller) error {
	var given []office.Given
	for n, unit := range c.Request().PostForm["unit"] {
		given = append(given, office.Given{Unit: unit, Points: tidy(posted(c, fmt.Sprint("points-", n))), Note: tidy(posted(c, fmt.Sprint("note-", n)))})
	}
	err := p.office.GiveMarks(c.Request().Context(), who, yearIn(c), revisionIn(c), c.Param("indicator"), given)
	if wrong, ok := refused(err); ok {
		return p.showMarking(c, who, statusOf(wrong), given, wrong)
	}
	if err != nil {
		return err
	}
	return leave(c, pathOfYear(yearIn(c)))
}

// weighing is the page on which the weights are set.
type weighing struct {
	assessed
	Typed map[string]string
}

// All are the indicators that can be given a weight.
func (w weighing) All() []assessment.Indicator { return assessment.Weighable(w.Scheme) }

// Value is what stands in a box: what was typed, or what holds.
func (w weighing) Value(name string, holds int) string {
	if typed, ok := w.Typed[name]; ok {
		return typed
	}
	return strconv.Itoa(holds)
}

// Of names the one of the seven points that an indicator belongs to.
func (w weighing) Of(x assessment.Indicator) string { return w.Points[x.Point-1] }

func (p *Pages) weighing(c echo.Context, who models.Caller) error {
	return p.showWeighing(c, who, http.StatusOK, weighing{})
}

func (p *Pages) showWeighing(c echo.Context, who models.Caller, status int, w weighing) (err error) {
	if w.Assessed, err = p.office.Assessment(c.Request().Context(), who, yearIn(c)); err != nil {
		return err
	}
	w.CSRF, w.Path, w.Points = csrfOf(c), pathOfYear(w.Year), assessment.Points
	if w.Typed != nil {
		w.Revision = revisionIn(c) // as in showMarking
	}
	return p.show(c, status, "assessment_weights", page{Title: fmt.Sprintf("%d年度考核的分值", w.Year), Here: assessmentsPath, Body: w})
}

func (p *Pages) setWeights(c echo.Context, who models.Caller) error {
	s := models.Scheme{Weights: map[string]int{}, Enough: map[string]int{}}
	typed := map[string]string{}
	for name := range c.Request().PostForm {
		kind, key, _ := strings.Cut(name, "-")
		of := map[string]map[string]int{"weight": s.Weights, "enough": s.Enough}[kind]
		if _, known := assessment.IndicatorOf(key); !known || of == nil {
			continue
		}
		typed[name] = tidy(posted(c, name))
		n, err := strconv.Atoi(typed[name])
		if err != nil {
			n = -1 // which nothing weighs
		}
		of[key] = n
	}
	err := p.office.SetScheme(c.Request().Context(), who, yearIn(c), revisionIn(c), s)
	if wrong, ok := refused(err); ok {
		return p.showWeighing(c, who, statusOf(wrong), weighing{assessed: assessed{Problem: wrong}, Typed: typed})
	}
	if err != nil {
		return err
	}
	return leave(c, pathOfYear(yearIn(c)))
}

func (p *Pages) exportAssessment(c echo.Context, who models.Caller) error {
	rows, err := p.office.AssessmentTable(c.Request().Context(), who, yearIn(c))
	return p.handTable(c, fmt.Sprintf("%d年度考核", yearIn(c)), rows, err)
}

func (p *Pages) printAssessment(c echo.Context, who models.Caller) error {
	d, err := p.office.AssessmentPaper(c.Request().Context(), who, yearIn(c))
	if err != nil {
		return err
	}
	return p.show(c, http.StatusOK, "paper_print", page{Title: d.Name, Here: assessmentsPath, Paper: true, Body: printed{d, pathOfYear(yearIn(c)), "考核"}})
}

func (p *Pages) assessmentDocx(c echo.Context, who models.Caller) error {
	d, err := p.office.AssessmentPaper(c.Request().Context(), who, yearIn(c))
	if err != nil {
		return err
	}
	content, err := d.Docx()
	if err != nil {
		return err
	}
	return doors.Hand(c, d.Name+".docx", documents.DocxType, content)
}
