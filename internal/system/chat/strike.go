package chat

import "spar/internal/system"

// Strike carries out a fault.
func (m *model) Strike(f system.Fault) {
	switch {
	case f.Verb == system.Load:
		m.RampLoad(f.Factor, f.Over)
	case f.Verb == system.Set:
		m.gateways.setPolicy(f.Value)
	case f.Verb == system.Add:
		m.gateways.grow()
	case f.Part == "store":
		m.store.strike(f)
	default:
		m.gateways.strike(f)
	}
}

// gatewaysFell ends what stations that are down were at work on. Elsewhere what is at
// work for machines that are down is found out when it ends.
func (o *outbox) gatewaysFell() {
	for a := range o.attempts.All {
		if at := &o.attempts.All[a]; at.place == atGateway && o.m.gateways.loses(at.gateway) {
			o.endAttempt(int32(a))
		}
	}
}

// shardsFell does the same for the store.
func (o *outbox) shardsFell() {
	for a := range o.attempts.All {
		if at := &o.attempts.All[a]; at.place == filing && o.m.store.loses(o.shardOf(int32(a))) {
			o.endAttempt(int32(a))
		}
	}
}

// gatewaysFell lets copies come again that gateways which are down had.
func (ds *deliveries) gatewaysFell() {
	for k := range ds.All {
		if cp := &ds.All[k]; cp.state == atGateway && ds.m.gateways.loses(cp.gateway) {
			ds.miss(int32(k))
		}
	}
}

// shardsFell does the same for the store.
func (ds *deliveries) shardsFell() {
	for k := range ds.All {
		if cp := &ds.All[k]; cp.state == filing && ds.m.store.loses(ds.inbox(int32(k))) {
			ds.retryLater(int32(k))
		}
	}
}

// shardsFell lets those ask again who do not get what they wanted to read.
func (h *history) shardsFell() {
	for u := range h.m.people.all {
		if who := &h.m.people.all[u]; who.reading && h.m.store.loses(h.m.store.shardOf(int32(u))) {
			h.later(int32(u))
		}
	}
}

// gatewaysFell breaks the connections of those that do not answer any more.
func (ls *links) gatewaysFell() {
	for c := range ls.connections.All {
		i := ls.connections.All[c].gateway
		if at := &ls.m.gateways.machines[i]; at.falling || ls.m.gateways.at(i).Down() {
			ls.crash(int32(c), !at.Down)
		}
	}
}
