package sharding

import (
	"context"
	"time"

	"spar/internal/sim"
)

// A mover takes keys to the shards where they are to be, after shards have come or
// gone, so many a second. It goes through the keys in an order that has nothing to
// do with their popularity.
type mover struct {
	model  *model
	next   int // how many keys it has looked at
	stride int // from one key to the next, without a common divisor with their number
	batch  int // keys that move at a time
	pause  time.Duration
	moving bool
	found  []int32
}

// batches is in how many steps all keys would move.
const batches = 1000

func newMover(m *model) mover {
	keys := m.Plan.Int("keys")
	mv := mover{model: m, batch: (keys + batches - 1) / batches, found: make([]int32, m.Plan.Int("replicas"))}
	mv.pause = sim.Seconds(float64(mv.batch) / m.Plan.Number("move_rate"))
	mv.stride = max(1, int(float64(keys)*.618))
	for divisor(mv.stride, keys) > 1 {
		mv.stride++
	}
	return mv
}

func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// begin goes through all keys anew.
func (mv *mover) begin() {
	mv.next = 0
	if !mv.moving {
		mv.moving = true
		mv.Handle(0, 0)
	}
}

// Handle moves some keys. It is called by the simulation.
func (mv *mover) Handle(_, _ int32) {
	m := mv.model
	keys := m.layout.keys.n
	for moved := 0; moved < mv.batch; mv.next++ {
		if mv.next == keys {
			mv.moving = false
			return
		}
		moved += mv.move(mv.next * mv.stride % keys)
	}
	m.Sim.Schedule(m.Sim.Now()+mv.pause, mv, 0, 0)
}

// move takes the copies of a key to where they are to be, and returns how many
// of them have moved.
func (mv *mover) move(rank int) int {
	m := mv.model
	homes := m.homes[rank*m.layout.copies : (rank+1)*m.layout.copies]
	m.layout.locate(m.layout.keys.number(rank), mv.found)
	moved := arrivals(homes, mv.found)
	m.count(homes, -1)
	copy(homes, mv.found)
	m.count(homes, 1)
	return moved
}

// count adds to the keys of shards.
func (m *model) count(homes []int32, n int) {
	for _, home := range homes {
		if home != nowhere {
			m.shards[home].keys += n
		}
	}
}

// populate places all keys, at the start of the run.
func (m *model) populate(ctx context.Context) error {
	counts, err := m.layout.place(ctx, m.homes)
	if err != nil {
		return err
	}
	for i, n := range counts {
		m.shards[i].keys = n
	}
	m.expect = theory(m)
	return nil
}
