package shard

import "math"

const maxKey = math.MaxUint64

// A Span is a stretch of keys, or of their hashes, that lies on one shard. Both
// ends belong to it.
type Span struct {
	First, Last uint64
	Shard       int
}

// Share returns the part of all 64-bit numbers that the span covers.
func (s Span) Share() float64 { return share(s.First, s.Last) }

func share(first, last uint64) float64 { return (float64(last-first) + 1) / 0x1p64 }

// A spanList is built from the lowest span to the highest. Neighbours that lie
// on the same shard become one.
type spanList []Span

func (l *spanList) add(first, last uint64, shard int) {
	if n := len(*l); n > 0 && (*l)[n-1].Shard == shard && (*l)[n-1].Last+1 == first {
		(*l)[n-1].Last = last
		return
	}
	*l = append(*l, Span{first, last, shard})
}

// A Move takes a stretch of keys, or of their hashes, from one shard to another.
type Move struct {
	First, Last uint64
	From, To    int
}

// Share returns the part of all 64-bit numbers that moves.
func (m Move) Share() float64 { return share(m.First, m.Last) }

// Moves returns what must be moved to get from one list of spans to another.
// Both must rise, as [Ring.Spans], [Range.Spans] and [Maglev.Spans] do. What only
// one of them covers does not move.
func Moves(before, after []Span) []Move {
	var moves []Move
	for i, j := 0, 0; i < len(before) && j < len(after); {
		b, a := before[i], after[j]
		first, last := max(b.First, a.First), min(b.Last, a.Last)
		if first <= last && b.Shard != a.Shard {
			moves = append(moves, Move{first, last, b.Shard, a.Shard})
		}
		if b.Last <= a.Last {
			i++
		}
		if a.Last <= b.Last {
			j++
		}
	}
	return moves
}
