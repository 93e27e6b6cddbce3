package question

import (
	"slices"
	"strings"

	"spar/internal/claim"
	"spar/internal/interview"
)

// Common is what every phase has.
type Common struct {
	// Minutes that the author would give the phase; all five phases or none. They
	// must lie between the shortest and the longest of the usual plans, so that
	// an interview takes 35 to 65 minutes.
	Minutes int `yaml:"minutes,omitempty"`
	// Prompts that the coach gives to start thought, the first first.
	Prompts []string `yaml:"prompts,omitempty"`
	// Hints towards items of the rubric.
	Hints []Hint `yaml:"hints,omitempty"`
	// Rubric lists what a good answer contains.
	Rubric []RubricItem `yaml:"rubric,omitempty"`
	// Reference is Markdown: a strong answer, shown once the phase is over.
	Reference string `yaml:"reference,omitempty"`
}

// A Hint leads towards one rubric item of the phase in steps.
type Hint struct {
	// For is the id of the rubric item.
	For string `yaml:"for"`
	// Steps from the gentlest to the one that gives the answer away, in Markdown.
	Steps []string `yaml:"steps"`
}

// A RubricItem is one thing that a good answer contains. A candidate's line
// earns it by making one of its claims; an item may name what else earns it.
// At least one of like, says, enough, asks and path must be there.
type RubricItem struct {
	// ID of the item, unique among all rubric items, estimates, decisions and
	// curveballs of the question: what is scored.
	ID string `yaml:"id"`
	// Text is a sentence that says what the candidate does: "Notices that reads
	// outnumber writes ten to one".
	Text string `yaml:"text"`
	// Why says in a sentence why the item matters; shown where it was missed.
	Why string `yaml:"why,omitempty"`
	// Strong is a line of a strong answer that earns it; shown where it was missed.
	Strong string `yaml:"strong,omitempty"`
	// Words that earn it.
	claim.Words `yaml:",inline"`
	// Asks is the id of a clarification of this question; asking it is
	// evidence.
	Asks string `yaml:"asks,omitempty"`
	// Path is a path of the drawn design, as in "client to db"; having it is
	// evidence.
	Path string `yaml:"path,omitempty"`
	// Points from 1 to 5; 1 if missing.
	Points int `yaml:"points,omitempty"`
	// Dimension that the item counts for; the phase's own if missing.
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
	Common `yaml:",inline"`
	// Wording names what the question is about, so that the interviewer recognises
	// questions that are asked about every system.
	Wording Wording `yaml:"wording,omitempty"`
	// Outside lists questions that resemble those of the clarifications, but that
	// none of their answers answers. The interviewer says so.
	Outside []string `yaml:"outside,omitempty"`
	// Clarifications are what the interviewer has an answer to. New ones stand behind
	// the others.
	Clarifications []Clarification `yaml:"clarifications,omitempty"`
}

// Wording holds the words for what a question is about, as candidates say them.
type Wording struct {
	// Thing that the system keeps or carries: "link"; and several of them: "links".
	Thing  string `yaml:"thing"`
	Things string `yaml:"things"`
	// Create and Open are what users do with it first and then: "shorten a url", "open
	// a link".
	Create string `yaml:"create"`
	Open   string `yaml:"open"`
}

// A Clarification is a question that the candidate may ask the interviewer.
type Clarification struct {
	// ID of the clarification, unique among those of the question.
	ID string `yaml:"id"`
	// Ask is the question as the author puts it; unique.
	Ask string `yaml:"ask"`
	// Asks lists 20 to 30 other ways to ask what the answer answers, as different from
	// each other as candidates are.
	Asks []string `yaml:"asks,omitempty"`
	// Standard lists ids of [StandardTopics] that the answer settles. What several
	// clarifications list is answered by all of them.
	Standard []string `yaml:"standard,omitempty"`
	// Answer of the interviewer. It says what it is about: "About 100 million new
	// links a day."
	Answer string `yaml:"answer"`
	// Topic that it covers, one of the ten of ClarifyingTopics.
	Topic string `yaml:"topic,omitempty"`
	// Reveals lists names of givens that the candidate knows from then on.
	Reveals []string `yaml:"reveals,omitempty"`
}

// CapacityPhase is what the second phase asks.
type CapacityPhase struct {
	Common `yaml:",inline"`
	// Estimates that the candidate is asked for, in the order to make them.
	Estimates []Estimate `yaml:"estimates,omitempty"`
}

