package chat

import (
	"spar/internal/sim"
	"spar/internal/system"
)

// A store keeps messages, on shards.
type store struct {
	tier
	m    *model
	mean float64 // seconds for a write, or to read a page
}

func newStore(m *model) store {
	p := m.Plan
	st := store{m: m, mean: float64(p.Number("store_service_mean") * m.size.shardStretch)}
	st.tier = newTier("store", p.Int("store_shards"), m.size.shards, func() *sim.Station {
		return sim.NewStation(&m.Sim, p.Int("store_workers"), p.Int("queue_limit"), m.store.stored)
	})
	st.work, st.errors = m.Stream("store"), m.Stream("errors")
	return st
}

// shardOf returns where a conversation, or the inbox of a user, lives.
func (st *store) shardOf(i int32) int32 { return i % int32(len(st.machines)) }

// ask sends a job to a shard, and reports whether it takes it.
func (st *store) ask(i, job int32) bool { return st.give(i, job, st.mean) }

// reaches reports whether what a shard has done gets out of it.
func (st *store) reaches(i int32) bool { return st.answers(i) }

// stored ends the work of a shard.
func (st *store) stored(id int32) {
	j := job(id)
	switch j.kind() {
	case inbound:
		st.m.outbox.accept(j.who())
	case outbound:
		st.m.copies.file(j.who())
	case page:
		st.m.history.turn(j.who())
	}
}

// strike lets a fault befall shards. What those held that die or hang is not done.
func (st *store) strike(f system.Fault) {
	st.befallen(f, func(at *machine) {
		worked := at.Works()
		at.Suffer(f)
		switch works := at.Works(); {
		case worked && !works:
			st.stand(at.station, -1)
		case !worked && works:
			st.stand(at.station, 1)
		}
	})
	st.m.outbox.shardsFell()
	st.m.copies.shardsFell()
	st.m.history.shardsFell()
}
