package shortid

import (
	"errors"
	"fmt"
	"math/bits"
	"sync"
	"time"
)

// ErrSequence reports that a machine has used up the sequence of a tick. The next
// tick brings a new one.
var ErrSequence = errors.New("the sequence of this tick is used up")

// The parts of a snowflake that do not depend on its width are Sonyflake's:
// github.com/sony/sonyflake.
const (
	Tick         = 10 * time.Millisecond
	SequenceBits = 8
)

// A Snowflake makes numbers of the time, the machine and a sequence within the
// tick, in that order, after Twitter's of 2010. Machines need not ask each other. Where
// a clock falls behind what it has shown before, Twitter's refuses to mint and
// Sonyflake waits; this one goes on within the latest tick, as long as that has
// numbers left. As large as the code is wide,
// the time ends some day.
type Snowflake struct {
	timeBits, machineBits int
	machines              []machine
}

// A machine is the state of one that mints.
type machine struct {
	mu       sync.Mutex
	tick     uint64
	sequence uint64 // of the next number in the tick
}

// NewSnowflake returns snowflakes of a width for so many machines. There must be a
// bit left for the time.
func NewSnowflake(width, machines int) (*Snowflake, error) {
	machineBits := bits.Len(uint(max(1, machines) - 1))
	timeBits := bits.Len64(Space(width)) - 1 - SequenceBits - machineBits
	if timeBits < 1 {
		return nil, fmt.Errorf("mint snowflakes: %d machines leave no bit for the time in %d characters; give fewer machines or a larger width", machines, width)
	}
	return &Snowflake{timeBits, machineBits, make([]machine, max(1, machines))}, nil
}

// Lifetime returns how long the time lasts.
func (s *Snowflake) Lifetime() time.Duration {
	if s.timeBits > 39 { // more than a duration holds
		return 1<<63 - 1
	}
	return Tick << s.timeBits
}

// Next returns a number of the request's time and server. If its clock has fallen
// behind, the machine goes on within the latest tick that it has seen.
func (s *Snowflake) Next(r Request) (uint64, error) {
	m := &s.machines[r.Server%len(s.machines)]
	m.mu.Lock()
	defer m.mu.Unlock()
	if tick := uint64(r.Now / Tick); tick > m.tick {
		m.tick, m.sequence = tick, 0
	}
	if m.tick>>s.timeBits != 0 {
		return 0, ErrExhausted
	}
	if m.sequence>>SequenceBits != 0 {
		return 0, ErrSequence
	}
	n := (m.tick<<s.machineBits|uint64(r.Server%len(s.machines)))<<SequenceBits | m.sequence
	m.sequence++
	return n, nil
}
