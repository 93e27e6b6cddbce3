// Package question is the pack format: questions as instructors write them in
// YAML, read with every mistake named at its place, and the library of packs
// in which they are found. A loaded [Question] has passed every check, so its
// users need not check again. Packs are data and hostile until proven
// otherwise: size, depth and number of nodes are bounded, and nothing in a
// pack is ever executed.
package question

import "spar/internal/interview"

// Schema is the version of the pack format that this package reads.
const Schema = 1

// A Pack is a folder with a pack.yaml and its questions.
type Pack struct {
	Schema  int      `yaml:"schema"`
	ID      string   `yaml:"id"`
	Title   string   `yaml:"title"`
	Version string   `yaml:"version"`
	Authors []string `yaml:"authors,omitempty"`
	License string   `yaml:"license,omitempty"`

	// Questions in the order of their file names.
	Questions []*Question `yaml:"-"`
	// Origin says where the pack was found: "built in" or its folder.
	Origin string `yaml:"-"`
}

// A Question is one interview problem.
type Question struct {
	Schema int      `yaml:"schema"`
	ID     string   `yaml:"id"`
	Title  string   `yaml:"title"`
	Like   string   `yaml:"like,omitempty"` // a product that everybody knows
	Level  string   `yaml:"level"`          // mid, senior or staff: whom it suits
	Tags   []string `yaml:"tags,omitempty"`
	Brief  string   `yaml:"brief"` // Markdown: what the interviewer says first
	// Givens are facts with units, by the name that formulas use, in the order
	// written. A candidate learns one by asking, or gets it after the phase.
	Givens     Givens      `yaml:"givens,omitempty"`
	Vocabulary Vocabulary  `yaml:"vocabulary,omitempty"`
	Phases     Phases      `yaml:"phases"`
	Scenarios  []Scenario  `yaml:"scenarios,omitempty"`
	Samples    []Sample    `yaml:"samples,omitempty"`
	References []Reference `yaml:"references,omitempty"`

	Pack   string `yaml:"-"` // id of the pack
	File   string `yaml:"-"` // path within the pack
	Digest string `yaml:"-"` // SHA-256 of the file, in hexadecimal
}

// Givens are named quantities in the order in which they were written. In YAML
// they are a mapping from name to an expression in the calculator's language.
type Givens []Given

// A Given is one fact with a unit.
type Given struct {
	Name string
	Expr string
}

// Vocabulary adds names of components to those that the diagram notation
// knows: from kind (store, cache, service, ...) to names.
type Vocabulary map[string][]string

// Phases holds what a question asks in each phase.
type Phases struct {
	Requirements RequirementsPhase `yaml:"requirements"`
	Capacity     CapacityPhase     `yaml:"capacity"`
	Design       DesignPhase       `yaml:"design"`
	Detail       DetailPhase       `yaml:"detail"`
	Scale        ScalePhase        `yaml:"scale"`
}

// Common is what every phase has.
type Common struct {
	// Minutes that the author would give the phase; all five or none. They
	// must lie in the phase's usual range and add up to 35 to 75.
	Minutes int      `yaml:"minutes,omitempty"`
	Prompts []string `yaml:"prompts,omitempty"` // what the coach asks to start thought
	// Hints of rising strength, each list tied to one rubric item of the phase.
	Hints     []Hint       `yaml:"hints,omitempty"`
	Rubric    []RubricItem `yaml:"rubric,omitempty"`
	Reference string       `yaml:"reference,omitempty"` // Markdown: a strong answer, shown in review
}

// A Hint leads towards one rubric item in steps, the gentlest first.
type Hint struct {
	For   string   `yaml:"for"`
	Steps []string `yaml:"steps"`
}

// A RubricItem is one thing that a good answer contains. A candidate's line
// earns it by meaning one of the phrases; an item may instead name what else
// earns it.
type RubricItem struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
	// Says lists phrases; a line that means one of them is evidence. Word order
	// and inflection do not matter.
	Says []string `yaml:"says,omitempty"`
	// Asks is the wording of a clarification of this question; asking it is
	// evidence.
	Asks string `yaml:"asks,omitempty"`
	// Path is a path of the drawn design, as in "client to db"; having it is
	// evidence.
	Path string `yaml:"path,omitempty"`
	// In limits the lines that count to one field, such as "functional" or
	// "monitoring"; empty means every line of the phase.
	In        string    `yaml:"in,omitempty"`
	Points    int       `yaml:"points,omitempty"` // 1 to 5; 1 if missing
	Dimension Dimension `yaml:"dimension,omitempty"`
}

// A Dimension is one side of a performance that is scored by itself.
type Dimension string

// The eight dimensions.
const (
	RequirementsDimension  Dimension = "requirements"
	EstimationDimension    Dimension = "estimation"
	APIAndDataDimension    Dimension = "api-and-data"
	DesignDimension        Dimension = "high-level-design"
	DeepDiveDimension      Dimension = "deep-dive"
	ScaleDimension         Dimension = "scale-and-reliability"
	TradeOffsDimension     Dimension = "trade-offs"
	CommunicationDimension Dimension = "communication-and-time"
)

// Dimensions lists the dimensions in the order of a scorecard.
func Dimensions() []Dimension {
	return []Dimension{
		RequirementsDimension, EstimationDimension, APIAndDataDimension, DesignDimension,
		DeepDiveDimension, ScaleDimension, TradeOffsDimension, CommunicationDimension,
	}
}

// RequirementsPhase is what the first phase asks.
type RequirementsPhase struct {
	Common         `yaml:",inline"`
	Clarifications []Clarification `yaml:"clarifications,omitempty"`
}

