package diagram

import (
	"fmt"
	"slices"
	"strings"
)

// A Flaw is a kind of structural finding.
type Flaw string

// The flaws that a drawing shows without being run.
const (
	NoClient    Flaw = "no-client"               // no component starts requests
	SinglePoint Flaw = "single-point-of-failure" // the only way from the clients to a store, with one instance
	Unreached   Flaw = "unreached-store"         // a store on no way from a client
	Uncalled    Flaw = "uncalled"                // nothing calls it, and it starts nothing by itself
	Cycle       Flaw = "cycle"                   // components that wait for each other in a circle
	DeadEnd     Flaw = "dead-end"                // is there to call others, and calls nothing
	NoKind      Flaw = "no-kind"                 // nothing tells what it is
)

// A Finding is one flaw of a design.
type Finding struct {
	Flaw  Flaw
	Nodes []int  // the nodes concerned, the one at fault first
	Text  string // a sentence for the candidate, lower case, without a full stop
}

// Findings returns the flaws of a design, by flaw in the order above, then in
// the order of the nodes. What follows from a flaw is no other: without a client it
// is not told that nothing calls the first component, and a store that only an uncalled
// component comes to is told with that.
func (g *Graph) Findings() []Finding {
	if len(g.Nodes) == 0 {
		return nil
	}
	uncalled := g.uncalled()
	findings := append(g.unreached(uncalled), uncalled...)
	findings = append(findings, g.cycles()...)
	findings = append(findings, g.deadEnds()...)
	findings = append(findings, g.withoutKind()...)
	started := func(n Node) bool { return n.Kind == Client || n.Kind == Scheduler }
	if slices.ContainsFunc(g.Nodes, started) {
		return append(g.singlePoints(), findings...)
	}
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return f.Flaw == Uncalled })
	return append([]Finding{g.noClient(uncalled)}, findings...)
}

// noClient asks for the client, which may be drawn without saying so.
func (g *Graph) noClient(uncalled []Finding) Finding {
	for _, f := range uncalled {
		switch n := &g.Nodes[f.Nodes[0]]; n.Kind {
		case Service, Unknown, Worker:
			return Finding{NoClient, f.Nodes[:1], fmt.Sprintf("no client is drawn: is %s yours? then say so, as in \"%s: client\"", n.Name, nameOf(n.Name))}
		default:
			return Finding{NoClient, f.Nodes[:1], fmt.Sprintf("no client is drawn: who calls %s?", n.Name)}
		}
	}
	return Finding{NoClient, nil, "no client is drawn, so nothing starts a request"}
}

// withoutKind finds the components of which nothing tells what they are, all in one.
func (g *Graph) withoutKind() []Finding {
	var nodes []int
	for i, n := range g.Nodes {
		if n.Kind == Unknown {
			nodes = append(nodes, i)
		}
	}
	if nodes == nil {
		return nil
	}
	verb := "is"
	if len(nodes) > 1 {
		verb = "are"
	}
	name := nameOf(g.Nodes[nodes[0]].Name)
	return []Finding{{NoKind, nodes, fmt.Sprintf("nothing tells what %s %s: say so, as in \"%s: service\"", g.list(nodes), verb, name)}}
}

// clients returns the nodes where requests start.
func (g *Graph) clients() []int {
	var clients []int
	for i, n := range g.Nodes {
		if n.Kind == Client {
			clients = append(clients, i)
		}
	}
	return clients
}

// reach returns which nodes a walk from the clients comes to if one node, or
// -1 for none, is down.
func (g *Graph) reach(down int) []bool {
	callees := g.callees()
	reached := make([]bool, len(g.Nodes))
	var queue []int
	visit := func(i int) {
		if i != down && !reached[i] {
			reached[i] = true
			queue = append(queue, i)
		}
	}
	for _, i := range g.clients() {
		visit(i)
	}
	for len(queue) > 0 {
		from := queue[0]
		queue = queue[1:]
		for _, to := range callees[from] {
			visit(to)
		}
	}
	return reached
}

// singlePoints finds the nodes without which no client comes to some store:
// the cut vertices of the ways from the clients, taken together, to each store. A
// store and its copies stand in for each other.
func (g *Graph) singlePoints() []Finding {
	var findings []Finding
	reached, originals := g.reach(-1), g.Originals()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		if !reached[i] || n.Kind == Client || n.redundant() || originals[i] >= 0 || slices.Contains(originals, i) {
			continue
		}
		without := g.reach(i)
		nodes := []int{i}
		for j, n := range g.Nodes {
			if j != i && n.Kind.keeps() && originals[j] < 0 && reached[j] && !without[j] {
				nodes = append(nodes, j)
			}
		}
		if len(nodes) > 1 || g.Nodes[i].Kind.keeps() {
			findings = append(findings, Finding{SinglePoint, nodes, g.singlePointText(nodes)})
		}
	}
	return findings
}

