package shortener

import "fmt"

// balance reports an error unless every measured request has one fate, every query
// that was to store a link has one outcome, and every click is counted, lost or
// waiting.
func (m *model) balance() error {
	for k, rec := range m.recs {
		if all := rec.Counts().All(); all != m.count.arrived[k] {
			return fmt.Errorf("requests of kind %d do not add up: %d arrived, %d have a fate", k, m.count.arrived[k], all)
		}
	}
	c := m.clicks
	if c.sent != c.counted+c.lost+c.waiting() {
		return fmt.Errorf("clicks do not add up: %d sent, but %d counted, %d lost and %d waiting", c.sent, c.counted, c.lost, c.waiting())
	}
	return m.codes.balance()
}

// sent returns how many requests were measured, those that users' limits stopped
// left out.
func (m *model) sent() int64 {
	sum := int64(0)
	for _, n := range m.count.arrived {
		sum += n
	}
	return sum
}
