package diagram

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"spar/internal/wordset"
)

// mentions returns the components that a name token names: one, or those that a word or
// a stroke joins ("Redis and Postgres", "db/cache") or brackets hold ({A B}, [A, B]).
func (p *parser) mentions(t token) []mention {
	if first := t.pieces[0]; first.mark == '{' || first.mark == '[' && len(t.pieces) == 1 && len(splitItems(first.text)) > 1 {
		return p.braced(t)
	}
	m := p.mention(t)
	joined := m
	joined.words = apart(m.words)
	for i, w := range joined.words {
		if i == 0 || i == len(joined.words)-1 || w.quoted || w.text != "and" && w.text != "/" {
			continue
		}
		left, right := joined, joined
		left.words, right.words, right.id, left.items = joined.words[:i], joined.words[i+1:], "", nil
		if p.whole(left.words) && p.whole(right.words) {
			p.note("read as two components, %s and %s", joinWords(left.words), joinWords(right.words))
			return []mention{left, right}
		}
	}
	return []mention{m}
}

// apart splits words at the strokes in them.
func apart(list []word) []word {
	var out []word
	for _, w := range list {
		left, right, ok := strings.Cut(w.text, "/")
		if !ok || w.quoted || left == "" || right == "" || right[0] == '/' {
			out = append(out, w)
			continue
		}
		out = append(out, word{text: left}, word{text: "/"}, word{text: right})
	}
	return out
}

// whole reports whether words by themselves are a component of any vocabulary.
func (p *parser) whole(list []word) bool {
	return p.graph.names.exact(words(joinWords(list))).interchangeable()
}

// braced returns what Graphviz has in braces.
func (p *parser) braced(t token) []mention {
	items := splitItems(t.pieces[0].text)
	if inner := unwrapped(items[0]); len(items) == 1 && inner != strings.TrimSpace(items[0]) {
		items = []string{inner} // {{queue}} is a shape
	} else if len(items) == 1 {
		items = strings.Fields(items[0])
	}
	var list []mention
	for _, item := range items {
		if name := clean(item); name != "" {
			list = append(list, mention{token: t, words: []word{{name, true}}})
		}
	}
	for _, behind := range t.pieces[1:] {
		if behind.mark == '[' && isSettings(behind.text) && len(list) > 0 {
			list[0].settings(behind.text, p)
		}
	}
	return list
}

// describes lets a name behind a comma that only says how many there are, or what size,
// describe the component before it: "postgres, 2 replicas".
func (p *parser) describes(node int, m mention) bool {
	if len(m.items) > 0 || m.id != "" {
		return false
	}
	if len(m.words) == 1 && isNumber(m.words[0].text) && !m.words[0].quoted && !isNumber(p.graph.Nodes[node].Name) {
		p.problem(m.token, fmt.Sprintf("%q names no component", m.token.text), fmt.Sprintf(`if it is how many there are, write "%s x%s"`, p.graph.Nodes[node].Name, m.token.text))
		return true
	}
	got, only := attributesOnly(m.words)
	if !only || slices.ContainsFunc(got.attributes, func(a Attribute) bool { return slices.Contains(countedParts, a.Name) }) {
		return false
	}
	p.note("read as %s of %s", joinWords(m.words), p.graph.Nodes[node].Name)
	return p.give(node, got, m.token)
}

// attributesOnly returns what words say if they are nothing but counts and attributes.
func attributesOnly(list []word) (peeled, bool) {
	got := peel(list, true, func(string) bool { return false })
	if len(got.words) == 1 && isTimes(got.words[0].text) && !got.words[0].quoted {
		got.count, _ = times(got.words[0].text)
		got.words = nil
	}
	return got, len(got.words) == 0
}

// give adds counts and attributes to a node. It reports false if there are too many.
func (p *parser) give(node int, got peeled, at token) bool {
	n := &p.graph.Nodes[node]
	if got.count > 0 {
		n.Count = got.count
	}
	for _, a := range got.attributes {
		if a.Name == "" && isAsync(a.Value) {
			p.note("%q is said of %s: an arrow that does not wait is ~>", a.Value, n.Name)
		}
		if !n.set(a) {
			p.problem(at, fmt.Sprintf("a component has at most %d items in its labels", maxAttributes), "keep what decides something")
			return false
		}
	}
	return true
}

// node returns the node that a mention stands for, adding it if it is new, with what the
// mention says of it.
func (p *parser) node(m mention) (int, bool) {
	got := p.read(&m)
	if p.failed {
		return 0, false
	}
	name := joinWords(got.words)
	i, ok := p.named(m, name)
	if !ok || !p.give(i, got, m.token) {
		return i, false
	}
	for _, item := range m.items {
		p.describe(i, item, m.token)
	}
	if before, twice := p.said[i]; twice && before != m.token.text && len(m.items) > 0 {
		p.unlike = true
	}
	p.said[i] = m.token.text
	if m.shape != Unknown {
		p.shapes[i] = m.shape
	}
	if m.beside != "" {
		p.beside = m.beside
	}
	return i, !p.failed
}

