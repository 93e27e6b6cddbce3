package cache

// A sketch estimates how often keys were used lately, in a few bits a key (a
// count-min sketch: Cormode and Muthukrishnan, 2005). It counts to 15 and halves
// all counts from time to time, so that it forgets.
type sketch struct {
	rows    [4][]uint64 // sixteen counters of four bits in each word
	size    int         // counters in a row, a power of two
	entries int         // that it was made large enough for
	added   int         // uses that are counted, as far as they were not halved away
}

const (
	leastCounters    = 64
	countersPerEntry = 4 // in a row; keeps keys that share counters rare
)

// agingPeriod is how many uses an entry are counted before all counts are halved, and
// their number with them (Einziger, Friedman and Manes, "TinyLFU", 2017).
const agingPeriod = 10

// fit makes the sketch large enough for so many entries. A row that doubles keeps
// its counters in both halves, so that every key still finds its own.
func (s *sketch) fit(entries int) {
	if s.size == 0 {
		s.size = leastCounters
		for row := range s.rows {
			s.rows[row] = make([]uint64, leastCounters/16)
		}
	}
	s.entries = max(s.entries, entries)
	for ; s.size < countersPerEntry*entries; s.size *= 2 {
		for row, words := range s.rows {
			s.rows[row] = append(words, words...)
		}
	}
}

// counter returns where the counter of a key in a row is.
func (s *sketch) counter(hash uint64, row int) (word *uint64, shift uint) {
	i := (uint32(hash) + uint32(row)*uint32(hash>>32|1)) & uint32(s.size-1)
	return &s.rows[row][i/16], uint(i%16) * 4
}

func (s *sketch) estimate(hash uint64) uint64 {
	least := uint64(15)
	for row := range s.rows {
		word, shift := s.counter(hash, row)
		least = min(least, *word>>shift&15)
	}
	return least
}

// add counts a use: in the rows that do not count too many already.
func (s *sketch) add(hash uint64) {
	least := s.estimate(hash)
	if least == 15 {
		return
	}
	for row := range s.rows {
		if word, shift := s.counter(hash, row); *word>>shift&15 == least {
			*word += 1 << shift
		}
	}
	if s.added++; s.added >= agingPeriod*s.entries {
		s.halve()
	}
}

func (s *sketch) halve() {
	for _, row := range s.rows {
		for i := range row {
			row[i] = row[i] >> 1 & 0x7777777777777777
		}
	}
	s.added /= 2
}
