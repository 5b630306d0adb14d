package api

// unmasking says what numbers of persons are needed for.
type unmasking struct {
	Reason string `json:"reason" label:"用途" check:"required" help:"2至100字，记入审计日志" example:"核对委托代理人身份"`
}

// showNumbers answers with a lawsuit as it is on file.
func (a *API) showNumbers(c *call) (any, error) {
	var in unmasking
	if err := a.readIn(c, &in); err != nil {
		return nil, err
	}
	if err := a.office.ShowNumbers(c.ctx(), c.who, c.path("id"), "接口", in.Reason); err != nil {
		return nil, err
	}
	return a.lawsuit(c)
}
