package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// c4 reads an element or a relation of C4, as Mermaid and PlantUML write them:
// ContainerDb(db, "Orders", "Postgres") and Rel(web, db, "reads"). It reports whether the
// line is one of C4.
func (p *parser) c4(text string) bool {
	macro, inner, ok := strings.Cut(strings.TrimRight(text, "; "), "(")
	if !ok || !isC4(macro) || hasArrow(scan(p.text, 0)) {
		return false
	}
	arguments := c4Arguments(inner)
	base, suffix, _ := strings.Cut(macro, "_")
	switch {
	case strings.HasSuffix(macro, "Boundary"), base == "Deployment", base == "Node":
		p.ignored("frames are not drawn, only what is in them")
		return true
	case !slices.Contains(c4Elements, strings.TrimSuffix(strings.TrimSuffix(base, "Db"), "Queue")) && base != "Rel" && base != "BiRel":
		p.ignored("says how another notation draws, and names no component")
		return true
	case len(arguments) < 2:
		return false
	}
	at := token{kind: nameToken, off: 0, n: len(p.text), text: arguments[0]}
	if base == "Rel" || base == "BiRel" {
		p.related(base, suffix, arguments, at)
	} else {
		p.element(base, suffix, arguments, at)
	}
	return true
}

// c4Elements are the elements of C4 that are drawn, without what their names end in.
var c4Elements = []string{"Person", "System", "Container", "Component"}

// isC4 reports whether a word before a parenthesis is one of C4.
func isC4(macro string) bool {
	base, _, _ := strings.Cut(macro, "_")
	base = strings.TrimSuffix(strings.TrimSuffix(base, "Db"), "Queue")
	switch base {
	case "Rel", "BiRel", "Boundary", "Lay", "LAYOUT", "SHOW", "HIDE", "UpdateElementStyle", "UpdateRelStyle", "UpdateLayoutConfig", "AddElementTag", "AddRelTag":
		return true
	case "Deployment", "Node", "Enterprise":
		return macro != "Enterprise"
	}
	return slices.Contains(c4Elements, base)
}

// c4Arguments returns what stands between the parentheses, without quotes and without
// arguments that have a name, which are about looks.
func c4Arguments(inner string) []string {
	if i := strings.LastIndexByte(inner, ')'); i >= 0 {
		inner = inner[:i]
	}
	var list []string
	for _, item := range splitItems(inner) {
		if item = strings.TrimSpace(item); !strings.HasPrefix(item, "$") {
			list = append(list, clean(item))
		}
	}
	return list
}

// element draws an element, which is called by its short name, named by its label and
// labelled with its technology.
func (p *parser) element(base, suffix string, arguments []string, at token) {
	m := mention{token: at, id: arguments[0], words: []word{{arguments[1], true}}}
	switch {
	case strings.HasPrefix(base, "Person"):
		m.shape = Client
	case strings.HasSuffix(base, "Db"):
		m.shape = Store
	case strings.HasSuffix(base, "Queue"):
		m.shape = Queue
	case strings.HasPrefix(suffix, "Ext"):
		m.shape = External
	}
	rest := arguments[2:]
	if len(rest) > 0 && (strings.HasPrefix(base, "Container") || strings.HasPrefix(base, "Component")) {
		if rest[0] != "" {
			m.items = append(m.items, `"`+rest[0]+`"`)
		}
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0] != "" {
		p.note("%q is not drawn: it describes", rest[0])
	}
	p.node(m)
}

// related draws a relation between two elements.
func (p *parser) related(base, suffix string, arguments []string, at token) {
	if base == "BiRel" {
		p.problem(at, "an arrow has one direction", fmt.Sprintf(`write "Rel(%s, %s)" and "Rel(%[2]s, %[1]s)", a line each`, arguments[0], arguments[1]))
		return
	}
	from, ok := p.node(mention{token: at, words: []word{{arguments[0], true}}})
	if !ok {
		return
	}
	to, ok := p.node(mention{token: at, words: []word{{arguments[1], true}}})
	if !ok {
		return
	}
	arrow := token{kind: callToken, text: "->", n: len(p.text), turned: strings.HasPrefix(suffix, "Back")}
	if len(arguments) > 2 {
		arrow.label = arguments[2]
	}
	p.connect([]int{from}, []int{to}, arrow, p.terms(arrow, arrow.label))
}
