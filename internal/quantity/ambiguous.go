package quantity

import (
	"math/bits"
	"strings"
)

// maxFree bounds the ambiguous suffixes of a line whose readings are tried, all
// combinations of them.
const maxFree = 6

// readsSize reports whether the reading at hand takes the suffix of a measure
// for bytes or bits.
func (e *evaluation) readsSize(n *node) bool {
	for i, asked := range e.line.asked {
		if asked == n {
			return e.sizes>>i&1 == 1
		}
	}
	return false
}

// solve evaluates the line under the one reading of its ambiguous suffixes that
// makes sense, in this order: what counts by its label or its time is a count;
// kinds agree with the target, in sums and for functions, and sizes are not
// multiplied by sizes; a size has at least a byte; and a B that multiplies
// counts, where nothing else is a size, is bytes.
func (l *Line) solve(env Env) (outcome, *Error) {
	if len(l.asked) == 0 {
		return l.run(env, 0)
	}
	var free, counting uint64
	for i, n := range l.asked {
		switch m := n.measure; {
		case m.suffix.text == "m" && !m.counting:
			return outcome{}, l.minutesOrMillions(env, n)
		case m.suffix.text == "m":
		case m.counting:
			counting |= 1 << i // 0 beyond the 64th, which then is a count for good
		case bits.OnesCount64(free) == maxFree || i >= 64:
			return outcome{}, l.fail(n, "too many figures end in B: write bn for billion, and a space before B for bytes")
		default:
			free |= 1 << i
		}
	}
	if o, ok := l.likeliest(env, free); ok {
		l.tellReadings(o)
		return o, nil
	}
	survivors, err := l.survivors(env, free)
	if all := free | counting; len(survivors) == 0 && counting != 0 && bits.OnesCount64(all) <= maxFree {
		survivors, _ = l.survivors(env, all)
	}
	if len(survivors) == 0 {
		return outcome{}, err
	}
	if o, ok := l.choose(survivors); ok {
		l.tellReadings(o)
		return o, nil
	}
	return outcome{}, l.askBack(survivors)
}

// likeliest tries the reading that is right most often: the only one there is,
// or that of one suffix as a factor of a product without other sizes, which is
// either the only one that evaluates or the one to choose.
func (l *Line) likeliest(env Env, free uint64) (outcome, bool) {
	if bits.OnesCount64(free) > 1 || free != 0 && !l.multiplies(free) {
		return outcome{}, false
	}
	o, err := l.run(env, free)
	return o, err == nil && !o.absurd && (free == 0 || !o.sized)
}

// survivors returns the readings of the free suffixes that evaluate, without
// the absurd ones unless all are, and an error of one that does not.
func (l *Line) survivors(env Env, free uint64) ([]outcome, *Error) {
	var good, absurd []outcome
	var failure *Error
	for sizes := uint64(0); ; sizes = (sizes - free) & free {
		o, err := l.run(env, sizes)
		switch {
		case err != nil:
			failure = err
		case o.absurd:
			absurd = append(absurd, o)
		default:
			good = append(good, o)
		}
		if sizes == free {
			break
		}
	}
	if len(good) == 0 {
		good = absurd
	}
	return good, failure
}

func (l *Line) choose(survivors []outcome) (outcome, bool) {
	survivors = l.bitsFirst(survivors)
	if len(survivors) == 1 {
		return survivors[0], true
	}
	var sized []outcome
	for _, o := range survivors {
		if o.sizes != 0 {
			sized = append(sized, o)
		}
	}
	if len(sized) == 1 && !sized[0].sized && l.multiplies(sized[0].sizes) {
		return sized[0], true
	}
	return outcome{}, false
}

// bitsFirst drops readings that take a b for a billion where another takes it for
// a bit, which it is.
func (l *Line) bitsFirst(survivors []outcome) []outcome {
	var small uint64
	for i, n := range l.asked {
		if n.measure.suffix.text == "b" && !n.measure.counting {
			small |= 1 << i
		}
	}
	if small == 0 {
		return survivors
	}
	var good []outcome
	for _, o := range survivors {
		if o.sizes&small == small {
			good = append(good, o)
		}
	}
	if len(good) == 0 {
		return survivors
	}
	return good
}

