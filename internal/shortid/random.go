package shortid

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
	"sync"
)

// Random draws codes. One that is drawn may be taken: see [CollisionProbability].
type Random struct {
	space  uint64
	mu     sync.Mutex
	source *rand.Rand
}

// NewRandom returns a minter that draws from so many codes.
func NewRandom(space uint64, source *rand.Rand) *Random {
	return &Random{space: space, source: source}
}

// Next draws a number.
func (r *Random) Next(Request) (uint64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.source.Uint64N(r.space), nil
}

// Hash makes a code of the long URL: its SHA-256, truncated to the space. The same
// URL gives the same code, and another URL may; a further attempt hashes the hash.
type Hash struct{ space uint64 }

// NewHash returns a hash onto so many codes.
func NewHash(space uint64) Hash { return Hash{space} }

// Next returns the hash of the request's URL for its attempt.
func (h Hash) Next(r Request) (uint64, error) {
	sum := sha256.Sum256(r.URL)
	for range r.Attempt {
		sum = sha256.Sum256(sum[:])
	}
	// The remainder of 128 bits favours no code to speak of.
	high, low := binary.BigEndian.Uint64(sum[:]), binary.BigEndian.Uint64(sum[8:])
	return bits.Rem64(high, low, h.space), nil
}
