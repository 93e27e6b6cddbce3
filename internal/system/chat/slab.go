package chat

// A slab holds things that are known by their index, which is given anew once
// they are gone.
type slab[T any] struct {
	all  []T
	free []int32
}

// take returns the index of a place, whose content is old.
func (s *slab[T]) take() int32 {
	if n := len(s.free); n > 0 {
		i := s.free[n-1]
		s.free = s.free[:n-1]
		return i
	}
	s.all = append(s.all, *new(T))
	return int32(len(s.all) - 1)
}

func (s *slab[T]) drop(i int32) { s.free = append(s.free, i) }

// live returns how many places are taken.
func (s *slab[T]) live() int { return len(s.all) - len(s.free) }
