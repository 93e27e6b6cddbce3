package quantity

// A Factor is one number of a product, in the unit in which it was written: the
// 500 of "500 bytes".
type Factor struct {
	Text  string // as written
	Value float64
}

// Factors returns the numbers of a line that are multiplied or divided, or nil
// if the line cannot be evaluated. Names count as factors too.
func (l *Line) Factors(env Env) []Factor {
	if l.root == nil {
		return nil
	}
	o, err := l.solve(env)
	if err != nil {
		return nil
	}
	return o.factors(l.root, nil)
}

func (e *evaluation) factors(n *node, to []Factor) []Factor {
	switch n.op {
	case groupOp:
		return e.factors(n.left, to)
	case mulOp, divOp, labelledOp:
		return e.factors(n.right, e.factors(n.left, to))
	case nameOp:
		if q, err := e.name(n); err == nil {
			to = append(to, Factor{e.source(n), q.value.tidy()})
		}
	case measureOp:
		if n.left.op == numberOp && n.measure.suffix.text == "" {
			to = append(to, Factor{e.source(n), n.left.value.mul(n.measure.count).tidy()})
		}
	case numberOp:
		to = append(to, Factor{e.source(n), n.value.tidy()})
	}
	return to
}
