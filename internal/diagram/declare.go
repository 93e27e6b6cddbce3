package diagram

import "strings"

// declared are the words before a name that declare it in other notations, with the kind
// that they say; Unknown for none.
var declared = map[string]Kind{
	"actor": Client, "person": Client, "database": Store, "queue": Queue,
	"participant": Unknown, "component": Unknown, "boundary": Unknown, "control": Unknown, "entity": Unknown, "collections": Unknown,
	"node": Unknown, "cloud": Unknown, "interface": Unknown, "storage": Unknown, "rectangle": Unknown, "agent": Unknown,
	"artifact": Unknown, "folder": Unknown, "file": Unknown, "card": Unknown, "stack": Unknown, "hexagon": Unknown, "usecase": Unknown, "frame": Unknown,
	"package": Unknown, "service": Unknown, "state": Unknown, "object": Unknown,
}

// declares reads a line that declares a component, as PlantUML and Mermaid do: a word
// for its form, and its name.
func (p *parser) declares() bool {
	text := strings.TrimRight(strings.TrimSpace(string(p.text)), "; ")
	text, _ = strings.CutPrefix(text, "create ")
	keyword, rest, ok := strings.Cut(text, " ")
	kind, known := declared[strings.ToLower(keyword)]
	rest = strings.TrimSpace(rest)
	if !ok || !known || p.arrows || rest == "" || !p.isDeclaration(strings.ToLower(keyword), rest, text) {
		return false
	}
	at := strings.Index(string(p.text), rest)
	offset := len([]rune(string(p.text)[:at]))
	tokens := scan([]rune(string(p.text)[:at]+withoutStereotype(rest)), offset)
	if tokens[0].kind != nameToken {
		return false
	}
	p.arrows = true // what stands in brackets describes
	m := p.interpret(tokens[0], true)
	m.shape = kind
	p.node(m)
	return true
}

// isDeclaration tells a declaration from a name that begins with such a word: "queue
// workers".
func (p *parser) isDeclaration(keyword, rest, whole string) bool {
	switch {
	case strings.ContainsAny(rest[:1], `"[(:`):
		return true
	case p.drawn(whole):
		return false
	case strings.Contains(rest, ":"):
		return false
	}
	return keyword == "participant" || p.dialect.plantuml || p.dialect.sequence || p.drawn(rest) || strings.Contains(rest, " as ")
}

// withoutStereotype drops what PlantUML says of looks behind a name: <<service>> #red
// order 2.
func withoutStereotype(text string) string {
	if i := strings.Index(text, "<<"); i > 0 {
		if j := strings.Index(text[i:], ">>"); j > 0 {
			text = text[:i] + text[i+j+2:]
		}
	}
	fields := strings.Fields(text)
	if n := len(fields); n > 2 && fields[n-2] == "order" && isNumber(fields[n-1]) {
		fields = fields[:n-2]
	}
	for n := len(fields); n > 1 && fields[n-1][0] == '#'; n-- {
		fields = fields[:n-1]
	}
	return strings.Join(fields, " ")
}
