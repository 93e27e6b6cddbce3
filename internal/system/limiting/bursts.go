package limiting

import "time"

// burstPart is the part of a period that a burst of [boundary] lasts, on either side.
const burstPart = 20

// bursts are what abusive keys send around the end of every other period.
type bursts struct {
	m    *model
	keys []burst
}

// A burst is how far a key has come.
type burst struct{ round, sent int }

func newBursts(m *model, keys int) {
	b := &bursts{m, make([]burst, keys)}
	for i := range b.keys {
		m.Sim.Schedule(b.at(i), b, 0, int32(i))
	}
}

// at returns when a key sends next: its requests of a round come evenly, half of them
// before the end of the period.
func (b *bursts) at(key int) time.Duration {
	period, all := b.m.Plan.Duration("period"), 2*b.m.Plan.Int("limit")
	at := b.keys[key]
	begin := time.Duration(2*at.round+1)*period - period/burstPart
	return begin + time.Duration(int64(2*period/burstPart)*int64(at.sent)/int64(all))
}

// Handle lets a key send. It is called by the simulation.
func (b *bursts) Handle(_, who int32) {
	b.m.admit(int32(1+b.m.Plan.Int("keys")) + who)
	key := &b.keys[who]
	if key.sent++; key.sent == 2*b.m.Plan.Int("limit") {
		key.round, key.sent = key.round+1, 0
	}
	b.m.Sim.Schedule(b.at(int(who)), b, 0, who)
}
