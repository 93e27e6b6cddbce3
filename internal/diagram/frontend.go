package diagram

import (
	"slices"
	"strings"
)

// frontEnds are the names that people give to what users hold in their hands and to
// the servers that deliver it alike.
var frontEnds = []string{"web", "webapp", "website", "frontend", "ui"}

// placeFrontEnds makes services of front ends that are servers: in "client -> lb -> web
// -> db" the web is one, as something other than a client calls it, and in "client ->
// web -> db", as no client comes to a database by itself. What answers over the
// connection that it opened, as in "web <-> gateway", is still a client, and so is
// what a label calls one.
func (g *Graph) placeFrontEnds() {
	callees := g.callees()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		labelled := slices.ContainsFunc(n.Attributes, func(a Attribute) bool { return g.names.told(a).kind == Client })
		if n.Kind != Client || labelled || !slices.Contains(frontEnds, joined(numbered(words(n.Name)))) {
			continue
		}
		fetches := slices.ContainsFunc(callees[i], func(to int) bool {
			kind := g.Nodes[to].Kind
			return kind.keeps() || kind == Cache || kind == Queue
		})
		for from, to := range callees {
			if slices.Contains(to, i) && !slices.Contains(callees[i], from) && (fetches || g.Nodes[from].Kind != Client) {
				n.Kind = Service
			}
		}
	}
}

// placeCallers makes clients of what nothing calls and that calls the front of a system:
// in "app -> load balancer -> feed service" the app is what people hold in their hands.
// What its name or its label calls a service is none.
func (g *Graph) placeCallers() {
	callees := g.callees()
	called := g.isCalled()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		front := slices.ContainsFunc(callees[i], func(to int) bool { return g.Nodes[to].Kind.fronts() })
		if !called[i] && front && n.Count == 0 && len(n.Attributes) == 0 && (n.Kind == Unknown || n.Kind == Service && !g.saysService(n)) {
			n.Kind = Client
		}
	}
}

// saysService reports whether the name of a component says that it serves others: it is
// a word for the kind, or ends in one that is not used of what calls from outside.
func (g *Graph) saysService(n *Node) bool {
	name := numbered(words(n.Name))
	if g.names.exact(name).class == genericWord {
		return true
	}
	switch strings.TrimSuffix(name[len(name)-1], "s") {
	case "service", "svc", "microservice", "api", "backend":
		return true
	}
	return false
}

// placeSenders makes workers of senders that a queue brings work to: who sends a message
// is a client, and what sends it on is none.
func (g *Graph) placeSenders() {
	callees := g.callees()
	for _, e := range g.Edges {
		to := &g.Nodes[e.To]
		if g.Nodes[e.From].Kind == Queue && to.Kind == Client && len(callees[e.To]) > 0 && strings.HasSuffix(normal(strings.TrimRight(to.Name, "sS")), "sender") {
			to.Kind = Worker
		}
	}
}

// isApp reports whether a word is one for a program that may run anywhere.
func isApp(word string) bool {
	return slices.Contains([]string{"app", "apps", "application", "applications"}, word)
}
