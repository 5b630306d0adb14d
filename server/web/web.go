// Package web is the door for people: pages in Chinese, rendered on the server
// from the declarations of the acts. Everything works without JavaScript; htmx
// spares a reload here and there. It changes lawsuits only through the office.
package web

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"yingsu/server/auth"
	"yingsu/server/office"
)

// Pages serves the pages.
type Pages struct {
	office    *office.Office
	gate      *auth.Gate
	assets    assets
	templates map[string]*template.Template
	handbook  handbook
}

// New prepares the pages.
func New(o *office.Office, g *auth.Gate) (*Pages, error) {
	a, err := loadAssets()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	t, err := loadTemplates(a)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	h, err := loadHandbook(a)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return &Pages{office: o, gate: g, assets: a, templates: t, handbook: h}, nil
}

// Mount adds the pages to a server. It also takes over the answers to browsers
// for addresses that nobody serves, and leaves all other errors to the handler
// that was there before: so mount the pages last.
func (p *Pages) Mount(e *echo.Echo) {
	e.HTTPErrorHandler = p.orElse(e.HTTPErrorHandler)
	e.GET("/static/:file", p.static, p.answerErrors, withHeaders)

	for _, r := range p.routes() {
		if read := p.uploadsTo(r.path); read != nil && r.method == http.MethodPost { // what may be large is read of those who are known
			e.POST(r.path, p.admit(r), p.answerErrors, withHeaders, p.gate.SameOrigin(), p.gate.Identify(), read, p.withToken)
			continue
		}
		if r.method == http.MethodPost {
			e.POST(r.path, p.admit(r), p.answerErrors, withHeaders, p.gate.SameOrigin(), readBody, p.gate.Identify(), p.withToken)
			continue
		}
		e.GET(r.path, p.admit(r), p.answerErrors, withHeaders, p.gate.Identify(), p.withToken)
		e.HEAD(r.path, p.admit(r), p.answerErrors, withHeaders, p.gate.Identify(), p.withToken)
	}
}

// route is one page, or what a form on it is sent to.
type route struct {
	method, path string
	may          *office.Capability // who may open it
	do           door
	early        bool // also before a password that somebody else chose is changed
}

// beforeStep tells whether a page is open to an administrator who has still to set up the
// second step of their sign-ins.
func (r route) beforeStep() bool { return r.early || r.path == securityPath || r.path == stepPath }

