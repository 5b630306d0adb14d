// Package measures is 《威海市环翠区行政应诉管理办法》 as code.
//
// The forty articles stand word for word in text.md; [Articles] says of each
// what this system does about it. A [File] holds the facts of one lawsuit, and
// [Clocks] derives from it every period that runs or has run. Each article that
// computes has a file of its own, named art_NNN_what_it_does.go.
//
// The package is pure: it imports nothing but the standard library, Unicode's tables and the
// calendar. Values in force are never edited; a change of law adds an edition.
package measures
