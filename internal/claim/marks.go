package claim

// marks is a set of ideas by a few bits of their names' hash: a quick no.
type marks [16]uint64

// markOf returns the bit of an idea (FNV-1a, 10 bits of it).
func markOf(idea string) uint16 {
	h := uint32(2166136261)
	for i := range len(idea) {
		h = (h ^ uint32(idea[i])) * 16777619
	}
	return uint16((h ^ h>>16) & 1023)
}

func (m *marks) add(mark uint16)      { m[mark>>6] |= 1 << (mark & 63) }
func (m *marks) has(mark uint16) bool { return m[mark>>6]&(1<<(mark&63)) != 0 }
