package chat

import "time"

// counters are what the run counts from its beginning.
type counters struct {
	sent, delivered, lost, duplicated, outOfOrder int64
	arrivals, received                            int64 // copies at clients, and those for the first time
	stored, recipients, widest                    int64 // messages in the store, and their receivers
	resends, pushes, pages, receipts, presence    int64
	uploads, buffersFull, heartbeats              int64
	detections                                    int64
	detectedSum, detectedMin, detectedMax         time.Duration
	reconnects, peak, second, thisSecond          int64
	connectionsMax                                int
}

// reconnect counts an attempt of a client that lost its connection.
func (c *counters) reconnect(now time.Duration) {
	c.reconnects++
	if second := int64(now / time.Second); second != c.second {
		c.second, c.thisSecond = second, 0
	}
	c.thisSecond++
	c.peak = max(c.peak, c.thisSecond)
}

// detect counts a client that was found to be gone.
func (c *counters) detect(d time.Duration) {
	if c.detections == 0 || d < c.detectedMin {
		c.detectedMin = d
	}
	c.detections++
	c.detectedSum += d
	c.detectedMax = max(c.detectedMax, d)
}
