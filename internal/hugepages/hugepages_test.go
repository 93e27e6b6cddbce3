package hugepages

import "testing"

func TestMake(t *testing.T) {
	type thing struct{ a, b, c int32 }
	for _, n := range []int{0, 1, 1000, 4 * size / 12, 10_000_001} {
		list := Make[thing](n)
		if len(list) != 0 || cap(list) != n {
			t.Fatalf("Make(%d) has length %d and capacity %d", n, len(list), cap(list))
		}
		for i := range n {
			list = append(list, thing{int32(i), 1, -1})
		}
		for i, x := range list {
			if x != (thing{int32(i), 1, -1}) {
				t.Fatalf("of %d, thing %d is %v", n, i, x)
			}
		}
	}
}

// BenchmarkLook looks at one of so many bytes after the other, each place being known
// only from the one before.
func BenchmarkLook(b *testing.B) {
	const n = 64 << 20 // of eight bytes
	for name, list := range map[string][]uint64{"make": make([]uint64, 0, n), "huge": Make[uint64](n)} {
		list = list[:n]
		for i := range list {
			list[i] = uint64(i)*0x9e3779b97f4a7c15 + 1
		}
		b.Run(name, func(b *testing.B) {
			at, steps := uint64(0), uint64(0)
			for b.Loop() {
				at = (list[at]>>20 + steps) % n
				steps++
			}
		})
	}
}
