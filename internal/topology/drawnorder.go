package topology

import (
	"slices"
	"strings"

	"spar/internal/diagram"
)

// inOrder puts calls of a node in the order in which a request makes them: what it asks
// for every request first, and what depends on an answer after whom that is from.
func (d *design) inOrder(node int, kind Kind, calls []made) []made {
	var first, plain, conditional []made
	for _, m := range calls {
		switch {
		case m.edge.Terms.Answer != "" && m.When == "" && m.Only != onlyWrites:
			conditional = append(conditional, m)
		case kind != Queue && kind != Store && d.isAsked(m.edge) && !m.Async:
			first = append(first, m)
		default:
			plain = append(plain, m)
		}
	}
	if len(first) > 0 && len(first) < len(calls) {
		var asked []int
		for _, m := range first {
			asked = append(asked, m.edge.To)
		}
		d.note("%s asks %s first, for every request, and then goes on", d.graph.Nodes[node].Name, d.list(asked))
	}
	ordered := append(first, plain...)
	for _, m := range conditional {
		d.depend(&m, kind, ordered)
		ordered = append(ordered, m)
	}
	d.begin(ordered)
	return ordered
}

// begin lets no call begin together with what it needs an answer of, or with nothing.
func (d *design) begin(calls []made) {
	for i := range calls {
		if m := &calls[i]; m.Parallel && (i == 0 || m.When != "") {
			d.note("%s: it has to wait for what comes before it, and does not begin together with that", d.arrow(m.edge))
			m.Parallel = false
		}
	}
}

// depend lets a call depend on the answer that its label names.
func (d *design) depend(m *made, kind Kind, before []made) {
	t := m.edge.Terms
	if kind == Queue {
		d.note("%s: consumers do not wait for each other, so that it is made for every message", d.arrow(m.edge))
		return
	}
	if kind == Cache || kind == CDN {
		if t.Answer != "miss" && t.Answer != "missing" {
			d.note("%s: what a cache calls is called on a miss", d.arrow(m.edge))
		}
		return
	}
	for _, k := range d.askedBy(t, m.edge, before) {
		if answer := answerOf(kindOf(d.graph.Nodes[before[k].edge.To].Kind), t.Answer); answer != "" {
			m.When = before[k].To + " " + string(answer)
			return
		}
	}
	whose := "nothing"
	if t.Asked != "" {
		whose = "no " + t.Asked
	}
	d.note("%s: %s is asked before it that can answer %q, so that every request makes the call", d.arrow(m.edge), whose, t.Answer)
}

// askedBy returns the calls whose answer a label may mean, the likeliest first.
func (d *design) askedBy(t diagram.Terms, e diagram.Edge, before []made) []int {
	var named, alike, others []int
	for k := len(before) - 1; k >= 0; k-- {
		m := &before[k]
		n := &d.graph.Nodes[m.edge.To]
		switch {
		case m.Async || m.edge.To == e.To:
		case t.Asked != "" && d.means(t.Asked, m.edge.To):
			named = append(named, k)
		case n.Kind == d.graph.Nodes[e.To].Kind:
			alike = append(alike, k)
		default:
			others = append(others, k)
		}
	}
	if t.Asked != "" {
		return named
	}
	return append(alike, others...)
}

// means reports whether a label can mean a node: by its name, a word of it, or its kind.
func (d *design) means(text string, node int) bool {
	n := &d.graph.Nodes[node]
	if plain(text) == plain(n.Name) || string(n.Kind) == text || ComponentName(text) == d.names[node] {
		return true
	}
	if text == "db" || text == "database" {
		return keeps(n.Kind)
	}
	own := nameWords(n.Name)
	for _, word := range nameWords(text) {
		if !slices.ContainsFunc(own, func(other string) bool { return singular(other) == singular(word) }) {
			return false
		}
	}
	return true
}

func singular(word string) string { return strings.TrimSuffix(word, "s") }

// answerOf returns an answer as a component of a kind gives it; empty if it gives none
// like it.
func answerOf(kind Kind, answer string) Answer {
	a := Answer(answer)
	if kind == Store {
		switch a {
		case Miss:
			a = Missing
		case Hit:
			a = Found
		}
	} else if kind == Cache || kind == CDN {
		switch a {
		case Missing:
			a = Miss
		case Found:
			a = Hit
		}
	}
	if !slices.Contains(answersOf(kind), a) {
		return ""
	}
	return a
}

// isAsked reports whether every request asks what an arrow leads to, whatever else serves
// it: its label says so, or it is a check by its name and leads nowhere else.
func (d *design) isAsked(e diagram.Edge) bool {
	n := &d.graph.Nodes[e.To]
	switch {
	case e.Terms.Asks:
		return true
	case e.Terms.Answer != "" || e.Terms.Share != "" || keeps(n.Kind) || n.Kind == diagram.Cache || n.Kind == diagram.Queue || n.Kind == diagram.External:
		return false
	case n.Kind != diagram.Limiter && n.Kind != diagram.Gateway:
		return checks(n.Name)
	case n.Kind == diagram.Gateway && !checks(n.Name):
		return false
	}
	// What passes requests on is no check beside their way.
	return !slices.ContainsFunc(d.edges[e.To], func(on diagram.Edge) bool {
		kind := kindOf(d.graph.Nodes[on.To].Kind)
		return kind == Service || kind == Gateway || kind == Balancer
	})
}

// checks tells from a name whether a component is asked about every request, whatever
// else serves it.
func checks(name string) bool {
	return slices.ContainsFunc(nameWords(name), func(word string) bool {
		switch word {
		case "auth", "authentication", "authorization", "authorizer", "authn", "authz", "identity", "session", "sessions", "login", "token", "tokens", "waf", "discovery",
			"limiter", "limiters", "throttle", "throttler", "quota", "quotas", "fraud", "risk", "flag", "flags", "config", "configuration", "permission", "permissions",
			"acl", "entitlements", "captcha", "blocklist", "allowlist", "validator", "validation", "experiments":
			return true
		}
		return false
	})
}
