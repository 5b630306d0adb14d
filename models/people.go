package models

import (
	"slices"
	"time"

	"yingsu/workflows/calendar"
)

// Role is what a person may do. What each act asks for is declared with the
// act; what each role may see follows from SeesEverything.
type Role string

const (
	Clerk        Role = "clerk"         // 区司法局经办人
	Reviewer     Role = "reviewer"      // 区司法局审查人
	Director     Role = "director"      // 区司法局负责人
	UnitClerk    Role = "unit_clerk"    // 单位经办人
	UnitOfficial Role = "unit_official" // 单位负责人
	Supervisor   Role = "supervisor"    // 监督人员
	Auditor      Role = "auditor"       // 审计员

	// Admin keeps the units, the calendar and the running of the system, and the accounts
	// as well where nobody is SecurityAdmin.
	Admin         Role = "admin"          // 系统管理员
	SecurityAdmin Role = "security_admin" // 安全管理员
)

// Roles lists every role in the order in which pages show them.
var Roles = []Role{Clerk, Reviewer, Director, UnitClerk, UnitOfficial, Supervisor, Admin, SecurityAdmin, Auditor}

// Title returns the role's name as staff read it.
func (r Role) Title() string {
	switch r {
	case Clerk:
		return "区司法局经办人"
	case Reviewer:
		return "区司法局审查人"
	case Director:
		return "区司法局负责人"
	case UnitClerk:
		return "单位经办人"
	case UnitOfficial:
		return "单位负责人"
	case Supervisor:
		return "监督人员"
	case Admin:
		return "系统管理员"
	case SecurityAdmin:
		return "安全管理员"
	case Auditor:
		return "审计员"
	}
	return string(r)
}

// OfBureau tells whether the role is one of the Justice Bureau's three.
func (r Role) OfBureau() bool { return r == Clerk || r == Reviewer || r == Director }

// OfUnit tells whether the role belongs to a handling or assisting unit.
func (r Role) OfUnit() bool { return r == UnitClerk || r == UnitOfficial }

// RunsSystem tells whether the role is one of the three that run the system apart from
// each other: no person holds two of them.
func (r Role) RunsSystem() bool { return r == Admin || r == SecurityAdmin || r == Auditor }

// SeesEverything tells whether the role may read every lawsuit. The others see
// only those in which their unit has a part; administrators and auditors run
// the system and read its logs, and see no lawsuit at all.
func (r Role) SeesEverything() bool { return r.OfBureau() || r == Supervisor }

// Actor is who does something: a signed-in person, as the journal will name
// them.
type Actor struct {
	Username string `json:"username"`
	Name     string `json:"name"`
	Role     Role   `json:"role"`
	Unit     string `json:"unit"`
	// Continues are the units that are there no more whose functions the own one
	// continues (第八条第二款第八项): their lawsuits are its people's as well.
	Continues []string `json:"continues,omitempty"`
}

// Nobody tells whether there is nobody: the system does what is recorded.
func (a Actor) Nobody() bool { return a.Username == "" && a.Name == "" && a.Role == "" && a.Unit == "" }

// ActsFor tells whether what is a unit's to do is for the actor: their own unit's, or
// that of one whose functions it continues.
func (a Actor) ActsFor(unit string) bool {
	return a.Unit == unit || slices.Contains(a.Continues, unit)
}

// Units are those for which the actor acts, the own one first.
func (a Actor) Units() []string { return append([]string{a.Unit}, a.Continues...) }

// Everything is the viewer before whom no lawsuit is hidden: the program itself, where
// it works on all of them. What it reads is shown to nobody who may not see it.
var Everything = Actor{Username: "yingsu", Role: Supervisor}

// Caller is who asks the server for something, and from where. Nobody is the zero
// Caller.
type Caller struct {
	Actor
	UserID  int64
	Address string
	Seat    string // user name of the absent person in whose seat they act, if any
	Sole    bool   // see User
}

// Attempt is the line of the audit log for something that a caller is about to do.
func (c Caller) Attempt(action string) Attempt {
	return Attempt{Username: c.Username, Role: c.Role, Unit: c.Unit, Address: c.Address, Action: action}
}

