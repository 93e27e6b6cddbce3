package diagram

import (
	"fmt"
	"unicode/utf8"
)

// named returns the node of a name, adding it if it is new. A short name stands for it
// from then on.
func (p *parser) named(m mention, name string) (int, bool) {
	key, id := normal(name), normal(m.id)
	if i, known := p.nodes[id]; id != "" && known {
		p.rename(i, name, id)
		return i, true
	}
	if i, known := p.nodes[key]; known {
		if other := p.ids[i]; id == "" || other == "" || other == id {
			p.alias(i, id)
			return i, true
		}
		name += " " + m.id
		key = normal(name)
		if i, known := p.nodes[key]; known {
			return i, true
		}
		p.note("drawn as %q, as another component has that name", name)
	}
	switch {
	case utf8.RuneCountInString(name) > MaxName:
		p.problem(m.token, fmt.Sprintf("the name is longer than %d characters", MaxName), "shorten it, and say the rest on a line of its own, after a colon")
		return 0, false
	case len(p.graph.Nodes) == MaxNodes:
		p.problem(m.token, fmt.Sprintf("a design has at most %d components", MaxNodes), `draw several of a kind as one, as in "app: service x12"`)
		return 0, false
	}
	p.nodes[key] = len(p.graph.Nodes)
	p.graph.Nodes = append(p.graph.Nodes, Node{Name: name, Line: p.line})
	p.alias(p.nodes[key], id)
	return p.nodes[key], true
}

func (p *parser) alias(node int, id string) {
	if id != "" {
		p.ids[node] = id
		if _, taken := p.nodes[id]; !taken {
			p.nodes[id] = node
		}
	}
}

// rename gives a node that was drawn by its short name its name, unless another has it.
func (p *parser) rename(node int, name, id string) {
	key := normal(name)
	if _, taken := p.nodes[key]; taken || normal(p.graph.Nodes[node].Name) != id || utf8.RuneCountInString(name) > MaxName {
		return
	}
	p.graph.Nodes[node].Name, p.ids[node], p.nodes[key] = name, id, node
}

// drawn reports whether a name is one of a component: named by now, or where an arrow
// is.
func (p *parser) drawn(name string) bool {
	if _, known := p.nodes[normal(name)]; known {
		return true
	}
	if p.written == nil {
		p.written = make(map[string]bool)
		for _, line := range p.lines {
			p.collect(line)
		}
	}
	return p.written[normal(name)]
}

// collect notes the names of a line with an arrow, with and without their counts.
func (p *parser) collect(line string) {
	if len(line) > utf8.UTFMax*MaxLine {
		return
	}
	text := fold([]rune(line))
	tokens := scan(text, listMark(text))
	if !hasArrow(tokens) {
		return
	}
	if len(tokens) > 1 && tokens[1].kind == colonToken {
		tokens = tokens[1:] // a heading, or a label that cannot be read
	}
	for _, t := range tokens {
		if t.kind == nameToken {
			got := peel(plainWords(t.pieces[0].text), false, func(string) bool { return false })
			p.written[normal(t.text)], p.written[normal(joinWords(got.words))] = true, true
		}
	}
}
