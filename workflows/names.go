package workflows

import "go.temporal.io/sdk/temporal"

// Names that stand in histories and in other people's scripts. They are never
// changed: a running lawsuit is found by them.
const (
	TaskQueue = "yingsu"
	// WorkflowType is how a lawsuit's workflow is called, and the console lists it. Those
	// that began as FormerType call their activities by the names of that time, until
	// their next run.
	WorkflowType = "行政应诉案件"
	FormerType   = "Lawsuit"

	// RegisterUpdate opens a lawsuit together with its start, and answers once
	// the registration is in the ledger.
	RegisterUpdate = "收案登记"
	formerRegister = "register"
	// FileQuery returns a Picture.
	FileQuery = "file"
	// LawChanged tells open lawsuits that the calendar has a new edition, or the
	// law a new number. It has kept the name that it had when only calendars changed.
	LawChanged = "calendar_changed"

	// LedgerAhead tells a lawsuit which revision the ledger has, where that is a later
	// one: it is then taken over.
	LedgerAhead = "ledger_ahead"

	// RefusedError is the type of the application error by which an act is
	// refused; its details hold a models.Error.
	RefusedError = "Refused"
	// BehindError is the type of the error by which the ledger says that it lacks
	// revisions on which a recording builds.
	BehindError = "Revision"
	// ForgedError is the type of the error by which the ledger refuses what no server
	// of ours has passed on.
	ForgedError = "Forged"
)

// Search attributes: what the console lists and filters by, under the words of the
// Measures. They are not encrypted, so no party is named in them. In a query a name
// stands in backticks: `标记` = "逾期".
var (
	StageShown   = temporal.NewSearchAttributeKeyKeyword("阶段")
	UnitsShown   = temporal.NewSearchAttributeKeyKeywordList("承办单位")
	CourtShown   = temporal.NewSearchAttributeKeyKeyword("法院")
	LevelShown   = temporal.NewSearchAttributeKeyKeyword("审级")
	NextDayShown = temporal.NewSearchAttributeKeyKeyword("最近期限") // the civil day by which it is best done, 2026-10-09
	MarksShown   = temporal.NewSearchAttributeKeyKeywordList("标记")
)

// What MarksShown holds.
const (
	MarkOverdue = "逾期"
	MarkLost    = "败诉"
)

// Search attributes of lawsuits that have not taken up law number Letters.
var (
	CaseStage    = temporal.NewSearchAttributeKeyKeyword("CaseStage")
	HandlingUnit = temporal.NewSearchAttributeKeyKeyword("HandlingUnit")
	Court        = temporal.NewSearchAttributeKeyKeyword("Court")
	Instance     = temporal.NewSearchAttributeKeyKeyword("Instance")
	Overdue      = temporal.NewSearchAttributeKeyBool("Overdue")
	Lost         = temporal.NewSearchAttributeKeyBool("Lost")
	NextDeadline = temporal.NewSearchAttributeKeyTime("NextDeadline")
)

// SearchAttributes are all of them: whoever makes a namespace adds them to it.
var SearchAttributes = []temporal.SearchAttributeKey{
	StageShown, UnitsShown, CourtShown, LevelShown, NextDayShown, MarksShown,
	CaseStage, HandlingUnit, Court, Instance, Overdue, Lost, NextDeadline,
}
