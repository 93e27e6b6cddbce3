package network

import (
	"fmt"
	"math"
	"testing"
)

// feed is a news feed: who posts hands the post over, who reads gets a page of posts.
// WRITE and READ are the calls of the two ways to bring one to the other.
func feed(classes, post, read, others string) string {
	return fmt.Sprintf(`system: topology
parameters: {network: 0 s, keys: 10k, timeout: 60 s}
topology:
  components:
    - name: user
      kind: client
      classes: [%s]
      calls: [%s, %s]
%s`, classes, post, read, others)
}

// On write each post is copied to the timeline of every follower, and a read asks for one
// timeline; on read a post is stored once, and a read asks for the posts of each whom the
// reader follows. Who reads more often than others post, times the length of their lists,
// pays less by copying.
func TestFeedFansOut(t *testing.T) {
	const posts, reads, followers, followed = 20., 300., 40., 25.
	classes := "{name: posting, rate: 20/s, writes: true}, {name: reading, rate: 300/s}"
	onWrite := feed(
		classes, "{to: fanout, only: posting}", "{to: timelines, only: reading}",
		`    - {name: fanout, kind: queue, time: 0 s, calls: [{to: copier}]}
    - name: copier
      kind: worker
      instances: 4
      workers: 100
      time: 0 s
      calls: [{to: timelines, times: 40, times_law: lognormal, times_spread: 3, keys: own}]
    - {name: timelines, kind: store, shards: 4, workers: 100, time: 2 ms}
`,
	)
	onRead := feed(
		classes, "{to: posts, only: posting}", "{to: posts, only: reading, times: 25, times_law: exponential, keys: own}",
		"    - {name: posts, kind: store, shards: 4, workers: 100, time: 2 ms}\n",
	)
	r := run(t, with(read(t, onWrite), "duration", "600 s"))
	deliveries := posts * followers
	// Lognormal lists are uncertain by their spread over the root of how many posts there are.
	within(t, r, "timelines_visits_per_request", (deliveries+reads)/(posts+reads), 3*3/math.Sqrt(posts*540))
	within(t, r, "timelines_utilization", (deliveries+reads)*.002/400, 3*3/math.Sqrt(posts*540))
	within(t, r, "reading_latency_mean_seconds", .002, .02)
	if r.Metrics["posting_latency_p99_seconds"] > 1e-6 {
		t.Errorf("who posts waits %v s", r.Metrics["posting_latency_p99_seconds"])
	}

	r = run(t, with(read(t, onRead), "duration", "100 s"))
	gathered := reads * followed
	within(t, r, "posts_visits_per_request", (posts+gathered)/(posts+reads), .02)
	within(t, r, "posts_utilization", (posts+gathered)*.002/400, .03)
	within(t, r, "posting_latency_mean_seconds", .002, .03)
}

// celebrities is a feed in which one in a hundred posts is that of a celebrity, with a
// hundred times the followers of others. Copies are made by so many workers, from one
// queue; hybrid leaves those of celebrities to be read.
func celebrities(hybrid bool) string {
	famous := "{to: fanout, only: 'ordinary, famous'}"
	copies := `calls: [{to: timelines, only: ordinary, times: 100, keys: own, in_turn: true}, {to: timelines, only: famous, times: 10k, keys: own, in_turn: true}]`
	reads := "{to: timelines, only: reading}"
	if hybrid {
		famous = "{to: fanout, only: ordinary}, {to: stars, only: famous}"
		reads += ", {to: stars, only: reading, times: 3, keys: own, parallel: true}"
	}
	text := feed(
		"{name: ordinary, rate: 1.98/s, writes: true}, {name: famous, rate: 0.02/s, writes: true}, {name: reading, rate: 20/s}", famous, reads,
		`    - {name: fanout, kind: queue, time: 0 s, calls: [{to: copier}]}
    - name: copier
      kind: worker
      instances: 1
      workers: 1
      time: 0 s
      `+copies+`
    - {name: timelines, kind: store, workers: 1k, time: 1 ms, law: deterministic}
`,
	)
	if hybrid {
		text += "    - {name: stars, kind: store, workers: 1k, time: 1 ms, law: deterministic}\n"
	}
	return text
}

// Ordinary posts wait behind those of a celebrity in the queue that both share: that is an
// M/G/1, in which the wait grows by the mean square of what is worked on. Read apart,
// celebrities delay nobody, and a read asks for one timeline and for those few whom the
// reader follows.
func TestCelebritiesDelayOthers(t *testing.T) {
	// A copy takes 1 ms: 100 of them take .1 s, 10,000 take 10 s.
	const ordinary, famous = 1.98, .02
	wait := func(famous float64) float64 {
		load := ordinary*.1 + famous*10
		return (ordinary*.01 + famous*100) / (2 * (1 - load))
	}
	for _, tt := range []struct {
		hybrid    bool
		wait      float64
		perPost   float64 // copies of a request
		tolerance float64
	}{
		{false, wait(famous), (ordinary*100 + famous*10_000 + 20) / 22, .15},
		{true, wait(0), (ordinary*100 + 20) / 22, .05},
	} {
		sc := with(read(t, celebrities(tt.hybrid)), "duration", "20k s", "warmup", "500 s")
		sc.Objectives = []string{"ordinary_done_p99_seconds < 1 s"}
		r := run(t, sc)
		within(t, r, "ordinary_done_mean_seconds", tt.wait+.1, tt.tolerance)
		within(t, r, "timelines_visits_per_request", tt.perPost, .05)
		if r.Objectives[0].Met != tt.hybrid {
			t.Errorf("with celebrities apart %v, ordinary posts are there after %v s", tt.hybrid, r.Objectives[0].Measured)
		}
		within(t, r, "reading_latency_mean_seconds", .001, .01)
	}
}
