package score

import (
	"fmt"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
)

// gradeGraph scores the drawn design: the components that must exist and the
// paths between them.
func (g *grader) gradeGraph() {
	for _, name := range g.question.Phases.Design.Components {
		item := Item{
			ID: "component " + name, Text: fmt.Sprintf("Draws a %s", name),
			Phase: interview.Design, Points: 1,
		}
		if found := g.graph.Find(name); len(found) > 0 {
			item.Earned = 1
			item.Evidence = []Evidence{{interview.Design, g.graphLine(g.graph.Nodes[found[0]].Line)}}
		}
		g.add(question.DesignDimension, item)
	}
	for _, path := range g.question.Phases.Design.Paths {
		item := Item{
			ID: "path " + path, Text: fmt.Sprintf("Lets a request go from %s", path),
			Phase: interview.Design, Points: 1,
		}
		if chain, ok := g.path(path); ok {
			item.Earned = 1
			item.Evidence = []Evidence{{interview.Design, chain}}
		}
		g.add(question.DesignDimension, item)
	}
}

// path returns a path of the drawn design, as a chain of the candidate's names.
func (g *grader) path(text string) (chain string, ok bool) {
	path, err := diagram.ParsePath(text)
	if err != nil {
		return "", false
	}
	way := g.graph.Trace(path)
	names := make([]string, len(way))
	for i, node := range way {
		names[i] = g.graph.Nodes[node].Name
	}
	return strings.Join(names, " -> "), len(way) > 1
}

func (g *grader) graphLine(i int) string { return g.attempt.Lines(interview.Graph)[i] }
