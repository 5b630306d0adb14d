package statistics

import (
	"slices"

	"yingsu/workflows/calendar"
	"yingsu/workflows/measures"
)

// Row is one thing in a lawsuit that is counted: a case number that came in or was
// decided, a hearing, a duty, a loss. All figures are made of rows and of nothing else,
// so that each leads to the lawsuits that it counts.
type Row struct {
	Sort
	On         calendar.Date `json:"on"`             // the day by which it belongs to a period
	Until      calendar.Date `json:"until,omitzero"` // the day on which it was over; zero while it is not
	CaseNumber string        `json:"case_number,omitempty"`
	Amount     int64         `json:"amount,omitempty"` // by Kind: natural days, or fen
}

// Sort is what figures look at in a row. Rows of one sort are counted alike, so that how
// many there are of each is enough to know of a period.
type Sort struct {
	Kind     Kind              `json:"kind"`
	Level    measures.Level    `json:"level,omitempty"`
	Court    string            `json:"court,omitempty"`
	Unit     string            `json:"unit,omitempty"` // whose it is: see Kind
	Sued     Sued              `json:"sued,omitempty"`
	Category measures.Category `json:"category,omitempty"`
	Field    measures.Field    `json:"field,omitempty"`
	What     string            `json:"what,omitempty"`  // of which kind it is among its like, by Kind
	Marks    Marks             `json:"marks,omitempty"` // what else is true of it
	Over     bool              `json:"over,omitempty"`  // it is no longer open: Until is known
}

// Cell is how many rows there are of a sort in a period, and the sum of their amounts.
type Cell struct {
	Sort
	N      int   `json:"n"`
	Amount int64 `json:"amount,omitempty"`
}

// CellsOf counts rows by their sorts, in the order in which the sorts first occur.
func CellsOf(rows []Row) []Cell {
	var cells []Cell
	place := map[Sort]int{}
	for _, r := range rows {
		i, known := place[r.Sort]
		if !known {
			i = len(cells)
			place[r.Sort] = i
			cells = append(cells, Cell{Sort: r.Sort})
		}
		cells[i].N++
		cells[i].Amount += r.Amount
	}
	return cells
}

// Kind says what a row is, and so which day is its On, whose it is and of what sort.
type Kind string

const (
	// Received is an instance that came in: on the day its papers were served, or it was
	// appealed, sent back or taken up again; until it was decided. Its unit is the one
	// that leads.
	Received Kind = "received"
	// Concluded is an instance that was decided, on the day of the decision. What is the
	// kind of the paper, Amount the days that the instance took.
	Concluded Kind = "concluded"
	// Judged is one sued organ in a first instance that was decided, on the day of the
	// decision: one can have lost where another has not. Its unit is the one that handled the
	// lawsuit for it. What is the kind of the paper.
	Judged Kind = "judged"
	// Heard is an instance that was heard in court, once, on the day of its first hearing.
	Heard Kind = "heard"
	// Appearance is one organ in an instance that was heard. What is the rank of who stood
	// in court for it, empty where nobody did.
	Appearance Kind = "appearance"
	// Loss is an organ that has lost, on the day the decision took effect; its unit is the
	// one that handled the lawsuit for it. What is the kind of the paper.
	Loss Kind = "loss"
	// Ground is a ground on which a lawsuit was lost, by the loss report; a loss can have
	// several. What is the ground, empty where no report has named one.
	Ground Kind = "ground"
	// Duty is a period of our own, on its last day; until it was kept. What is the rule's
	// key. One that ended unneeded is none.
	Duty Kind = "duty"
	// Suggestion is a suggestion of a court or a procuratorate, on the day it came; until
	// it was answered. What is its kind.
	Suggestion Kind = "suggestion"
	// Payment is a compensation, on the day the claim was accepted; until it was paid.
	// Amount is in fen.
	Payment Kind = "payment"
	// Step is a step of our own work that was done. What is the step, Amount the days it
	// took, On the day on which it was done.
	Step Kind = "step"
	// Finding is a fact of 第三十七条, on its day or on the last day of the period that was
	// not kept. What is the item.
	Finding Kind = "finding"
)

// Kinds are all kinds of rows.
var Kinds = []Kind{Received, Concluded, Judged, Heard, Appearance, Loss, Ground, Duty, Suggestion, Payment, Step, Finding}

// Sued is in which form the district is in a lawsuit.
type Sued string

const (
	GovernmentAlone  Sued = "government"      // 区政府单独为被告
	GovernmentJoined Sued = "government_with" // 区政府与其他机关为共同被告
	UnitSued         Sued = "unit"            // 部门、镇街为被告
	OnlyThird        Sued = "third"           // 本区单位仅为第三人
	NotSued          Sued = "none"            // 没有诉讼，只有建议书
)

// Marks are what else is true of a row.
type Marks int

const (
	Lost             Marks = 1 << iota // 败诉
	Settled                            // 以撤诉、调解结案
	Appealable                         // 裁判可以上诉
	AppealedByUs                       // 本方上诉
	AppealedByOthers                   // 对方上诉
	Attended                           // 负责人出庭
	Excused                            // 未出庭而有正当理由并附证明
	PrincipalOwed                      // 属于第二十条应当由正职出庭的情形
	Late                               // 逾期办结
	Missed                             // 逾期未办，且已无从补办
	Reviewed                           // 经复议
	ByBureau                           // 须经区司法局转交、审查
	Inverted                           // 转交期限与报审期限倒挂
)

// Has tells whether all of some marks are set.
func (m Marks) Has(all Marks) bool { return m&all == all }

// Any tells whether one of some marks is set.
func (m Marks) Any(of Marks) bool { return m&of != 0 }

// mark returns the mark if it applies.
func mark(applies bool, m Marks) Marks {
	if applies {
		return m
	}
	return 0
}

// FallDue are the kinds of rows that count once their day is over: until then a period of
// our own is no duty, and what it asks for is not missing.
var FallDue = []Kind{Duty, Finding}

// Within keeps the rows that belong to a period, from one day to another, and adds what was
// pending on its last day. What has not fallen due before today is left out. The ledger's
// Cells and Counted choose the same rows.
func Within(rows []Row, from, to, today calendar.Date) []Row {
	var within []Row
	for _, r := range rows {
		if !r.On.Before(from) && !r.On.After(to) && (!slices.Contains(FallDue, r.Kind) || r.On.Before(today)) {
			within = append(within, r)
		}
		if r.Kind == Received && !r.On.After(to) && (r.Until.IsZero() || r.Until.After(to)) {
			r.Kind, r.Over = Pending, false
			within = append(within, r)
		}
	}
	return within
}
