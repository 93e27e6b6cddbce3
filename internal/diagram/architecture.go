package diagram

import (
	"strings"
	"unicode"
)

// architecture prepares a line of Mermaid's architecture-beta: what says where a line meets
// a box is blanked, and a service is declared.
//
//	service db(database)[Orders] in api
//	db:L -- R:server
func (p *parser) architecture() {
	text := strings.TrimSpace(string(p.text))
	keyword, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(keyword) {
	case "group":
		p.blank(0, len(p.text))
		p.ignored("frames are not drawn, only what is in them")
		return
	case "service", "junction":
		p.serviceIn(rest)
		return
	}
	for i := range p.text {
		if strings.ContainsRune("LRTB", p.text[i]) {
			before, after := i > 0 && p.text[i-1] == ':' && p.endsWord(i+1), i+1 < len(p.text) && p.text[i+1] == ':' && (i == 0 || !inWord(p.text[i-1]) || isDash(p.text[i-1]))
			if before {
				p.blank(i-1, i+1)
			} else if after {
				p.blank(i, i+2)
			}
		}
		if strings.HasPrefix(string(p.text[i:]), "{group}") {
			p.blank(i, i+len("{group}"))
		}
	}
	for i := range p.text { // a line that has lost its sides: db -- server
		if i+3 < len(p.text) && string(p.text[i:i+4]) == " -- " {
			p.text[i] = '-'
		}
	}
}

// endsWord reports whether no word goes on at a place.
func (p *parser) endsWord(i int) bool {
	return i >= len(p.text) || unicode.IsSpace(p.text[i]) || isDash(p.text[i])
}

// serviceIn draws a service: "db(database)[Orders] in api".
func (p *parser) serviceIn(rest string) {
	rest, _, _ = strings.Cut(rest, " in ")
	id, title, named := strings.Cut(strings.TrimSuffix(strings.TrimSpace(rest), "]"), "[")
	id, icon, _ := strings.Cut(id, "(")
	m := mention{token: token{kind: nameToken, n: len(p.text), text: id}, id: clean(id), words: []word{{clean(title), true}}}
	if !named {
		m.words = []word{{m.id, true}}
	}
	if icon = strings.TrimSuffix(icon, ")"); icon == "database" || icon == "disk" {
		m.shape = Store
	}
	p.node(m)
	p.blank(0, len(p.text))
}
