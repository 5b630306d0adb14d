package workflows

import (
	"slices"

	"yingsu/models"
)

// Acts lists everything that a person can do in a lawsuit, in the order of the
// Measures. Each is declared once, in its chapter's file; its Update, its place
// in the interface, its form, its refusals and its words all come from there.
var Acts = []*Act{
	changeParties, designateUnit, returnDesignation, recordMeeting, askAssistance, giveAssistance,
	forwardMaterials, acknowledge, addMaterial, reviseMaterial, voidMaterial, recordOrder, applyExtension, recordExtension, recordPetition, recordPetitionAnswer,
	requestLawyer, assignLawyer, appointAgents, recordCounsel, reportProgress, recordTalk,
	submitForReview, approveReview, returnReview, recordSeals, fileWithCourt,
	requirePrincipal, recordSummons, recordReviewHearing, nameOfficial, issueLetter, confirmLetter, postponeHearing, cancelHearing, recordHearing,
	recordJudgment, recordService, recordAppeal, answerAppeal, recordAppealFee, recordRemand, recordEffective,
	recordObligation, performJudgment, recordRetrialApplication, answerRetrial, recordRetrialDecision,
	fileLossReport, acceptLossReport, returnLossReport, reportRemedy, passRemedy,
	recordCompensation, applyCompensation, recordPayment, recordSuggestion, answerSuggestion,
	recordCaseNumber, linkLawsuits, recordActChange, recordWithdrawal, suspend, resume, explainLate, finishTakeover, checkEntry, strikeOff,
	proposeCorrection, confirmCorrection, declineCorrection,
	conclude, archive, supplementArchive,
}

// updates are the names of the act's Update: its title, the titles that it had, and the
// one by which the interface knows it, which servers used to send. A name once used is
// never taken away, for histories are replayed by it (testdata/updates.txt).
func (a *Act) updates() []string {
	return append([]string{a.Title, a.Name}, a.Titles...)
}

// ActOf returns the act that an Update's name stands for, or nil.
func ActOf(update string) *Act {
	i := slices.IndexFunc(Acts, func(a *Act) bool { return slices.Contains(a.updates(), update) })
	if i < 0 {
		return nil
	}
	return Acts[i]
}

// ActNamed returns the act with the given name, or nil.
func ActNamed(name string) *Act {
	i := slices.IndexFunc(Acts, func(a *Act) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return Acts[i]
}

// FormNamed returns the form of an act, or one of Openings.
func FormNamed(name string) *Form {
	for _, f := range Openings {
		if f.Name == name {
			return f
		}
	}
	return &ActNamed(name).Form
}

// Correctable tells whether what was done by an act can be corrected: an act that is
// judged against everything done before it cannot, nor what makes no fact.
func Correctable(name string) bool { return !looksBack(name) }

func looksBack(name string) bool {
	a := ActNamed(name)
	return a != nil && a.LooksBack
}

// The three circles that most acts are open to.
var (
	bureau    = []models.Role{models.Clerk, models.Director}
	reviewers = []models.Role{models.Reviewer, models.Director}
	handlers  = []models.Role{models.UnitClerk, models.UnitOfficial, models.Clerk, models.Director}
)
