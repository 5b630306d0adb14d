package workflows

import "go.temporal.io/sdk/temporal"

// Names that stand in histories and in other people's scripts. They are never
// changed: a running lawsuit is found by them.
const (
	TaskQueue    = "yingsu"
	WorkflowType = "Lawsuit"

	// RegisterUpdate opens a lawsuit together with its start, and answers once
	// the registration is in the ledger.
	RegisterUpdate = "register"
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

// Search attributes: what the console and its filters see. They are not
// encrypted, so no party is named in them.
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
var SearchAttributes = []temporal.SearchAttributeKey{CaseStage, HandlingUnit, Court, Instance, Overdue, Lost, NextDeadline}
