package network

import (
	"fmt"
	"math"

	"spar/internal/limit"
	"spar/internal/system"
	"spar/internal/system/terms"
	"spar/internal/system/traffic"
	"spar/internal/topology"
)

// figures says what values the figures of components and calls take, by their
// names in a topology.
func figures() map[string]system.Parameter {
	count := func(least, most float64, doc string) system.Parameter {
		return system.Parameter{Kind: system.Count, Min: least, Max: most, Doc: doc}
	}
	duration := func(least float64, doc string) system.Parameter {
		return system.Parameter{Kind: system.Duration, Min: least, Max: 3600, Doc: doc}
	}
	share := func(doc string) system.Parameter {
		return system.Parameter{Kind: system.Number, Min: 0, Max: 1, Doc: doc}
	}
	return map[string]system.Parameter{
		"rate":         {Kind: system.Rate, Min: .001, Max: 10e6, Doc: "Requests that arrive at %s, on average."},
		"writes":       share("Share of the requests of %s that change something."),
		"users":        count(1, 1e6, "Users of %s: each sends a request, waits for the answer, thinks and sends the next. That hides overloads, which show as a lower throughput."),
		"think":        {Kind: system.Duration, Min: .001, Max: 86400, Doc: "How long a user of %s thinks before the next request, on average."},
		"think_law":    {Kind: system.Choice, Choices: laws, Doc: "Law of that time at %s."},
		"think_spread": {Kind: system.Number, Min: .01, Max: 1000, Doc: "Standard deviation of that time at %s over its mean, where the law leaves it open."},
		"cycle":        {Kind: system.Duration, Min: .001, Max: 366 * 86400, Doc: "After what time the profile of %s begins anew."},
		"instances":    count(1, 10_000, "Instances of %s."),
		"workers":      count(1, 1e6, "Requests that an instance of %s works on at a time."),
		"time":         duration(0, "Mean time of a worker of %s for a request, its calls not included."),
		"law":          {Kind: system.Choice, Choices: laws, Doc: "Law of that time at %s."},
		"spread":       {Kind: system.Number, Min: .01, Max: 1000, Doc: "Standard deviation of that time at %s over its mean, where the law leaves it open."},
		"slow_share":   share("Share of the requests at %s that take slow_time in place of time."),
		"slow_time":    duration(0, "Mean time of a worker of %s for those."),
		"queue_limit":  count(0, 10e6, "Requests that may wait at an instance of %s, or messages in a queue; more are refused."),
		"policy":       {Kind: system.Choice, Choices: []string{"round-robin", "random", "two-choices", "least-connections"}, Doc: "How callers pick an instance of %s."},
		"limit":        {Kind: system.Rate, Min: .001, Max: 10e6, Doc: "Requests that %s lets through, of all, of each key or of each class; more are refused."},
		"algorithm":    {Kind: system.Choice, Choices: limit.Names(), Doc: "How the limit of %s is kept. The one that begins with naive- is a mistake, to be seen failing."},
		"period":       {Kind: system.Duration, Min: 1e-3, Max: 86400, Doc: "For how long windows and logs of %s count."},
		"burst":        count(1, 1e6, "Requests that %s lets through at once after a pause, of buckets and gcra, or that may wait, of leaky-queue; what comes in a period unless given, or in a tenth of a second where the limit is of all requests."),
		"per":          {Kind: system.Choice, Choices: []string{perAll, perKey, perClass}, Doc: "Whose requests the limit of %s is for: of all together, of each key, of each class."},
		"scope":        {Kind: system.Choice, Choices: []string{local, divided, shared}, Doc: "Where the limit of %s is kept: at each instance, which grants the whole limit (local) or its part of it (divided), or for all of them (shared), as in a store that answers at once."},
		"capacity":     {Kind: system.Entries, Min: 0, Max: 1e15, Doc: "Entries that all instances of %s hold together, or their memory as a size; 0 switches it off."},
		"ttl":          {Kind: system.Duration, Min: .001, Max: 315360000, Doc: "How long an entry of %s is valid."},
		"on_write":     {Kind: system.Choice, Choices: []string{"invalidate", "update", "fill"}, Doc: "What a write to %s does to its key there."},
		"shards":       count(1, 10_000, "Shards of %s."),
		"replicas":     count(1, mostReplicas, "Replicas of each shard of %s."),
		"stored":       {Kind: system.Size, Min: 0, Max: 1e21, Doc: "What one copy of all that %s keeps takes; each replica is a copy that costs money."},
		"read_quorum":  count(1, mostReplicas, "Replicas of %s that must answer a read."),
		"write_quorum": count(1, mostReplicas, "Replicas of %s that must answer a write; all get it."),
		"contention":   {Kind: system.Choice, Choices: []string{unguarded, locked, optimistic}, Doc: "How writes of one key to %s keep out of each other's way."},
		"durability":   {Kind: system.Choice, Choices: []string{inSync, inGroups, atItsEase}, Doc: "When a write of %s is acknowledged: once it is on the disk (sync), with others at the next flush (group), or before that (async)."},
		"flush":        duration(1e-6, "After what time the log of %s is written to its disk."),
		"stock":        count(1, 1e9, "Writes of a key of %s that find something left."),
		"lag":          duration(1e-6, "How long a write takes, on average, to get to the replicas of %s that it does not wait for."),
		"read_from":    {Kind: system.Choice, Choices: []string{"any", "leader"}, Doc: "Which replica of %s answers reads."},
		"speculate":    duration(1e-6, "How long a read of %s may take before one replica more is asked."),
		"found":        share("Share of the keys that %s has; reads of the others find nothing."),
		"refuses":      share("Share of the requests that %s refuses by policy, once it has worked on them."),
		"share":        share("Share of the requests that make the call %s."),
		"times":        {Kind: system.Number, Min: 0, Max: topology.MostTimes, Doc: "How often a request makes the call %s, on average."},
		"times_law":    {Kind: system.Choice, Choices: []string{"fixed", traffic.Exponential, traffic.LogNormal, traffic.Pareto}, Doc: "How that varies from request to request, of the call %s."},
		"times_spread": {Kind: system.Number, Min: .01, Max: 1000, Doc: "Standard deviation of that over its mean, of the call %s, where the law is lognormal or pareto."},
		"delay":        duration(0, "How long what is handed over by %s is held back."),
		"per_key":      count(1, 1e6, "Messages of one key with the consumer at the same time, of %s."),
		"gap":          duration(0, "How long a key then rests, from the end of one message to the next, of %s."),
		"groups":       count(1, 1e6, "Groups of keys to which both apply, of %s."),
		"groups_zipf":  {Kind: system.Number, Min: 0, Max: 3, Doc: "How unevenly keys fall on the groups of %s, as the exponent of Zipf's law."},
		"hops":         count(1, topology.MostHops, "How often calls that lead back may have been made, one for the other, before %s is not made once more."),
		"size":         {Kind: system.Size, Min: 0, Max: 1e15, Doc: "Size of a request of %s, on average."},
		"bitrate":      {Kind: system.Bandwidth, Min: 1, Max: 1e12, Doc: "Of what is played at %s."},
		"segment":      duration(.1, "How long one segment plays at %s."),
		"length":       {Kind: system.Duration, Min: .01, Max: 86400, Doc: "How long what is played at %s is."},
		"start":        duration(0, "How much must be there before it begins to play at %s."),
		"rebuffer":     duration(0, "How much must be there before it goes on at %s after it stood still."),
		"ahead":        duration(.01, "How much is fetched ahead at %s, at the most."),
		"round_trip":   duration(0, "Round trip between the regions %s, beyond that between two components."),
		"answer":       {Kind: system.Size, Min: 0, Max: 1e15, Doc: "Size of an answer to %s, on average."},
		"size_law":     {Kind: system.Choice, Choices: []string{"fixed", traffic.Exponential, traffic.LogNormal, traffic.Pareto}, Doc: "How both vary from request to request of %s."},
		"size_spread":  {Kind: system.Number, Min: .01, Max: 1000, Doc: "Standard deviation of that over its mean, of %s, where the law is lognormal or pareto."},
		"bandwidth":    {Kind: system.Bandwidth, Min: 1, Max: 1e15, Doc: "Of the link of each instance of %s: what it sends leaves one after the other."},
		"idempotent":   {Kind: system.Choice, Choices: []string{"no", "yes"}, Doc: "Whether who is called knows a call %s again, and does not do it twice."},
		"timeout":      duration(1e-6, "How long the caller waits for an attempt at %s."),
		"retries":      count(0, 100, "Retries of %s after a failure or a time-out."),
		"backoff":      duration(0, "Longest pause before the first retry of %s; it doubles with each, and the true pause is drawn from zero up to it."),
		"retry_budget": {Kind: system.Number, Min: 0, Max: 100, Doc: "Retries for each call in the last ten seconds, of %s; beyond that nobody tries again."},
		"breaker":      {Kind: system.Number, Min: .01, Max: 1, Doc: "Share of failures among the latest hundred of %s at which its circuit breaker opens."},
		"breaker_rest": duration(.001, "How long the breaker of %s stays open before a trial."),
		"throttle":     {Kind: system.Number, Min: 1.1, Max: 1000, Doc: "Attempts at %s that are sent for each that succeeded in the last 30 seconds, and 2%% in any case; callers refuse the others by themselves."},
		"hedge":        duration(0, "How long to wait before a second attempt at %s is sent beside the first."),
	}
}

