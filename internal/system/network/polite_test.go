package network

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// frontier is a queue of pages whose hosts are spared.
func frontier(rate, hosts, fetch string) string {
	return queued(rate, "{to: fetch, per_key: 1, gap: 1 s, groups: "+hosts+"}", "\n    - {name: fetch, kind: worker, time: 250 ms, "+fetch+"}")
}

// A key of which more waits than can be done gives as much as a gap and the work allow, by
// formula: so many at a time over both.
func TestRateOfAKey(t *testing.T) {
	for _, tt := range []struct {
		polite string
		want   float64
	}{
		{"per_key: 1, gap: 1 s", 1 / 1.25},
		{"gap: 500 ms", 1 / .75},
		{"per_key: 3, gap: 2 s", 3 / 2.25},
		{"per_key: 2", 2 / .25},
	} {
		text := queued("50/s", "{to: fetch, groups: 1, "+tt.polite+"}", "\n    - {name: fetch, kind: worker, instances: 10, time: 250 ms}")
		r := run(t, with(read(t, text), "duration", "2000 s", "warmup", "100 s"))
		within(t, r, "q_busiest_key_per_second", tt.want, .03)
		within(t, r, "q_done_per_second", tt.want, .03)
		within(t, r, "fetch_utilization", tt.want*.25/80, .03)
		within(t, r, "q_held_fraction", 1, .001)
		if !strings.Contains(strings.Join(r.Warnings, "\n"), "waits for its key while") {
			t.Errorf("warnings are %q", r.Warnings)
		}
	}
}

// No two messages of a key are ever nearer than the gap, under faults as well.
func TestGapOfEveryKey(t *testing.T) {
	sc := read(t, frontier("40/s", "30, groups_zipf: 1", "instances: 4"))
	sc.Faults = []string{"at 20 s kill fetch 1", "at 30 s restart fetch 1", "at 40 s kill q", "at 50 s restart q", "at 60 s errors fetch 50%"}
	m := modelOf(t, with(sc, "duration", "100 s", "warmup", "0 s"))
	p := m.components[1].queue.edges[0].polite
	began, last := map[int32]time.Duration{}, make([]int64, 0)
	for m.Sim.Now() < 100*time.Second {
		if len(m.Plan.Faults) > 0 && m.Plan.Faults[0].At <= m.Sim.Now() {
			m.Strike(m.Plan.Faults[0])
			m.Plan.Faults = m.Plan.Faults[1:]
		}
		if err := m.RunUntil(t.Context(), m.Sim.Now()+time.Millisecond); err != nil {
			t.Fatal(err)
		}
		for i, key := range p.keys {
			for i >= len(last) {
				last = append(last, 0)
			}
			if key.delivered == last[i] {
				continue
			}
			if before, ok := began[int32(i)]; ok && m.Sim.Now()-before < 999*time.Millisecond || key.delivered != last[i]+1 || key.taken > 1 {
				t.Fatalf("key %d at %v after %v", i, m.Sim.Now(), before)
			}
			began[int32(i)], last[i] = m.Sim.Now(), key.delivered
		}
	}
	if len(began) != 30 {
		t.Errorf("%d hosts were asked", len(began))
	}
}

// crawl is seeds whose pages have links; of the pages that these lead to some were seen. What
// is new is fetched, up to three links away.
const crawl = `
system: topology
parameters: {keys: 10M, zipf: 0, network: 0 s, timeout: 10 s, duration: 3000 s, warmup: 1000 s}
topology:
  components:
    - {name: seeds, kind: client, rate: 2/s, calls: [{to: frontier}]}
    - {name: frontier, kind: queue, time: 0 s, calls: [{to: fetch, per_key: 1, gap: 1 s, groups: 200, groups_zipf: SKEW}]}
    - {name: fetch, kind: worker, instances: FETCHERS, workers: 1, time: 500 ms, calls: [{to: links, times: 5, times_law: exponential, keys: own, async: true, hops: 3}]}
    - {name: links, kind: queue, time: 0 s, calls: [{to: filter}]}
    - {name: filter, kind: worker, instances: 50, time: 0 s, calls: [{to: seen}, {to: frontier, when: seen missing}]}
    - {name: seen, kind: store, workers: 1000, time: 0 s, found: 70%}
`

// A fetched is a page on its way in the simulation of [crawled].
type fetched struct {
	at    float64
	what  int // 0 a seed comes, 1 a page is fetched, 2 a host has rested
	host  int
	depth int
}

type fetches []fetched

func (f fetches) Len() int           { return len(f) }
func (f fetches) Less(i, j int) bool { return f[i].at < f[j].at }
func (f fetches) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }
func (f *fetches) Push(x any)        { *f = append(*f, x.(fetched)) }
func (f *fetches) Pop() any          { n := len(*f) - 1; x := (*f)[n]; *f = (*f)[:n]; return x }

