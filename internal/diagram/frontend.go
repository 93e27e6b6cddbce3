package diagram

import "slices"

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
// It has to be an app by its name, or nothing else tells what it is.
func (g *Graph) placeCallers() {
	callees := g.callees()
	called := g.isCalled()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		front := slices.ContainsFunc(callees[i], func(to int) bool { return g.Nodes[to].Kind.fronts() })
		if !called[i] && front && (n.Kind == Unknown || n.Kind == Service && n.isApp() && len(n.Attributes) == 0 && n.Count == 0) {
			n.Kind = Client
		}
	}
}

// isApp reports whether a component is called an app, which may run anywhere.
func (n *Node) isApp() bool {
	name := numbered(words(n.Name))
	return len(name) > 0 && slices.Contains([]string{"app", "apps", "application", "applications"}, name[len(name)-1])
}
