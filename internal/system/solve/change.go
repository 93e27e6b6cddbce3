package solve

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"spar/internal/quantity"
	"spar/internal/system"
)

// A Change is a parameter and the values that it may take, from little to much.
type Change struct {
	Parameter string
	Values    []string
}

// ParseChanges reads the parameters to change and the values of each:
//
//	changes = change { "," change }
//	change  = parameter "=" ( value ".." value | value { "|" value } )
//
// Counts go up in steps of one. What has a size, a rate or a time goes up by about a quarter:
// 10k, 12.5k, 16k, 20k, 25k, 32k, 40k, 50k, 64k, 80k, 100k. Values with "|" between them are
// tried in that order, the first being the smallest; a word is one of these.
//
// The error is [system.Problems] where a value is at fault, in parameters.NAME.
func ParseChanges(r system.Registry, sc system.Scenario, text string) ([]Change, error) {
	s, problems := r.Of(sc)
	if len(problems) > 0 {
		return nil, problems
	}
	var changes []Change
	for part := range strings.SplitSeq(text, ",") {
		c, err := parseChange(r, s, sc, strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(changes, func(other Change) bool { return other.Parameter == c.Parameter }) {
			return nil, fmt.Errorf("%s twice; write it once", c.Parameter)
		}
		changes = append(changes, c)
	}
	return changes, checkSize(changes)
}

// checkSize reports too many changes or designs.
func checkSize(changes []Change) error {
	if len(changes) > MostChanges {
		return fmt.Errorf("%d parameters to change; write %d at most", len(changes), MostChanges)
	}
	designs := 1
	var sizes []string
	for _, c := range changes {
		designs *= len(c.Values)
		sizes = append(sizes, fmt.Sprintf("%s has %d values", c.Parameter, len(c.Values)))
		if designs > MostDesigns {
			return fmt.Errorf("more than %d designs, as %s; write a narrower range, or values such as 1|2|4|8", MostDesigns, strings.Join(sizes, ", "))
		}
	}
	return nil
}

func parseChange(r system.Registry, s *system.System, sc system.Scenario, text string) (Change, error) {
	name, values, ok := strings.Cut(text, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" {
		return Change{}, fmt.Errorf("%q: write a parameter and its range, such as %s", text, example(s))
	}
	c := Change{Parameter: name}
	parameter, known := s.Parameter(name)
	switch {
	case known && (name == "duration" || name == "warmup"):
		return c, fmt.Errorf("%s is how long a run lasts, and no part of the design; set it with --set, and change another, such as %s", name, example(s))
	case known && parameter.Kind == system.Numbers:
		return c, fmt.Errorf("%s is a list of numbers, which cannot be changed; change another parameter, such as %s", name, example(s))
	}
	low, high, isRange := strings.Cut(values, "..")
	low, high = strings.TrimSpace(low), strings.TrimSpace(high)
	switch {
	case isRange && known && parameter.Kind == system.Choice:
		return c, fmt.Errorf("%s is one of some words, which have no order; write %s=%s", name, name, strings.Join(parameter.Choices, "|"))
	case isRange && (low == "" || high == ""):
		return c, fmt.Errorf("%q: an end of the range is missing; write both, such as %s", text, Example(parameter))
	case isRange:
		c.Values = []string{low, high}
	default:
		for value := range strings.SplitSeq(values, "|") {
			c.Values = append(c.Values, strings.TrimSpace(value))
		}
	}
	for i, value := range c.Values {
		if !isRange && slices.Contains(c.Values[:i], value) {
			return c, fmt.Errorf("%s: %q twice, which leaves nothing to choose; write another value", name, value)
		}
		if err := checkValue(r, sc, name, value); err != nil {
			return c, err
		}
	}
	if len(c.Values) < 2 {
		return c, fmt.Errorf("%q: one value leaves nothing to choose; write a range, such as %s", text, Example(parameter))
	}
	if !isRange {
		return c, nil
	}
	var err error
	c.Values, err = between(parameter, low, high)
	if err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// checkValue reports a value that the parameter does not take, as the scenario's own
// check says it.
func checkValue(r system.Registry, sc system.Scenario, name, value string) error {
	var wrong system.Problems
	for _, p := range r.Check(r.Set(sc, name, value)) {
		if p.Where == "parameters."+name {
			wrong = append(wrong, p)
		}
	}
	if len(wrong) > 0 {
		return wrong
	}
	return nil
}

// between returns values from one to another, both included.
func between(p system.Parameter, low, high string) ([]string, error) {
	from, err := quantity.Parse(low)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", low, err) // unreachable for what was checked
	}
	to, err := quantity.Parse(high)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", high, err)
	}
	switch {
	case from.Dim() != to.Dim():
		return nil, fmt.Errorf("%s and %s have not the same unit; write both with one", low, high)
	case from.Base() > to.Base():
		return nil, fmt.Errorf("%s is more than %s; write %s..%s", low, high, high, low)
	case from.Base() == to.Base():
		return nil, fmt.Errorf("%s and %s are the same, which leaves nothing to choose; write a wider range", low, high)
	}
	if p.Kind == system.Count {
		return counts(from.Base(), to.Base())
	}
	if from.Base() <= 0 {
		return nil, fmt.Errorf("steps of a quarter do not begin at %s; write a smallest value above it, or values such as %s|%s", low, low, high)
	}
	return steps(from.Base(), to.Base(), low, high, from.Dim()), nil
}

