package topology

import (
	"slices"
	"strconv"
	"strings"

	"spar/internal/diagram"
)

// read takes up what the label of a node states.
func (d *design) read(c *Component, n *diagram.Node) {
	instances := stated(n, "instances", "nodes", "servers", "machines", "pods", "brokers", "workers", "consumers")
	if n.Count > 0 {
		instances = strconv.Itoa(n.Count)
	}
	switch c.Kind {
	case Client, External:
	case Store:
		c.Shards = stated(n, "shards", "partitions")
		c.Replicas = stated(n, "replicas", "copies", "replication")
		if instances != "" && c.Replicas == "" {
			d.note("%s: %s of a store are taken for replicas of each shard; say \"shards %s\" if they share the data", n.Name, instances, instances)
			c.Replicas = instances
		}
		c.ReadQuorum, c.WriteQuorum = stated(n, "read quorum", "quorum"), stated(n, "write quorum", "quorum")
	default:
		c.Instances = instances
	}
	switch c.Kind {
	case Cache, CDN:
		if size := n.Attribute("size"); size.Value != "" {
			c.Capacity = size.Value
		} else {
			c.Capacity = stated(n, "entries", "capacity")
		}
		c.TTL = value(n, "ttl", "expiry")
	case Gateway:
		c.Limit = value(n, "limit", "rate limit")
	}
	d.readPolicy(n)
}

// stated returns the first count of an attribute with one of the names.
func stated(n *diagram.Node, names ...string) string {
	for _, name := range names {
		if a := n.Attribute(name); a.Count > 0 {
			return strconv.Itoa(a.Count)
		}
	}
	return ""
}

// value returns the first value of an attribute with one of the names.
func value(n *diagram.Node, names ...string) string {
	for _, name := range names {
		if a := n.Attribute(name); a.Value != "" {
			return a.Value
		}
	}
	return ""
}

// readPolicy says which policies are not run. Those of balancing are taken up by
// spread, and of eviction only one is there to take.
func (d *design) readPolicy(n *diagram.Node) {
	if text := n.Attribute("policy").Value; text != "" && policy(text) == "" && plain(text) != "lru" {
		d.note("%s: the policy %q is not run", n.Name, text)
	}
}

// spread lets the instances that a component calls be picked by its policy.
func (d *design) spread(spec *Spec, c *Component) {
	for i, n := range d.graph.Nodes {
		chosen := policy(n.Attribute("policy").Value)
		if d.names[i] != c.Name || chosen == "" {
			continue
		}
		for _, call := range c.Calls {
			for j := range spec.Components {
				if to := &spec.Components[j]; to.Name == call.To && slices.Contains(owners["policy"], to.Kind) {
					to.Policy = chosen
				}
			}
		}
	}
}

// policy returns a policy of balancing as a [Spec] names it; empty if it is none.
func policy(text string) string {
	switch plain(text) {
	case "roundrobin", "weightedroundrobin":
		return "round-robin"
	case "random":
		return "random"
	case "twochoices", "poweroftwochoices":
		return "two-choices"
	case "leastconnections", "leastloaded":
		return "least-connections"
	}
	return ""
}

// plain returns a text in lower case without spaces and hyphens.
func plain(text string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "").Replace(text))
}