// read splits a mention into a name, counts and attributes.
func (p *parser) read(m *mention) peeled {
	m.words = p.trimEnd(m.words)
	if _, known := p.nodes[normal(joinWords(m.words))]; known {
		return peeled{words: m.words}
	}
	if got, only := attributesOnly(m.words); only && len(got.attributes) > 0 {
		if meaning, _ := p.graph.names.ending(words(joinWords(m.words))); !p.arrows || meaning.class == unknownWord {
			p.problem(m.token, fmt.Sprintf("%q names no component", m.token.text), `say whose it is, as in "db: replicas 3"`)
			return got
		}
	}
	got := peel(m.words, false, p.drawn)
	trailing := got.count > 0 && len(got.words)+1 == len(m.words)
	got.leading(p.graph.names)
	got.words = p.withoutCluster(got)
	name := joinWords(got.words)
	if bad := slices.IndexFunc(m.words, isMiscount); bad > 0 {
		p.problem(m.token, fmt.Sprintf("%q is no count", m.words[bad].text), "say one whole number, as in x12")
	} else if bad := slices.IndexFunc(got.words, isDots); bad >= 0 {
		p.problem(m.token, fmt.Sprintf("%q is no arrow", got.words[bad].text), "-> calls and waits, ~> hands over")
	} else if strings.IndexFunc(name, isVisible) < 0 {
		p.problem(m.token, fmt.Sprintf("%q is no name", m.token.text), "name a component")
	} else if (got.count > 0 || len(got.attributes) > 0) && !trailing {
		p.note("read as %q", strings.TrimSpace(name+": "+strings.Join(itemsOf(got.count, got.attributes), ", ")))
	} else {
		p.tellSentence(m, name)
	}
	return got
}

// withoutCluster drops a last word that only says that there are several, if what it
// follows is drawn: "redis cluster 6 nodes".
func (p *parser) withoutCluster(got peeled) []word {
	n := len(got.words)
	if len(got.attributes) == 0 || p.arrows || n < 2 || p.drawn(joinWords(got.words)) || !p.drawn(joinWords(got.words[:n-1])) {
		return got.words
	}
	switch strings.ToLower(got.words[n-1].text) {
	case "cluster", "fleet", "pool", "group", "farm", "set", "tier":
		return got.words[:n-1]
	}
	return got.words
}

// trimEnd cuts what ends a sentence off the last word.
func (p *parser) trimEnd(list []word) []word {
	n := len(list)
	if n == 0 || list[n-1].quoted {
		return list
	}
	if first := clean(strings.TrimLeft(list[0].text, "?!")); !list[0].quoted && first != list[0].text && strings.ContainsAny(list[0].text[:1], "?!") && (first != "" || n > 1) {
		p.note("the question mark is not drawn")
		if list[0].text = first; first == "" {
			list, n = list[1:], n-1
		}
	}
	text := strings.TrimRight(list[n-1].text, ".!?…。")
	if strings.HasSuffix(list[n-1].text, "?") {
		p.note("the question mark is not drawn")
	}
	if text == "" && n > 1 {
		return list[:n-1]
	}
	if text != "" {
		list[n-1].text = text
	}
	return list
}

// isMiscount reports whether a word looks like a count and is none: x3-10.
func isMiscount(w word) bool {
	text := strings.TrimLeft(w.text, "xX×")
	if w.quoted || text == w.text || text == "" || isTimes(w.text) || strings.EqualFold(w.text, "x86") || text[0] < '0' || text[0] > '9' {
		return false
	}
	return strings.Trim(text, "0123456789.,-–~+kKmM") == ""
}

// isDots reports whether a word is a line of dots, which links nothing.
func isDots(w word) bool { return !w.quoted && len(w.text) > 1 && strings.Trim(w.text, ".") == "" }

// isVisible reports whether a character can be told from others in a drawing.
func isVisible(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.In(r, unicode.So)
}

// sentenceWords are words that stand in sentences, and in few names of components.
var sentenceWords = wordset.Of(`the to from via over through into onto then which that by sends send calls call hits hit goes go talks talk forwards writes
	reads asks returns gets uses`)

// tellSentence tells of a name that looks like several, or like a sentence: it is drawn as
// one component all the same.
func (p *parser) tellSentence(m *mention, name string) {
	said, named, kinds, several := false, 0, 0, make(map[Kind]bool)
	for i, w := range m.words {
		if w.quoted {
			return
		}
		said = said || i > 0 && sentenceWords[strings.ToLower(w.text)]
		if w.text == "/" {
			continue
		}
		named++
		if p.whole(m.words[i : i+1]) {
			kinds++
		}
		several[p.graph.names.exact(words(w.text)).kind] = true
	}
	if n := len(m.words); n > 2 && (said || kinds == named || len(several) == named && !several[Unknown]) || n > 1 && p.isParted(m.token) {
		p.note("%q is drawn as one component: for several write a -> b", name)
	}
	if last := m.words[max(0, len(m.words)-1):]; len(m.words) > 1 && isAsync(last[0].text) {
		p.note("%q is part of the name: an arrow that does not wait is ~>", last[0].text)
	}
}

// isParted reports whether a tab or several spaces part the words of a name.
func (p *parser) isParted(t token) bool {
	if t.off+t.n > len(p.text) {
		return false
	}
	text := strings.TrimSpace(string(p.text[t.off : t.off+t.n]))
	return strings.Contains(text, "   ") || strings.Contains(text, "\t")
}

// isAsync reports whether a word says that nobody waits.
func isAsync(text string) bool {
	switch strings.ToLower(text) {
	case "async", "asynchronous", "asynchronously", "asynch":
		return true
	}
	return false
}
