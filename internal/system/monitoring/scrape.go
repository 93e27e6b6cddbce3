package monitoring

import (
	"math"

	"spar/internal/metric"
	"spar/internal/system"
)

// A scraper reads the instruments of all servers now and then, and knows nothing
// but what it has read.
type scraper struct {
	naive   bool // buckets do not include the lower ones
	buckets []metric.Bucket
	grown   [][]metric.Increase // of each bucket of each server
	base    []float64           // what each bucket of all had grown by when measuring began

	gauges float64 // sum of what gauges showed
	peak   float64
	looks  int

	recorded, recordedBefore uint64 // answers that truly entered histograms: in all, and before measuring began
}

func newScraper(p *system.Plan) scraper {
	return scraper{naive: p.Text("buckets") == naiveBuckets}
}

// add takes in another server, whose histogram is as those before.
func (s *scraper) add(latency *metric.Histogram) {
	s.buckets = latency.AppendBuckets(s.buckets[:0])
	s.grown = append(s.grown, make([]metric.Increase, len(s.buckets)))
	s.base = make([]float64, len(s.buckets))
}

// read takes the histogram of a server.
func (s *scraper) read(i int, latency *metric.Histogram) {
	if s.naive {
		s.buckets = latency.AppendNaiveBuckets(s.buckets[:0])
	} else {
		s.buckets = latency.AppendBuckets(s.buckets[:0])
	}
	for k, b := range s.buckets {
		s.grown[i][k].Sample(b.Count)
	}
}

// total returns by how much the buckets of all servers have grown since measuring
// began. It is valid until the next call.
func (s *scraper) total() []metric.Bucket {
	for k := range s.buckets {
		sum := -s.base[k]
		for i := range s.grown {
			sum += s.grown[i][k].Sum()
		}
		s.buckets[k].Count = sum
	}
	return s.buckets
}

// begin forgets what was read before measuring began.
func (s *scraper) begin() {
	clear(s.base)
	for k, b := range s.total() {
		s.base[k] = b.Count
	}
	s.gauges, s.peak, s.looks = 0, 0, 0
	s.recordedBefore = s.recorded
}

// quantile returns what the buckets say, zero if they say nothing.
func (s *scraper) quantile(q float64) float64 {
	if v := metric.Quantile(q, s.total()); !math.IsNaN(v) {
		return v
	}
	return 0
}

// seen returns how many answers it has seen in histograms.
func (s *scraper) seen() float64 {
	sum := 0.
	for i, b := range s.total() {
		if s.naive || i == len(s.buckets)-1 {
			sum += b.Count
		}
	}
	return sum
}

// missed returns the part of the answers in histograms that it has not seen.
func (s *scraper) missed() float64 {
	recorded := float64(s.recorded - s.recordedBefore)
	if recorded == 0 {
		return 0
	}
	return max(0, 1-s.seen()/recorded)
}

// scrape reads the instruments of every server that it can reach, and evaluates
// alerts.
func (m *model) scrape() {
	m.readAll()
	inFlight := 0.
	for _, s := range m.servers {
		if s.Answers() {
			inFlight += s.inFlight.Value()
		}
	}
	m.scraper.gauges += inFlight
	m.scraper.peak = max(m.scraper.peak, inFlight)
	m.scraper.looks++
	m.evaluate()
}

// readAll reads the histograms of every server that can be reached.
func (m *model) readAll() {
	for i, s := range m.servers {
		if s.Answers() {
			m.scraper.read(i, s.latency)
		}
	}
}