// An Estimate is a quantity that the candidate is asked for.
type Estimate struct {
	// ID is a name, and unique like a rubric item's: also the sheet's line that
	// states the estimate.
	ID string `yaml:"id"`
	// Ask says what to estimate.
	Ask string `yaml:"ask"`
	// Also lists other names of a sheet's line that states it.
	Also []string `yaml:"also,omitempty"`
	// Formula is an expression for the expected value, over the givens and the
	// estimates above it.
	Formula string `yaml:"formula"`
	// In is the unit to show it in, such as "TB", "/s" or "Gbps".
	In string `yaml:"in"`
	// Tolerance is the factor above 1 by which a guess may be off and still pass;
	// missing means half an order of magnitude.
	Tolerance float64 `yaml:"tolerance,omitempty"`
	// Decides lists claims of what the number decides.
	Decides []string `yaml:"decides,omitempty"`
	// Why is Markdown: what it decides, for the review.
	Why string `yaml:"why,omitempty"`
	// Points from 1 to 5; 1 if missing.
	Points int `yaml:"points,omitempty"`
}

// Called reports whether a name, of a line of a sheet or of an entry in an attempt's
// file, is one of the estimate's, whatever the case and however its words are
// joined.
func (e Estimate) Called(name string) bool {
	plain := func(s string) string { return strings.ToLower(joiners.Replace(s)) }
	return slices.ContainsFunc(append([]string{e.ID}, e.Also...), func(own string) bool { return plain(own) == plain(name) })
}

// joiners are what joins the words of a name.
var joiners = strings.NewReplacer("_", "", "-", "", " ", "")

// DesignPhase is what the third phase asks.
type DesignPhase struct {
	Common `yaml:",inline"`
	// Graph is the reference design in the diagram notation.
	Graph string `yaml:"graph"`
	// Components that must exist, each a name or kind of the notation.
	Components []string `yaml:"components,omitempty"`
	// Paths that must exist, as in "client to db".
	Paths []string `yaml:"paths,omitempty"`
	// APIs are the endpoints of a strong answer, one an entry.
	APIs []string `yaml:"apis,omitempty"`
	// Flow is the data flow of a strong answer, a step an entry.
	Flow []string `yaml:"flow,omitempty"`
}

// DetailPhase is what the fourth phase asks.
type DetailPhase struct {
	Common `yaml:",inline"`
	// Decisions that the candidate must take, in order.
	Decisions []Decision `yaml:"decisions,omitempty"`
}

// A Decision is a design choice that the candidate must take and defend.
type Decision struct {
	// ID of the decision, unique like a rubric item's.
	ID string `yaml:"id"`
	// Topic of the detailed design: database, caching, load-balancing or
	// security.
	Topic interview.Topic `yaml:"topic"`
	// Ask says what is to be decided.
	Ask string `yaml:"ask"`
	// Options of which one must be chosen: two at least, one of them good.
	Options []Option `yaml:"options"`
	// Because lists claims of a sound reason.
	Because []string `yaml:"because,omitempty"`
	// Points from 1 to 5; 1 if missing.
	Points int `yaml:"points,omitempty"`
}

// An Option is one way to decide.
type Option struct {
	// Choice names the option.
	Choice string `yaml:"choice"`
	// Also lists other names of the choice.
	Also []string `yaml:"also,omitempty"`
	// Consequence says what the choice brings, good and bad; shown in review.
	Consequence string `yaml:"consequence"`
	// Fit says how well the choice answers this question: good, fair or poor.
	Fit string `yaml:"fit"`
	// Sets gives the simulation's parameters that follow from the choice, each one of
	// a scenario of the question.
	Sets map[string]string `yaml:"sets,omitempty"`
}

// Fits lists how well an option can answer a question, the best first.
func Fits() []string { return []string{"good", "fair", "poor"} }

// ScalePhase is what the last phase asks.
type ScalePhase struct {
	Common `yaml:",inline"`
	// Curveballs of all phases. A session throws two of a phase at most, which its seed
	// draws.
	Curveballs []Curveball `yaml:"curveballs,omitempty"`
	// Bottleneck names components of the reference design that an honest
	// prediction may name first.
	Bottleneck []string `yaml:"bottleneck,omitempty"`
}

// A Curveball is the interviewer changing the requirements in the middle.
type Curveball struct {
	// ID of the curveball, unique like a rubric item's.
	ID string `yaml:"id"`
	// Phase in which it is thrown.
	Phase interview.Phase `yaml:"phase"`
	// Minute of the phase at which it is thrown, from 0.
	Minute int `yaml:"minute"`
	// Says is what the interviewer says.
	Says string `yaml:"says"`
	// Changes gives new expressions for givens. What the candidate estimated grows in
	// runs as the estimates that follow from the givens do.
	Changes map[string]string `yaml:"changes,omitempty"`
	// Faults befall every run from then on, where they fit its scenario: they must
	// fit one of the question.
	Faults []string `yaml:"faults,omitempty"`
	// Expects lists claims of a good reaction, in any line.
	Expects []string `yaml:"expects"`
	// Points from 1 to 5; 1 if missing.
	Points int `yaml:"points,omitempty"`
}
