package system

import "spar/internal/sim"

// A Point is one slice of a run over time. Latencies are those of requests that
// arrived in the slice, within 1%; throughput is of those answered in it.
type Point struct {
	AtSeconds  float64  `json:"at_seconds"`
	Throughput float64  `json:"throughput_per_second"`
	Failed     float64  `json:"failed_per_second"` // refused or timed out
	Mean       float64  `json:"latency_mean_seconds"`
	P50        float64  `json:"latency_p50_seconds"`
	P99        float64  `json:"latency_p99_seconds"`
	Warmup     bool     `json:"warmup,omitempty"`
	Faults     []string `json:"faults,omitempty"` // that struck in the slice
}

// Series returns the slices of a recorder as they stand.
func Series(rec *sim.Recorder) []Point {
	points := rec.Series()
	series := make([]Point, len(points))
	for i, p := range points {
		width := p.Width.Seconds()
		series[i] = Point{
			AtSeconds:  p.At.Seconds(),
			Throughput: float64(p.Completed) / width,
			Failed:     float64(p.Failed+p.TimedOut) / width,
			Mean:       p.Mean.Seconds(),
			P50:        p.P50.Seconds(),
			P99:        p.P99.Seconds(),
			Warmup:     p.Warmup,
		}
	}
	return series
}
