package topology

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"spar/internal/diagram"
)

// What a [Call] may be restricted to.
const (
	onlyReads  = "reads"
	onlyWrites = "writes"
)

// callsOf returns the calls of a node of a kind.
func (d *design) callsOf(node int, kind Kind) []Call {
	switch routes := d.routes(node); {
	case kind == Service || kind == Worker:
		return d.asideCalls(node)
	case kind == Store:
		return d.copyingCalls(node)
	case (kind == Client || kind == Balancer || kind == Gateway) && len(routes) > 1:
		return d.routedCalls(node, routes)
	}
	var calls []Call
	for _, e := range d.edges[node] {
		// Consumers take from a queue, however the arrow is drawn.
		calls = append(calls, Call{To: d.names[e.To], Async: e.Async && kind != Queue})
	}
	return calls
}

// asideCalls returns the calls of a service: caches first, then the others. What a
// cache holds is not read from a store, and what has copies is read from them.
func (d *design) asideCalls(node int) []Call {
	caches, cache := d.caches(node)
	copies := d.copies(node)
	name := d.graph.Nodes[node].Name
	calls := caches
	for _, e := range d.edges[node] {
		to := &d.graph.Nodes[e.To]
		call := Call{To: d.names[e.To], Async: e.Async}
		reading := call
		reading.Only = onlyReads
		if cache >= 0 {
			reading.When = onMiss(d.names[cache])
		}
		writing := call
		writing.Only = onlyWrites
		switch {
		case to.Kind == diagram.Cache:
		case e.Async || to.Kind != diagram.Store:
			calls = append(calls, call)
		case slices.Contains(copies, e.To):
			d.note("%s reads from %s, by its name", name, to.Name)
			reading.Share = share(len(copies))
			calls = append(calls, reading)
		case slices.ContainsFunc(copies, func(of int) bool { return d.originals[of] == e.To }):
			calls = append(calls, writing)
		case cache < 0:
			calls = append(calls, call)
		case d.calls(cache, e.To):
			d.note("%s writes to %s and reads it through %s", name, to.Name, d.graph.Nodes[cache].Name)
			calls = append(calls, writing)
		default:
			d.note("%s reads %s only on a miss in %s", name, to.Name, d.graph.Nodes[cache].Name)
			calls = append(calls, reading, writing)
		}
	}
	return calls
}

// caches returns the calls of a node to caches, and the cache that it reads through,
// -1 if it does not.
func (d *design) caches(node int) (calls []Call, cache int) {
	cache = -1
	for _, e := range d.edges[node] {
		if d.graph.Nodes[e.To].Kind != diagram.Cache {
			continue
		}
		calls = append(calls, Call{To: d.names[e.To], Async: e.Async})
		if !e.Async && duty(d.graph.Nodes[node].Name) != onlyWrites {
			cache = e.To
		}
	}
	return calls, cache
}

// copies returns the copies of stores that a node reads.
func (d *design) copies(node int) []int {
	var copies []int
	for _, e := range d.edges[node] {
		if !e.Async && d.originals[e.To] >= 0 && d.graph.Nodes[e.To].Kind == diagram.Store {
			copies = append(copies, e.To)
		}
	}
	return copies
}

// copyingCalls returns the calls of a store: what it stores goes on to others, and
// nobody waits for that.
func (d *design) copyingCalls(node int) []Call {
	var calls []Call
	for _, e := range d.edges[node] {
		d.note("%s passes on what is written to %s, and nobody waits for that", d.graph.Nodes[node].Name, d.graph.Nodes[e.To].Name)
		calls = append(calls, Call{To: d.names[e.To], Only: onlyWrites, Async: true})
	}
	return calls
}

// routes returns the calls of which a request makes one: those to services and to
// what leads there.
func (d *design) routes(node int) []diagram.Edge {
	var routes []diagram.Edge
	for _, e := range d.edges[node] {
		to := &d.graph.Nodes[e.To]
		switch to.Kind {
		case diagram.Service, diagram.Unknown, diagram.Gateway, diagram.Balancer, diagram.CDN:
			if !e.Async && !checks(to.Name) {
				routes = append(routes, e)
			}
		}
	}
	return routes
}

