package shortener

import (
	"slices"

	"spar/internal/balance"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
)

// The servers run the service itself: the balancer before them picks one for each
// request, which stays with it until it is answered.
type servers struct {
	m        *model
	balancer *sim.Station // nil where its time is left out
	pool     *balance.Pool
	apps     fleet.Stations
}

func newServers(m *model) (*servers, error) {
	p := m.Plan
	policy, err := balance.New(p.Text("policy"), m.Stream("balancing"))
	if err != nil {
		return nil, err
	}
	s := &servers{m: m, pool: balance.NewPool(policy, slices.Repeat([]int{1}, p.Int("app_servers"))...)}
	if p.Number("balancer_service_mean") > 0 {
		s.balancer = sim.NewStation(&m.Sim, 1, sim.Unlimited, s.balanced)
	}
	for range p.Int("app_servers") {
		s.apps.Add(sim.NewStation(&m.Sim, p.Int("app_workers"), p.Int("queue_limit"), s.done))
	}
	s.apps.Pools = []*balance.Pool{s.pool}
	s.apps.Detection = p.Duration("detection")
	return s, nil
}

// arrive brings an attempt to the balancer.
func (s *servers) arrive(i int32) {
	s.m.requests.All[i].stage = atBalancer
	if s.balancer == nil {
		s.balanced(i)
		return
	}
	s.balancer.Arrive(i, s.m.draws.balancer.Draw())
}

// balanced sends a request to the server that the policy picks.
func (s *servers) balanced(i int32) {
	r := &s.m.requests.All[i]
	connection, err := s.pool.Pick(balance.Request{Key: r.code, Now: s.m.Sim.Now()})
	if err != nil {
		s.m.refuse(i)
		return
	}
	r.connection, r.server = connection, int32(connection.Server)
	s.m.travel(i, toApp, s.m.half)
}

// enter brings a request to its server.
func (s *servers) enter(i int32) {
	r := &s.m.requests.All[i]
	r.stage, r.shard = atApp, nowhere
	s.m.reach(i, &s.apps, r.server, r.appTime)
}

// done ends the work of a server.
func (s *servers) done(i int32) {
	if s.m.requests.All[i].kind != redirect {
		s.m.codes.enter(i)
		return
	}
	s.m.travel(i, toCache, s.m.half)
}

// leave closes the connection of a request, if it has one.
func (s *servers) leave(r *request) {
	if now := s.m.Sim.Now(); r.stage > atBalancer {
		s.pool.Done(r.connection, now, now-r.arrived)
	}
}

// setPolicy lets the balancer go on by another policy, which was checked.
func (s *servers) setPolicy(name string) {
	if policy, err := balance.New(name, s.m.Stream("balancing")); err == nil {
		s.pool.SetPolicy(policy)
	}
}

// strike lets a fault befall a server, and what it works on.
func (s *servers) strike(f system.Fault, server int32) {
	changed, ended := s.apps.Suffer(f, int(server))
	if f.Verb == system.Kill {
		s.m.codes.mint.crash(int(server))
	}
	if ended {
		s.each(server, s.breakOff)
	}
	if f.Verb == system.Hang && changed {
		s.each(server, s.stick)
	}
	if f.Verb == system.Restart {
		s.apps.Restarted(int(server))
	}
	if changed {
		s.apps.Notice(&s.m.Sim, int(server))
	}
}

// each calls do for every request that a server has in hand.
func (s *servers) each(server int32, do func(i int32)) {
	s.m.each(func(i int32, r *request) {
		if r.server == server && r.stage >= atApp && r.stage != lost && !r.orphan {
			do(i)
		}
	})
}

// breakOff fails a request whose server's process ends. What the cache or the
// database still does for it is for nothing.
func (s *servers) breakOff(i int32) {
	if r := &s.m.requests.All[i]; r.stage == atApp || r.stage == held {
		s.m.refuse(i)
		return
	}
	s.m.refuse(s.leaveBehind(i))
}

// stick lets a request wait in vain whose server hangs.
func (s *servers) stick(i int32) {
	switch r := &s.m.requests.All[i]; r.stage {
	case held: // by a replica, which does not matter any more
		r.shard = nowhere
		return
	case atApp:
	default:
		i = s.leaveBehind(i)
	}
	s.m.lose(i, held)
}

// leaveBehind lets what others do for a request go on for nothing, and returns the
// request without that.
func (s *servers) leaveBehind(i int32) int32 {
	old := &s.m.requests.All[i]
	r := *old
	r.stage, r.timer, r.shard = atApp, 0, nowhere
	s.m.clients.calm(old)
	old.orphan, old.settled = true, true
	return s.m.requests.Put(r)
}
