package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// Mermaid writes a design as a flow chart of Mermaid, which many documents and chats
// draw. Labels are lines below the names. [Parse] reads the same design from it.
func Mermaid(g *Graph) []string {
	lines := []string{"flowchart LR"}
	short := shortName(g)
	for i := range g.Nodes {
		n := &g.Nodes[i]
		open, end := shapeOf(n.Kind)
		text := escape(n.Name)
		if items := n.Label(); items != nil {
			text += "<br/>" + escape(strings.Join(items, ", "))
		}
		lines = append(lines, fmt.Sprintf(`    %s%d%s"%s"%s`, short, i+1, open, text, end))
	}
	for _, e := range g.Edges {
		arrow := "-->"
		if e.Async {
			arrow = "-.->"
		}
		if items := e.Terms.Label(); items != nil {
			arrow += `|"` + escape(strings.Join(items, ", ")) + `"|`
		}
		lines = append(lines, fmt.Sprintf("    %s%d %s %[1]s%[4]d", short, e.From+1, arrow, e.To+1))
	}
	return lines
}

// shortName returns what the short names of all components begin with, so that none is the
// name of another.
func shortName(g *Graph) string {
	short := "n"
	for slices.ContainsFunc(g.Nodes, func(n Node) bool {
		rest, ok := strings.CutPrefix(normal(n.Name), short)
		return ok && isNumber(rest)
	}) {
		short += "n"
	}
	return short
}

// shapeOf returns the brackets of Mermaid that draw a kind as [Draw] does.
func shapeOf(k Kind) (open, end string) {
	switch {
	case k == Client:
		return "([", "])"
	case k == Store:
		return "[(", ")]"
	case k == Queue:
		return "[[", "]]"
	case k == External:
		return "{{", "}}"
	}
	return "[", "]"
}

// escape spells what would end or style a label by its name, as Mermaid has it.
func escape(text string) string {
	return strings.NewReplacer("#", "#35;", "&", "#amp;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "(", "#40;", ")", "#41;",
		"[", "#91;", "]", "#93;", "{", "#123;", "|", "#124;", "}", "#125;", "`", "#96;", `\`, "#92;", "*", "#42;", "_", "#95;").Replace(text)
}
