package diagram

import (
	"slices"
	"strings"
	"unicode"
)

// A mention is a place in a design where a component is named.
type mention struct {
	token  token
	words  []word
	items  []string // what stands in parentheses, as items of a label
	id     string   // a short name, as in GW[Gateway] or "API Gateway" as GW
	shape  Kind     // what the shape of the brackets says; Unknown for nothing
	beside string   // what stands beside the name and is said of the arrow before it
}

// mention reads the pieces of a name.
func (p *parser) mention(t token) mention { return p.interpret(t, false) }

// interpret reads the pieces of a name, which other notations may declare.
func (p *parser) interpret(t token, declared bool) mention {
	m := mention{token: t}
	for i, piece := range t.pieces {
		switch {
		case piece.mark == 0:
			for _, text := range strings.Fields(piece.text) {
				m.words = append(m.words, word{text: text})
			}
		case piece.mark == '"':
			m.quote(piece.text)
		case i == 0:
			if hasArrow(scan([]rune(piece.text), 0)) {
				p.problem(t, "arrows in brackets are not read", "write them without the brackets")
			}
			if len(t.pieces) > 1 && strings.HasPrefix(t.pieces[1].text, "as ") {
				m.quote(unwrapped(piece.text))
				continue
			}
			for _, text := range strings.Fields(clean(unwrapped(piece.text))) {
				m.words = append(m.words, word{text: text})
			}
		default:
			m.bracket(piece, p)
		}
	}
	m.asides(t, p, declared)
	m.alias(p.dialect, declared)
	return m
}

// asides takes off what is written beside a name of an arrow's end: -> (HTTP) DB, and
// -> DB "reads".
func (m *mention) asides(t token, p *parser, declared bool) {
	n := len(m.words)
	first, last := t.pieces[0].mark, t.pieces[len(t.pieces)-1].mark
	if n < 2 || declared || m.id != "" {
		return
	}
	inner := len(strings.Fields(clean(unwrapped(t.pieces[0].text))))
	if m.words[0].quoted {
		inner = 1
	}
	switch {
	case (first == '(' || first == '[') && inner < n && !strings.EqualFold(m.words[inner].text, "as"):
		if _, only := attributesOnly(m.words[inner:]); only {
			return
		}
		if p.arrows {
			m.beside = joinWords(m.words[:inner])
		} else {
			m.items = append(m.items, joinWords(m.words[:inner]))
		}
		m.words = m.words[inner:]
	case last == '"' && p.arrows && m.words[n-1].quoted && !m.words[0].quoted:
		if _, counts := attributesOnly(m.words[:n-1]); !counts {
			m.beside, m.words = m.words[n-1].text, m.words[:n-1]
		}
	}
}

// quote adds a text that is one word.
func (m *mention) quote(text string) {
	if text = clean(text); text != "" {
		m.words = append(m.words, word{text, true})
	}
}

// bracket takes up what stands in brackets behind words.
func (m *mention) bracket(piece piece, p *parser) {
	text := strings.TrimSpace(piece.text)
	if piece.mark == '{' && hasArrow(scan([]rune(text), 0)) {
		p.problem(m.token, "arrows in brackets are not read", "write them without the brackets")
		return
	}
	if n := len(m.words); piece.mark == '{' && piece.joined && n > 0 && strings.HasSuffix(m.words[n-1].text, "@") {
		if m.words[n-1].text = strings.TrimSuffix(m.words[n-1].text, "@"); m.words[n-1].text == "" {
			m.words = m.words[:n-1]
		}
		m.styled(text)
		return
	}
	if name, rest, ok := p.labelled(m, text); ok && piece.mark == '[' && m.id == "" {
		if name != "" {
			m.id, m.words = joinWords(m.words), nil
			m.quote(unwrapped(name))
		}
		m.items = append(m.items, rest...)
		return
	}
	shaped := piece.joined && (piece.mark != '(' || p.dialect.mermaid || text != "" && strings.ContainsRune("([", rune(text[0])))
	switch {
	case text == "":
	case len(m.words) == 0 && m.id == "":
		m.quote(unwrapped(text))
	case piece.mark == '[' && isSettings(text):
		m.settings(text, p)
	case shaped && m.id == "" && len(m.words) > 0 && !p.tells(text, false):
		m.id = joinWords(m.words)
		m.words = nil
		if piece.mark == '[' && text[0] == '(' || piece.mark == '(' && strings.HasPrefix(text, "(") && strings.HasSuffix(text, "database") {
			m.shape = Store
		}
		name, rest := splitBreaks(unwrapped(text))
		m.quote(name)
		m.items = append(m.items, rest...)
	case piece.mark == '(' || !p.arrows || p.tells(text, true):
		m.items = append(m.items, splitItems(text)...)
	default:
		m.beside = clean(text)
	}
}

// alias takes a short name off: "API Gateway" as GW, or W as Web app.
func (m *mention) alias(d dialect, declared bool) {
	i := slices.IndexFunc(m.words, func(w word) bool { return !w.quoted && strings.EqualFold(w.text, "as") })
	if i < 1 || i == len(m.words)-1 || m.id != "" || !declared && !m.words[i-1].quoted {
		return
	}
	name, id := m.words[:i], m.words[i+1:]
	quoted := slices.ContainsFunc(name, func(w word) bool { return w.quoted })
	idQuoted := slices.ContainsFunc(id, func(w word) bool { return w.quoted })
	if !quoted && (idQuoted || d.mermaid || !d.plantuml && len(joinWords(id)) > len(joinWords(name))) {
		name, id = id, name
	}
	m.words, m.id = []word{{clean(joinWords(name)), true}}, joinWords(id)
}