// A Clarification is a question that the candidate may ask the interviewer.
type Clarification struct {
	Ask    string   `yaml:"ask"`            // the question as the author puts it; unique
	Also   []string `yaml:"also,omitempty"` // other phrasings that mean it
	Answer string   `yaml:"answer"`
	// Topic is the one of the ten topics of [ClarifyingTopics] that it covers.
	Topic   string   `yaml:"topic,omitempty"`
	Reveals []string `yaml:"reveals,omitempty"` // names of givens
}

// ClarifyingTopics lists what every candidate should ask about.
func ClarifyingTopics() []string {
	return []string{
		"use-case", "users", "features", "scale", "performance",
		"availability", "security", "budget", "timeline", "technology",
	}
}

// CapacityPhase is what the second phase asks.
type CapacityPhase struct {
	Common    `yaml:",inline"`
	Estimates []Estimate `yaml:"estimates,omitempty"`
}

// An Estimate is a quantity that the candidate is asked for.
type Estimate struct {
	ID  string `yaml:"id"` // also the sheet's line that states it
	Ask string `yaml:"ask"`
	// Also lists other names of a sheet's line that state it.
	Also []string `yaml:"also,omitempty"`
	// Formula gives the expected value, over the givens and earlier estimates.
	Formula string `yaml:"formula"`
	In      string `yaml:"in"` // the unit to show it in
	// Tolerance is the factor by which a guess may be off and still pass;
	// missing means half an order of magnitude.
	Tolerance float64 `yaml:"tolerance,omitempty"`
	// Decides lists phrases that say what the number decides.
	Decides []string `yaml:"decides,omitempty"`
	Why     string   `yaml:"why,omitempty"` // Markdown: what it decides, for the review
	Points  int      `yaml:"points,omitempty"`
}

// DesignPhase is what the third phase asks.
type DesignPhase struct {
	Common `yaml:",inline"`
	// Graph is the reference design in the diagram notation.
	Graph string `yaml:"graph"`
	// Components that must exist, each a name or kind of the notation.
	Components []string `yaml:"components,omitempty"`
	// Paths that must exist, as in "client to db".
	Paths []string `yaml:"paths,omitempty"`
	APIs  []string `yaml:"apis,omitempty"` // the reference API
	Flow  []string `yaml:"flow,omitempty"` // the reference data flow
}

// DetailPhase is what the fourth phase asks.
type DetailPhase struct {
	Common    `yaml:",inline"`
	Decisions []Decision `yaml:"decisions,omitempty"`
}

// A Decision is a design choice that the candidate must take and defend.
type Decision struct {
	ID      string          `yaml:"id"`
	Topic   interview.Topic `yaml:"topic"`
	Ask     string          `yaml:"ask"`
	Options []Option        `yaml:"options"`
	// Because lists phrases of a sound reason.
	Because []string `yaml:"because,omitempty"`
	Points  int      `yaml:"points,omitempty"`
}

// An Option is one way to decide.
type Option struct {
	Choice      string   `yaml:"choice"`
	Also        []string `yaml:"also,omitempty"` // other names of the choice
	Consequence string   `yaml:"consequence"`    // what it brings, good and bad; shown in review
	// Fit says how well it answers this question: "good", "fair" or "poor".
	Fit string `yaml:"fit"`
	// Sets gives the simulation's parameters that follow from the choice.
	Sets map[string]string `yaml:"sets,omitempty"`
}

// ScalePhase is what the last phase asks.
type ScalePhase struct {
	Common     `yaml:",inline"`
	Curveballs []Curveball `yaml:"curveballs,omitempty"`
	// Bottleneck names components that an honest prediction may name first.
	Bottleneck []string `yaml:"bottleneck,omitempty"`
}

// A Curveball is the interviewer changing the requirements in the middle.
type Curveball struct {
	ID string `yaml:"id"`
	// Phase and Minute say when: so many minutes into the phase.
	Phase  interview.Phase `yaml:"phase"`
	Minute int             `yaml:"minute"`
	Says   string          `yaml:"says"`
	// Changes gives new expressions for givens.
	Changes map[string]string `yaml:"changes,omitempty"`
	// Expects lists phrases of a good reaction, in any later line.
	Expects []string `yaml:"expects,omitempty"`
	Points  int      `yaml:"points,omitempty"`
}

// A Scenario is a run that the question offers: a system with parameters,
// faults and objectives, as package system reads them.
type Scenario struct {
	ID     string `yaml:"id"`
	Title  string `yaml:"title"`
	System string `yaml:"system"`
	// Parameters by name, in the calculator's language; names of givens and
	// estimates are allowed in them.
	Parameters map[string]string `yaml:"parameters,omitempty"`
	Faults     []string          `yaml:"faults,omitempty"`
	Objectives []string          `yaml:"objectives,omitempty"`
	// Estimates maps parameters to the estimates that set them in a session,
	// so that the candidate's own figure is what runs.
	Estimates map[string]string `yaml:"estimates,omitempty"`
}

// A Sample is an attempt with the score that it must get.
type Sample struct {
	File  string          `yaml:"file"` // path within the pack
	Level interview.Level `yaml:"level"`
	// Overall is the range that the overall score must fall into, as in
	// "3.2..4".
	Overall string `yaml:"overall"`
}

// A Reference is something to read.
type Reference struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url,omitempty"`
}

// Common returns what the question asks in a phase beyond the phase's own.
func (q *Question) Common(p interview.Phase) *Common {
	switch p {
	case interview.Requirements:
		return &q.Phases.Requirements.Common
	case interview.Capacity:
		return &q.Phases.Capacity.Common
	case interview.Design:
		return &q.Phases.Design.Common
	case interview.Detail:
		return &q.Phases.Detail.Common
	case interview.Scale:
		return &q.Phases.Scale.Common
	}
	return &Common{}
}
