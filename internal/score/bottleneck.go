package score

import (
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/topology"
)

// gradeBottleneck holds the predicted bottleneck against that of the run or,
// if there was none, against those that an honest prediction may name.
func (g *grader) gradeBottleneck(run *interview.RunOutcome) {
	item := Item{ID: "predict-bottleneck", Text: "Predicts the first bottleneck", Phase: interview.Scale, Points: 1}
	said := g.attempt.Scale.Prediction.Bottleneck
	named := g.question.Phases.Scale.Bottleneck
	foreseen := func(limit string) bool { return g.means(said, limit) }
	if run != nil {
		named = []string{run.Bottleneck}
		foreseen = func(limit string) bool { return g.meansInRun(said, limit) }
	}
	if slices.ContainsFunc(named, foreseen) {
		item.Earned = 1
		item.Evidence = []Evidence{{interview.Scale, "predicted bottleneck: " + said}}
	}
	g.add(question.ScaleDimension, item)
}

// means reports whether what was said, read as a design of one component, is what
// another name means: "db" is a "database".
func (g *grader) means(said, name string) bool {
	guess, _ := diagram.Parse([]string{said}, diagram.Vocabulary(g.question.Vocabulary))
	return guess.Has(name)
}

// meansInRun reports whether what was said means the part that a run names as its
// limit. A part that was drawn is meant by its own name or by a word for its kind,
// but not by the name of another one. A part of a given system stands for all that
// was drawn of its kind, whatever the candidate calls them.
func (g *grader) meansInRun(said, limit string) bool {
	limiting := g.drawn(limit)
	meant := g.find(said)
	if limiting < 0 {
		parts := g.find(limit)
		return g.means(said, limit) || slices.ContainsFunc(meant, func(i int) bool { return slices.Contains(parts, i) })
	}
	if exact := g.drawn(topology.ComponentName(said)); exact >= 0 {
		return exact == limiting
	}
	return slices.Contains(meant, limiting)
}

// find returns the drawn components that a name or a word for a kind means. "app" is
// such a word, as systems call their services so, and what nothing tells the kind of
// is run as a service.
func (g *grader) find(what string) []int {
	if strings.EqualFold(strings.TrimSpace(what), "app") {
		what = "service"
	}
	found := g.graph.Find(what)
	if g.means("service", what) {
		for i, n := range g.graph.Nodes {
			if n.Kind == diagram.Unknown {
				found = append(found, i)
			}
		}
	}
	return found
}

// drawn returns the index of the drawn component that a run calls by a name, or -1.
func (g *grader) drawn(name string) int {
	return slices.IndexFunc(g.graph.Nodes, func(n diagram.Node) bool { return topology.ComponentName(n.Name) == name })
}
