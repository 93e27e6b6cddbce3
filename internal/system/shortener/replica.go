package shortener

// This file is which replica of a shard a query goes to. The primary takes every
// insert and hands it on; any replica answers redirects.

// reader returns the station for a query of a shard: a replica at random or, where
// that refuses or is known not to answer, the next.
func (m *model) reader(shard int32) int32 {
	first := int(shard) * m.replicas
	if m.replicas == 1 {
		return int32(first)
	}
	at := m.draws.replica.IntN(m.replicas)
	for range m.replicas {
		if !m.skips(first + at) {
			break
		}
		at = (at + 1) % m.replicas
	}
	return int32(first + at)
}

// skips reports whether nothing is asked of a replica: it refuses at once, so that
// another is asked, or is known not to answer.
func (m *model) skips(replica int) bool {
	r := m.shards.Members[replica]
	return r.Down || r.Avoided
}

// replicate lets the other replicas of a station's shard store what it has stored.
// One that is down or has no room misses it.
func (m *model) replicate(station int32) {
	first := int(station) / m.replicas * m.replicas
	for i := first; i < first+m.replicas; i++ {
		if i == int(station) || !m.shards.Members[i].Works() {
			continue
		}
		m.shards.Stations[i].Arrive(copied, m.draws.replication.Draw())
	}
}

// copied is the job of a replica that stores what the primary has.
const copied = -1

// elect makes the first replica that is up the primary of a station's shard, if the
// present one is down.
func (m *model) elect(station int32) {
	shard := int(station) / m.replicas
	if m.shards.Members[m.primary[shard]].Answers() {
		return
	}
	for i := shard * m.replicas; i < (shard+1)*m.replicas; i++ {
		if m.shards.Members[i].Answers() {
			m.primary[shard] = i
			return
		}
	}
}
