package caching

import (
	"math/rand/v2"
	"time"

	"spar/internal/cache"
	"spar/internal/sim"
	"spar/internal/system"
)

// A past is what came before the run, at times below zero. Its requests are those of the
// run: they read, write, expire and renew as those do, but loads end when they begin.
type past struct {
	*levels
	popularity           *system.Popularity
	writeRatio, beta     float64
	stream, kinds, lives *rand.Rand
	met                  []uint64 // a bit for each key that was asked for
}

func newPast(m *model) *past {
	return &past{
		levels: m.levels, popularity: m.popularity, writeRatio: m.writeRatio, beta: m.beta,
		stream: m.Stream("history"), kinds: m.Stream("writes of the history"), lives: m.Stream("lives of the history"),
		met: make([]uint64, m.Plan.Int("keys")/64+1),
	}
}

// request lets one go by.
func (p *past) request(now time.Duration) {
	key := uint64(p.popularity.Sample(p.stream))
	server := int32(0)
	if p.memories != nil {
		server = int32(p.stream.IntN(len(p.memories)))
	}
	if p.writeRatio > 0 && p.kinds.Float64() < p.writeRatio {
		p.write(key, server, now)
	} else {
		p.read(key, server, now)
	}
	p.met[key/64] |= 1 << (key % 64)
}

func (p *past) read(key uint64, server int32, now time.Duration) {
	if p.memories != nil {
		if v, expires, ok := p.memories[server].Lookup(key, now); ok && !p.early(v, expires, now) {
			if p.slides && expires != cache.Never {
				p.memories[server].Renew(key, v, p.end(now))
			}
			return
		}
	}
	v, expires, ok := p.shared.Lookup(key, now)
	switch {
	case !ok:
		v, expires = p.old(), p.filled(key, now)
		p.keep(p.shared.Fill(key, v, expires))
	case p.slides && expires != cache.Never, p.early(v, expires, now):
		expires = p.end(now)
		p.shared.Renew(key, v, expires)
	}
	p.remember(server, key, v, expires)
}

// early reports whether a read renews an entry before it expires.
func (p *past) early(v value, expires, now time.Duration) bool {
	return p.beta > 0 && expires != cache.Never &&
		cache.RenewEarly(now, expires, v.took, p.beta, sim.Exponential{Mean: 1}.Sample(p.lives))
}

// write lets one go by that the origin has had for a while.
func (p *past) write(key uint64, server int32, now time.Duration) {
	if p.removes() {
		p.keep(p.shared.Write(key, p.old(), now))
		if p.memories != nil {
			p.memories[server].Delete(key)
		}
		return
	}
	expires := cache.Never
	if p.ttl > 0 {
		expires = now + p.ttl
	}
	p.keep(p.shared.Fill(key, p.old(), expires))
	p.remember(server, key, p.old(), expires)
}

// removes reports whether a write takes the entry away.
func (p *past) removes() bool {
	w := p.run.Plan.Text("write")
	return w == string(cache.Around) || w == readThrough
}

// end returns when an entry expires whose load begins at a time.
func (p *past) end(now time.Duration) time.Duration {
	switch {
	case p.ttl == 0:
		return cache.Never
	case p.slides:
		return now + cache.Jitter(p.ttl, p.jitter, p.lives)
	}
	return now + p.old().took + cache.Jitter(p.ttl, p.jitter, p.lives)
}

// filled returns when an entry expires that a read did not find. The first read of a key
// in the history is not the first one that there was: it may have found an entry from
// before, of any age.
func (p *past) filled(key uint64, now time.Duration) time.Duration {
	if p.ttl == 0 || p.slides || p.met[key/64]&(1<<(key%64)) != 0 {
		return p.end(now)
	}
	if left, ok := p.left(key); ok {
		return now + left
	}
	return p.end(now)
}

// left draws in how long the entry of a key expires that has been asked for for long;
// false if there is none. A life ends when its time is over or, at random, with a write.
func (p *past) left(key uint64) (time.Duration, bool) {
	rate := p.run.Plan.Number("rate") * p.popularity.Of(int(key))
	reads, writes := float64(rate*(1-p.writeRatio)), float64(rate*p.writeRatio)
	if p.ttl == 0 {
		return cache.Never, !p.removes() || p.lives.Float64() >= p.writeRatio
	}
	if p.slides {
		since := sim.Seconds(sim.Exponential{Mean: 1 / rate}.Sample(p.lives))
		return max(0, p.ttl-since), since < p.ttl
	}
	ttl := p.lifetime()
	over := sim.Exp(float64(-writes * ttl)) // the part of the lives that no write ends
	mean := ttl
	if writes > 0 {
		mean = (1 - over) / writes
	}
	without := 1 / reads // until the next read fills it
	if !p.removes() {
		without = over / rate // unless a write has done so at once
	}
	if float64(p.lives.Float64()*(mean+without)) >= mean {
		return 0, false
	}
	u := p.lives.Float64()
	age := float64(u * ttl)
	if writes > 0 {
		age = -sim.Log(1-float64(u*(1-over))) / writes
	}
	return max(1, sim.Seconds(ttl-age)), true
}

// lifetime draws the life, in seconds, of which an instant is a part that was picked at
// random: longer ones have more of those.
func (p *past) lifetime() float64 {
	shortest := 1 - p.jitter
	squared := float64(shortest*shortest) + float64(p.lives.Float64()*(1-float64(shortest*shortest)))
	return float64(p.ttl.Seconds()*sim.Pow(squared, .5)) + p.old().took.Seconds()
}
