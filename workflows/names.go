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
	// CalendarChanged tells open lawsuits that the calendar has a new edition.
	CalendarChanged = "calendar_changed"

	// RefusedError is the type of the application error by which an act is
	// refused; its details hold a models.Error.
	RefusedError = "Refused"
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
