// Package workflows is the procedure: how one lawsuit walks the Measures.
//
// Start in lawsuit.go, whose story reads top to bottom like the Measures. The
// chapters' files declare what people can do (the acts). Acts put facts on file and
// nothing else; the story waits for facts; the keeper sets a durable timer to the next
// reminder of the clocks that measures.Clocks derives from them.
//
// Everything here must come out the same when Temporal replays it: no clock of
// the machine, no map in its order, no file, no database. What needs those is
// called by name, see calls.go.
package workflows
