package topology

import (
	"slices"
	"strconv"
	"strings"

	"spar/internal/diagram"
)

// read takes up what the label of a node states.
func (d *design) read(c *Component, n *diagram.Node) {
	instances := n.Instances()
	switch c.Kind {
	case Client:
		d.readUsers(c, n)
	case External:
	case Store:
		d.readStore(c, n, instances)
	default:
		c.Instances = written(instances)
	}
	switch c.Kind {
	case Cache, CDN:
		if size := n.Attribute("size"); size.Value != "" {
			c.Capacity = size.Value
		} else {
			c.Capacity = written(n.Counted("entries", "capacity"))
		}
		c.TTL = value(n, "ttl", "expiry")
	case Gateway:
		c.Limit = value(n, "limit", "rate limit")
		d.readLimit(c, n)
	}
	d.readPolicy(n)
}

// readUsers takes up how many users wait for answers, where the label says that they think:
// "users 500, think 3 s". Without that users are how many a system has in all.
func (d *design) readUsers(c *Component, n *diagram.Node) {
	think := value(n, "think", "think time")
	if think == "" {
		return
	}
	if users := n.Counted("users", "clients", "players", "crawlers"); users > 0 {
		c.Users, c.Think = written(users), think
	} else {
		d.note("%s: nothing says how many users think for %s; write it, as in \"users 500, think %s\"", n.Name, think, think)
	}
}

// A store of up to so many machines is taken for one shard, a larger one for shards
// of the usual number of replicas.
const (
	fewMachines   = 5
	usualReplicas = 3
)

// readStore takes up what the label of a store states: shards and replicas, of which
// its machines give what is missing.
func (d *design) readStore(c *Component, n *diagram.Node, machines int) {
	shards := n.Shards()
	replicas := n.Replicas()
	switch {
	case machines == 0, shards > 0 && replicas > 0:
	case replicas > 0:
		shards = max(1, machines/replicas)
	case shards > 0:
		replicas = max(1, machines/shards)
	case machines <= fewMachines:
		d.note("%s: %d of a store are taken for replicas of each shard; say \"shards %d\" if they share the data", n.Name, machines, machines)
		replicas = machines
	default:
		shards, replicas = machines/usualReplicas, usualReplicas
		d.note("%s: %d of a store are taken for %d shards of %d replicas; say \"shards %d, replicas 1\" if each has data of its own",
			n.Name, machines, shards, replicas, machines)
	}
	c.Shards, c.Replicas = written(shards), written(replicas)
	c.ReadQuorum, c.WriteQuorum = written(n.Counted("read quorum", "quorum")), written(n.Counted("write quorum", "quorum"))
}

// written returns a count as a figure; none is left open.
func written(count int) string {
	if count == 0 {
		return ""
	}
	return strconv.Itoa(count)
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