// parameters returns those of the run and those of each component.
func parameters(spec *topology.Spec) []system.Parameter {
	rate := system.Parameter{Name: "rate", Kind: system.Rate, Min: .001, Max: 10e6, Doc: "Requests of all clients together that have a rate, shared among them as their own rates are."}
	writes := system.Parameter{Name: "writes", Kind: system.Number, Min: 0, Max: 1, Doc: "Share of all requests that change something."}
	var list []system.Parameter
	for i := range spec.Components {
		if c := &spec.Components[i]; c.Kind == topology.Client {
			writes.Replaces = append(writes.Replaces, c.Name+".writes")
			if !c.IsClosed() {
				rate.Replaces = append(rate.Replaces, c.Name+".rate")
			}
		}
	}
	if len(rate.Replaces) > 0 {
		list = append(list, rate)
	}
	list = append(
		list, writes,
		terms.Keys("keys", "1M", "Keys that requests are about, such as links or users.", 1e15),
		terms.Zipf(),
		terms.Record(),
		terms.Timeout("2 s", "How long a client waits for the answer, all its retries included; also how long a caller without a time-out of its own waits for one that is cut off or hangs."),
		terms.Network("500 us", "Round trip between two components; the way from a client, and from a queue to its consumers, is left out."),
		terms.Detection("callers take"),
		terms.Duration("60 s"),
		terms.Warmup("a tenth"),
		system.Parameter{Name: "one_in", Kind: system.Count, Default: "1", Min: 1, Max: 1e6, Doc: "Of how many one is run: 100 runs 1 in 100 of the requests, users, instances, shards and keys, each with the load that it has among all, in a hundredth of the time. Rates, counts, bytes and dollars are multiplied back."},
	)
	for i := range spec.Components {
		c := &spec.Components[i]
		for _, f := range c.Figures() {
			list = append(list, parameter(c.Name, c.Name, f))
		}
		for k := range c.Classes {
			class := &c.Classes[k]
			for _, f := range class.Figures() {
				of := parameter(c.Name+"."+class.Name, class.Name+" at "+c.Name, f)
				if f.Name == "share" {
					of.Doc = fmt.Sprintf("Share of %s among the requests of %s; what others leave unless given.", class.Name, c.Name)
				}
				list = append(list, of)
			}
		}
	}
	list = append(list, regionParameters(spec)...)
	for i := range spec.Components {
		c := &spec.Components[i]
		for j := range c.Calls {
			for _, f := range c.Calls[j].Figures() {
				list = append(list, parameter(c.CallName(j), "from "+c.Name+" to "+c.Calls[j].To, f))
			}
		}
	}
	return list
}

