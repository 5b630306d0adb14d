// Package statistics says what is counted of the district's lawsuits, and how
// (第二十七条、第三十一条第二款、第三十五条). It is pure: RowsOf derives from one lawsuit
// the things in it that are counted, the ledger keeps them beside the lawsuit, and
// Figures says of each figure which of them it counts, of how many, and by which day
// they belong to a period. A figure has no other source, so that its lawsuits can
// always be listed.
//
// Periods are whole civil days. Money is in fen, durations are in natural days.
package statistics
