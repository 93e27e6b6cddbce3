package network

import (
	"fmt"

	"spar/internal/system"
)

// tell gives a result the reasons for what befell components, and who called them.
func (m *model) tell(r *system.Result) {
	for i, c := range m.components {
		var senders []string
		for _, e := range m.edges {
			if e.to == int32(i) {
				senders = append(senders, e.policy(m))
			}
		}
		c.fleet.Tell(r, c.name, senders...)
	}
	if m.world != nil {
		m.world.tell(r)
	}
}

// policy says who makes the calls of an edge, and by what policy.
func (e *edge) policy(m *model) string {
	to := m.components[e.to]
	var words []string
	switch {
	case isPool(to.kind):
		words = append(words, m.Plan.Text(to.name+".policy"))
	case to.store != nil && to.store.replicas == 1: // a key has its shard
	case to.store != nil:
		st := to.store
		words = append(words, fmt.Sprintf("%d of %d replicas for a read, %d for a write", st.read, st.replicas, st.write))
	default:
		words = append(words, "a key's node, else the next")
	}
	if e.fallback {
		words = append(words, "going on without it")
	}
	return m.Plan.Policy(m.components[e.from].name, e.name+".", words...)
}
