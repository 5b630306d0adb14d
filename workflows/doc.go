// Package workflows is the procedure: how one lawsuit walks the Measures.
//
// Start in lawsuit.go, whose [Lawsuit] reads top to bottom like the Measures.
// The chapters' files declare what people can do (the acts) beside the part of
// the story that waits for it. Acts put facts on file and nothing else; the
// story waits for facts; the keeper sets one durable timer for each running
// clock that measures.Clocks derives from them.
//
// Everything here must come out the same when Temporal replays it: no clock of
// the machine, no map in its order, no file, no database. What needs those is
// called by name, see calls.go.
package workflows
