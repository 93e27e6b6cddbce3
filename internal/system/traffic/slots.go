package traffic

import "iter"

// Slots hold things that are known by their index, which is given anew once they are
// gone. The zero Slots are empty.
type Slots[T any] struct {
	All  []T // those that are gone too
	free []int32
}

// Put gives a thing an index. It may move the others.
func (s *Slots[T]) Put(thing T) int32 {
	i := s.Take()
	s.All[i] = thing
	return i
}

// Take returns the index of a place whose content is old. It may move the others.
func (s *Slots[T]) Take() int32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	s.All = append(s.All, *new(T))
	return int32(len(s.All) - 1)
}

// Drop lets the index of a thing be given to another.
func (s *Slots[T]) Drop(i int32) { s.free = append(s.free, i) }

// Where returns the indices of the places of which something is so; what is done with one
// may change which of the others those are.
func (s *Slots[T]) Where(is func(*T) bool) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := range s.All {
			if is(&s.All[i]) && !yield(int32(i)) {
				return
			}
		}
	}
}

// Live returns how many places are taken.
func (s *Slots[T]) Live() int { return len(s.All) - len(s.free) }
