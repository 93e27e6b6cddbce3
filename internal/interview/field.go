package interview

// A Field is a list of lines that the candidate writes in a phase, by its id
// in journals: the phase, a dot, and the key of the list in an [Attempt].
type Field string

// The fields of the five phases.
const (
	Functional    Field = "requirements.functional"
	NonFunctional Field = "requirements.non_functional"
	Constraints   Field = "requirements.constraints"
	Assumptions   Field = "requirements.assumptions"

	Sheet Field = "capacity.sheet"

	Graph      Field = "design.graph"
	Components Field = "design.components"
	APIs       Field = "design.apis"
	Flow       Field = "design.flow"

	Notes Field = "detail.notes"

	Bottlenecks   Field = "scale.bottlenecks"
	Optimizations Field = "scale.optimizations"
	Monitoring    Field = "scale.monitoring"
	Failures      Field = "scale.failures"
)

// Fields returns the fields of a phase in the order in which they are asked.
func Fields(p Phase) []Field {
	switch p {
	case Requirements:
		return []Field{Functional, NonFunctional, Constraints, Assumptions}
	case Capacity:
		return []Field{Sheet}
	case Design:
		return []Field{Graph, Components, APIs, Flow}
	case Detail:
		return []Field{Notes}
	case Scale:
		return []Field{Bottlenecks, Optimizations, Monitoring, Failures}
	}
	return nil
}

// Phase returns the phase that f belongs to, or "" if f is no field.
func (f Field) Phase() Phase {
	for _, p := range Phases() {
		for _, g := range Fields(p) {
			if f == g {
				return p
			}
		}
	}
	return ""
}

// Title returns the name of the field as a short heading.
func (f Field) Title() string {
	switch f {
	case Functional:
		return "functional"
	case NonFunctional:
		return "non-functional"
	case Constraints:
		return "constraints"
	case Assumptions:
		return "assumptions"
	case Sheet:
		return "sheet"
	case Graph:
		return "diagram"
	case Components:
		return "components"
	case APIs:
		return "API"
	case Flow:
		return "data flow"
	case Notes:
		return "notes"
	case Bottlenecks:
		return "bottlenecks"
	case Optimizations:
		return "optimizations"
	case Monitoring:
		return "monitoring"
	case Failures:
		return "failures"
	}
	return string(f)
}

// A Topic is one of the subjects of the detailed design.
type Topic string

// The four topics of the detailed design, as packs and attempts spell them.
const (
	Database      Topic = "database"
	Caching       Topic = "caching"
	LoadBalancing Topic = "load-balancing"
	Security      Topic = "security"
)

// Topics lists the topics of the detailed design in order.
func Topics() []Topic { return []Topic{Database, Caching, LoadBalancing, Security} }
