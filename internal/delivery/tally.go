package delivery

import "time"

// tallySlices is in how many parts a tally divides what it remembers.
const tallySlices = 10

// A tally counts calls, and what was granted to them, over a sliding window of
// time: nine to ten slices of it.
type tally struct {
	parts          [tallySlices]counts
	latest         time.Duration // number of the slice of the latest time
	asked, granted int           // over all slices
}

type counts struct{ asked, granted int }

// add counts in the slice of a time, which may not go back, and forgets those that
// are too old.
func (t *tally) add(now, window time.Duration, asked, granted int) {
	at := now / (window / tallySlices)
	for t.latest = max(t.latest, at-tallySlices); t.latest < at; {
		t.latest++
		old := &t.parts[t.latest%tallySlices]
		t.asked -= old.asked
		t.granted -= old.granted
		*old = counts{}
	}
	part := &t.parts[t.latest%tallySlices]
	part.asked += asked
	part.granted += granted
	t.asked += asked
	t.granted += granted
}
