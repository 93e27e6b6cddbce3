package coach

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"spar/internal/capacity"
	"spar/internal/interview"
	"spar/internal/quantity"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// A Scenario is a run made of the candidate's own figures and decisions.
type Scenario struct {
	system.Scenario
	ID, Title string   // of the question's scenario
	Origins   []Origin // of the parameters that a candidate can set, by name
}

// An Origin says where a parameter of a run comes from.
type Origin struct {
	Parameter, Value string
	From             string // such as "your estimate of reads"
	// Assumed is set where the candidate left it open and the question's own
	// figure stands in.
	Assumed bool
}

// String returns the origin as a line of text.
func (o Origin) String() string { return fmt.Sprintf("%s = %s: %s", o.Parameter, o.Value, o.From) }

// set gives a parameter a value, in place of an earlier one.
func (s *Scenario) set(name, value, shown, from string, assumed bool) {
	s.Parameters[name] = value
	s.Origins = slices.DeleteFunc(s.Origins, func(o Origin) bool { return o.Parameter == name })
	s.Origins = append(s.Origins, Origin{name, shown, from, assumed})
}

// CanRun reports whether the question has a scenario.
func (c *Coach) CanRun() bool { return len(c.Question.Scenarios) > 0 }

// ErrPredictFirst means that a run was asked for before a prediction was made.
var ErrPredictFirst = errors.New("predict the p99 and the first bottleneck, then run")

// Scenario builds the question's first scenario from what the candidate
// estimated and decided. What they left open comes from the question and is
// said.
func (c *Coach) Scenario() (*Scenario, error) {
	if !c.CanRun() {
		return nil, fmt.Errorf("run: %q has no scenario", c.Question.Title)
	}
	if p := c.Session().Prediction; p.P99 == "" || p.Bottleneck == "" {
		return nil, ErrPredictFirst
	}
	from := &c.Question.Scenarios[0]
	s := &Scenario{Scenario: Build(*from, c.expected().Lookup), ID: from.ID, Title: from.Title}
	s.Seed = c.Session().Started.Seed
	c.applyEstimates(s, from)
	c.applyDecisions(s) // after the estimates: who decides against a cache needs no memory for it
	slices.SortFunc(s.Origins, func(a, b Origin) int { return strings.Compare(a.Parameter, b.Parameter) })
	if problems := builtin.Systems().Check(s.Scenario); len(problems) > 0 {
		return nil, fmt.Errorf("run %s: %w", from.ID, problems)
	}
	return s, nil
}

// Build makes a scenario of a question ready to run: names in its parameters
// are replaced by what they stand for.
func Build(from question.Scenario, names quantity.Names) system.Scenario {
	parameters := make(map[string]string)
	for name, text := range from.Parameters {
		parameters[name] = text
		// What is no expression is a word, which the system checks.
		if result, err := quantity.Eval(text, names); err == nil {
			parameters[name] = result.Quantity.Exact()
		}
	}
	return system.Scenario{System: from.System, Parameters: parameters, Faults: from.Faults, Objectives: from.Objectives}
}

// expected is the question's own sheet over the givens as they stand now.
func (c *Coach) expected() *capacity.Sheet {
	sheet := capacity.New(score.Givens(c.givens())...)
	sheet.SetLines(score.Formulas(c.Question))
	return sheet
}

// readable writes a parameter as quantities are shown; words stay as they are.
func readable(text string) string {
	if q, err := quantity.Parse(text); err == nil {
		return q.String()
	}
	return text
}

// applyDecisions lets the candidate's choices set parameters.
func (c *Coach) applyDecisions(s *Scenario) {
	for _, made := range c.Session().Decisions {
		option := c.option(made)
		if option == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(option.Sets)) {
			s.set(name, option.Sets[name], option.Sets[name], "your choice of "+option.Choice, false)
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

// applyEstimates lets the candidate's figures set parameters.
func (c *Coach) applyEstimates(s *Scenario, from *question.Scenario) {
	attempt := c.Session().Attempt(c.Session().LastAt())
	for _, name := range slices.Sorted(maps.Keys(from.Estimates)) {
		id := from.Estimates[name]
		if value, chosen, ok := score.Stated(c.Question, &attempt, id); ok {
			from := "your estimate of " + id
			if chosen != "" {
				from += ", " + chosen
			}
			s.set(name, value.Exact(), value.String(), from, false)
		} else {
			s.set(name, s.Parameters[name], readable(s.Parameters[name]), "assumed, as you gave no "+id, true)
		}
	}
}

// Simulate runs a scenario. It calls progress, if that is not nil, about sixty
// times on the way.
func Simulate(ctx context.Context, s *Scenario, progress func(system.Progress)) (*system.Result, error) {
	return builtin.Systems().Run(ctx, s.Scenario, sim.Cost{}, progress)
}

// Record adds a finished run to the session.
func (c *Coach) Record(now time.Time, s *Scenario, result *system.Result) error {
	var objectives []interview.ObjectiveResult
	for _, o := range result.Objectives {
		objectives = append(objectives, interview.ObjectiveResult(o))
	}
	return c.Journal.Do(now, interview.Ran{
		Scenario: s.ID, System: result.System, Seed: result.Seed, Parameters: s.Parameters,
		Metrics: result.Metrics, P99Seconds: result.P99(), Bottleneck: result.Bottleneck, Objectives: objectives,
	})
}

// Verdict holds the prediction against a result, in sentences.
func (c *Coach) Verdict(result *system.Result) []string {
	prediction := c.Session().Prediction
	measured := result.P99()
	p99 := fmt.Sprintf("p99: you said %s, the run says %s.", prediction.P99, Milliseconds(measured))
	if q, err := quantity.Parse(prediction.P99); err == nil && q.Base() > 0 && measured > 0 {
		if factor := max(q.Base()/measured, measured/q.Base()); factor > 2 {
			p99 = fmt.Sprintf("p99: you said %s, the run says %s: %.1f times off.", prediction.P99, Milliseconds(measured), factor)
		}
	}
	return []string{p99, fmt.Sprintf("bottleneck: you said %s, the run says %s. %s",
		prediction.Bottleneck, result.Bottleneck, result.BottleneckReason)}
}

// Milliseconds writes a latency in seconds with three significant digits.
func Milliseconds(seconds float64) string {
	return fmt.Sprintf("%.3g ms", seconds*1000)
}
