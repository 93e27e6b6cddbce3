package shortener

import (
	"context"
	"errors"
	"math"
	"unsafe"

	"spar/internal/sim"
	"spar/internal/system"
)

// requestBytes is what a request under way takes.
const requestBytes = float64(unsafe.Sizeof(request{})) + sim.WaitingBytes + sim.EventBytes

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
	for i, tier := range stationsOf(p, hitRatio(p), min(draws, 10)) {
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
	consumers := p.Number("click_workers") / p.Number("click_service_mean")
	return float64(max(0, float64(p.LoadFactor()*p.Number("redirects"))-consumers) * p.Number("duration"))
}

// Result ends the run, and waits for requests that count.
func (m *model) Result(ctx context.Context) (*system.Result, error) {
	result := m.result()
	if err := m.AwaitPatience(ctx, m.clients.patience()); err != nil {
		return nil, err
	}
	m.each(func(_ int32, r *request) {
		if !r.settled && m.Rec.Measures(r.intended) {
			m.clients.giveUp(r)
		}
	})
	if err := errors.Join(m.clients.balance(), m.clicks.balance(), m.codes.balance()); err != nil {
		return nil, err
	}
	m.fill(result)
	return result, nil
}

// View returns what every station is doing.
func (m *model) View() system.View {
	v := m.Look("redirect_latency")
	for _, part := range m.parts() {
		members := make([]system.Member, len(part.stations))
		for i, st := range part.stations {
			members[i] = system.NewMember(st)
			if part.members != nil {
				members[i].State = part.members[i].State()
			}
		}
		v.Parts = append(v.Parts, system.Part{Name: part.name, Members: members})
	}
	// Beside the way of a redirect.
	v.Parts = append(v.Parts, system.Part{Name: "ids", Members: []system.Member{m.codes.member()}}, system.Part{Name: "clicks", Members: []system.Member{m.clicks.member()}})
	return v
}