// parameter returns the one for a figure.
func parameter(prefix, whose string, f topology.Figure) system.Parameter {
	p := figures()[f.Name]
	p.Name, p.Default = prefix+"."+f.Name, f.Value()
	p.Doc = fmt.Sprintf(p.Doc, whose)
	return p
}

// unreadable returns the figures of a topology that cannot be read.
func unreadable(spec *topology.Spec) system.Problems {
	var problems system.Problems
	known := figures()
	check := func(at string, f topology.Figure) {
		if f.Given == "" {
			return
		}
		p := known[f.Name]
		p.Default = f.Default
		if p.Kind == system.Entries {
			// A size is divided by the record, which is not known here.
			if (system.Parameter{Kind: system.Size, Max: math.MaxFloat64}).Check(f.Given) == nil {
				return
			}
		}
		if err := p.Check(f.Given); err != nil {
			problems = append(problems, system.Problem{Where: at + "." + f.Name, Message: err.Error()})
		}
	}
	for i, r := range spec.Regions {
		check(fmt.Sprintf("topology.regions[%d]", i), topology.Figure{Name: "share", Given: r.Share})
	}
	for _, d := range spec.Distances() {
		p := known[d.RoundTrip.Name]
		if err := p.Check(d.RoundTrip.Given); d.Where != "" && err != nil {
			problems = append(problems, system.Problem{Where: "topology." + d.Where, Message: err.Error()})
		}
	}
	for i := range spec.Components {
		c := &spec.Components[i]
		at := fmt.Sprintf("topology.components[%d]", i)
		for _, f := range c.Figures() {
			check(at, f)
		}
		for k := range c.Classes {
			for _, f := range c.Classes[k].Figures() {
				check(fmt.Sprintf("%s.classes[%d]", at, k), f)
			}
		}
		for j := range c.Calls {
			for _, f := range c.Calls[j].Figures() {
				check(fmt.Sprintf("%s.calls[%d]", at, j), f)
			}
		}
	}
	return problems
}
