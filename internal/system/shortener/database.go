package shortener

import (
	"math/rand/v2"

	"spar/internal/shard"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/fleet"
	"spar/internal/system/traffic"
)

// A database holds the links, in shards. The primary of a shard takes every insert
// and hands it on; any replica answers redirects.
type database struct {
	m        *model
	shards   fleet.Stations // every replica of the first shard, then of the next
	replicas int            // of each shard
	primary  []int          // of each shard, among the stations
	place    shard.Strategy // of a code, among the shards
	choice   *rand.Rand     // of the replica for a query
	copying  traffic.Work   // of what the primary has stored
}

func newDatabase(m *model) (*database, error) {
	p := m.Plan
	d := &database{m: m, replicas: p.Int("replicas"), choice: m.Stream("replica"), copying: service(m, "replication", "db_service_mean")}
	for i := range p.Int("shards") * d.replicas {
		d.shards.Add(sim.NewStation(&m.Sim, p.Int("db_workers"), p.Int("queue_limit"), d.done))
		if i%d.replicas == 0 {
			d.primary = append(d.primary, i)
		}
	}
	d.shards.Detection = p.Duration("detection")
	var err error
	d.place, err = newStrategy(p.Text("sharding"), p.Int("shards"), p.Int("virtual_nodes"))
	return d, err
}

// enter brings a request's query to a replica of the code's shard.
func (d *database) enter(i int32) {
	r := &d.m.requests.All[i]
	if r.orphan {
		d.m.forget(i)
		return
	}
	at := find(d.place, r.code)
	if r.kind == redirect {
		r.shard = d.reader(at)
	} else {
		r.shard = int32(d.primary[at])
	}
	r.stage = atDatabase
	d.m.reach(i, &d.shards, r.shard, r.queryTime)
}

// done ends a query.
func (d *database) done(i int32) {
	switch {
	case i == copied:
	case d.m.requests.All[i].orphan:
		d.m.forget(i)
	case d.shards.Members[d.m.requests.All[i].shard].Cut:
		d.m.lose(i, lost)
	case d.m.requests.All[i].kind == redirect:
		d.m.tier.keep(d.m.requests.All[i].code)
		d.m.codes.answer(i)
	default:
		d.m.codes.inserted(i)
	}
}

// reader returns the station for a query of a shard: a replica at random or, where
// that refuses or is known not to answer, the next.
func (d *database) reader(shard int32) int32 {
	first := int(shard) * d.replicas
	if d.replicas == 1 {
		return int32(first)
	}
	at := d.choice.IntN(d.replicas)
	for range d.replicas {
		if !d.skips(first + at) {
			break
		}
		at = (at + 1) % d.replicas
	}
	return int32(first + at)
}

// skips reports whether nothing is asked of a replica: it refuses at once, so that
// another is asked, or is known not to answer.
func (d *database) skips(replica int) bool {
	r := d.shards.Members[replica]
	return r.Down || r.Avoided
}

// replicate lets the other replicas of a station's shard store what it has stored.
// One that is down or has no room misses it.
func (d *database) replicate(station int32) {
	first := int(station) / d.replicas * d.replicas
	for i := first; i < first+d.replicas; i++ {
		if i == int(station) || !d.shards.Members[i].Works() {
			continue
		}
		d.shards.Stations[i].Arrive(copied, d.copying.Draw())
	}
}

// copied is the job of a replica that stores what the primary has.
const copied = -1

// elect makes the first replica that is up the primary of a station's shard, if the
// present one is down.
func (d *database) elect(station int32) {
	shard := int(station) / d.replicas
	if d.shards.Members[d.primary[shard]].Answers() {
		return
	}
	for i := shard * d.replicas; i < (shard+1)*d.replicas; i++ {
		if d.shards.Members[i].Answers() {
			d.primary[shard] = i
			return
		}
	}
}

// strike lets a fault befall a replica.
func (d *database) strike(f system.Fault, n int32) {
	changed, ended := d.shards.Suffer(f, int(n))
	if ended {
		d.each(n, d.m.refuse)
	}
	if f.Verb == system.Hang && changed {
		d.each(n, func(i int32) { d.m.lose(i, held) })
	}
	if changed {
		d.shards.Notice(&d.m.Sim, int(n))
		d.m.Sim.After(d.shards.Detection, func() { d.elect(n) })
	}
}

// each calls do for every request that a replica works on or does not answer.
func (d *database) each(n int32, do func(i int32)) {
	d.m.each(func(i int32, r *request) {
		switch {
		case r.shard != n || r.stage != atDatabase && r.stage != held:
		case r.orphan:
			d.m.forget(i)
		default:
			do(i)
		}
	})
}