// User is an account.
type User struct {
	ID           int64
	Username     string // unique
	Name         string
	Role         Role
	Unit         string   // unit_* and bureau roles: the unit's name
	Continues    []string // units that are there no more whose functions the unit continues; only of who is signed in
	PasswordHash string
	MustChange   bool   // the password was set by somebody else
	TOTP         string // the secret of the second step of a sign-in, in base32; empty where there is none
	Disabled     bool
	Failures     int // consecutive failed sign-ins
	LockedUntil  time.Time
	CreatedAt    time.Time
	SignedInAt   time.Time // when somebody last signed in; zero where nobody has, or it is not known

	// Sole: they are Admin, and nobody is SecurityAdmin; only of who is signed in.
	Sole bool
}

// Actor returns the account as the one who acts.
func (u User) Actor() Actor {
	return Actor{Username: u.Username, Name: u.Name, Role: u.Role, Unit: u.Unit, Continues: u.Continues}
}

// UserChange is what an administrator changes of an account; nil leaves a
// field as it is.
type UserChange struct {
	Name     *string
	Role     *Role
	Unit     *string
	Disabled *bool
}

// Session is one signed-in browser or program. Only the token's hash is kept. One with a
// name was made for a program: it does not end when unused.
type Session struct {
	TokenHash string
	UserID    int64
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	Address   string
	Name      string // of a program, as its holder calls it
	ReadOnly  bool   // nothing can be changed with it
	Seat      string // the user name of the absent person in whose place it acts; empty for its holder's own
	Unread    int    // messages of its holder that wait, counted up to ManyUnread
}

// Identity is by whom an OpenID provider knows the holder of an account. A subject is
// never given to anybody else; names and addresses at a provider are.
type Identity struct {
	UserID  int64
	Issuer  string
	Subject string
	BoundAt time.Time
}

// ManySessions is how many sessions of one account are shown, and how many a person may
// make for programs.
const ManySessions = 50

// ManyUnread is how far waiting messages are counted where nobody asks for the
// number itself.
const ManyUnread = 100

// UnitKind sorts the units of the district.
type UnitKind string

const (
	Government  UnitKind = "government"  // 区政府
	Department  UnitKind = "department"  // 区政府工作部门
	Town        UnitKind = "town"        // 镇人民政府、街道办事处
	Institution UnitKind = "institution" // 派出机构、法律法规授权的组织等
)

// Unit is an organ that can be sued or can handle a lawsuit (第三条).
type Unit struct {
	Name     string // unique, the short name that staff use: 区城市管理局
	FullName string
	Kind     UnitKind
	// ClosedOn is the day since which it is there no more: abolished, merged or under
	// another name; the zero day while it is. Successor then continues its functions,
	// or is the organ above it (第八条第二款第八项).
	ClosedOn  calendar.Date
	Successor string
}

// Closed tells whether the unit is there no more on a day.
func (u Unit) Closed(today calendar.Date) bool {
	return !u.ClosedOn.IsZero() && !today.Before(u.ClosedOn)
}

// Continued returns which of the units that are there no more another one continues the
// functions of, also those that had continued others' before; in the order given.
func Continued(unit string, closed []Unit) []string {
	heirs := []string{unit}
	for n := 0; n < len(heirs); n++ {
		for _, u := range closed {
			if u.Successor == heirs[n] && !slices.Contains(heirs, u.Name) {
				heirs = append(heirs, u.Name)
			}
		}
	}
	return heirs[1:]
}

// UnitChange is what an administrator changes of a unit; nil leaves a value as it is.
// The zero day opens a unit again.
type UnitChange struct {
	FullName  *string
	Kind      *UnitKind
	ClosedOn  *calendar.Date
	Successor *string
}

// In returns the unit with the change made.
func (c UnitChange) In(u Unit) Unit {
	if c.FullName != nil {
		u.FullName = *c.FullName
	}
	if c.Kind != nil {
		u.Kind = *c.Kind
	}
	if c.ClosedOn != nil {
		u.ClosedOn = *c.ClosedOn
	}
	if c.Successor != nil {
		u.Successor = *c.Successor
	}
	if u.ClosedOn.IsZero() {
		u.Successor = ""
	}
	return u
}
