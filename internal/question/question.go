// Package question is the pack format: questions as instructors write them in
// YAML, read with every mistake named at its place, and the library of packs
// in which they are found. Packs are data and hostile until proven otherwise:
// size, depth and number of nodes are bounded, and nothing in a pack is ever
// executed.
//
// # Who checks what
//
// A [Library] reads the head of each question, a [Summary], and the rest of one
// when it is asked for it. A [Question] that it gives has passed what its users
// rely on: every key is known and of its type, all text is printable and within
// bounds, ids are unique, what is referred to is there, levels, phases, topics and
// points are such, and givens and estimates come to numbers in their units. So
// its users need not check again. That it is a good question is its author's
// concern, and a [Linter]'s: that phrases are told apart and claims can be read,
// that the reference
// design draws and holds what is asked of it, that scenarios run and that samples
// get their scores.
//
// # Format
//
// A pack is a folder:
//
//	pack.yaml             the Pack type: who wrote it, and under which id
//	questions/NAME.yaml   the Question type, one a file
//	samples/NAME.yaml     interview.Attempt, one a file, where questions have samples
//
// Keys are the names in the yaml tags of the types of this package. A key
// without "omitempty" must be there; a key that no type has is a mistake.
// Values are text, numbers and lists of them; anchors, aliases and tags of
// YAML are refused. Some kinds of text recur:
//
//   - An id is made of lower-case words, digits among them, with hyphens:
//     "url-shortener".
//   - A name is what formulas and sheets use: lower-case words, digits among
//     them, with underscores: "new_urls".
//   - An expression is a quantity in the calculator's language: "100M/day",
//     "new_urls * 500 B".
//   - A claim is a sentence with its ideas in brackets, which a candidate's line
//     may make: "[store] the message, then [acknowledge]". Package claim has the
//     notation, package lexicon the ideas.
//   - Markdown is text that is shown formatted. It must not be long: an
//     interview has little time.
package question

import (
	"spar/internal/interview"
	"spar/internal/topology"
)

// Schema is the version of the pack format that this package reads.
const Schema = 1

// A Pack is a folder with a pack.yaml and its questions.
type Pack struct {
	// Schema is the version of the format, 1.
	Schema int `yaml:"schema"`
	// ID of the pack. "ID/QUESTION" names a question wherever there are several
	// packs.
	ID string `yaml:"id"`
	// Title in lists of packs.
	Title string `yaml:"title"`
	// Version of the content, such as "1.2".
	Version string `yaml:"version"`
	// Authors by name, one an entry.
	Authors []string `yaml:"authors,omitempty"`
	// License under which the pack may be used, such as "CC-BY-4.0".
	License string `yaml:"license,omitempty"`

	// Questions in the order of their file names.
	Questions []Summary `yaml:"-"`
	// Origin says where the pack was found: "built in" or its folder.
	Origin string `yaml:"-"`

	folder string // empty if the pack is built in
}

// A Summary is what lists show of a question. It stands at the top of the file,
// so that the rest need not be read for it; below other keys it is found too, but
// not as fast.
type Summary struct {
	// Schema is the version of the format, 1.
	Schema int `yaml:"schema"`
	// ID of the question, unique in the pack. It must never change: sessions
	// refer to it.
	ID string `yaml:"id"`
	// Title as the interviewer would put it: "Design a URL shortener".
	Title string `yaml:"title"`
	// Like names a product that everybody knows.
	Like string `yaml:"like,omitempty"`
	// Level that the question suits best: mid, senior or staff.
	Level string `yaml:"level"`
	// Tags by which the question is found, each an id.
	Tags []string `yaml:"tags,omitempty"`

	// Pack is the id of the pack.
	Pack string `yaml:"-"`
	// File is the path within the pack, with slashes.
	File string `yaml:"-"`
}

// FullID returns "PACK/ID", which names the question among all packs.
func (s *Summary) FullID() string { return s.Pack + "/" + s.ID }

