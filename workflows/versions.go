package workflows

// The ledger of the procedure's logic. A change that would make a recorded
// history come out differently goes under workflow.GetVersion with a name and a
// number from here, and gets a sentence saying what changed and why. Entries are
// never removed while a lawsuit that passed them may be open; for each, a
// history recorded before it stays in testdata/histories.
//
// A stricter check is such a change: perform judges again when it is replayed, and
// an act that was accepted must not be refused then. It looks at the day of the act
// (Bench.Today), which decision 0005 asks for too.
//
// So far no lawsuit runs anywhere, and there is nothing to patch.
