package capacity

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Modifier is a last factor that estimates often get.
type Modifier string

// The modifiers, each with the factors that it offers in turn.
const (
	Peak     Modifier = "peak"     // * 3x peak, then 5x, 10x, 2x
	Headroom Modifier = "headroom" // + 30% headroom, then 50%, 100%, 20%
	Replicas Modifier = "replicas" // * 3 replicas, then 5, 2
)

// A form is how a modifier is written: before, a factor, after.
type form struct {
	before, after string
	// label names the factor. It is left out where a line of the sheet has that
	// name, which it would stand for.
	label   string
	factors []string
	written *regexp.Regexp // in an expression, with the factor as its group
}

var forms = map[Modifier]form{
	Peak:     {" * ", "x", " peak", []string{"3", "5", "10", "2"}, regexp.MustCompile(`\s*\* ?([\d.]+)x(?: peak\b|$)`)},
	Headroom: {" + ", "%", " headroom", []string{"30", "50", "100", "20"}, regexp.MustCompile(`\s*\+ ?([\d.]+)%(?: headroom\b|$)`)},
	Replicas: {" * ", " replicas", "", []string{"3", "5", "2"}, regexp.MustCompile(`\s*\* ?([\d.]+) replicas\b`)},
}

// errNoFigure means that there is nothing to multiply.
var errNoFigure = errors.New("there is no figure in this line")

// Modify returns the text of line i, from 0, with a modifier: with its first
// factor if the line has none of that sort yet, otherwise with the next one in
// place of the one it has, and after the last without any. Applied is what was
// added, "3x peak", or empty if it was taken away. A line without a figure is an
// error.
func (s *Sheet) Modify(i int, m Modifier) (text, applied string, err error) {
	if i < 0 || i >= len(s.entries) {
		return "", "", fmt.Errorf("%s: %w", m, errNoFigure)
	}
	line, parsed := s.entries[i].line, s.entries[i].parsed
	switch {
	case line.Err != nil:
		return "", "", fmt.Errorf("%s: put the line right first", m)
	case line.Kind != AssumedLine && line.Kind != DerivedLine:
		return "", "", fmt.Errorf("%s: %w", m, errNoFigure)
	}
	start, end, sum := parsed.Expression()
	expression, applied := s.modify(line.Text[start:end], sum, forms[m])
	return line.Text[:start] + expression + line.Text[end:], strings.TrimLeft(applied, " *+"), nil
}

// modify returns an expression with the next factor of a form, and what was
// written for it.
func (s *Sheet) modify(expression string, sum bool, f form) (modified, applied string) {
	if at := f.written.FindStringSubmatchIndex(expression); at != nil {
		applied = s.write(f, f.next(expression[at[2]:at[3]]))
		return expression[:at[0]] + applied + expression[at[1]:], applied
	}
	if sum && f.multiplies() {
		expression = "(" + expression + ")"
	}
	applied = s.write(f, f.factors[0])
	return expression + applied, applied
}

func (f form) multiplies() bool { return f.before == " * " }

// next returns the factor after one, the first after one of the candidate's
// own, and "" after the last.
func (f form) next(factor string) string {
	i := slices.Index(f.factors, factor) + 1
	if i == len(f.factors) {
		return ""
	}
	return f.factors[i]
}

// write returns a modifier as it follows an expression.
func (s *Sheet) write(f form, factor string) string {
	if factor == "" {
		return ""
	}
	label := f.label
	if s.byName[strings.TrimSpace(label)] != nil {
		label = ""
	}
	return f.before + factor + f.after + label
}
