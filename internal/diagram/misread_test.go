package diagram

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// misreadFloor is how many designs of testdata/notation.json are read as their
// writers meant them. It only rises.
const misreadFloor = 39

// A pasted is a design as people paste it, with what it means. Lines count from 0.
type pasted struct {
	ID     string
	Text   string
	Expect expectation
	Why    string
}

// An expectation is what a fair reader makes of a design. What it leaves out is not
// checked; of several readings in Either, one must hold.
type expectation struct {
	Either        []expectation
	Components    []names     // all there are
	Edges         [][2]string // all there are that wait
	AsyncEdges    [][2]string `json:"async_edges"`
	NotComponents []string    `json:"not_components"`
	Attributes    map[string]map[string]any
	IgnoredLines  []int `json:"ignored_lines"`
	ToldLines     []int `json:"told_lines"`
	ProblemLines  []int `json:"problem_lines"`
}

// names are those that one component may go by, the best first.
type names []string

func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*n = names{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(n))
}

// pastedDesigns returns those of testdata/notation.json.
func pastedDesigns(t testing.TB) []pasted {
	t.Helper()
	data, err := os.ReadFile("testdata/notation.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []pasted
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// pastedTexts returns their texts.
func pastedTexts(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, p := range pastedDesigns(t) {
		texts = append(texts, p.Text)
	}
	return texts
}

func TestNothingPastedIsMisread(t *testing.T) {
	all := pastedDesigns(t)
	right := 0
	for _, p := range all {
		g, problems := Parse(strings.Split(p.Text, "\n"), nil)
		err := p.Expect.check(g, problems)
		if err == nil {
			right++
			continue
		}
		t.Logf("%s: %s\n%s\n%v", p.ID, p.Why, p.Text, err)
	}
	t.Logf("%d of %d are read as meant", right, len(all))
	if right < misreadFloor {
		t.Errorf("%d of %d designs are read as meant, want at least %d", right, len(all), misreadFloor)
	}
}

// check returns how a design differs from what is expected of it.
func (e *expectation) check(g *Graph, problems []Problem) error {
	if e.Either == nil {
		return errors.Join(e.checkNames(g), e.checkEdges(g), e.checkAttributes(g), e.checkLines(g, problems))
	}
	var all error
	for i := range e.Either {
		err := e.Either[i].check(g, problems)
		if err == nil {
			return nil
		}
		all = errors.Join(all, fmt.Errorf("reading %d: %w", i+1, err))
	}
	return all
}

// best returns the name that an expectation gives to a component; that itself if none.
func (e *expectation) best(name string) string {
	for _, n := range e.Components {
		if slices.Contains(n, name) {
			return n[0]
		}
	}
	return name
}

func (e *expectation) checkNames(g *Graph) error {
	var got, want []string
	for _, n := range g.Nodes {
		got = append(got, e.best(n.Name))
		if slices.Contains(e.NotComponents, n.Name) {
			return fmt.Errorf("%q is a component", n.Name)
		}
	}
	for _, n := range e.Components {
		want = append(want, n[0])
	}
	slices.Sort(got)
	slices.Sort(want)
	if e.Components != nil && !slices.Equal(got, want) {
		return fmt.Errorf("components %q, want %q", got, want)
	}
	return nil
}

func (e *expectation) checkEdges(g *Graph) error {
	for _, async := range []bool{false, true} {
		want := e.Edges
		if async {
			want = e.AsyncEdges
		}
		if want == nil {
			continue
		}
		var got [][2]string
		for _, edge := range g.Edges {
			if edge.Async == async {
				got = append(got, [2]string{e.best(g.Nodes[edge.From].Name), e.best(g.Nodes[edge.To].Name)})
			}
		}
		sort := func(list [][2]string) []string {
			var lines []string
			for _, pair := range list {
				lines = append(lines, pair[0]+" to "+pair[1])
			}
			slices.Sort(lines)
			return lines
		}
		if !slices.Equal(sort(got), sort(want)) {
			return fmt.Errorf("edges (async %v) %q, want %q", async, got, want)
		}
	}
	return nil
}

func (e *expectation) checkAttributes(g *Graph) error {
	for name, wanted := range e.Attributes {
		i := slices.IndexFunc(g.Nodes, func(n Node) bool { return e.best(n.Name) == name })
		if i < 0 {
			return fmt.Errorf("%s is not drawn", name)
		}
		for attribute, want := range wanted {
			got := stated(&g.Nodes[i], attribute)
			if words, ok := want.([]any); ok && !slices.ContainsFunc(words, func(word any) bool { return !slices.Contains(got.([]string), fmt.Sprint(word)) }) {
				continue
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				return fmt.Errorf("%s: %s is %v, want %v", name, attribute, got, want)
			}
		}
	}
	return nil
}

// stated returns what a component says of an attribute.
func stated(n *Node, attribute string) any {
	switch attribute {
	case "kind":
		return n.Kind
	case "size", "policy":
		return n.Attribute(attribute).Value
	case "says":
		said := []string{}
		for _, a := range n.Attributes {
			if a.Name == "" {
				said = append(said, a.Value)
			}
		}
		return said
	case "instances":
		return n.Instances()
	}
	return n.Attribute(attribute).Count
}

// checkLines holds the lines of problems to what is expected, and those that are
// ignored to drawing nothing.
func (e *expectation) checkLines(g *Graph, problems []Problem) error {
	told := make(map[int]bool)
	for _, p := range problems {
		told[p.Line] = true
		if e.Components != nil && !slices.Contains(slices.Concat(e.ProblemLines, e.ToldLines, e.IgnoredLines), p.Line) {
			return fmt.Errorf("line %d has the problem %q", p.Line, p.Message)
		}
	}
	for _, line := range e.ProblemLines {
		if !told[line] {
			return fmt.Errorf("line %d has no problem", line)
		}
	}
	for _, line := range e.IgnoredLines {
		if slices.ContainsFunc(g.Nodes, func(n Node) bool { return n.Line == line }) ||
			slices.ContainsFunc(g.Edges, func(edge Edge) bool { return edge.Line == line }) {
			return fmt.Errorf("line %d draws something", line)
		}
	}
	return nil
}
