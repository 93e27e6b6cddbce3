package interview

import (
	"strings"
	"time"
)

// An Attempt is a session on paper: what the candidate produced, without how
// they got there. Sessions fold to it, samples in packs and files given to
// `spar score` are written in it, and the scorecard is computed from it.
type Attempt struct {
	Question     string              `json:"question" yaml:"question"`
	Level        Level               `json:"level,omitempty" yaml:"level,omitempty"`
	Requirements RequirementsAttempt `json:"requirements" yaml:"requirements,omitempty"`
	Capacity     CapacityAttempt     `json:"capacity" yaml:"capacity,omitempty"`
	Design       DesignAttempt       `json:"design" yaml:"design,omitempty"`
	Detail       DetailAttempt       `json:"detail" yaml:"detail,omitempty"`
	Scale        ScaleAttempt        `json:"scale" yaml:"scale,omitempty"`
	// Curveballs that the interviewer threw, by id.
	Curveballs []string `json:"curveballs,omitempty" yaml:"curveballs,omitempty"`
	// Minutes spent in each phase; a phase that is missing was not timed.
	Minutes map[Phase]float64 `json:"minutes,omitempty" yaml:"minutes,omitempty"`
	// Planned minutes of each phase; missing means the default plan.
	Planned map[Phase]float64 `json:"planned,omitempty" yaml:"planned,omitempty"`
	// Hints taken: the strongest step by rubric item id.
	Hints map[string]int `json:"hints,omitempty" yaml:"hints,omitempty"`
	// Overrides of rubric items by the candidate.
	Overrides map[string]bool `json:"overrides,omitempty" yaml:"overrides,omitempty"`
}

// RequirementsAttempt is the outcome of the requirements phase.
type RequirementsAttempt struct {
	Asked         []string `json:"asked" yaml:"asked,omitempty"`
	Functional    []string `json:"functional" yaml:"functional,omitempty"`
	NonFunctional []string `json:"non_functional" yaml:"non_functional,omitempty"`
	Constraints   []string `json:"constraints" yaml:"constraints,omitempty"`
	Assumptions   []string `json:"assumptions" yaml:"assumptions,omitempty"`
}

// CapacityAttempt is the outcome of the capacity phase: the lines of the sheet,
// the value of each estimate asked for (an expression that may name lines of the
// sheet; the line of the estimate's own name where it is missing), and what each
// decides, by estimate id.
type CapacityAttempt struct {
	Sheet     []string          `json:"sheet" yaml:"sheet,omitempty"`
	Estimates map[string]string `json:"estimates,omitempty" yaml:"estimates,omitempty"`
	Decides   map[string]string `json:"decides,omitempty" yaml:"decides,omitempty"`
}

// DesignAttempt is the outcome of the design phase. Graph is in the notation
// of package diagram.
type DesignAttempt struct {
	Graph      string   `json:"graph" yaml:"graph,omitempty"`
	Components []string `json:"components" yaml:"components,omitempty"`
	APIs       []string `json:"apis" yaml:"apis,omitempty"`
	Flow       []string `json:"flow" yaml:"flow,omitempty"`
}

// DetailAttempt is the outcome of the detailed design.
type DetailAttempt struct {
	Decisions []Decision `json:"decisions" yaml:"decisions,omitempty"`
	Notes     []string   `json:"notes" yaml:"notes,omitempty"`
}

// A Decision is a design choice with its reason, as an attempt states it. ID is
// the decision of the pack; where it is missing the topic stands for it.
type Decision struct {
	ID      string `json:"id,omitempty" yaml:"id,omitempty"`
	Topic   Topic  `json:"topic" yaml:"topic"`
	Choice  string `json:"choice" yaml:"choice"`
	Because string `json:"because,omitempty" yaml:"because,omitempty"`
}

// ScaleAttempt is the outcome of the last phase. Run is the latest run, nil if
// the design was never run.
type ScaleAttempt struct {
	Prediction    Prediction  `json:"prediction" yaml:"prediction,omitempty"`
	Run           *RunOutcome `json:"run,omitempty" yaml:"run,omitempty"`
	Bottlenecks   []string    `json:"bottlenecks" yaml:"bottlenecks,omitempty"`
	Optimizations []string    `json:"optimizations" yaml:"optimizations,omitempty"`
	Monitoring    []string    `json:"monitoring" yaml:"monitoring,omitempty"`
	Failures      []string    `json:"failures" yaml:"failures,omitempty"`
}

