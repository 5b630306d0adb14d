package documents

import "yingsu/models/mask"

// Covered is the paper with the numbers of persons covered, as it is where it does not go
// to the court.
func (d *Document) Covered() *Document {
	c := *d
	c.Name, c.Title, c.Mark = mask.Text(d.Name), mask.Text(d.Title), mask.Text(d.Mark)
	c.Blocks, c.Notes = nil, nil
	for _, b := range d.Blocks {
		b.Text = mask.Text(b.Text)
		if b.Table != nil {
			b.Table = b.Table.covered()
		}
		c.Blocks = append(c.Blocks, b)
	}
	for _, n := range d.Notes {
		n.Text = mask.Text(n.Text)
		c.Notes = append(c.Notes, n)
	}
	return &c
}

func (t *Table) covered() *Table {
	c := *t
	c.Rows = nil
	for _, r := range t.Rows {
		var cells []Cell
		for _, cell := range r.Cells {
			cell.Text = mask.Text(cell.Text)
			cells = append(cells, cell)
		}
		c.Rows = append(c.Rows, Row{Cells: cells, Height: r.Height})
	}
	return &c
}

// Holds tells whether there are numbers of persons on the paper.
func (d *Document) Holds() bool {
	for _, b := range d.Blocks {
		if mask.Holds(b.Text) {
			return true
		}
		if b.Table == nil {
			continue
		}
		for _, r := range b.Table.Rows {
			for _, c := range r.Cells {
				if mask.Holds(c.Text) {
					return true
				}
			}
		}
	}
	return mask.Holds(d.Title + " " + d.Mark)
}