// multiplies reports whether the suffixes of a reading are factors of a product.
func (l *Line) multiplies(sizes uint64) bool {
	found := false
	l.root.walk(func(n *node) {
		if n.op != mulOp {
			return
		}
		for i, asked := range l.asked {
			found = found || sizes>>i&1 == 1 && n.start <= asked.start && asked.end <= n.end
		}
	})
	return found
}

// tellReadings adds how each suffix was read to the warnings.
func (l *Line) tellReadings(o outcome) {
	for i, n := range l.asked {
		o.warn("read %s as %s", oneLine(l.plain[n.start:n.measure.suffix.end]), l.suffixMeaning(n, o.sizes>>i&1 == 1))
	}
}

// suffixMeaning says what a number with an ambiguous suffix is.
func (l *Line) suffixMeaning(n *node, size bool) string {
	figure := oneLine(l.plain[n.start:n.measure.suffix.start])
	switch {
	case n.measure.suffix.text == "m":
		return figure + " million"
	case !size:
		return figure + " billion"
	case n.measure.suffix.text == "b":
		return plural(n.left.value.float64(), figure+" bit")
	}
	return plural(n.left.value.float64(), figure+" byte")
}

// askBack refuses a line that has several readings and shows two of them.
func (l *Line) askBack(survivors []outcome) *Error {
	first := l.asked[0]
	for _, n := range l.asked {
		if !n.measure.counting {
			first = n
			break
		}
	}
	figure := oneLine(l.plain[first.start:first.measure.suffix.end])
	err := l.fail(first, "%s may be %s or %s", figure, l.suffixMeaning(first, false), l.suffixMeaning(first, true))
	err.Length = first.measure.suffix.end - first.start
	if last := len(survivors) - 1; len(l.asked) > 1 && survivors[last].sizes != 0 {
		// The last reading takes the last suffix for a size, as people say it.
		err.Message = "more than one B could be bytes: " + err.Message
		err.Fix = l.spelled(survivors[last]) + ", or " + l.spelled(survivors[0])
		return err
	}
	err.Fix = l.spelled(survivors[0]) + ", or " + l.spelled(survivors[len(survivors)-1])
	return err
}

// spelled writes the line without its ambiguities, and what it gives.
func (l *Line) spelled(o outcome) string {
	var b strings.Builder
	at := 0
	for i, n := range l.asked {
		s := n.measure.suffix
		b.WriteString(l.plain[at:s.start])
		switch size := o.sizes>>i&1 == 1; {
		case size:
			b.WriteString(" " + s.text)
		case s.text == "m":
			b.WriteString("M")
		default:
			b.WriteString("bn")
		}
		at = s.end
	}
	b.WriteString(l.plain[at:])
	return oneLine(b.String()) + " → " + o.primary()
}

// minutesOrMillions refuses a lone m, which may be a million, minutes or
// milliseconds.
func (l *Line) minutesOrMillions(env Env, n *node) *Error {
	s := n.measure.suffix
	figure := oneLine(l.plain[n.start:s.start])
	err := l.fail(n, "%s may be %s million, %s minutes or %s milliseconds", oneLine(l.plain[n.start:s.end]), figure, figure, figure)
	err.Length = s.end - n.start
	var fixes []string
	for _, unit := range []string{"M", "min", "ms"} {
		if fix := env.tried(l.withSuffix(unit)); fix != "" {
			fixes = append(fixes, fix)
		}
	}
	err.Fix = strings.Join(fixes, ", or ")
	return err
}

// withSuffix returns the line with all its undecided m written as a unit.
func (l *Line) withSuffix(unit string) string {
	var b strings.Builder
	at := 0
	for _, n := range l.asked {
		if s := n.measure.suffix; s.text == "m" && !n.measure.counting {
			b.WriteString(l.plain[at:s.start] + unit)
			at = s.end
		}
	}
	return b.String() + l.plain[at:]
}

func (l *Line) fail(n *node, format string, arguments ...any) *Error {
	return (&evaluation{line: l}).fail(n, format, arguments...)
}