// Lines returns the lines of a field.
func (a *Attempt) Lines(f Field) []string {
	switch f {
	case Functional:
		return a.Requirements.Functional
	case NonFunctional:
		return a.Requirements.NonFunctional
	case Constraints:
		return a.Requirements.Constraints
	case Assumptions:
		return a.Requirements.Assumptions
	case Sheet:
		return a.Capacity.Sheet
	case Graph:
		return strings.Split(strings.TrimRight(a.Design.Graph, "\n"), "\n")
	case Components:
		return a.Design.Components
	case APIs:
		return a.Design.APIs
	case Flow:
		return a.Design.Flow
	case Notes:
		return a.Detail.Notes
	case Bottlenecks:
		return a.Scale.Bottlenecks
	case Optimizations:
		return a.Scale.Optimizations
	case Monitoring:
		return a.Scale.Monitoring
	case Failures:
		return a.Scale.Failures
	}
	return nil
}

// PlannedMinutes returns the minutes set aside for a phase.
func (a *Attempt) PlannedMinutes(p Phase) float64 {
	if minutes, ok := a.Planned[p]; ok {
		return minutes
	}
	return PlanOf(presets[DefaultMinutes]).Budget(p).Minutes()
}

// A Prediction is what the candidate expected of the run: a duration in the
// calculator's language, the name of a component, and whether the design holds.
type Prediction struct {
	P99        string `json:"p99,omitempty" yaml:"p99,omitempty"`
	Bottleneck string `json:"bottleneck,omitempty" yaml:"bottleneck,omitempty"`
	// Survives is yes or no: whether the objectives will be met in spite of the faults.
	Survives string `json:"survives,omitempty" yaml:"survives,omitempty"`
}

// A RunOutcome is what a run showed, as far as the score looks at it.
type RunOutcome struct {
	P99Seconds float64           `json:"p99_seconds" yaml:"p99_seconds"`
	Bottleneck string            `json:"bottleneck" yaml:"bottleneck"`
	Objectives []ObjectiveResult `json:"objectives,omitempty" yaml:"objectives,omitempty"`
}

// Attempt returns the session on paper, as it stands now.
func (s *Session) Attempt(now time.Time) Attempt {
	a := Attempt{Question: s.Started.Question, Level: s.Started.Level, Hints: s.Hints}
	for _, q := range s.Asked {
		a.Requirements.Asked = append(a.Requirements.Asked, q.Text)
	}
	a.Requirements.Functional = s.written(Functional)
	a.Requirements.NonFunctional = s.written(NonFunctional)
	a.Requirements.Constraints = s.written(Constraints)
	a.Requirements.Assumptions = s.written(Assumptions)
	a.Capacity = s.capacityAttempt()
	a.Design = DesignAttempt{
		Graph:      strings.Join(s.Lines(Graph), "\n"),
		Components: s.written(Components),
		APIs:       s.written(APIs),
		Flow:       s.written(Flow),
	}
	for _, d := range s.Decisions {
		a.Detail.Decisions = append(a.Detail.Decisions, Decision{d.Decision, d.Topic, d.Choice, d.Because})
	}
	a.Detail.Notes = s.written(Notes)
	a.Scale = s.scaleAttempt()
	a.Minutes, a.Planned = make(map[Phase]float64), make(map[Phase]float64)
	for i, p := range Phases() {
		a.Planned[p] = s.Started.Plan.Budget(p).Minutes()
		if s.Visited[i] {
			a.Minutes[p] = s.Spent(p, now).Minutes()
		}
	}
	for _, thrown := range s.Curveballs {
		a.Curveballs = append(a.Curveballs, thrown.Curveball)
	}
	for id, o := range s.Overrides {
		if a.Overrides == nil {
			a.Overrides = make(map[string]bool)
		}
		a.Overrides[id] = o.Earned
	}
	return a
}

func (s *Session) capacityAttempt() CapacityAttempt {
	c := CapacityAttempt{
		Sheet:     s.written(Sheet),
		Estimates: make(map[string]string),
		Decides:   make(map[string]string),
	}
	for id, e := range s.Estimates {
		if e.Value != "" {
			c.Estimates[id] = e.Value
		}
		if e.Decides != "" {
			c.Decides[id] = e.Decides
		}
	}
	return c
}

func (s *Session) scaleAttempt() ScaleAttempt {
	a := ScaleAttempt{
		Prediction:    Prediction{s.Prediction.P99, s.Prediction.Bottleneck, s.Prediction.Survives},
		Bottlenecks:   s.written(Bottlenecks),
		Optimizations: s.written(Optimizations),
		Monitoring:    s.written(Monitoring),
		Failures:      s.written(Failures),
	}
	if n := len(s.Runs); n > 0 {
		last := s.Runs[n-1]
		a.Run = &RunOutcome{last.P99Seconds, last.Bottleneck, last.Objectives}
	}
	return a
}

// written returns the lines of a field that are not blank.
func (s *Session) written(f Field) []string {
	var lines []string
	for _, line := range s.Lines(f) {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
