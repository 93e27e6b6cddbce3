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

// A made call is one that an arrow draws.
type made struct {
	Call
	edge diagram.Edge
}

// callsOf returns the calls of a node of a kind.
func (d *design) callsOf(node int, kind Kind) []Call {
	var calls []Call
	made := d.inOrder(node, kind, d.drawnCalls(node, kind))
	for _, m := range made {
		calls = append(calls, m.Call)
	}
	return append(calls, d.undoing(kind, made)...)
}

// drawnCalls returns the calls of a node as its arrows draw them.
func (d *design) drawnCalls(node int, kind Kind) []made {
	switch routes := d.routes(node); {
	case kind == Service || kind == Worker:
		return d.asideCalls(node, kind)
	case kind == Store:
		return d.copyingCalls(node)
	case (kind == Client || kind == Balancer || kind == Gateway) && len(routes) > 1:
		return d.routedCalls(node, kind, routes)
	}
	var calls []made
	for _, e := range d.edges[node] {
		calls = append(calls, d.called(e, kind))
	}
	return calls
}

// asideCalls returns the calls of a service: caches first, then the others. What a
// cache holds is not read from a store, and what has copies is read from them.
func (d *design) asideCalls(node int, kind Kind) []made {
	copies := d.copies(node)
	name := d.graph.Nodes[node].Name
	calls := d.caches(node, kind)
	for _, e := range d.edges[node] {
		to := &d.graph.Nodes[e.To]
		cache := d.cacheBefore(node, e)
		call := d.called(e, kind)
		reading, writing := call, call
		reading.Only, writing.Only = onlyReads, onlyWrites
		if cache >= 0 {
			reading.When = onMiss(d.names[cache])
		}
		restricted := call.Only != ""
		switch {
		case to.Kind == diagram.Cache:
		case e.Async || !keeps(to.Kind) || to.Kind != diagram.Store && cache < 0:
			calls = append(calls, call)
		case slices.Contains(copies, e.To) && !restricted:
			d.note("%s reads from %s, by its name", name, to.Name)
			reading.Share = share(100, len(copies))
			calls = append(calls, reading)
		case slices.ContainsFunc(copies, func(of int) bool { return d.originals[of] == e.To }) && !restricted:
			calls = append(calls, writing)
		case cache < 0 || call.Only == onlyWrites:
			calls = append(calls, call)
		case d.calls(cache, e.To) && !restricted:
			d.note("%s writes to %s and reads it through %s", name, to.Name, d.graph.Nodes[cache].Name)
			calls = append(calls, writing)
		case restricted:
			d.note("%s reads %s only on a miss in %s", name, to.Name, d.graph.Nodes[cache].Name)
			call.When = reading.When
			calls = append(calls, call)
		default:
			d.note("%s reads %s only on a miss in %s", name, to.Name, d.graph.Nodes[cache].Name)
			calls = append(calls, reading, writing)
		}
	}
	return calls
}

// caches returns the calls of a node to caches.
func (d *design) caches(node int, kind Kind) []made {
	var calls []made
	for _, e := range d.edges[node] {
		if d.graph.Nodes[e.To].Kind == diagram.Cache {
			calls = append(calls, d.called(e, kind))
		}
	}
	return calls
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
func (d *design) copyingCalls(node int) []made {
	var calls []made
	for _, e := range d.edges[node] {
		d.note("%s passes on what is written to %s, and nobody waits for that", d.graph.Nodes[node].Name, d.graph.Nodes[e.To].Name)
		e.Async = true
		call := d.called(e, Store)
		call.Only = onlyWrites
		calls = append(calls, call)
	}
	return calls
}

// routes returns the calls of which a request makes one: those to services and to
// what leads there.
func (d *design) routes(node int) []diagram.Edge {
	var routes []diagram.Edge
	for _, e := range d.edges[node] {
		switch d.graph.Nodes[e.To].Kind {
		case diagram.Service, diagram.Unknown, diagram.Gateway, diagram.Balancer, diagram.Limiter, diagram.CDN:
			if !e.Async && !d.isAsked(e) && e.Terms.Answer == "" && d.classesOf(e) == "" {
				routes = append(routes, e)
			}
		}
	}
	return routes
}

// routedCalls returns the calls of a node that passes each request to one of
// several; the others it asks for every request. Routes without a share of their own get
// equal parts of what the others leave.
func (d *design) routedCalls(node int, kind Kind, all []diagram.Edge) []made {
	whole, routes := 100.0, []diagram.Edge(nil)
	for _, e := range all {
		if share := e.Terms.Share; share == "" {
			routes = append(routes, e)
		} else {
			whole -= asCount(strings.TrimSuffix(share, "%"))
		}
	}
	whole = max(0, whole)
	reads, writes := d.divide(routes)
	from := d.graph.Nodes[node].Name
	switch {
	case len(routes) == 0:
	case !slices.Equal(reads, writes):
		d.note("%s passes reads to %s and writes to %s, by their names", from, d.list(reads), d.list(writes))
	case whole < 100:
		d.note("%s passes the other %.4g%% of requests to %s", from, whole, d.list(reads))
	default:
		d.note("%s spreads requests over %s in equal parts, as nothing says otherwise", from, d.list(reads))
	}
	share := func(nodes []int) string { return share(whole, len(nodes)) }
	var calls []made
	for _, e := range d.edges[node] {
		call := d.called(e, kind)
		if !slices.Contains(routes, e) {
			calls = append(calls, call)
			continue
		}
		inReads, inWrites := slices.Contains(reads, e.To), slices.Contains(writes, e.To)
		reading, writing := call, call
		reading.Only, reading.Share = onlyReads, share(reads)
		writing.Only, writing.Share = onlyWrites, share(writes)
		switch {
		case !inWrites:
			calls = append(calls, reading)
		case !inReads:
			calls = append(calls, writing)
		case len(reads) == len(writes):
			call.Share = share(reads)
			calls = append(calls, call)
		default:
			calls = append(calls, reading, writing)
		}
	}
	return calls
}

// share returns an equal part of a share in percent; empty where that is all requests.
func share(whole float64, of int) string {
	if of == 1 && whole == 100 {
		return ""
	}
	return fmt.Sprintf("%.6g%%", whole/float64(of))
}

// divide says which of several nodes take reads and which take writes. One whose
// name tells neither takes what no other is named for, and reads in any case,
// unless it is the origin of copies that answer them.
func (d *design) divide(routes []diagram.Edge) (reads, writes []int) {
	var either []int
	for _, e := range routes {
		switch d.duty(e) {
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

// duty returns what a route takes, by its label or else its name: a content delivery
// network answers reads.
func (d *design) duty(e diagram.Edge) string {
	switch n := &d.graph.Nodes[e.To]; {
	case e.Terms.Only == onlyReads || e.Terms.Only == onlyWrites:
		return e.Terms.Only
	case n.Kind == diagram.CDN:
		return onlyReads
	default:
		return duty(n.Name)
	}
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

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
}
