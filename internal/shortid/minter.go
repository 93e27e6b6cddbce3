package shortid

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// ErrExhausted reports that no code of the width is left.
var ErrExhausted = errors.New("the code space is exhausted")

// A Request asks for a code.
type Request struct {
	URL     []byte        // the long URL
	Attempt int           // 0, and one more each time the code was taken
	Server  int           // that asks, from 0
	Now     time.Duration // since the service began
}

// A Minter makes the numbers behind codes. Next returns one below the [Space] of
// its width, or [ErrExhausted] or, of a snowflake, [ErrSequence].
type Minter interface {
	Next(r Request) (uint64, error)
}

// A Config is what minters are made of.
type Config struct {
	Width   int        // of codes, MinWidth to MaxWidth
	Issued  uint64     // numbers that a counter has given out before
	Key     uint64     // of the permutation
	Rand    *rand.Rand // of random codes
	Servers int        // that ask for codes
	Lease   uint64     // numbers that a server gets at a time
}

// Names returns the names of the minters: the right ones first.
func Names() []string {
	return []string{"counter", "permuted", "random", "hash", "snowflake", "ranges", "naive-counter"}
}

// New returns the minter of a name.
func New(name string, c Config) (Minter, error) {
	if c.Width < MinWidth || c.Width > MaxWidth {
		return nil, fmt.Errorf("mint codes: width %d is out of range; give %d to %d", c.Width, MinWidth, MaxWidth)
	}
	space := Space(c.Width)
	switch name {
	case "counter":
		return NewCounter(space, c.Issued), nil
	case "permuted":
		return NewPermuted(space, c.Issued, c.Key), nil
	case "random":
		if c.Rand == nil {
			return nil, errors.New("mint random codes: there is no source of randomness")
		}
		return NewRandom(space, c.Rand), nil
	case "hash":
		return NewHash(space), nil
	case "snowflake":
		return NewSnowflake(c.Width, c.Servers)
	case "ranges":
		return NewRanges(space, c.Issued, c.Servers, c.Lease)
	case "naive-counter":
		return NewNaiveCounter(space, c.Issued), nil
	}
	return nil, fmt.Errorf("mint codes: no minter %q; there are %s", name, strings.Join(Names(), ", "))
}
