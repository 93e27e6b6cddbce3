package diagram

import (
	"fmt"
	"strings"
)

// Mermaid writes a design as a flow chart of Mermaid, which many documents and chats
// draw. Labels are lines below the names. [Parse] reads the same design from it.
func Mermaid(g *Graph) []string {
	lines := []string{"flowchart LR"}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		open, end := shapeOf(n.Kind)
		text := escape(n.Name)
		if items := n.Label(); items != nil {
			text += "<br/>" + escape(strings.Join(items, ", "))
		}
		lines = append(lines, fmt.Sprintf(`    n%d%s"%s"%s`, i+1, open, text, end))
	}
	for _, e := range g.Edges {
		arrow := "-->"
		if e.Async {
			arrow = "-.->"
		}
		lines = append(lines, fmt.Sprintf("    n%d %s n%d", e.From+1, arrow, e.To+1))
	}
	return lines
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
		"[", "#91;", "]", "#93;", "{", "#123;", "}", "#125;", "`", "#96;", `\`, "#92;", "*", "#42;", "_", "#95;").Replace(text)
}
