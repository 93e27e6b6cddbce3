package interview

import "time"

// An Act is something that happens in a session. Each kind is a small struct;
// an [Event] is an act with its time and its place in the journal.
type Act interface {
	// kind names the act in a stored journal. It never changes once released.
	kind() string
}

// Started opens the journal and enters the first phase.
type Started struct {
	Pack     string `json:"pack"`
	Question string `json:"question"`
	Title    string `json:"title"`
	// Digest is the SHA-256 of the question's text, in hexadecimal, so that a
	// later change of the question under an attempt is noticed.
	Digest string `json:"digest,omitempty"`
	Mode   Mode   `json:"mode"`
	Level  Level  `json:"level"`
	Plan   Plan   `json:"plan"`
	// Seed feeds every random choice of the session, simulations included.
	Seed uint64 `json:"seed"`
	// ClockRuns is set where time goes on while nobody is there, as in every mock; mocks
	// of the first days, and practice, do without.
	ClockRuns bool `json:"clock_runs,omitempty"`
	// Only is the one phase that the session is about; empty for all five.
	Only Phase `json:"only,omitempty"`
	// Strict is set where a practice has no hints.
	Strict bool `json:"strict,omitempty"`
}

// Entered moves the session to a phase.
type Entered struct {
	Phase Phase `json:"phase"`
	// Expired is set when time ran out and the rules moved the session on.
	Expired bool `json:"expired,omitempty"`
}

// Paused stops the clock, Resumed starts it again.
type (
	Paused  struct{}
	Resumed struct{}
)

// Heartbeat says that the candidate is still at it. Without one for longer
// than [AwayAfter] the clock holds that nobody was there.
type Heartbeat struct{}

// Wrote replaces lines of a field: from line From on, the lines Removed give
// way to the lines Inserted. Holding both makes every edit reversible.
type Wrote struct {
	Field    Field    `json:"field"`
	From     int      `json:"from"`
	Removed  []string `json:"removed,omitempty"`
	Inserted []string `json:"inserted,omitempty"`
}

// Asked is a question to the interviewer with the reply that was given.
type Asked struct {
	Text string `json:"text"`
	// Kind says what the text was taken for: answered, asked-back, outside, design,
	// statement or unclear. Journals of the first days have none.
	Kind string `json:"kind,omitempty"`
	// Clarification is the pack's wording of what was answered first, empty if
	// nothing was.
	Clarification string `json:"clarification,omitempty"`
	// Understood holds the ids of the clarifications whose answers were given, Offered
	// those that were asked back about.
	Understood []string `json:"understood,omitempty"`
	Offered    []string `json:"offered,omitempty"`
	// Topics that the question touches, of those that every candidate should ask about.
	Topics []string `json:"topics,omitempty"`
	// Answer is all that the interviewer said, in lines.
	Answer string `json:"answer"`
}

// Estimated says what an estimate asked for comes to, and what it decides. The
// value is an expression, such as the name of a line of the sheet; an empty one
// stands for the line that bears the estimate's name.
type Estimated struct {
	Estimate string `json:"estimate"`
	Value    string `json:"value,omitempty"`
	Decides  string `json:"decides,omitempty"`
}

// Decided is a design choice with its reason.
type Decided struct {
	// Decision is the decision's id in the pack.
	Decision string `json:"decision"`
	Topic    Topic  `json:"topic"`
	Choice   string `json:"choice"`
	Because  string `json:"because,omitempty"`
}

// HintTaken is one step of the hints of a rubric item, from 1 on.
type HintTaken struct {
	Phase Phase  `json:"phase"`
	Item  string `json:"item"`
	Step  int    `json:"step"`
}

// CurveballThrown is the interviewer changing the requirements.
type CurveballThrown struct {
	Curveball string `json:"curveball"`
	Says      string `json:"says"`
}

// Predicted states what the candidate expects before a run.
type Predicted struct {
	P99        string `json:"p99"`
	Bottleneck string `json:"bottleneck"`
	// Survives is "yes" if the objectives will be met in spite of the faults, "no" if
	// not, and empty if that was not said.
	Survives string `json:"survives,omitempty"`
}

// Chose takes another of the question's scenarios, which is run from then on.
type Chose struct {
	Scenario string `json:"scenario"`
}

// Ran is a finished run of a scenario.
type Ran struct {
	Scenario   string            `json:"scenario"`
	System     string            `json:"system"`
	Seed       uint64            `json:"seed"`
	Parameters map[string]string `json:"parameters,omitempty"`
	Faults     []string          `json:"faults,omitempty"`
	// Metrics are the run's figures in SI base units; P99Seconds repeats the one
	// that a prediction is held against.
	Metrics    map[string]float64 `json:"metrics"`
	P99Seconds float64            `json:"p99_seconds"`
	Bottleneck string             `json:"bottleneck,omitempty"`
	Objectives []ObjectiveResult  `json:"objectives,omitempty"`
}

// An ObjectiveResult is one objective of a run and whether it was met.
type ObjectiveResult struct {
	Objective string  `json:"objective" yaml:"objective"`
	Measured  float64 `json:"measured" yaml:"measured"`
	Met       bool    `json:"met" yaml:"met"`
	// Unmeasured says that nothing in the run was a measure of it.
	Unmeasured bool `json:"unmeasured,omitempty" yaml:"unmeasured,omitempty"`
}

// Overrode is the candidate's own judgement of a rubric item.
type Overrode struct {
	Item   string `json:"item"`
	Earned bool   `json:"earned"`
	Why    string `json:"why,omitempty"`
}

// Finished closes the session; only overrides may follow.
type Finished struct {
	// Expired is set when the last phase of a mock ran out of time.
	Expired bool `json:"expired,omitempty"`
}

func (Started) kind() string         { return "started" }
func (Entered) kind() string         { return "entered" }
func (Paused) kind() string          { return "paused" }
func (Resumed) kind() string         { return "resumed" }
func (Heartbeat) kind() string       { return "heartbeat" }
func (Wrote) kind() string           { return "wrote" }
func (Asked) kind() string           { return "asked" }
func (Estimated) kind() string       { return "estimated" }
func (Decided) kind() string         { return "decided" }
func (HintTaken) kind() string       { return "hint-taken" }
func (CurveballThrown) kind() string { return "curveball-thrown" }
func (Predicted) kind() string       { return "predicted" }
func (Chose) kind() string           { return "chose" }
func (Ran) kind() string             { return "ran" }
func (Overrode) kind() string        { return "overrode" }
func (Finished) kind() string        { return "finished" }

// AwayAfter is the longest silence that still counts as time at work. Faces
// record a [Heartbeat] every [HeartbeatEvery], so a longer silence means that
// the program was not running or the machine was asleep. The clock stood then, unless
// [Started] says that it runs.
const (
	AwayAfter      = time.Minute
	HeartbeatEvery = 15 * time.Second
)