// counts returns whole numbers.
func counts(from, to float64) ([]string, error) {
	if to-from >= MostDesigns {
		return nil, fmt.Errorf("%.0f values are more than %d; write a narrower range, or values such as 1|10|100", to-from+1, MostDesigns)
	}
	var values []string
	for n := from; n <= to; n++ {
		values = append(values, strconv.FormatFloat(n, 'f', -1, 64))
	}
	return values, nil
}

// preferred are the steps of a decade: those of Renard's series R10 (ISO 3), rounded so that
// they are easily read.
var preferred = []float64{1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8}

// steps returns preferred numbers between two, and those as they were written.
func steps(from, to float64, low, high string, dim quantity.Dim) []string {
	values := []string{low}
	const near = 1.1 // of an end, so that a step from it is not worth a run
	for exponent := int(math.Floor(math.Log10(from))); ; exponent++ {
		for _, digits := range preferred {
			// Parsing rounds once, where a product of powers rounds twice.
			v, err := strconv.ParseFloat(fmt.Sprintf("%ge%d", digits, exponent), 64)
			switch {
			case err != nil || v*near >= to:
				return append(values, high)
			case v > from*near:
				values = append(values, write(v, dim))
			}
		}
	}
}

// write returns a value in base units as people write it.
func write(v float64, dim quantity.Dim) string {
	if dim.Second == 1 {
		for _, unit := range []struct {
			size float64
			name string
		}{{1, " s"}, {1e-3, " ms"}, {1e-6, " us"}} {
			if v >= unit.size {
				return number(v/unit.size) + unit.name
			}
		}
		return number(v*1e9) + " ns"
	}
	prefix := ""
	for _, p := range []struct {
		size float64
		name string
	}{{1e15, "P"}, {1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if v >= p.size && (p.size <= 1e6 || dim.Byte == 1) {
			v, prefix = v/p.size, p.name
			break
		}
	}
	switch {
	case dim.Byte == 1:
		return number(v) + " " + prefix + "B"
	case dim.Second == -1:
		return number(v) + prefix + "/s"
	}
	return number(v) + prefix
}

// number writes a preferred number without what computing with it has added.
func number(v float64) string { return strconv.FormatFloat(roundTo(v), 'f', -1, 64) }

func roundTo(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

// example returns a change that a system can make.
func example(s *system.System) string {
	for _, name := range s.MachineParameters() {
		if p, ok := s.Parameter(name); ok {
			return Example(p)
		}
	}
	return Example(s.Parameters[0])
}

// Example returns a change of a parameter, as [ParseChanges] reads it.
func Example(p system.Parameter) string {
	name := p.Name
	switch p.Kind {
	case system.Choice:
		return name + "=" + strings.Join(p.Choices, "|")
	case system.Duration:
		return name + "=10 ms..1 s"
	case system.Size:
		return name + "=100 MB..10 GB"
	case system.Entries:
		return name + "=10k..1M"
	case system.Rate:
		return name + "=100/s..10k/s"
	case system.Number:
		return name + "=0.1|0.5|1"
	}
	return fmt.Sprintf("%s=%s..%s", name, number(max(1, p.Min)), number(min(64, p.Max)))
}
