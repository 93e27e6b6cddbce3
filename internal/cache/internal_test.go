package cache

import (
	"testing"

	"pgregory.net/rapid"
)

// The index finds what is in it, also when tags collide and homes are neighbours.
func TestIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := newIndex()
		tags := rapid.SliceOfN(rapid.OneOf(rapid.Uint32Range(0, 3), rapid.Uint32Range(1<<32-4, 1<<32-1), rapid.Uint32()), 1, 60).Draw(t, "tags")
		in := make([]bool, len(tags)) // by slot
		for _, slot := range rapid.SliceOfN(rapid.IntRange(0, len(tags)-1), 50, 300).Draw(t, "slots") {
			if in[slot] {
				x.remove(tags[slot], int32(slot))
			} else {
				x.insert(tags[slot], int32(slot))
			}
			in[slot] = !in[slot]
			used := 0
			for s := range tags {
				if found(&x, tags[s], int32(s)) != in[s] {
					t.Fatalf("slot %d is in the index: %v, want %v", s, !in[s], in[s])
				}
				if in[s] {
					used++
				}
			}
			if x.used != used {
				t.Fatalf("%d slots are in the index, want %d", x.used, used)
			}
		}
	})
}

func found(x *index, tag uint32, slot int32) bool {
	for i := x.home(tag); x.cells[i].next != 0; i = x.after(i) {
		if x.cells[i] == (cell{tag, slot + 1}) {
			return true
		}
	}
	return false
}

// Groups without entries are used again.
func TestLFUReusesGroups(t *testing.T) {
	const slots = 10
	l := newLFU(0)
	for slot := range int32(slots) {
		l.added(slot, 0, 1)
	}
	for use := range int32(10_000) {
		l.hit(use * 7 % slots)
	}
	if len(l.groups) > slots+1 {
		t.Errorf("%d groups for %d entries", len(l.groups), slots)
	}
}

// A sketch never says less than the truth before it forgets, and seldom more.
func TestSketch(t *testing.T) {
	const keys = 1000
	hash := func(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 }
	var s sketch
	s.fit(keys)
	for key := range uint64(keys) {
		for range key % 5 {
			s.add(hash(key))
		}
	}
	for range 2 {
		over := 0
		for key := range uint64(keys) {
			switch got := s.estimate(hash(key)); {
			case got < key%5:
				t.Fatalf("key %d: %d uses, want at least %d", key, got, key%5)
			case got > key%5:
				over++
			}
		}
		if over > keys/20 {
			t.Errorf("%d of %d keys are overestimated", over, keys)
		}
		s.fit(4 * keys) // and once more, larger
	}
	for range 30 {
		s.add(5)
	}
	if got := s.estimate(5); got != 15 {
		t.Errorf("a count of %d after 30 uses, want 15", got)
	}
	s.halve()
	if got := s.estimate(5); got != 7 {
		t.Errorf("a count of %d after halving, want 7", got)
	}
}
