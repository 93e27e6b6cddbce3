package cmd

import (
	"strings"

	"spar/internal/diagram"
	"spar/internal/sanitize"
)

// designJSON is a design as `spar design --json` prints it. Lines and columns count
// from 1; counts that a design does not state are 0.
type designJSON struct {
	Components []componentJSON `json:"components"`
	Edges      []edgeJSON      `json:"edges"`
	Problems   []problemJSON   `json:"problems"`
	Ignored    []ignoredJSON   `json:"ignored"`
	Notes      []noteJSON      `json:"notes"`
	Findings   []findingJSON   `json:"findings"`
}

type componentJSON struct {
	Name      string       `json:"name"`
	Kind      diagram.Kind `json:"kind"`
	Instances int          `json:"instances"`
	Replicas  int          `json:"replicas"`
	Shards    int          `json:"shards"`
	Label     string       `json:"label"`
}

type edgeJSON struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Async bool   `json:"async"`
	Label string `json:"label"` // what the arrow says, as it can be read again
}

type problemJSON struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// ignoredJSON is a line that draws nothing.
type ignoredJSON struct {
	Line   int    `json:"line"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// noteJSON says how a line was read that looks otherwise.
type noteJSON struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

type findingJSON struct {
	Flaw       diagram.Flaw `json:"flaw"`
	Components []string     `json:"components"`
	Message    string       `json:"message"`
}

// document returns the design as JSON has it.
func (d *drawnDesign) document() designJSON {
	out := designJSON{
		Components: []componentJSON{}, Edges: []edgeJSON{}, Problems: []problemJSON{},
		Ignored: []ignoredJSON{}, Notes: []noteJSON{}, Findings: []findingJSON{},
	}
	nodes := d.graph.Nodes
	for i := range nodes {
		n := &nodes[i]
		out.Components = append(out.Components, componentJSON{
			n.Name, n.Kind, n.Instances(), n.Replicas(), n.Shards(), strings.Join(n.Label(), ", "),
		})
	}
	for _, e := range d.graph.Edges {
		out.Edges = append(out.Edges, edgeJSON{nodes[e.From].Name, nodes[e.To].Name, e.Async, strings.Join(e.Terms.Label(), ", ")})
	}
	for _, p := range d.problems {
		out.Problems = append(out.Problems, problemJSON{p.Line + 1, p.Column, p.Message, p.Fix})
	}
	for _, n := range d.graph.Notes {
		if n.Ignored {
			out.Ignored = append(out.Ignored, ignoredJSON{n.Line + 1, sanitize.Line(d.lines[n.Line]), n.Text})
			continue
		}
		out.Notes = append(out.Notes, noteJSON{n.Line + 1, n.Text})
	}
	for _, f := range d.findings() {
		components := []string{}
		for _, i := range f.Nodes {
			components = append(components, nodes[i].Name)
		}
		out.Findings = append(out.Findings, findingJSON{f.Flaw, components, f.Text})
	}
	return out
}
