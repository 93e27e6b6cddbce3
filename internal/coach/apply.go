package coach

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/score"
)

// applyEstimates lets the candidate's figures set parameters.
func (c *Coach) applyEstimates(s *Scenario, from *question.Scenario) {
	for _, name := range slices.Sorted(maps.Keys(from.Estimates)) {
		id := from.Estimates[name]
		assumed := "assumed, as you gave no " + id
		if value, origin, ok := c.estimated(id); ok {
			err := s.try(name, value.Exact(), value.String(), origin)
			if err == nil {
				continue
			}
			assumed = fmt.Sprintf("assumed, as no run can have %s: %v", origin, err)
		}
		if s.Parameters[name] != "" {
			s.set(name, s.Parameters[name], readable(s.Parameters[name]), assumed, true)
		}
	}
}

// estimated returns what the candidate says an estimate comes to, at the peak if
// their sheet has one, and where that comes from. What curveballs add to a load comes
// whether it was planned for or not; what was planned for it does not.
func (c *Coach) estimated(id string) (value quantity.Quantity, from string, ok bool) {
	attempt := c.Session().Attempt(c.Session().LastAt())
	value, chosen, ok := score.Stated(c.Question, &attempt, id)
	if !ok {
		return value, "", false
	}
	from = "your estimate of " + id
	stated := value
	if chosen != "" {
		from += ", " + chosen
	} else if peak, ok := c.peak(id, value); ok {
		value, from = peak.Result.Quantity, "your "+peak.Name
	}
	if factor := c.grown(id, stated); factor != 1 && value.Dim() == (quantity.Dim{Second: -1}) {
		if result, err := quantity.Eval(fmt.Sprintf("(%s) * %.6g", value.Exact(), factor), nil); err == nil {
			value, from = result.Quantity, fmt.Sprintf("%s, times %s as the interviewer said", from, quantity.Count(factor))
		}
	}
	return value, from, true
}

// peak returns the line of the candidate's sheet that states the peak of a rate: it
// is called so, as "peak_reads", or just "peak" and made from the estimate's line.
func (c *Coach) peak(id string, of quantity.Quantity) (capacity.Line, bool) {
	names := []string{id}
	for _, e := range c.Question.Phases.Capacity.Estimates {
		if e.ID == id {
			names = append(names, e.Also...)
		}
	}
	sheet := capacity.New(score.Givens(c.Question.Givens)...)
	sheet.SetLines(c.Session().Lines(interview.Sheet))
	lines := slices.Clone(sheet.Lines())
	slices.Reverse(lines)
	for _, line := range lines {
		if line.Err != nil || line.Blank() || !strings.Contains(line.Name, "peak") || line.Result.Quantity.Dim() != of.Dim() {
			continue
		}
		for _, name := range names {
			switch line.Name {
			case "peak_" + name, name + "_peak":
				return line, true
			case "peak":
				if slices.Contains(words(line.Text), name) {
					return line, true
				}
			}
		}
	}
	return capacity.Line{}, false
}

// words returns the names in a line of a sheet.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_')
	})
}

// grown returns the factor by which curveballs have changed an estimate since the
// candidate made it: 1 if they took the change up themselves.
func (c *Coach) grown(id string, stated quantity.Quantity) float64 {
	before, ok := c.expectedOf(c.Question.Givens).Lookup(id)
	now, found := c.expected().Lookup(id)
	if !ok || !found || before.Base() <= 0 || now.Base() <= 0 || stated.Base() <= 0 {
		return 1
	}
	off := func(expected quantity.Quantity) float64 { return math.Abs(math.Log(stated.Base() / expected.Base())) }
	if off(now) < off(before) {
		return 1
	}
	return now.Base() / before.Base()
}

// readable writes a parameter as quantities are shown; words stay as they are.
func readable(text string) string {
	if q, err := quantity.Parse(text); err == nil {
		return q.String()
	}
	return text
}

// applyDecisions lets the candidate's choices set the parameters that the scenario
// has.
func (c *Coach) applyDecisions(s *Scenario) {
	for _, made := range c.Session().Decisions {
		option := c.option(made)
		if option == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(option.Sets)) {
			if s.has(name) {
				s.set(name, option.Sets[name], option.Sets[name], "your choice of "+option.Choice, false)
			}
		}
	}
}

// assumeRest marks the parameters that a decision or the drawing could have set, and
// did not.
func (c *Coach) assumeRest(s *Scenario, from *question.Scenario) {
	open := slices.Collect(maps.Keys(from.Design))
	for _, d := range c.Question.Phases.Detail.Decisions {
		for _, option := range d.Options {
			open = slices.AppendSeq(open, maps.Keys(option.Sets))
		}
	}
	for _, name := range open {
		said := slices.ContainsFunc(s.Origins, func(o Origin) bool { return o.Parameter == name })
		if value := s.Parameters[name]; value != "" && !said {
			s.origin(Origin{name, readable(value), "assumed, as you did not say", true})
		}
	}
}

func (c *Coach) option(made interview.Decided) *question.Option {
	for _, d := range c.Question.Phases.Detail.Decisions {
		for i, o := range d.Options {
			if d.ID == made.Decision && o.Choice == made.Choice {
				return &d.Options[i]
			}
		}
	}
	return nil
}

// number returns a count, or 0 if it is none.
func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}
