package shortener

import (
	"context"
	"fmt"
	"math"
	"time"
	"unsafe"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// requestBytes is what a request under way takes.
const requestBytes = float64(unsafe.Sizeof(request{})) + sim.WaitingBytes + sim.EventBytes

var errInFlight = fmt.Errorf("more than %.2g million requests under way: lower the rates, the queue limit or the service times: %w", float64(maxInFlight)/1e6, sim.ErrMemory)

// cost states what a plan will take: up to eleven events for each redirect, with its
// click, and as many for a shorten with its copies, and the memory of the caches and
// of the links that are made.
func cost(p *system.Plan) sim.Cost {
	const entryBytes, warmingBytes, linkBytes = 64, 100, 64
	long := p.Number("duration") + p.Number("timeout")
	redirects := float64(p.LoadFactor() * p.Number("redirects") * long)
	shortens := float64(p.LoadFactor() * (p.Number("writes") + p.Number("abuse")) * long)
	attempts := 1 + p.Number("retries")
	events := float64(11*redirects) + float64((10+p.Number("replicas"))*shortens)
	return sim.Cost{
		Events: float64(attempts * events),
		Bytes: float64(float64(min(cacheEntries(p), maxCached))*(entryBytes+warmingBytes)) + float64(linkBytes*shortens) +
			sim.GrowingBytes(min(attempts*(redirects+shortens), underWay(p)), requestBytes) +
			sim.GrowingBytes(min(redirects, p.Number("click_queue_limit"), clicksBeyond(p)), sim.WaitingBytes),
	}
}

// underWay returns how many requests may be there at once: those on their way and at
// work, and at each tier what comes beyond its capacity, as far as its queues take it;
// that of the balancer takes any number. What faults take away from the capacity ends
// the run if it is too much.
func underWay(p *system.Plan) float64 {
	more := p.LoadFactor() * (1 + p.Number("retries"))
	seconds := p.Number("duration") + p.Number("timeout")
	waiting := float64(8 * more * (p.Number("redirects") + p.Number("writes")) * p.Number("network"))
	draws, _ := drawnCodes(p)
	for i, tier := range stationsOf(p, cache.LRUHitRatio(p.Int("urls"), p.Number("zipf"), cacheEntries(p)), min(draws, 10)) {
		limit := float64(tier.members) * p.Number("queue_limit")
		if i == 0 {
			limit = math.Inf(1)
		}
		if tier.service > 0 {
			servers := float64(tier.members * tier.servers)
			beyond := max(0, float64(tier.load*more)-servers) / tier.service
			waiting += servers + min(limit, float64(beyond*seconds))
		}
	}
	return waiting
}

// clicksBeyond returns how many clicks come that their consumers cannot count in time.
func clicksBeyond(p *system.Plan) float64 {
	consumers := p.Number("click_consumers") / p.Number("click_service_mean")
	return float64(max(0, float64(p.LoadFactor()*p.Number("redirects"))-consumers) * p.Number("duration"))
}

func start(p *system.Plan) (system.Model, error) {
	m, err := newModel(p)
	if err != nil {
		return nil, err // not the nil model in an interface
	}
	return m, nil
}

// RunUntil goes on to a time in steps short enough to notice an overload before
// it fills the memory.
func (m *model) RunUntil(ctx context.Context, t time.Duration) error {
	if !m.began {
		m.began = true
		m.in.Start()
		m.writer.in.Start()
		m.writer.abuse.Start()
	}
	rate := m.plan.Number("redirects") + m.plan.Number("writes") + m.plan.Number("abuse")
	step := max(1, min(t, time.Duration(float64(m.limit)/8*1e9/rate)))
	for m.sim.Now() < t {
		if err := m.sim.RunUntil(ctx, min(t, m.sim.Now()+step)); err != nil {
			return err
		}
		if len(m.requests)-len(m.free) > m.limit {
			return errInFlight
		}
	}
	return nil
}

// Result ends the run. Requests go on arriving after its end until those that
// count are answered or given up, so that none is left out for being slow.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	result := m.result()
	end := m.sim.Now()
	for k := 1; k <= system.Steps && m.open > 0; k++ {
		if err := m.RunUntil(ctx, end+m.patience()*time.Duration(k)/system.Steps+1); err != nil {
			return nil, err
		}
	}
	m.each(func(_ int32, r *request) {
		if !r.settled && m.rec.Measures(r.intended) {
			m.giveUp(r)
		}
	})
	if err := m.balance(); err != nil {
		return nil, err
	}
	m.fill(result)
	return result, nil
}

// View returns what every station is doing.
func (m *model) View() system.View {
	v := system.View{At: m.sim.Now(), Events: m.sim.Events()}
	for _, part := range m.parts() {
		members := make([]system.Member, len(part.stations))
		for i, st := range part.stations {
			members[i] = system.NewMember(st)
		}
		v.Parts = append(v.Parts, system.Part{Name: part.name, Members: members})
	}
	v.Parts = append(v.Parts, m.behind()...)
	v.Series = system.Series(m.rec)
	v.Metrics = m.plan.Standing("redirect_latency", m.rec, m.sim.Now())
	return v
}

// behind returns what stands beside the way of a redirect: the code space and the
// consumers of clicks.
func (m *model) behind() []system.Part {
	ids := system.Member{
		Busy: m.used(),
		Note: fmt.Sprintf("%.3g%% of %s codes used, %d collisions", 100*m.used(), system.Jobs.Format(float64(m.mint.space)), m.count.collisions),
	}
	if m.mint.down {
		ids.State = "down"
	}
	consumers := system.NewMember(m.clicks.station)
	if m.clicks.station.Servers() == 0 {
		consumers.State = "down"
	}
	return []system.Part{{Name: "ids", Members: []system.Member{ids}}, {Name: "clicks", Members: []system.Member{consumers}}}
}
