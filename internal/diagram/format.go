package diagram

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Format writes a design in the notation, so that [Parse] reads the same design from it:
// the arrows in their order, joined where they share a component, and then the labels.
func Format(g *Graph) []string {
	lines := chains(g)
	if !slices.Equal(order(lines), seen(g)) {
		lines = append(g.declared(), lines...)
	}
	names := make([]string, 0, len(lines)+len(g.Nodes))
	for _, line := range lines {
		names = append(names, line.text(g))
	}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		if items := n.Label(); items != nil {
			names = append(names, nameOf(n.Name)+": "+strings.Join(items, ", "))
		}
	}
	return names
}

// A chain is a line of the notation: groups of nodes with arrows between them.
type chain struct {
	groups [][]int
	async  []bool // of the arrow behind each group but the last
	terms  Terms  // of the only arrow
}

func (c chain) text(g *Graph) string {
	var b strings.Builder
	for i, group := range c.groups {
		if i > 0 && c.async[i-1] {
			b.WriteString(" ~> ")
		} else if i > 0 {
			b.WriteString(" -> ")
		}
		for j, node := range group {
			if j > 0 {
				b.WriteString(", ")
			}
			b.WriteString(nameOf(g.Nodes[node].Name))
		}
	}
	if items := c.terms.Label(); items != nil {
		b.WriteString(": " + strings.Join(items, ", "))
	}
	return b.String()
}

// longestChain bounds the groups of a line, and mostAlike the names of a group, so that
// no line is too long to be read.
const (
	longestChain = 4
	mostAlike    = 3
)

// chains writes arrows in their order: those from one component as a group, those that
// lead on as a chain.
func chains(g *Graph) []chain {
	var lines []chain
	for i, e := range g.Edges {
		if i > 0 {
			before, last := g.Edges[i-1], &lines[len(lines)-1]
			end := len(last.groups) - 1
			switch {
			case before.From == e.From && before.Async == e.Async && before.Terms == e.Terms && len(last.groups) == 2 && len(last.groups[1]) < mostAlike:
				last.groups[1] = append(last.groups[1], e.To)
				continue
			case before.To == e.From && before.Terms == (Terms{}) && e.Terms == (Terms{}) && len(last.groups[end]) == 1 && len(last.groups) < longestChain:
				last.groups, last.async = append(last.groups, []int{e.To}), append(last.async, e.Async)
				continue
			}
		}
		lines = append(lines, chain{[][]int{{e.From}, {e.To}}, []bool{e.Async}, e.Terms})
	}
	return lines
}

// order returns the nodes of lines as they are first named.
func order(lines []chain) []int {
	var nodes []int
	for _, line := range lines {
		for _, group := range line.groups {
			for _, node := range group {
				if !slices.Contains(nodes, node) {
					nodes = append(nodes, node)
				}
			}
		}
	}
	return nodes
}

// seen returns all nodes in their order.
func seen(g *Graph) []int {
	nodes := make([]int, len(g.Nodes))
	for i := range nodes {
		nodes[i] = i
	}
	return nodes
}

// declared names all nodes in their order, where the arrows do not.
func (g *Graph) declared() []chain {
	var lines []chain
	for group := range slices.Chunk(seen(g), mostAlike) {
		lines = append(lines, chain{groups: [][]int{group}})
	}
	return lines
}

// nameOf returns a name as it can be read again: in quotes, where it would be read as
// something else without.
func nameOf(name string) string {
	if !isPlain(name) {
		return `"` + name + `"`
	}
	g, problems := Parse([]string{name + ", " + name + " -> " + name, name + " ~> " + name, name + ": x2"}, nil)
	plain := len(problems) == 0 && len(g.Notes) == 0 && len(g.Nodes) == 1 && g.Nodes[0].Name == name && g.Nodes[0].Count == 2 &&
		len(g.Nodes[0].Attributes) == 0 && len(g.Edges) == 2
	first, _, several := strings.Cut(strings.ToLower(name), " ")
	if _, keyword := declared[first]; !plain || strings.Contains(" "+name, " '") || isNumber(name) || keyword && several || listMark([]rune(name)) > 0 || (&dialect{mermaid: true, plantuml: true}).silent(strings.ToLower(name)) != "" {
		return `"` + name + `"`
	}
	return name
}

// isPlain reports whether a name consists of words with at most one sign between two
// letters, as in "user's db" and "pub/sub": other signs may mean something where they stand.
func isPlain(name string) bool {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) }
	runes := []rune(name)
	for i, r := range runes {
		inner := i > 0 && letter(runes[i-1])
		switch {
		case letter(r), r == ' ' && i > 0 && runes[i-1] != ' ', r == '#' && inner:
		case !strings.ContainsRune("-_.'/&+", r) || !inner || i+1 == len(runes) || !letter(runes[i+1]):
			return false
		}
	}
	return true
}

// Label returns the label of a component as items that can be read again: "x12",
// "shards 16".
func (n *Node) Label() []string { return itemsOf(n.Count, n.Attributes) }

// itemsOf returns counts and attributes as the items of a label.
func itemsOf(count int, attributes []Attribute) []string {
	var items []string
	if count > 0 {
		items = append(items, fmt.Sprintf("x%d", count))
	}
	for _, a := range attributes {
		items = append(items, itemOf(a))
	}
	return items
}

// plainSigns are those that can reach beyond an item, or begin something in it.
const plainSigns = "()[]{}<>|\"'`*,;:=#~"

// itemOf returns an attribute as it can be read again.
func itemOf(a Attribute) string {
	text := strings.TrimSpace(a.Name + " " + a.Value)
	if a.Name == "size" || a.Name == "policy" {
		text = a.Value
	}
	if !strings.ContainsAny(text, plainSigns) && !strings.Contains(text, "//") && !strings.Contains(text, "/*") && reads(text, a) {
		return text
	}
	if a.Name != "" {
		return `"` + a.Name + `": "` + a.Value + `"`
	}
	return `"` + a.Value + `"`
}

// reads reports whether the item of a label is read as an attribute.
func reads(text string, a Attribute) bool {
	g, problems := Parse([]string{"x: " + text}, nil)
	return len(problems) == 0 && len(g.Nodes) == 1 && g.Nodes[0].Count == 0 && slices.Equal(g.Nodes[0].Attributes, []Attribute{a})
}