// crawled simulates the same crawl by itself, and returns pages a second, the part of the
// time that fetchers work, and pages a second of the busiest host.
func crawled(seed uint64, skew float64, fetchers int) (rate, busy, busiest float64) {
	const hosts, end, warmup = 200, 3000., 1000.
	random := rand.New(rand.NewPCG(seed, 2))
	until, sum := make([]float64, hosts), 0.
	for i := range until {
		sum += math.Pow(float64(i+1), -skew)
		until[i] = sum
	}
	pick := func() int {
		u := random.Float64() * sum
		for i, s := range until {
			if u < s {
				return i
			}
		}
		return hosts - 1
	}
	resting, waiting, ready := make([]bool, hosts), make([][]int, hosts), []fetched{}
	events, idle, count, worked := &fetches{{}}, fetchers, make([]float64, hosts), 0.
	for now := 0.; now < end; {
		e := heap.Pop(events).(fetched)
		now = e.at
		add := func(host, depth int) {
			if resting[host] {
				waiting[host] = append(waiting[host], depth)
				return
			}
			resting[host] = true
			ready = append(ready, fetched{host: host, depth: depth})
		}
		switch e.what {
		case 0:
			add(pick(), 0)
			heap.Push(events, fetched{at: now + random.ExpFloat64()/2})
		case 1:
			idle++
			heap.Push(events, fetched{at: now + 1, what: 2, host: e.host})
			links := 5 * random.ExpFloat64()
			n := int(links)
			if random.Float64() < links-float64(n) {
				n++
			}
			for range n {
				if e.depth < 3 && random.Float64() >= .7 {
					add(pick(), e.depth+1)
				}
			}
		case 2:
			if resting[e.host] = false; len(waiting[e.host]) > 0 {
				depth := waiting[e.host][0]
				waiting[e.host] = waiting[e.host][1:]
				add(e.host, depth)
			}
		}
		for idle > 0 && len(ready) > 0 {
			page, took := ready[0], random.ExpFloat64()/2
			ready, idle = ready[1:], idle-1
			heap.Push(events, fetched{at: now + took, what: 1, host: page.host, depth: page.depth})
			if now > warmup {
				count[page.host]++
				worked += took
			}
		}
	}
	for _, n := range count {
		rate += n / (end - warmup)
		busiest = max(busiest, n/(end-warmup))
	}
	return rate, worked / (end - warmup) / float64(fetchers), busiest
}

// A crawl fetches as much as another simulation says, no host more often than its gap and
// the fetch allow, and a few hosts that have most pages starve the fetchers.
func TestCrawl(t *testing.T) {
	for _, tt := range []struct {
		skew, fetchers string
		s              float64
		n              int
		starved        bool
	}{{"0", "30", 0, 30, false}, {"1.2", "30", 1.2, 30, true}, {"0.6", "12", .6, 12, false}} {
		r := run(t, read(t, strings.NewReplacer("SKEW", tt.skew, "FETCHERS", tt.fetchers).Replace(crawl)))
		const seeds = 10
		var rate, busy, busiest float64
		for seed := range uint64(seeds) {
			a, b, c := crawled(seed, tt.s, tt.n)
			rate, busy, busiest = rate+a/seeds, busy+b/seeds, busiest+c/seeds
		}
		within(t, r, "frontier_done_per_second", rate, .04)
		within(t, r, "fetch_utilization", busy, .05)
		within(t, r, "frontier_busiest_key_per_second", busiest, .1)
		if most := 1/1.5 + .03; r.Metrics["frontier_busiest_key_per_second"] > most {
			t.Errorf("a host is asked %v times a second, more than %v", r.Metrics["frontier_busiest_key_per_second"], most)
		}
		all := 2 * (1 + 1.5 + 1.5*1.5 + 1.5*1.5*1.5) // pages a second, were there no gaps
		if starved := r.Metrics["frontier_done_per_second"] < .8*all && r.Metrics["fetch_utilization"] < .8; starved != tt.starved {
			t.Errorf("skew %s: %v pages a second of %v, fetchers %v busy", tt.skew, r.Metrics["frontier_done_per_second"], all, r.Metrics["fetch_utilization"])
		}
	}
}

func TestMistakesInPoliteness(t *testing.T) {
	for _, tt := range []struct{ call, says string }{
		{"{to: fetch, per_key: 0}", "out of range"},
		{"{to: fetch, per_key: few}", "write a count"},
		{"{to: fetch, gap: 3}", "is not a duration"},
		{"{to: fetch, groups: 5}", "groups are what per_key and gap are about"},
		{"{to: fetch, gap: 1 s, groups_zipf: 1}", "nothing says how many groups there are"},
	} {
		problems := problemsOf(t, queued("1/s", tt.call, "\n    - {name: fetch, kind: worker}"))
		if len(problems) != 1 || !contains(problems, tt.says) {
			t.Errorf("%s: %v, want %q", tt.call, problems, tt.says)
		}
	}
	problems := problemsOf(t, clientOf("1/s", "{to: app, gap: 1 s}")+"\n    - {name: app, kind: service}\n")
	if len(problems) != 1 || !contains(problems, "only a queue holds back what is of one key, and client is a client; put a queue between") {
		t.Errorf("%v", problems)
	}
}