// routedCalls returns the calls of a node that passes each request to one of
// several; the others it asks for every request.
func (d *design) routedCalls(node int, routes []diagram.Edge) []Call {
	reads, writes := d.divide(routes)
	from := d.graph.Nodes[node].Name
	if slices.Equal(reads, writes) {
		d.note("%s spreads requests over %s in equal parts, as nothing says otherwise", from, d.list(reads))
	} else {
		d.note("%s passes reads to %s and writes to %s, by their names", from, d.list(reads), d.list(writes))
	}
	var calls []Call
	for _, e := range d.edges[node] {
		call := Call{To: d.names[e.To], Async: e.Async}
		if !slices.Contains(routes, e) {
			calls = append(calls, call)
			continue
		}
		inReads, inWrites := slices.Contains(reads, e.To), slices.Contains(writes, e.To)
		switch {
		case !inWrites:
			call.Only, call.Share = onlyReads, share(len(reads))
		case !inReads:
			call.Only, call.Share = onlyWrites, share(len(writes))
		case len(reads) == len(writes):
			call.Share = share(len(reads))
		default:
			calls = append(calls, Call{To: call.To, Only: onlyReads, Share: share(len(reads))})
			call.Only, call.Share = onlyWrites, share(len(writes))
		}
		calls = append(calls, call)
	}
	return calls
}

// share returns an equal part of all requests; empty where that is all.
func share(of int) string {
	if of == 1 {
		return ""
	}
	return fmt.Sprintf("%.6g%%", 100/float64(of))
}

// divide says which of several nodes take reads and which take writes. One whose
// name tells neither takes what no other is named for, and reads in any case,
// unless it is the origin of copies that answer them.
func (d *design) divide(routes []diagram.Edge) (reads, writes []int) {
	var either []int
	for _, e := range routes {
		switch d.duty(e.To) {
		case onlyReads:
			reads = append(reads, e.To)
		case onlyWrites:
			writes = append(writes, e.To)
		default:
			either = append(either, e.To)
		}
	}
	if len(writes) == 0 {
		writes = either
	}
	for _, node := range either {
		if !slices.ContainsFunc(reads, func(other int) bool { return d.graph.Nodes[other].Kind == diagram.CDN && d.calls(other, node) }) {
			reads = append(reads, node)
		}
	}
	if len(reads) == 0 {
		reads = writes
	}
	if len(writes) == 0 {
		writes = reads
	}
	slices.Sort(reads)
	return reads, writes
}

// duty returns what a node takes: a content delivery network answers reads.
func (d *design) duty(node int) string {
	if n := &d.graph.Nodes[node]; n.Kind != diagram.CDN {
		return duty(n.Name)
	}
	return onlyReads
}

func (d *design) list(nodes []int) string {
	var names []string
	for _, i := range nodes {
		names = append(names, d.graph.Nodes[i].Name)
	}
	return strings.Join(names, ", ")
}

// duty tells from the words of a service's name whether it takes only reads or only
// writes; empty if the name does not say, or says both.
func duty(name string) string {
	reads, writes := false, false
	for _, word := range nameWords(name) {
		switch word {
		case "read", "reader", "reads", "redirect", "redirects", "redirector", "resolve", "resolver", "lookup", "get", "fetch", "view", "views",
			"feed", "timeline", "search", "query", "list", "browse", "download", "downloads", "playback", "stream", "streaming", "expand":
			reads = true
		case "write", "writer", "writes", "shorten", "shortener", "shortening", "create", "creation", "creator", "upload", "uploads", "uploader",
			"post", "publish", "publisher", "ingest", "ingestion", "submit", "save", "update", "insert", "import":
			writes = true
		}
	}
	switch {
	case reads == writes:
		return ""
	case reads:
		return onlyReads
	}
	return onlyWrites
}

// checks tells from a name whether a service is asked about every request, whatever
// else serves it.
func checks(name string) bool {
	return slices.ContainsFunc(nameWords(name), func(word string) bool {
		switch word {
		case "auth", "authentication", "authorization", "identity", "session", "sessions", "login", "token", "tokens", "waf", "discovery":
			return true
		}
		return false
	})
}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
}