// A Question is one interview problem.
type Question struct {
	Summary `yaml:",inline"`
	// Brief is Markdown: what the interviewer says first, and no more.
	Brief string `yaml:"brief"`
	// Givens are facts with units, by the name that formulas use. A candidate
	// learns one by asking, or gets it after the requirements phase.
	Givens Givens `yaml:"givens,omitempty"`
	// About lists words, mostly nouns, that an answer to this question uses all the time
	// and one to another question does not, whatever its writer's taste: "link", "url",
	// "slug". Plural and tense do not matter.
	About []string `yaml:"about,omitempty"`
	// Terms adds ideas, or forms of ideas, to the lexicon in which claims are written.
	Terms []Term `yaml:"terms,omitempty"`
	// Vocabulary adds names of components to those that the diagram notation
	// knows.
	Vocabulary Vocabulary `yaml:"vocabulary,omitempty"`
	// Phases holds what is asked in each of the five phases.
	Phases Phases `yaml:"phases"`
	// Scenarios that the candidate's design can be run in; a session runs the first
	// unless the candidate asks for another.
	Scenarios []Scenario `yaml:"scenarios,omitempty"`
	// Samples are attempts with the score that they must get: the question's own
	// tests.
	Samples []Sample `yaml:"samples,omitempty"`
	// References to read afterwards.
	References []Reference `yaml:"references,omitempty"`

	// Digest is the SHA-256 of the file, in hexadecimal: sessions keep it, to tell
	// whether the question has changed since.
	Digest string `yaml:"-"`

	reading reading
}

// Givens are named quantities in the order in which they were written. In YAML
// they are a mapping from name to expression, over the givens above it.
type Givens []Given

// A Given is one fact with a unit.
type Given struct {
	// Name in formulas.
	Name string
	// Expr is an expression.
	Expr string
}

// SetText adds a given; it makes Givens a yamldoc.TextMapping.
func (g *Givens) SetText(key, value string) { *g = append(*g, Given{key, value}) }

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

// PlannedMinutes returns how many minutes the author plans for a phase: their own, or
// those of the usual interview. It is at least 1.
func (q *Question) PlannedMinutes(p interview.Phase) int {
	if own := q.Common(p).Minutes; own > 0 {
		return own
	}
	return max(1, plannedMinutes(interview.DefaultMinutes, p))
}

// A Scenario is a run that the question offers: a system with parameters,
// faults and objectives, as package system reads them.
type Scenario struct {
	// ID of the scenario, unique in the question.
	ID string `yaml:"id"`
	// Title says what the run shows.
	Title string `yaml:"title"`
	// System that is simulated, such as "shortener".
	System string `yaml:"system"`
	// Parameters of the system by name: words, or expressions over givens and
	// estimates, as are the figures of a topology. Those left out have the system's defaults.
	Parameters map[string]string `yaml:"parameters,omitempty"`
	// Faults that befall the system, such as "at 50% kill app 1".
	Faults []string `yaml:"faults,omitempty"`
	// Objectives to meet, such as "availability >= 99.9%".
	Objectives []string `yaml:"objectives,omitempty"`
	// Estimates maps parameters to the ids of estimates that set them in a
	// session, so that the candidate's own figure is what runs.
	Estimates map[string]string `yaml:"estimates,omitempty"`
	// Design maps parameters to what the candidate's design states, by a component's
	// kind and figure as in "service.instances" or "store.shards". A cache.capacity
	// is 0 where no cache is drawn.
	Design map[string]string `yaml:"design,omitempty"`
	// Topology is the reference system that the system "topology" runs. In a session
	// the candidate's design takes its place.
	Topology *topology.Spec `yaml:"topology,omitempty"`
}

// A Sample is an attempt with the score that it must get.
type Sample struct {
	// File with the attempt: a path within the pack, with slashes.
	File string `yaml:"file"`
	// Level that the attempt is held against.
	Level interview.Level `yaml:"level"`
	// Overall is the range that the overall score must fall into, from 1 to 4,
	// as in "3.2..4".
	Overall string `yaml:"overall"`
}

// A Reference is something to read.
type Reference struct {
	// Title of the page, book or talk.
	Title string `yaml:"title"`
	// URL of it, with http or https.
	URL string `yaml:"url,omitempty"`
}
