package caching

import (
	"time"

	"spar/internal/cache"
)

// A value is what a cache holds for a key.
type value struct {
	written time.Duration // the version: when it was written
	took    time.Duration // loading it
	lead    int32         // the job that loads it
	state   state
}

type state uint8

const (
	ready    state = iota
	onItsWay       // only a note that the job loads the value
	renewing       // good, and the job loads a newer one
)

// A level is either level.
type level interface {
	Peek(key uint64) (value, time.Duration, bool)
	Renew(key uint64, v value, expires time.Duration) bool
}

// settle puts a value where a job had left a note that it loads it. If the note is
// gone, so is the reason to keep the value.
func settle(l level, key uint64, lead int32, v value, expires time.Duration) {
	if noted, _, ok := l.Peek(key); ok && noted.state != ready && noted.lead == lead {
		l.Renew(key, v, expires)
	}
}

// withdraw takes the note of a job back. A value that it was to renew stays.
func withdraw(l level, key uint64, lead int32) {
	old, expires, _ := l.Peek(key)
	if old.state != renewing {
		expires = 0
	}
	old.state = ready
	settle(l, key, lead, old, expires)
}

// announce leaves a note that a job loads a value. If one is there that it renews
// early, that stays until then.
func (l *levels) announce(i int32, j job, old value, expires time.Duration) {
	if j.early {
		old.lead, old.state = i, renewing
		l.shared.Renew(j.key, old, expires)
		if l.memories != nil {
			l.memories[j.server].Renew(j.key, old, expires)
		}
		return
	}
	note := value{lead: i, state: onItsWay}
	l.keep(l.shared.Fill(j.key, note, cache.Never))
	l.remember(j.server, j.key, note, cache.Never)
}
