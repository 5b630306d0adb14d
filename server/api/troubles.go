package api

// troubles answers what goes wrong in running the system.
func (a *API) troubles(c *call) (any, error) { return a.office.Troubles(c.ctx(), c.who) }
