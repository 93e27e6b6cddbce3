package limiting

import (
	"spar/internal/limit"
	"spar/internal/sim"
	"spar/internal/system"
)

// theory returns what formulas say of the plan of a run without faults.
func theory(p *system.Plan, popularity *system.Popularity) system.Theory {
	var t system.Theory
	if p.Text("abuse") == boundary && p.Int("abusers") > 0 {
		return t.None(system.Rest, "abusive keys do not send at random")
	}
	if !checks(p, &t) {
		return t.None(system.Rest, "the store answers later than servers wait for it, or hardly in time")
	}
	switch name := p.Text("algorithm"); {
	case name == "sliding-window" || name == "naive-window":
		return t.None(system.Rest, "no formula is known of what %s lets through", name)
	case p.Text("scope") == checkThenAct:
		return race(p, t)
	}
	return admission(p, popularity, t)
}

// checks adds what is known of the time to a decision, and reports whether the store
// answers in time.
func checks(p *system.Plan, t *system.Theory) bool {
	if asked(p) == 0 {
		t.Set("check_mean_seconds", 0)
		t.Set("store_utilization", 0)
		return true
	}
	wait, ok := storeWait(p)
	service := p.Number("store_service_mean")
	answer := p.Number("network") + service
	if !ok || answer+float64(20*max(wait, service/10)) > p.Number("store_timeout") {
		return false
	}
	if p.Text("scope") == shared { // otherwise the race says how often the store is written to
		t.Set("check_mean_seconds", answer+wait)
		t.Set("store_utilization", asked(p)/storeCapacity(p))
		cite(t, "M/D/1 at the store")
	}
	return true
}

// cite adds a formula to the source of a theory.
func cite(t *system.Theory, formula string) {
	if t.Source != "" {
		formula = t.Source + "; " + formula
	}
	t.Source = formula
}

// bucket is the formula of all that let a burst through.
const bucket = "M/D/1 with room for a burst"

// sources are the formulas of [limit.Pass].
var sources = map[string]string{
	"fixed-window": "Poisson's law of a window", "sliding-log": "Erlang's loss formula",
	"token-bucket": bucket, "leaky-bucket": bucket, "leaky-queue": bucket, "gcra": bucket,
}

// storeWait returns the mean time that what the store is asked waits for its worker; false
// where too much is asked.
func storeWait(p *system.Plan) (float64, bool) {
	load := asked(p) / storeCapacity(p)
	switch {
	case p.Text("scope") == checkThenAct && load > .2, load > .8: // writes come on top
		return 0, false
	case p.Int("store_workers") > 1:
		return 0, load < .3 // so little that it does not count
	}
	return sim.MeanWaitGeneral(load, p.Number("store_service_mean"), 0), true
}

// race adds what a store lets through that is read and then written to. From when a
// request has read a state until it has written the next one, all who read take the same
// one from the limit: the store counts as a detector does that is dead for a while after
// each particle, so for each that is counted 1 + rate*time get through.
func race(p *system.Plan, t system.Theory) system.Theory {
	wait, _ := storeWait(p)
	rate := p.Number("abuse_rate")
	dead := p.Number("network") + p.Number("store_service_mean") + wait
	each := 1 + float64(rate*dead)
	granted := p.Number("limit") / p.Number("period")
	switch {
	case p.Int("abusers") == 0:
		return t.None(system.Rest, "of a race formulas know only what keys get through that ask for far more than they may, and there are no abusers")
	case rate/each < float64(1.5*granted), p.Number("limit") < 10, p.Has("burst") && p.Number("burst") < 10:
		return t.None(system.Rest, "abusive keys do not ask for so much more than their limit that it is used up all the time, race or not")
	case p.Has("burst") && p.Number("burst") > p.Number("limit"):
		return t.None(system.Rest, "bursts are longer than the limit, so the race begins late")
	}
	cite(&t, "a counter with dead time")
	t.Set("abusive_over_admission_ratio", float64(rate*dead))
	t.Set("abusive_allowed_per_second", float64(p.Number("abusers")*granted)*each)
	return t.None(system.Rest, "of a race formulas know only what keys get through that ask for far more than they may")
}

// A flow is how many requests a second keys of a kind send, and how many of them servers
// and an exact limiter let through.
type flow struct{ sent, allowed, exact float64 }

func (f *flow) add(o flow) {
	f.sent += o.sent
	f.allowed += o.allowed
	f.exact += o.exact
}

// admission adds what is let through where each limiter meets random arrivals.
func admission(p *system.Plan, popularity *system.Popularity, t system.Theory) system.Theory {
	if counters := p.Text("scope"); counters != shared && p.Text("policy") != "random" && p.Int("servers") > 1 {
		return t.None(system.Rest, "what reaches a server is not random where the balancer goes by %s", p.Text("policy"))
	}
	cite(&t, sources[p.Text("algorithm")])
	ordinary, abusive := ordinaryFlow(p, popularity), flow{}
	for range p.Int("abusers") {
		abusive.add(flowOf(p, p.Number("abuse_rate")))
	}
	all := ordinary
	all.add(abusive)
	for _, of := range []struct {
		flow
		prefix string
	}{{ordinary, "polite_"}, {abusive, "abusive_"}} {
		if of.sent > 0 {
			t.Set(of.prefix+"refused_fraction", 1-of.allowed/of.sent)
		}
	}
	t.Set("refused_fraction", 1-all.allowed/all.sent)
	t.Set("allowed_per_second", all.allowed)
	t.Set("abusive_allowed_per_second", abusive.allowed)
	if p.Text("scope") == local {
		t.Set("over_admission_ratio", all.allowed/all.exact-1)
		if abusive.exact > 0 {
			t.Set("abusive_over_admission_ratio", abusive.allowed/abusive.exact-1)
		}
	}
	work := float64(all.allowed * p.Number("service_mean"))
	if load := work / float64(p.Number("servers")*p.Number("workers")); load < .7 && p.Int("queue_limit") >= 50 {
		t.Set("utilization", load)
	}
	return t.None("latencies", "what a limit lets through does not arrive at random any more")
}

// flowOf returns that of a key that sends so many a second.
func flowOf(p *system.Plan, rate float64) flow {
	exact, err := limit.New(p.Text("algorithm"), rateOf(p))
	if err != nil {
		panic(err) // it was checked
	}
	period := p.Number("period")
	part, _ := limit.Pass(exact, float64(rate*period))
	f := flow{rate, rate * part, rate * part}
	if p.Text("scope") == shared {
		return f
	}
	each, err := limit.New(p.Text("algorithm"), rateOfServer(p))
	if err != nil {
		panic(err) // likewise
	}
	part, _ = limit.Pass(each, float64(rate*period)/p.Number("servers"))
	f.allowed = rate * part
	return f
}

// ordinaryFlow returns that of all ordinary keys. They come in the order of their
// popularity: once one is hardly ever refused, no other is.
func ordinaryFlow(p *system.Plan, popularity *system.Popularity) flow {
	var sum flow
	rate := p.Number("rate")
	for rank := 1; rank <= p.Int("keys") && rate > 0; rank++ {
		f := flowOf(p, float64(rate*popularity.Of(rank)))
		sum.add(f)
		if f.sent-min(f.allowed, f.exact) < float64(1e-9*f.sent) {
			rest := float64(rate * (1 - popularity.Top(rank)))
			sum.add(flow{rest, rest, rest})
			break
		}
	}
	return sum
}
