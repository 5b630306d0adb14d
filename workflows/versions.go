package workflows

// The ledger of the procedure's logic. A change that would make a recorded
// history come out differently goes under workflow.GetVersion with a name and a
// number from here, and gets a sentence saying what changed and why. Entries are
// never removed while a lawsuit that passed them may be open; for each, a
// history recorded before it stays in testdata/histories.
//
// So far there is only the first version, and nothing to patch.
