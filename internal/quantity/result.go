package quantity

import "strings"

// A Result is an evaluated line.
type Result struct {
	Quantity Quantity // of boxes, how many they are
	// Value and Unit are the result as a number: in the unit that the line asks
	// for, or in the one that suits it, without a prefix of counts. Unit is
	// empty for a plain number. Of a range, Value is the middle. Boxes are
	// rounded up.
	Value float64
	Unit  string
	// Display is the result for people, with the forms they are used to:
	// "11.6k/s (1bn/day)".
	Display string
	// Reading is how the line was understood.
	Reading string
	// Warnings say what was decided on the way, and what is suspicious.
	Warnings []string

	// Low and High bound a range in base units; for a single figure they are
	// both the value. LikelyLow and LikelyHigh bound what is likely: the inputs
	// combined in quadrature, as if each were log-normal and independent of the
	// others, so that not all of them are at their worst together.
	Low, High, LikelyLow, LikelyHigh float64
	// Driver is the input that spreads a range most, as it was written; empty
	// for a single figure.
	Driver string
}

// Parse evaluates an expression without names, such as "11.6k/s" or "99.9%".
// Errors are of type *Error.
func Parse(text string) (Quantity, error) {
	r, err := Eval(text, nil)
	return r.Quantity, err
}

// Eval evaluates an expression. Errors are of type *Error.
func Eval(text string, names Names) (Result, error) {
	return Env{Names: names}.Eval(text)
}

// Eval evaluates an expression in an environment. Errors are of type *Error.
func (e Env) Eval(text string) (Result, error) {
	l, err := e.ParseLine(text)
	if err != nil {
		return l.Eval(e)
	}
	if l.Name != "" {
		failure := &Error{Input: text, Offset: l.nameStart, Length: l.nameEnd - l.nameStart, Message: "an expression is wanted here, without a name of its own"}
		failure.tries = func() []string { return []string{text[strings.IndexAny(text, "=?:~")+1:]} }
		return Result{}, e.suggest(failure)
	}
	return l.Eval(e)
}

// Eval evaluates the line in an environment. Errors are of type *Error; a blank
// line is one.
func (l *Line) Eval(env Env) (Result, error) {
	r, err := l.result(env)
	if err != nil {
		return Result{}, l.unfold(env.suggest(err))
	}
	return r, nil
}

// oneNamed returns what a line such as "1 photo = 2 MB" says one of it is, or
// nothing.
func (l *Line) oneNamed() string {
	n := l.root.inner()
	if l.claim == nil || n.op != measureOp || !isOne(n.left) || n.measure.unit != nil || len(n.measure.nouns) == 0 || len(n.measure.per) > 0 {
		return ""
	}
	return spacedWords(n.measure.nouns)
}

func (l *Line) result(env Env) (Result, *Error) {
	o, err := l.solved(env)
	if err != nil {
		return Result{}, err
	}
	if name := l.oneNamed(); name != "" {
		if claim, failure := l.claim.solved(env); failure == nil && claim.q.Dim() != o.q.Dim() {
			err := l.fail(l.root, "%s is a count, and no %s: to name a line leave the 1 out", name, strings.TrimPrefix(strings.TrimPrefix(claim.q.kind(), "a "), "an "))
			err.tries = func() []string { return []string{name + " = " + l.claim.plain} }
			return Result{}, err
		}
	}
	if counted, per, ok := clash(o.q.labels); ok {
		o.warn("labels that do not cancel: %s, per %s", counted, per)
	}
	if l.root.op == measureOp {
		o.warnUnity(l.root)
	} else {
		o.warnCharacters(o.q)
	}
	v := o.q.view()
	r := Result{Quantity: o.q, Display: o.display(v), Reading: o.reading(), Low: v.low, High: v.high, LikelyLow: v.low, LikelyHigh: v.high}
	r.Value, r.Unit = o.number(v)
	if s := o.q.spread; s != nil {
		r.LikelyLow, r.LikelyHigh = o.q.Likely()
		r.Driver = s.driver().text
	}
	if l.rough {
		if err := l.tellDrift(env, &r, o); err != nil {
			return Result{}, err
		}
	}
	for claim := l.claim; claim != nil; claim = claim.claim { // "= 50 GB = 18 TB/year"
		told, agrees := o.holdAgainst(claim)
		r.Reading += "; " + told
		if !agrees {
			o.warn("%s", told)
		}
	}
	if q, err := env.Eval(l.heading); l.heading != "" && err == nil && q.Quantity.Dim() == o.q.Dim() {
		o.warn("took %q for a heading: to divide by what follows, write /", oneLine(l.heading))
	}
	for _, w := range l.remarks {
		if _, known := env.lookup(w.text); known {
			o.warn("%s in parentheses is a remark; to multiply by the line of that name, type * before it", w.text)
		}
	}
	r.Warnings = o.warnings
	return r, nil
}
