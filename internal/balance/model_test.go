package balance_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"spar/internal/balance"
)

// Whatever happens to the servers, a request goes to one that is up, and to one
// that the policy should choose.
func TestAnyChanges(t *testing.T) {
	for _, name := range balance.Names() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := &model{name: name}
				policy, err := balance.New(name, draws(name))
				if err != nil {
					t.Fatal(err)
				}
				m.pool = balance.NewPool(policy)
				t.Repeat(map[string]func(*rapid.T){
					"add": m.add, "remove": m.remove, "mark": m.mark, "weigh": m.weigh, "restart": m.restart,
					"pick": m.pick, "pick again": m.pick, "done": m.done, "policy": m.setPolicy, "": m.check,
				})
			})
		})
	}
}

// A model is a pool beside a plain record of what it should know.
type model struct {
	name    string
	pool    *balance.Pool
	servers []modelled
	open    []balance.Connection
	now     time.Duration
}

type modelled struct {
	present, up         bool
	weight, connections int
}

func (m *model) add(t *rapid.T) {
	weight := rapid.IntRange(1, 5).Draw(t, "weight")
	want := slices.IndexFunc(m.servers, func(s modelled) bool { return !s.present })
	if want < 0 {
		want = len(m.servers)
		m.servers = append(m.servers, modelled{})
	}
	if got := m.pool.Add(weight); got != want {
		t.Fatalf("added server %d, want %d", got, want)
	}
	m.servers[want] = modelled{present: true, up: true, weight: weight}
}

// server draws a server, of which some may be gone.
func (m *model) server(t *rapid.T) (int, *modelled) {
	if len(m.servers) == 0 {
		t.Skip("no servers")
	}
	i := rapid.IntRange(0, len(m.servers)-1).Draw(t, "server")
	return i, &m.servers[i]
}

func (m *model) remove(t *rapid.T) {
	i, s := m.server(t)
	m.changed(t, s, m.pool.Remove(i))
	*s = modelled{}
	m.forget(i)
}

func (m *model) mark(t *rapid.T) {
	i, s := m.server(t)
	up := rapid.Bool().Draw(t, "up")
	m.changed(t, s, m.pool.SetUp(i, up))
	s.up = up && s.present
}

func (m *model) weigh(t *rapid.T) {
	i, s := m.server(t)
	weight := rapid.IntRange(1, 5).Draw(t, "weight")
	m.changed(t, s, m.pool.SetWeight(i, weight))
	if s.present {
		s.weight = weight
	}
}

func (m *model) restart(t *rapid.T) {
	i, s := m.server(t)
	m.changed(t, s, m.pool.Restart(i))
	s.connections = 0
	m.forget(i)
}

// changed checks that a change succeeded if the server was there.
func (*model) changed(t *rapid.T, s *modelled, err error) {
	if s.present != (err == nil) {
		t.Fatalf("change of %+v: %v", *s, err)
	}
}

// forget closes the connections that the pool has forgotten, which does nothing.
func (m *model) forget(server int) {
	for i := len(m.open) - 1; i >= 0; i-- {
		if c := m.open[i]; c.Server == server {
			m.open = slices.Delete(m.open, i, i+1)
			m.pool.Done(c, m.now, time.Second)
		}
	}
}

func (m *model) setPolicy(t *rapid.T) {
	m.name = rapid.SampledFrom(balance.Names()).Draw(t, "policy")
	policy, err := balance.New(m.name, draws(m.name))
	if err != nil {
		t.Fatal(err)
	}
	m.pool.SetPolicy(policy)
}

func (m *model) done(t *rapid.T) {
	if len(m.open) == 0 {
		t.Skip("no connections")
	}
	i := rapid.IntRange(0, len(m.open)-1).Draw(t, "connection")
	m.pool.Done(m.open[i], m.now, time.Duration(rapid.IntRange(0, 1e9).Draw(t, "latency")))
	m.servers[m.open[i].Server].connections--
	m.open = slices.Delete(m.open, i, i+1)
}

func (m *model) pick(t *rapid.T) {
	m.now += time.Duration(rapid.IntRange(0, 1e9).Draw(t, "time"))
	c, err := m.pool.Pick(balance.Request{Key: rapid.Uint64().Draw(t, "key"), Now: m.now})
	if err != nil {
		m.refused(t, err)
		return
	}
	s := &m.servers[c.Server]
	if !s.up {
		t.Fatalf("picked server %d, which is not up", c.Server)
	}
	if load, least := m.load(*s), m.least(); load > least {
		t.Fatalf("picked server %d with %v for its weight, another has %v", c.Server, load, least)
	}
	s.connections++
	m.open = append(m.open, c)
	if most := m.most(*s); s.connections > most {
		t.Fatalf("server %d has %d connections, at most %d are allowed", c.Server, s.connections, most)
	}
}

// refused checks that there is a reason for an error.
func (m *model) refused(t *rapid.T, err error) {
	up := slices.ContainsFunc(m.servers, func(s modelled) bool { return s.up })
	switch {
	case !up && errors.Is(err, balance.ErrNoServer):
	case m.name == "naive-round-robin" && errors.Is(err, balance.ErrPastEnd):
	case m.name == "shared-queue" && errors.Is(err, balance.ErrBusy):
		for i, s := range m.servers {
			if s.up && s.connections == 0 {
				t.Fatalf("busy, but server %d is idle", i)
			}
		}
	default:
		t.Fatalf("pick from %+v: %v", m.servers, err)
	}
}

// load is what the policy keeps low, zero for the other policies.
func (m *model) load(s modelled) float64 {
	switch m.name {
	case "least-connections", "shared-queue":
		return float64(s.connections)
	case "weighted-least-connections":
		return float64(s.connections+1) / float64(s.weight)
	}
	return 0
}

func (m *model) least() float64 {
	least := math.Inf(1)
	for _, s := range m.servers {
		if s.up {
			least = min(least, m.load(s))
		}
	}
	return least
}

// most is how many connections the policy allows a server, all told.
func (m *model) most(s modelled) int {
	if m.name != "bounded-hash" {
		return math.MaxInt
	}
	weight, connections := 0, 0
	for _, s := range m.servers {
		if s.up {
			weight += s.weight
			connections += s.connections
		}
	}
	return int(math.Ceil(1.25 * float64(connections) / float64(weight) * float64(s.weight)))
}

func (m *model) check(t *rapid.T) {
	var live []int
	for i, s := range m.servers {
		if s.up {
			live = append(live, i)
		}
		got := modelled{m.pool.Weight(i) > 0, m.pool.Up(i), m.pool.Weight(i), m.pool.Connections(i)}
		if got != s {
			t.Fatalf("server %d is %+v, want %+v", i, got, s)
		}
	}
	if !slices.Equal(m.pool.Live(), live) || m.pool.Len() != len(m.servers) {
		t.Fatalf("servers %v of %d are up, want %v of %d", m.pool.Live(), m.pool.Len(), live, len(m.servers))
	}
}
