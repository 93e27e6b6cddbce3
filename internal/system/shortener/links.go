package shortener

import (
	"math"
	"time"

	"spar/internal/shard"
	"spar/internal/shortid"
	"spar/internal/system"
)

// links are what the database holds: every link of the run by its code, and the
// links of before as the law says that they lie in the code space, for they may be
// billions.
type links struct {
	mint       *mint
	made       map[uint64]uint64 // the long URL by code, of this run
	aliases    map[uint64]struct{}
	salt       uint64
	taken      uint64  // bound of the hashes of codes taken before, where codes are drawn
	held       float64 // links of before that are still alive
	perLife    float64 // links made while one lives
	age        time.Duration
	retention  time.Duration
	overwrites int64 // links that the naive counter has lost
	again      int64 // of those, the ones made in this run
}

func newLinks(p *system.Plan, m *mint) *links {
	l := &links{
		mint: m, made: map[uint64]uint64{}, aliases: map[uint64]struct{}{}, salt: shard.Hash(p.Seed),
		age: p.Duration("age"), retention: p.Duration("retention"), perLife: float64(p.Number("writes") * p.Number("retention")),
	}
	l.held = float64(consumption(p) * min(l.age, l.retention).Seconds())
	if m.draws() {
		l.taken = uint64(min(l.held/float64(m.space), 1) * (1 << 63))
	}
	return l
}

// An outcome is what came of storing a link.
type outcome uint8

const (
	stored outcome = iota
	same           // the code has this very URL
	taken          // the code has another
)

// put stores a link, unless its code is taken. The naive counter's are stored
// whatever was there.
func (l *links) put(code, url uint64) outcome {
	earlier, ok := l.made[code]
	switch {
	case l.mint.name == naive:
		if ok || l.alive(code) {
			l.overwrites++
		}
		if ok {
			l.again++
		}
	case ok && earlier == url && l.mint.name == hash:
		return same
	case ok || l.before(code):
		return taken
	}
	l.made[code] = url
	return stored
}

// before reports whether a code was given out before the run and is taken still.
func (l *links) before(code uint64) bool {
	switch l.mint.name {
	case random, hash:
		return shard.Hash(code^l.salt)>>1 < l.taken
	case snowflake:
		return false // the time in it has not been before
	case permuted:
		return l.mint.Minter.(*shortid.Permuted).Place(code) < l.mint.issued
	}
	return code < l.mint.issued
}

// alive reports whether the naive counter gave out a code before the run for a link
// that has not expired.
func (l *links) alive(code uint64) bool {
	issued := l.mint.issued
	if code >= issued {
		return false
	}
	since := (issued - 1 - code) % l.mint.space // codes given out after it
	return float64(since) < l.perLife
}

// putAlias stores a link under a code that its user chose, unless that is taken.
func (l *links) putAlias(alias uint64) outcome {
	if _, ok := l.aliases[alias]; ok {
		return taken
	}
	l.aliases[alias] = struct{}{}
	return stored
}

// expire reports whether any link expires by a time.
func (l *links) expire(by time.Duration) bool { return l.retention < l.age+by }

// gone reports whether the link of a rank has expired. Links are as old as if they
// had been made at an even rate since the service began.
func (l *links) gone(rank uint64, now time.Duration) bool {
	born := float64(shard.Hash(rank^l.salt)) / math.MaxUint64
	return time.Duration(float64(born*float64(l.age)))+now > l.retention
}