// labelled splits the text of brackets that says more than a name. In Mermaid, where
// brackets hold a name, the first item is that unless it names no kind and what stands
// before the brackets does; else all are items.
func (p *parser) labelled(m *mention, text string) (name string, items []string, ok bool) {
	items = splitItems(text)
	if len(m.words) == 0 || len(items) < 2 || !slices.ContainsFunc(items[1:], func(item string) bool { return p.tells(item, false) }) {
		return "", nil, false
	}
	id := joinWords(m.words)
	first := p.graph.names.of(words(items[0])).class
	if !p.dialect.mermaid || p.graph.names.of(words(id)).class != unknownWord && (first == unknownWord || first == productWord) {
		return "", items, true
	}
	return items[0], items[1:], true
}

// tells reports whether the text of brackets says how many there are of a component or
// what it has, "3 replicas", or names a product, if products count.
func (p *parser) tells(text string, products bool) bool {
	if strings.ContainsRune(text, '"') {
		return false
	}
	for _, item := range splitItems(text) {
		got := peel(plainWords(item), true, p.drawn)
		_, bare := count(strings.TrimSpace(item))
		_, multiple := times(strings.TrimSpace(item))
		if !bare && !multiple && len(got.attributes) == 0 && got.count == 0 && (!products || p.graph.names.exact(words(item)).class != productWord) {
			return false
		}
	}
	return true
}

func plainWords(text string) []word {
	var list []word
	for _, field := range strings.Fields(clean(text)) {
		list = append(list, word{text: field})
	}
	return list
}

// unwrapped returns a text without the brackets and quotes around it, which are a shape:
// [(Database)].
func unwrapped(text string) string {
	for {
		inner := strings.TrimSpace(text)
		if n := len(inner); n > 2 && strings.Contains(`() [] {} "" // \\ /\ \/ ||`, inner[:1]+inner[n-1:]) {
			if inner[0] == '"' {
				return inner[1 : n-1] // what stands in quotes is no shape
			}
			inner = inner[1 : n-1]
		}
		if inner == text {
			return text
		}
		text = inner
	}
}

// splitBreaks splits a label of Mermaid at its line breaks, into a name and items.
func splitBreaks(text string) (name string, items []string) {
	text = strings.NewReplacer("<br/>", "\n", "<br>", "\n", "<br />", "\n", `\n`, "\n").Replace(text)
	name, rest, _ := strings.Cut(text, "\n")
	for line := range strings.Lines(rest) {
		items = append(items, splitItems(entities.Replace(line))...)
	}
	return entities.Replace(name), items
}

// entities are the characters that Mermaid's labels hold by their names or numbers.
var entities = strings.NewReplacer("#quot;", `"`, "#lt;", "<", "#gt;", ">", "#amp;", "&", "#35;", "#", "#40;", "(", "#41;", ")",
	"#91;", "[", "#93;", "]", "#123;", "{", "#124;", "|", "#125;", "}", "#96;", "`", "#92;", `\`, "#42;", "*", "#95;", "_")

// splitItems splits the items of a label: at commas and semicolons outside brackets and
// quotes.
func splitItems(text string) []string {
	line := []rune(text)
	var items []string
	start := 0
	for i := 0; i < len(line); i++ {
		if end, _ := enclosed(line, i); end > 0 {
			i = end - 1
			continue
		}
		if line[i] == ';' || line[i] == ',' && !thousands(line, i) {
			items = append(items, string(line[start:i]))
			start = i + 1
		}
	}
	return append(items, string(line[start:]))
}

// splitSettings splits settings of Graphviz, at commas, semicolons and blanks outside
// quotes: label="a, b" style=bold.
func splitSettings(text string) []string {
	quoted := false
	return strings.FieldsFunc(text, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ',' || r == ';' || unicode.IsSpace(r))
	})
}

// isSettings reports whether the text of brackets is that of Graphviz: label="x".
func isSettings(text string) bool {
	name, _, ok := strings.Cut(text, "=")
	return ok && graphvizKeys[strings.ToLower(strings.TrimSpace(name))]
}

var graphvizKeys = map[string]bool{
	"label": true, "shape": true, "style": true, "color": true, "fillcolor": true, "fontname": true, "fontsize": true, "fontcolor": true,
	"dir": true, "constraint": true, "weight": true, "xlabel": true, "headlabel": true, "taillabel": true, "penwidth": true, "width": true,
	"height": true, "arrowhead": true, "arrowtail": true, "tooltip": true, "url": true, "href": true, "minlen": true, "rank": true, "pos": true,
}

// styled reads what newer versions of Mermaid say of a node: @{shape: cyl, label: "DB"}.
func (m *mention) styled(text string) {
	for _, item := range splitItems(text) {
		name, value, _ := strings.Cut(item, ":")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch strings.TrimSpace(name) {
		case "label":
			if m.id = joinWords(m.words); value != "" {
				m.words = []word{{clean(value), true}}
			}
		case "shape":
			if slices.Contains([]string{"cyl", "cylinder", "db", "database", "lin-cyl"}, value) {
				m.shape = Store
			}
		}
	}
}

// settings reads what Graphviz says of a node or an arrow in brackets: the label of a
// node is its name.
func (m *mention) settings(text string, p *parser) {
	for _, item := range splitSettings(text) {
		name, value, _ := strings.Cut(item, "=")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch key := strings.ToLower(strings.TrimSpace(name)); {
		case key == "label" && p.arrows:
			m.beside = clean(value)
		case key == "label" && value != "" && m.id == "":
			m.id = joinWords(m.words)
			m.words = []word{{clean(strings.ReplaceAll(value, `\n`, " ")), true}}
		case key == "shape" && strings.HasPrefix(value, "cylinder"):
			m.shape = Store
		}
	}
}
