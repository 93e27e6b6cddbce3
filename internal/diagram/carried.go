package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// terms reads what stands on an arrow.
func (p *parser) terms(at token, label string) Terms {
	if label == "" {
		return Terms{}
	}
	t, mistakes := readTerms(label)
	for _, m := range mistakes {
		p.contradict(at, m)
	}
	return t
}

// contradict tells of a mistake in what stands on an arrow. In notations where such texts
// are for people that is none.
func (p *parser) contradict(at token, m mistake) {
	if p.dialect.foreign() {
		p.note("%s: %s", m.message, m.fix)
		return
	}
	p.problem(at, m.message, m.fix)
}

// join adds to terms what else is said of the same arrow.
func (p *parser) join(terms *Terms, more Terms, at token) {
	if why := terms.add(more); why != "" {
		p.contradict(at, mistake{why, "keep one of them"})
	}
}

// tell tells of the text of an arrow, which no run takes up.
func (p *parser) tell(text string) {
	if text != "" {
		p.note("%q is a remark on the arrow, and changes nothing in a run", text)
	}
}

// carried reads the label behind an arrow and a colon: "-> db: on miss, timeout 1 s". It
// is that of the only arrow of a statement.
func (p *parser) carried(callers, callees []int, only bool) Terms {
	colon := p.take()
	end := p.labelEnd()
	text := string(p.text[colon.off+1 : max(end, colon.off+1)])
	arrows := false
	for p.tokens[0].kind != endToken && p.tokens[0].off < end {
		arrows = isForward(p.take()) || arrows
	}
	switch {
	case clean(strings.NewReplacer(",", " ", ";", " ").Replace(text)) == "":
		if !p.dialect.foreign() {
			p.problem(colon, "the label of the arrow says nothing", `say how it is called, as in "app -> db: on miss"`)
		}
	case p.dialect.foreign():
		if arrows {
			return Terms{Text: clean(text)}
		}
		return p.terms(colon, strings.TrimSuffix(strings.TrimSpace(text), ";"))
	case arrows:
		p.problem(colon, "the label of an arrow has no arrows", "write them on a line of their own")
	case !only:
		p.problem(colon, "several arrows stand before the text", fmt.Sprintf(`write the one that it is about on a line of its own, as in "%s -> %s: %s"`, p.namesOf(callers), p.namesOf(callees), clean(text)))
	default:
		p.misplaced(callees, text, colon)
		return p.terms(colon, text)
	}
	return Terms{}
}

// misplaced tells of items that say what a component is, where the text is about the
// arrow.
func (p *parser) misplaced(callees []int, text string, at token) {
	for _, item := range splitItems(text) {
		name := p.namesOf(callees)
		if said, _ := readItem(item); said.Text == "" {
			if isTimes(strings.TrimSpace(item)) {
				p.note("each request makes %s calls; how many there are of %s stands on a line of its own, as in \"%[2]s: %[3]s\"", said.Times, name, clean(item))
			}
			continue
		}
		if p.isDescription(item) {
			p.problem(at, fmt.Sprintf("%q says what %s is, and not how it is called", clean(item), name), fmt.Sprintf(`write it on a line of its own, as in "%s: %s"`, name, clean(item)))
		}
	}
}

// isDescription reports whether an item can only be that of a component: a kind, a
// product, or what components have.
func (p *parser) isDescription(item string) bool {
	text := strings.ToLower(clean(item))
	switch kind := Kind(text); kind {
	case Objects, Search, Monitor:
		return false
	default:
		if slices.Contains(Kinds(), kind) || text == "db" || text == "database" || p.graph.names.exact(words(text)).class == productWord {
			return true
		}
	}
	got, only := attributesOnly(plainWords(item))
	return only && len(got.attributes) > 0
}

// waits reports whether callers hand over instead, by the arrow and by what stands on it.
func (p *parser) waits(terms *Terms, arrow token) (async bool) {
	async = arrow.kind == handToken || arrow.dashed(false)
	switch {
	case terms.sync && terms.async:
		p.contradict(arrow, mistake{`"sync" contradicts "async"`, "keep one of them"})
	case terms.sync && async && !arrow.dotted() && !p.dialect.foreign():
		p.problem(arrow, fmt.Sprintf("%s does not wait", arrow.text), "write -> for a call that waits")
	case terms.sync && async:
		p.note("read as ->, which waits for the answer")
		async = false
	case terms.async && !async:
		p.note("read as ~>, which hands over without waiting")
		async = true
	}
	terms.sync, terms.async = false, false
	return async
}
