// Package calendar knows days: which of them government offices work, and how
// a period is counted from one day to another.
//
// A legal day is a [Date], never a time.Time. A [Calendar] is an edition of the
// State Council's yearly holiday notices; it knows which years have been
// published, and a count that reaches into any other year says that it is
// provisional. Every count comes with the steps that led to it, in Chinese, so
// that a lawyer can check it by hand. A [Civil] is the clock of a drill, in
// which days pass faster than they do.
//
// Start at count.go for the law, at notices.go for the days.
//
// The package is pure: it imports nothing but the standard library and, for texts
// that were copied from anywhere, Unicode's tables; it reads no clock, file or network.
package calendar
