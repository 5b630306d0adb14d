// Package drill tries the production shape: its programs are killed, its ledger is
// taken away, it is upgraded while lawsuits are open, and in the end everything is
// compared with what people were told. The sizes are those of every test run; -night
// gives those of a night:
//
//	go -C server/dev test ./topology/drill -night -timeout 12h -v
package drill
