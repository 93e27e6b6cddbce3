package chat

import (
	"fmt"
	"math"

	"spar/internal/system"
)

// What a run can afford, where the scenario does not say how many users are
// simulated.
const (
	affordableUsers  = 2_000_000
	affordableEvents = 50_000_000
)

// maxGroup bounds a group, of which every member has a window of its own.
const maxGroup = 100_000

// A size is what a run simulates: a part of the users, on as many gateways and
// shards as serve them.
type size struct {
	scale            float64
	users            int
	rate             float64 // of messages, a second
	gateways, shards int
	// Whole gateways and shards may be more or fewer than the users' part. Their
	// work takes so many times its time instead, which keeps their utilization.
	gatewayStretch, shardStretch float64
}

// sizeOf returns the size of a run.
func sizeOf(p *system.Plan) size {
	if p.Has("scale") {
		return sizeAt(p, p.Number("scale"))
	}
	scale := 1.
	for step := 0; ; step++ {
		s := sizeAt(p, scale)
		if s.users <= affordableUsers && s.events(p) <= affordableEvents || s.users <= 1000 {
			return s
		}
		scale *= [...]float64{2, 2.5, 2}[step%3] // 1, 2, 5, 10
	}
}

func sizeAt(p *system.Plan, scale float64) size {
	s := size{scale: scale, rate: p.Number("messages") / scale, users: max(2, int(p.Number("users")/scale))}
	s.gateways, s.gatewayStretch = part(p.Number("gateways"), scale)
	s.shards, s.shardStretch = part(p.Number("store_shards"), scale)
	return s
}

// part returns how many of n are simulated, and their number over the exact one.
func part(n, scale float64) (whole int, stretch float64) {
	exact := n / scale
	whole = max(1, int(math.Round(exact)))
	return whole, float64(whole) / exact
}

// perMessage returns the receivers of a message, on average.
func perMessage(p *system.Plan) float64 {
	groups := p.Number("group_fraction")
	return 1 - groups + float64(groups*(p.Number("group_size")-1))
}

// events returns about how many events the run takes: those of a message until the
// store has it, those of each copy, and those of users who come and go.
func (s size) events(p *system.Plan) float64 {
	messages := float64(s.rate * p.End.Seconds() * p.LoadFactor())
	copies := float64(messages * perMessage(p))
	reached := float64(copies * p.Number("online_fraction"))
	changes := 2 * float64(s.present(p)*p.End.Seconds()/p.Number("session_mean"))
	storms := float64(3 * s.present(p) * lostConnections(p))
	events := float64(7*messages) + float64(7*reached) + float64(changes*(4+float64(p.Number("watchers")*p.Number("online_fraction")))) + storms
	if p.Text("fan_out") == onWrite {
		events += copies
	}
	return events
}

// lostConnections returns which part of the connections faults break, each counted
// as often as it breaks.
func lostConnections(p *system.Plan) float64 {
	lost := 0.
	for _, f := range p.Faults {
		switch {
		case f.Part != "gateway" || f.Verb != system.Kill && f.Verb != system.Hang && f.Verb != system.Cut:
		case f.Fraction > 0:
			lost += f.Fraction
		case f.Index > 0:
			lost += 1 / p.Number("gateways")
		default:
			lost++
		}
	}
	return lost
}

// present returns how many users are there at a time.
func (s size) present(p *system.Plan) float64 { return float64(s.users) * p.Number("online_fraction") }

// warning says what is smaller than life, and what that changes.
func (s size) warning(p *system.Plan) string {
	count := system.Jobs.Format
	gateways := count(p.Number("gateways"))
	return fmt.Sprintf("1 in %s users is simulated: %s messages of %s, at %d gateways and %d shards that stand for %s and %s of the same load. "+
		"Counts and rates are those of what is simulated. One that dies takes its users along, 1 of %s; one that is slow has no queue of its own",
		count(s.scale), system.PerSecond.Format(s.rate), system.PerSecond.Format(p.Number("messages")), s.gateways, s.shards, gateways, count(p.Number("store_shards")), gateways)
}