func (g *Graph) singlePointText(nodes []int) string {
	name := g.Nodes[nodes[0]].Name
	if len(nodes) == 1 {
		return fmt.Sprintf("%s is a single point of failure: it has no replica; say \"replicas 2\" or more if it has", name)
	}
	return fmt.Sprintf("%s is a single point of failure: without it no client comes to %s; say \"x2\" or more if there are several",
		name, g.list(nodes[1:]))
}

// redundant reports whether the failure of one instance leaves the component
// working: it has several, or it is of a kind that its provider replicates.
func (n *Node) redundant() bool {
	switch n.Kind {
	case DNS, CDN, Objects, External:
		return true
	}
	if n.Count > 1 {
		return true
	}
	return slices.ContainsFunc(n.Attributes, func(a Attribute) bool { return a.spare() })
}

// spare reports whether an attribute promises another instance.
func (a Attribute) spare() bool {
	for _, word := range words(a.Name + " " + a.Value) {
		switch word {
		case "no", "without":
			return false
		case "standbys":
			return true
		case "replicas", "replica", "instances", "nodes", "copies", "servers", "zones", "regions", "azs", "pods", "brokers", "quorum":
			return a.Count > 1 || a.Name == ""
		case "replicated", "replication", "standby", "failover", "redundant", "cluster", "clustered", "autoscaled", "anycast", "mirrored":
			return true
		}
	}
	return false
}

// unreached finds the stores on no way from a client, but for those that something
// uncalled comes to: these are added to its finding.
func (g *Graph) unreached(uncalled []Finding) []Finding {
	var findings []Finding
	reached := g.reach(-1)
	if len(g.clients()) == 0 {
		return nil
	}
	callees := g.callees()
	for i, n := range g.Nodes {
		if !n.Kind.keeps() || reached[i] {
			continue
		}
		told := false
		for k := range uncalled {
			f := &uncalled[k]
			if f.Nodes[0] == i || leads(callees, f.Nodes[0], i) {
				f.Nodes = append(f.Nodes, i)
				told = true
				break
			}
		}
		if !told {
			findings = append(findings, Finding{Unreached, []int{i}, fmt.Sprintf("%s is on no way from a client", n.Name)})
		}
	}
	for k := range uncalled {
		f := &uncalled[k]
		stores := slices.DeleteFunc(slices.Clone(f.Nodes[1:]), func(i int) bool { return i == f.Nodes[0] })
		f.Nodes = append(f.Nodes[:1:1], stores...)
		switch {
		case len(stores) == 1:
			f.Text += fmt.Sprintf(", so %s is on no way from a client", g.list(stores))
		case len(stores) > 1:
			f.Text += fmt.Sprintf(", so %s are on no way from a client", g.list(stores))
		}
	}
	return findings
}

// leads reports whether a way leads along the arrows from one node to another.
func leads(callees [][]int, from, to int) bool {
	stops := []map[int]bool{{from: true}, {to: true}}
	return trace(callees, stops) != nil
}

// uncalled finds the components that nothing calls and that start nothing.
func (g *Graph) uncalled() []Finding {
	called := g.isCalled()
	var findings []Finding
	for i, n := range g.Nodes {
		if !called[i] && !n.Kind.starts() {
			findings = append(findings, Finding{Uncalled, []int{i}, fmt.Sprintf("nothing calls %s", n.Name)})
		}
	}
	return findings
}

func (g *Graph) deadEnds() []Finding {
	calls := make([]bool, len(g.Nodes))
	for _, e := range g.Edges {
		calls[e.From] = calls[e.From] || e.From != e.To
	}
	var findings []Finding
	for i, n := range g.Nodes {
		if !calls[i] && n.Kind.delegates() {
			findings = append(findings, Finding{DeadEnd, []int{i}, n.Name + " calls nothing: " + n.Kind.idle()})
		}
	}
	return findings
}

// list returns the names of nodes as a sentence has them.
func (g *Graph) list(nodes []int) string {
	names := make([]string, len(nodes))
	for i, node := range nodes {
		names[i] = g.Nodes[node].Name
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}
