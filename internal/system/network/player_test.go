package network

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// videos are played in segments of 4 s that a CDN sends, each by the user's own link.
const videos = `system: topology
parameters: {network: 0 s, timeout: 100 s, duration: 2k s, warmup: 200 s}
topology:
  components:
    - {name: viewer, kind: client, rate: 2/s, bitrate: 4 Mb/s, segment: 4 s, length: 100 s, start: 8 s, rebuffer: 4 s, bandwidth: 8 Mb/s, calls: [{to: edge}]}
    - {name: edge, kind: service, workers: 10k, time: 100 ms, law: deterministic}
`

// It begins to play when the segments that it needs are there, and stands still where they
// come more slowly than they are played: for the part 1 - B/r of the time in the long run.
func TestPlayersStallByBandwidth(t *testing.T) {
	const wait, segment, length, needed = .1, 4., 100., 2.
	for bandwidth, text := range map[float64]string{8e6: "8 Mb/s", 5e6: "5 Mb/s", 3e6: "3 Mb/s", 2e6: "2 Mb/s"} {
		r := run(t, with(read(t, videos), "viewer.bandwidth", text))
		each := segment*4e6/bandwidth + wait
		within(t, r, "viewer_startup_mean_seconds", needed*each, .001)
		within(t, r, "viewer_startup_p99_seconds", needed*each, .02)
		stalled, stalls := play(func() float64 { return each }, length, segment, 8, 4, 30)
		exactly(t, r, "viewer_rebuffer_fraction", stalled/(stalled+length), .03)
		exactly(t, r, "viewer_stalls_per_session", stalls, .03)
		// What was there to begin with plays while the first of the others come.
		long := max(0, 1-segment/each)
		if got := r.Metrics["viewer_rebuffer_fraction"]; got > long || got < long-.1 {
			t.Errorf("at %s it stands still for %v of the time, in the long run %v", text, got, long)
		}
		within(t, r, "egress_bytes_per_second", 2*length*4e6/8, .05)
		within(t, r, "viewer_broken_fraction", 0, 0)
	}
}

// play plays a video by itself, segment by segment.
func play(fetch func() float64, length, segment, start, rebuffer, ahead float64) (stalled, stalls float64) {
	buffer, playing, started := 0., false, false
	for got := 0.; got < length; {
		if playing {
			buffer = min(buffer, ahead-segment) // it waits for room
		}
		took := fetch()
		switch {
		case playing && took > buffer:
			stalled += took - buffer
			stalls++
			buffer, playing = 0, false
		case playing:
			buffer -= took
		case started:
			stalled += took
		}
		buffer, got = buffer+segment, got+segment
		needed := start
		if started {
			needed = rebuffer
		}
		if !playing && (buffer >= needed || got >= length) {
			playing, started = true, true
		}
	}
	return stalled, stalls
}

// With times that vary, a simulation of one viewer alone says how often it stands still.
func TestPlayersStallByChance(t *testing.T) {
	r := run(t, with(read(t, videos), "viewer.bandwidth", "1 Gb/s", "edge.time", "3 s", "edge.law", "exponential", "duration", "10k s"))
	random := rand.New(rand.NewPCG(1, 2))
	stalled, stalls, n := 0., 0., 200_000.
	for range int(n) {
		s, k := play(func() float64 { return .016 + random.ExpFloat64()*3 }, 100, 4, 8, 4, 30)
		stalled, stalls = stalled+s/n, stalls+k/n
	}
	exactly(t, r, "viewer_stalls_per_session", stalls, .03)
	exactly(t, r, "viewer_rebuffer_fraction", stalled/(stalled+100), .04)
	within(t, r, "viewer_startup_mean_seconds", 2*3.016, .02)
}

// Whoever does not get a segment three times goes away.
func TestPlayersGoAway(t *testing.T) {
	sc := read(t, videos)
	sc.Faults = []string{"errors edge 20%"}
	within(t, run(t, sc), "viewer_broken_fraction", 1-math.Pow(1-.2*.2*.2, 25), .1)
}

func TestMistakesInPlayers(t *testing.T) {
	for _, tt := range []struct{ old, new, says string }{
		{"bitrate: 4 Mb/s, ", "", "nothing is played at viewer; write bitrate"},
		{"bitrate: 4 Mb/s", "bitrate: 4 Mb", "is not a bandwidth"},
		{"rate: 2/s,", "users: 5,", "write the rate at which they begin"},
		{"rate: 2/s,", "answer: 5 kB,", "remove answer"},
		{"rate: 2/s,", "classes: [{name: k}],", "all requests of viewer are for segments"},
		{"rebuffer: 4 s", "rebuffer: 4 s, ahead: 1 s", "is less than a segment"},
		{"time: 100 ms", "segment: 4 s", "a service has no segment"},
		{"    - {name: edge", "    - {name: page, kind: client, calls: [{to: edge}]}\n    - {name: edge", "cannot be told from the segments"},
	} {
		problems := problemsOf(t, strings.Replace(videos, tt.old, tt.new, 1))
		if len(problems) == 0 || !contains(problems, tt.says) || problems[0].Line < 5 {
			t.Errorf("%s: %+v, want %q", tt.new, problems, tt.says)
		}
	}
}