// routes is the table of contents.
func (p *Pages) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, "/sign-in", office.Everybody, p.signInPage, true},
		{post, "/sign-in", office.Everybody, p.signIn, true},
		{post, "/sign-out", office.Everybody, p.signOut, true},
		{get, providerPath, office.Everybody, p.toProvider, true},
		{get, auth.ReturnPath, office.Everybody, p.fromProvider, true},
		{get, providerCodePath, office.Everybody, p.showCode, true},
		{post, providerCodePath, office.Everybody, p.finishWithCode, true},
		{get, firstPath, office.Everybody, p.firstPage, true},
		{post, firstPath, office.Everybody, p.openFirst, true},

		{get, "/account", office.SignedIn, p.accountPage, true},
		{post, "/account", office.SignedIn, p.changePassword, true},
		{get, securityPath, office.SignedIn, p.securityPage, false},
		{post, stepPath, office.SignedIn, p.setSecondStep, false},
		{post, stepPath + "/drop", office.SignedIn, p.dropSecondStep, false},
		{post, securityPath + "/tokens", office.SignedIn, p.newToken, false},
		{post, securityPath + "/end", office.SignedIn, p.endSession, false},
		{post, bindPath, office.SignedIn, p.bind, false},
		{post, bindPath + "/drop", office.SignedIn, p.unbind, false},
		{post, "/account/leaves", office.SignedIn, p.delegate, false},
		{post, "/account/leaves/:id", office.SignedIn, p.endLeave, false},
		{post, "/account/seat", office.SignedIn, p.takeSeat, false},
		{get, tellingPath, office.SignedIn, p.tellingPage, false},
		{post, tellingPath, office.SignedIn, p.setWay, false},
		{post, tellingPath + "/try", office.SignedIn, p.tryWay, false},
		{post, "/account/feeds", office.Reading, p.changeFeed, false},

		{get, watermarkPath, office.SignedIn, p.watermark, true},
		{get, handbookPath, office.SignedIn, p.help, true},
		{get, handbookPath + "/:chapter", office.SignedIn, p.helpChapter, true},

		{get, "/", office.SignedIn, p.workbench, false},
		{get, "/duties", office.SignedIn, p.duties, false},
		{get, "/duties/export", office.Reading, p.exportDuties, false},
		{get, "/demands", office.Reading, p.demands, false},
		{get, "/followups", office.Reading, p.followUps, false},
		{post, "/followups", office.Reading, p.followUp, false},
		{post, "/followups/:followup", office.Reading, p.endFollowUp, false},
		{get, "/inbox", office.SignedIn, p.inbox, false},
		{get, "/inbox/export", office.SignedIn, p.exportInbox, false},
		{post, "/inbox", office.SignedIn, p.markRead, false},
		{get, "/measures", office.SignedIn, p.measures, false},
		{get, "/measures/clocks/:key", office.SignedIn, p.calculator, false},
		{get, "/measures/code/*", office.SignedIn, p.code, false},

		{get, dashboardPath, office.SeeingEverything, p.dashboard, false},
		{get, statisticsPath, office.Counting, p.statistics, false},
		{get, behindPath, office.Counting, p.behind, false},
		{get, behindPath + "/export", office.Counting, p.exportBehind, false},

		{get, bulletinsPath, office.SignedIn, p.bulletins, false},
		{post, bulletinsPath, office.Drafting, p.draftBulletin, false},
		{get, bulletinPath, office.SignedIn, p.bulletin, false},
		{post, bulletinPath, office.Drafting, p.editBulletin, false},
		{post, bulletinPath + "/freeze", office.Freezing, p.freezeBulletin, false},
		{post, bulletinPath + "/correct", office.Drafting, p.correctBulletin, false},
		{get, bulletinPath + "/print", office.SignedIn, p.printBulletin, false},
		{get, bulletinPath + "/docx", office.SignedIn, p.bulletinDocx, false},
		{get, bulletinPath + "/xlsx", office.SignedIn, p.bulletinXlsx, false},
		{get, bulletinPath + "/behind", office.SeeingEverything, p.behindBulletin, false},
		{get, bulletinPath + "/behind/export", office.SeeingEverything, p.exportBulletinBehind, false},

		{get, registersPath, office.Registers, p.registers, false},
		{get, registerPath, office.Registers, p.bookPage, false},
		{get, registerPath + "/export", office.Registers, p.exportBook, false},
		{get, registerPath + "/new", office.Entering, p.newEntry, false},
		{post, registerPath + "/new", office.Entering, p.enter, false},
		{get, entryPath, office.Registers, p.entry, false},
		{post, entryPath, office.Entering, p.changeEntry, false},
		{post, entryPath + "/withdraw", office.Entering, p.withdrawEntry, false},

		{get, assessmentsPath, office.Assessing, p.assessments, false},
		{get, assessmentPath, office.Assessing, p.assessment, false},
		{get, assessmentPath + "/export", office.Assessing, p.exportAssessment, false},
		{get, assessmentPath + "/print", office.Assessing, p.printAssessment, false},
		{get, assessmentPath + "/docx", office.Assessing, p.assessmentDocx, false},
		{get, assessmentPath + "/weights", office.Marking, p.weighing, false},
		{post, assessmentPath + "/weights", office.Marking, p.setWeights, false},
		{get, assessmentPath + "/marks/:indicator", office.Marking, p.marking, false},
		{post, assessmentPath + "/marks/:indicator", office.Marking, p.giveMarks, false},
		{post, assessmentPath + "/publish", office.Settling, p.publish, false},
		{post, assessmentPath + "/decide", office.Settling, p.decideAssessment, false},
		{get, sheetPath, office.Assessing, p.unitSheet, false},
		{get, sheetPath + "/behind", office.Assessing, p.scoreBehind, false},
		{post, sheetPath + "/exempt", office.Marking, p.exemptUnit, false},
		{post, sheetPath + "/include", office.Marking, p.includeUnit, false},
		{post, sheetPath + "/objections", office.Objecting, p.objectTo, false},
		{post, sheetPath + "/objections/:objection", office.Settling, p.answerObjection, false},

		{get, "/lawsuits", office.SignedIn, p.lawsuits, false},
		{get, "/lawsuits/export", office.Reading, p.exportLawsuits, false},
		{get, viewsPath, office.Reading, p.views, false},
		{post, viewsPath, office.Reading, p.saveView, false},
		{post, viewsPath + "/:view", office.Reading, p.changeView, false},
		{get, calendarPath, office.Reading, p.month, false},
		{get, "/hearings", office.Reading, p.hearings, false},
		{get, "/hearings/export", office.Reading, p.exportHearings, false},
		{get, "/lawsuits/new", office.Registering, p.notices().blank, false},
		{post, "/lawsuits/new", office.Registering, p.notices().register, false},
		{get, "/lawsuits/new/read", office.Registering, p.backToForm, false},
		{post, "/lawsuits/new/read", office.Registering, p.notices().readNotice, false},
		{get, "/suggestions/new", office.Registering, p.suggestions().blank, false},
		{post, "/suggestions/new", office.Registering, p.suggestions().register, false},
		{get, stockPath, office.TakingOver, p.stockPage, false},
		{post, stockPath, office.TakingOver, p.stock, false},
		{get, stockPath + "/template", office.TakingOver, p.stockTemplate, false},
		{get, stockPath + "/:errand", office.TakingOver, p.stockRunPage, false},
		{post, stockPath + "/:errand", office.TakingOver, p.resumeStock, false},
		{get, stockPath + "/:errand/report", office.TakingOver, p.stockReport, false},
		{get, entriesPath, office.Checking, p.entriesPage, false},
		{post, entriesPath, office.Checking, p.checkEntries, false},
		{get, "/lawsuits/:id", office.SignedIn, p.lawsuit, false},
		{post, "/lawsuits/:id" + numbers, office.Unmasking, p.inClear(p.lawsuit), false},
		{get, "/lawsuits/:id/hands", office.SignedIn, p.hands, false},
		{post, "/lawsuits/:id/hands", office.Handling, p.hand, false},
		{post, "/lawsuits/:id/remarks", office.Remarking, p.remark, false},
		{post, "/lawsuits/:id/remarks/:remark", office.Remarking, p.withdrawRemark, false},
		{post, "/lawsuits/:id/demands", office.Demanding, p.demand, false},
		{post, "/lawsuits/:id/demands/:demand", office.Handling, p.settleDemand, false},
		{get, "/lawsuits/:id/documents", office.SignedIn, p.documents, false},
		{get, "/lawsuits/:id/documents/:kind", office.SignedIn, p.document, false},
		{get, "/lawsuits/:id/evidence", office.SignedIn, moved("evidence"), false},
		{get, "/lawsuits/:id/volume", office.SignedIn, moved("volume"), false},
		{get, "/lawsuits/:id/past", office.SignedIn, p.past, false},
		{post, "/lawsuits/:id/past" + numbers, office.Unmasking, p.inClear(p.past), false},
		{get, "/lawsuits/:id/dossier", office.SignedIn, p.dossier, false},
		{get, filesPath, office.SignedIn, p.files, false},
		{post, filesPath, office.Keeping, p.handIn, false},
		{get, filesPath + "/:file", office.SignedIn, p.file, false},
		{get, filesPath + "/:file/content", office.SignedIn, p.fileContent, false},
		{post, filesPath + "/:file/withdraw", office.Keeping, p.withdrawFile, false},
		{get, "/lawsuits/:id/corrections/:line", office.Acting, p.correctionPage, false},
		{post, "/lawsuits/:id/corrections/:line", office.Acting, p.correct, false},
		{get, "/lawsuits/:id/corrections/:line/preview", office.Acting, p.correctionPage, false},
		{post, "/lawsuits/:id/corrections/:line/preview", office.Acting, p.previewCorrection, false},
		{get, "/lawsuits/:id/acts/:act", office.Acting, p.actPage, false},
		{post, "/lawsuits/:id/acts/:act", office.Acting, p.act, false},
		{get, "/lawsuits/:id/acts/:act/read", office.Acting, p.backToAct, false},
		{post, "/lawsuits/:id/acts/:act/read", office.Acting, p.readForAct, false},
		{get, "/lawsuits/:id/acts/:act/preview", office.Acting, p.backToAct, false},
		{post, "/lawsuits/:id/acts/:act/preview", office.Acting, p.preview, false},

		{get, "/changes", office.Deciding, p.changes, false},
		{get, "/changes/:id", office.Deciding, p.change, false},
		{get, "/changes/effects/:errand", office.Simulating, p.effects, false},
		{post, "/changes/:id", office.Deciding, p.decide, false},
		{post, "/changes/new/:change", office.Proposing, p.propose, false},
		{post, "/changes/new/:change/preview", office.Proposing, p.simulate, false},

		{get, auditPath, office.Auditing, p.audit, false},
		{get, auditPath + "/export", office.Auditing, p.exportAudit, false},
		{get, "/troubles", office.Troubleshooting, p.troubles, false},

		{get, "/admin", office.Managing, p.admin, false},
		{post, "/admin/users", office.Accounts, p.addUser, false},
		{post, "/admin/users/:id", office.Accounts, p.changeUser, false},
		{post, "/admin/units", office.Directory, p.addUnit, false},
		{post, "/admin/units/change", office.Directory, p.changeUnit, false},
		{post, "/admin/undeliverable", office.Posting, p.sendAgain, false},
		{post, "/admin/leaves", office.OthersLeaves, p.delegateFor, false},
	}
}

// uploadsTo returns how what is sent to a page is read that takes files, or nil.
func (p *Pages) uploadsTo(path string) echo.MiddlewareFunc {
	switch path {
	case filesPath:
		return p.readFile
	case stockPath, "/lawsuits/new/read", "/lawsuits/:id/acts/:act/read":
		return readUpload
	}
	return nil
}

// The hidden fields of every form.
const (
	csrfField = "csrf"
	keyField  = "key"
	seenField = "seen"
)

func csrfOf(c echo.Context) string {
	token, _ := c.Get(csrfField).(string)
	return token
}
