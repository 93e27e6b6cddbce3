package drill

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/quantity"
	"spar/internal/question"
)

// needs returns the names of the givens that an estimate depends on.
func needs(q *question.Question, e question.Estimate) map[string]bool {
	expressions := make(map[string]string)
	for _, g := range q.Givens {
		expressions[g.Name] = g.Expr
	}
	for _, other := range q.Phases.Capacity.Estimates {
		for _, name := range append([]string{other.ID}, other.Also...) {
			expressions[name] = other.Formula
		}
	}
	needed := make(map[string]bool)
	var follow func(expression string)
	follow = func(expression string) {
		line, _ := quantity.ParseLine(expression)
		for _, r := range line.References() {
			if expression, known := expressions[r.Name]; known && !needed[r.Name] {
				needed[r.Name] = true
				follow(expression)
			}
		}
	}
	follow(e.Formula)
	return needed
}

// figure matches an expression that is one figure: a sign, a number, and what
// stands behind it.
var figure = regexp.MustCompile(`^(\$?)(\d[\d,_]*(?:\.\d+)?)([^\d+*^()=]*)$`)

// vary returns an expression with another figure that people would say, or as
// it is if it is no single figure or if the question puts it into words.
func vary(expression, ask string, random *rand.Rand) string {
	m := figure.FindStringSubmatch(strings.TrimSpace(expression))
	if m == nil || mentions(ask, expression, m[3]) {
		return expression
	}
	value, err := strconv.ParseFloat(strings.NewReplacer(",", "", "_", "").Replace(m[2]), 64)
	if err != nil {
		return expression
	}
	figures := around(value, expression)
	if len(figures) == 0 {
		return expression
	}
	v := figures[random.IntN(len(figures))]
	return m[1] + quantity.Count(v).String() + inflect(m[3], v)
}

// mentions reports whether a question names the figure of a given: "ten years"
// for 10 years, or "a year" for 1 year.
func mentions(ask, expression, behind string) bool {
	said := lexicon.Split(ask).Tokens
	for _, t := range lexicon.Split(expression).Tokens {
		if t.IsFigure() && slices.ContainsFunc(said, func(s lexicon.Token) bool { return s.Kind == t.Kind && s.Value == t.Value && s.Base == t.Base }) {
			return true
		}
	}
	unit := strings.TrimSpace(behind)
	return strings.HasPrefix(expression, "1 ") && unit != "" && strings.Contains(ask, unit)
}

// digits are the figures that people say.
var digits = []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}

// around returns figures near a value: within a factor of four or, for times and
// shares, of two. Whole numbers below ten stay whole.
func around(value float64, expression string) []float64 {
	span := 4.
	q, err := quantity.Parse(expression)
	share := strings.HasSuffix(expression, "%")
	switch {
	case err != nil || share && value > 50: // 99.9% has no neighbours of its kind
		return nil
	case share, q.Dim() == quantity.Dim{Second: 1}:
		span = 2
	}
	whole := value == float64(int64(value))
	var figures []float64
	for size := 1e-3; size <= 1e15; size *= 10 {
		for _, d := range digits {
			v := d * size
			if v < value/span || v > value*span || whole && v < 10 && v != float64(int64(v)) {
				continue
			}
			figures = append(figures, v)
		}
	}
	return figures
}

// times matches a word of time at the end of what stands behind a figure.
var times = regexp.MustCompile(`(second|minute|hour|day|week|month|year)s?$`)

// inflect puts a word of time into the plural or the singular: 2 years, 1 year.
// What a figure is per has no plural.
func inflect(behind string, value float64) string {
	if strings.Contains(behind, "/") || strings.Contains(behind, "per ") {
		return behind
	}
	ending := "${1}s"
	if value == 1 {
		ending = "${1}"
	}
	return times.ReplaceAllString(behind, ending)
}
