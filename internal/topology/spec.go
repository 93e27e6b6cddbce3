// Package topology describes a system as components that call one another.
package topology

// A Spec is a system of components. Requests begin at its clients and follow the
// calls.
//
// Figures are quantities in the calculator's language, and words where a choice is
// meant, as in the parameters of a scenario; an empty one has the default of its
// component's kind. Whoever runs a topology can set each of them by the parameter
// COMPONENT.FIELD, such as app.instances.
type Spec struct {
	// Components in the order in which they are shown; between 2 and 100.
	Components []Component `yaml:"components" json:"components"`
	// Prices replace those that are listed, by the name of an entry or of a component:
	// "service", "storage" or "db", each as "$0.20/h" or "$0.10/GB/month".
	Prices map[string]string `yaml:"prices,omitempty" json:"prices,omitempty"`
	// Regions in which clients and components stand; none where all are in one place.
	Regions []Region `yaml:"regions,omitempty" json:"regions,omitempty"`

	repriced []string // names of prices that others have replaced
}

// A Kind is what a component does with a request.
type Kind string

// The kinds of components.
const (
	Client   Kind = "client"   // where requests arrive from
	CDN      Kind = "cdn"      // answers from copies near the clients
	Balancer Kind = "balancer" // passes requests on
	Gateway  Kind = "gateway"  // passes on what its limit allows
	Service  Kind = "service"  // works on requests and calls others
	Cache    Kind = "cache"    // answers from memory; what it calls is called on a miss
	Store    Kind = "store"    // keeps data in shards, each with replicas
	Queue    Kind = "queue"    // keeps messages; what it calls consumes them
	Worker   Kind = "worker"   // works off a queue
	External Kind = "external" // run by somebody else
)

// Kinds lists the kinds in their order.
var Kinds = []Kind{Client, CDN, Balancer, Gateway, Service, Cache, Store, Queue, Worker, External}

// A Component is one part of a system: all of its equals together.
type Component struct {
	// Name by which calls, faults and parameters know it, such as "app": a word of
	// letters, digits, "-" and "_".
	Name string `yaml:"name" json:"name"`
	// Kind is what it does with a request: client, cdn, balancer, gateway, service, cache,
	// store, queue, worker or external.
	Kind Kind `yaml:"kind" json:"kind"`

	// Region in which it stands, or several of them, "eu, us": of a client, whose
	// requests come from there by their shares; of others, whose instances, or the
	// replicas of whose shards, are dealt out to them in turn. Who calls is sent to the
	// nearest that is known to answer. "all" is every region. Unless given it is the first
	// of the topology, and of a client every region where any has a share.
	Region Words `yaml:"region,omitempty" json:"region,omitempty"`
	// Instances, each with a queue of its own; a count.
	Instances string `yaml:"instances,omitempty" json:"instances,omitempty"`
	// Workers of an instance: what it works on at a time; a count. Waiting for a
	// call holds the worker of a service, unless NonBlocking; other kinds pass on
	// what they call for and work on something else meanwhile.
	Workers string `yaml:"workers,omitempty" json:"workers,omitempty"`
	// Time that a worker takes for a request, calls not included: the mean.
	Time string `yaml:"time,omitempty" json:"time,omitempty"`
	// Law of that time: exponential, deterministic, lognormal, pareto, erlang or
	// hyperexponential.
	Law string `yaml:"law,omitempty" json:"law,omitempty"`
	// Spread is the standard deviation of that time over its mean, for a law that does
	// not say it: .01 to 1 for erlang, 1 and more for hyperexponential.
	Spread string `yaml:"spread,omitempty" json:"spread,omitempty"`
	// SlowShare of the requests take SlowTime in place of Time, by the same law: those
	// that need the disk, or all the followers of somebody.
	SlowShare string `yaml:"slow_share,omitempty" json:"slow_share,omitempty"`
	// SlowTime is the mean time of those.
	SlowTime string `yaml:"slow_time,omitempty" json:"slow_time,omitempty"`
	// Percentiles of that time as they were measured, "p50 2 ms, p90 5 ms, p99 40 ms",
	// in place of a law: even between each and the next, from zero up to the first, and
	// the last line goes on up to p100 unless that is given. Time is then their mean, and
	// another one stretches them all.
	Percentiles string `yaml:"percentiles,omitempty" json:"percentiles,omitempty"`
	// QueueLimit is how many requests may wait at an instance; more are refused.
	QueueLimit string `yaml:"queue_limit,omitempty" json:"queue_limit,omitempty"`
	// Policy by which callers pick an instance: round-robin, random, two-choices or
	// least-connections.
	Policy string `yaml:"policy,omitempty" json:"policy,omitempty"`

	// Rate at which a client's requests arrive.
	Rate string `yaml:"rate,omitempty" json:"rate,omitempty"`
	// Users of a client in place of a rate: each sends a request, waits for the answer or
	// gives up, thinks, and sends the next. A count. That is how workers, players and
	// crawlers load a system: where it is slow they ask for less, so an overload shows as
	// a lower throughput; others come at a rate, whatever becomes of those before.
	Users string `yaml:"users,omitempty" json:"users,omitempty"`
	// Think is how long such a user takes until the next request, the mean: 1 s unless
	// given, 1 ms at least.
	Think string `yaml:"think,omitempty" json:"think,omitempty"`
	// ThinkLaw is how that varies: as Law, exponential unless given.
	ThinkLaw string `yaml:"think_law,omitempty" json:"think_law,omitempty"`
	// ThinkSpread is the standard deviation of that over its mean, for a law that does not
	// say it.
	ThinkSpread string `yaml:"think_spread,omitempty" json:"think_spread,omitempty"`
	// Profile says how a client's rate varies, in percent of it at times of a cycle, "0 h
	// 30%, 9 h 100%, 21 h 180%": in straight lines from each to the next, and from the
	// last to the first of the next cycle. A run begins at the time 0.
	Profile string `yaml:"profile,omitempty" json:"profile,omitempty"`
	// Cycle is after what time a profile begins anew: a day unless given.
	Cycle string `yaml:"cycle,omitempty" json:"cycle,omitempty"`
	// Writes is the share of a client's requests that change something, 0% to 100%.
	Writes string `yaml:"writes,omitempty" json:"writes,omitempty"`
	// Classes of a client's requests; without any, its requests are all of one sort.
	Classes []Class `yaml:"classes,omitempty" json:"classes,omitempty"`
	// Bitrate of what users of a client play, such as 5 Mb/s: then its requests are for
	// segments of it, one after the other, and its rate is that of those who begin.
	Bitrate string `yaml:"bitrate,omitempty" json:"bitrate,omitempty"`
	// Segment is how long one segment plays.
	Segment string `yaml:"segment,omitempty" json:"segment,omitempty"`
	// Length of what somebody plays.
	Length string `yaml:"length,omitempty" json:"length,omitempty"`
	// Start is how much must be there before it begins to play; a time, as for the
	// following two.
	Start string `yaml:"start,omitempty" json:"start,omitempty"`
	// Rebuffer is how much must be there before it goes on after it stood still.
	Rebuffer string `yaml:"rebuffer,omitempty" json:"rebuffer,omitempty"`
	// Ahead is how much is fetched ahead at the most.
	Ahead string `yaml:"ahead,omitempty" json:"ahead,omitempty"`
	// Size of a request, of a client without classes, the mean; a write carries what it writes.
	Size string `yaml:"size,omitempty" json:"size,omitempty"`
	// Answer is the size of what comes back, from whoever is asked for it.
	Answer string `yaml:"answer,omitempty" json:"answer,omitempty"`
	// SizeLaw is how both vary together from request to request: fixed, exponential,
	// lognormal or pareto. A few large files are one of the latter two.
	SizeLaw string `yaml:"size_law,omitempty" json:"size_law,omitempty"`
	// SizeSpread is the standard deviation of that over its mean, for lognormal and
	// pareto: 1 unless given.
	SizeSpread string `yaml:"size_spread,omitempty" json:"size_spread,omitempty"`
	// Bandwidth of the link of each instance, such as 10 Gb/s: what it sends leaves one
	// after the other, and takes its size over the bandwidth. At a client it is that of
	// each user, who shares it with nobody. Without one nothing waits.
	Bandwidth string `yaml:"bandwidth,omitempty" json:"bandwidth,omitempty"`
	// Limit of a gateway: requests a second that it lets through; more are refused by
	// policy, which is no failure.
	Limit string `yaml:"limit,omitempty" json:"limit,omitempty"`
	// Algorithm of that limit: token-bucket, leaky-bucket, leaky-queue, gcra, fixed-window,
	// sliding-window, sliding-log or naive-window.
	Algorithm string `yaml:"algorithm,omitempty" json:"algorithm,omitempty"`
	// Period is for how long windows and logs count.
	Period string `yaml:"period,omitempty" json:"period,omitempty"`
	// Burst is how many may pass at once after a pause, of buckets and gcra, or wait, of
	// leaky-queue; a count. Unless given it is what comes in a period, or in a tenth of a
	// second where the limit is of all requests.
	Burst string `yaml:"burst,omitempty" json:"burst,omitempty"`
	// Per says whose requests the limit is for: of all together (all), of each key (key),
	// or of each class (class).
	Per string `yaml:"per,omitempty" json:"per,omitempty"`
	// Scope is where the limit is kept: at each instance, which grants all of it (local) or
	// its part (divided), or for all instances (shared), which costs nothing by itself: a
	// store that it takes is a call.
	Scope string `yaml:"scope,omitempty" json:"scope,omitempty"`
	// Capacity of a cache or a CDN: entries of all its instances together.
	Capacity string `yaml:"capacity,omitempty" json:"capacity,omitempty"`
	// TTL is how long an entry of a cache or a CDN is valid.
	TTL string `yaml:"ttl,omitempty" json:"ttl,omitempty"`
	// OnWrite is what a write to a cache or a CDN does there: invalidate, update what is
	// there, or fill, which keeps it in any case.
	OnWrite string `yaml:"on_write,omitempty" json:"on_write,omitempty"`
	// Shards of a store; a count.
	Shards string `yaml:"shards,omitempty" json:"shards,omitempty"`
	// Replicas of a store's shard, the primary included; a count.
	Replicas string `yaml:"replicas,omitempty" json:"replicas,omitempty"`
	// Stored is what one copy of all that a store keeps takes: a size, which costs money
	// and no time. Each replica is a copy.
	Stored string `yaml:"stored,omitempty" json:"stored,omitempty"`
	// ReadQuorum and WriteQuorum are how many replicas must answer; counts up to
	// Replicas.
	ReadQuorum  string `yaml:"read_quorum,omitempty" json:"read_quorum,omitempty"`
	WriteQuorum string `yaml:"write_quorum,omitempty" json:"write_quorum,omitempty"`

	// Contention is how writes of one key at the same time keep out of each other's way:
	// none, lock, where they wait for each other and keep their workers, or optimistic,
	// where all but the first fail; for a store of one replica.
	Contention string `yaml:"contention,omitempty" json:"contention,omitempty"`
	// Stock is how many writes of a key find something left, such as seats of a show; the
	// others are refused by policy. What is sold beyond it is counted.
	Stock string `yaml:"stock,omitempty" json:"stock,omitempty"`
	// Durability is when a write is acknowledged: once it is on the disk, which its time
	// includes (sync), with all others at the next flush of the log (group), or before that
	// (async), so that those since the last flush are lost where the machine dies; for a
	// store of one replica.
	Durability string `yaml:"durability,omitempty" json:"durability,omitempty"`
	// Flush is after what time a log is flushed, for group and async.
	Flush string `yaml:"flush,omitempty" json:"flush,omitempty"`
	// Lag is how long a write takes, on average, to get from the replicas that it waits
	// for (the leader, where WriteQuorum is 1) to the others; without it all are asked at
	// once. Until then reads of these are stale.
	Lag string `yaml:"lag,omitempty" json:"lag,omitempty"`
	// ReadFrom is which replica answers reads: any, or the leader.
	ReadFrom string `yaml:"read_from,omitempty" json:"read_from,omitempty"`
	// Speculate is how long a read may take before one replica more is asked; never where
	// it is empty. What a replica refuses goes to another at once.
	Speculate string `yaml:"speculate,omitempty" json:"speculate,omitempty"`
	// Found is the share of keys that a store has, 0% to 100%: reads of the others
	// answer that it is missing.
	Found string `yaml:"found,omitempty" json:"found,omitempty"`
	// Refuses is the share of requests that a component refuses by policy once it has
	// worked on them, 0% to 100%: a card that is declined, an upload that is unwanted.
	Refuses string `yaml:"refuses,omitempty" json:"refuses,omitempty"`

	// NonBlocking frees the worker of a service while a request waits for its calls,
	// as an event loop does.
	NonBlocking bool `yaml:"non_blocking,omitempty" json:"non_blocking,omitempty"`

	// Calls that a request makes here, one after the other.
	Calls []Call `yaml:"calls,omitempty" json:"calls,omitempty"`
}

// A Call is what a component asks of another for a request.
type Call struct {
	// To names the component that is called.
	To string `yaml:"to" json:"to"`
	// Only restricts the call to "reads" or "writes", or to classes, by their names:
	// "match, locate".
	Only Words `yaml:"only,omitempty" json:"only,omitempty"`
	// When makes the call depend on what an earlier one of the same component
	// answered: "cache miss", "limiter allowed", "primary failed". What is read on a miss
	// fills the cache. A cache answers hit or miss, a store found or missing, fresh or
	// stale, others allowed or refused, and all of them failed or ok. Where nobody waits
	// for that answer, this call is made once it is there: a queue hands on what its
	// consumer gave up, "worker failed".
	When string `yaml:"when,omitempty" json:"when,omitempty"`
	// Share of the requests that make the call, 0% to 100%.
	Share string `yaml:"share,omitempty" json:"share,omitempty"`
	// Size is what the caller sends, where that is not the request itself.
	Size string `yaml:"size,omitempty" json:"size,omitempty"`
	// Answer is what comes back, where that is not what the request asks for: a row in
	// place of a picture.
	Answer string `yaml:"answer,omitempty" json:"answer,omitempty"`
	// Times is how often a request makes the call, all at the same time: the mean, up to
	// a million; once where it is empty.
	Times string `yaml:"times,omitempty" json:"times,omitempty"`
	// TimesLaw is how that varies from request to request: fixed, exponential, lognormal
	// or pareto; a fan-out to followers is one of the latter two.
	TimesLaw string `yaml:"times_law,omitempty" json:"times_law,omitempty"`
	// TimesSpread is the standard deviation of that over its mean, for lognormal and
	// pareto: 1 unless given, 10 and more where a few have most of all followers.
	TimesSpread string `yaml:"times_spread,omitempty" json:"times_spread,omitempty"`
	// Await is how many of the answers the caller waits for: all, first, or a count. The
	// others go on for nobody.
	Await string `yaml:"await,omitempty" json:"await,omitempty"`
	// Keys says what the calls are about: the same key as the request, a key of its own
	// for each (own, which holds where Times is given), or, in place of Times, each part
	// of a store or cache once, as a search over all shards does (each).
	Keys string `yaml:"keys,omitempty" json:"keys,omitempty"`
	// InTurn makes the calls one after the other.
	InTurn bool `yaml:"in_turn,omitempty" json:"in_turn,omitempty"`
	// Coalesce lets reads of one key that is being asked for already wait for that
	// answer, over all instances of the caller: of a crowd that misses, one asks.
	Coalesce bool `yaml:"coalesce,omitempty" json:"coalesce,omitempty"`
	// Parallel calls begin together with the one before.
	Parallel bool `yaml:"parallel,omitempty" json:"parallel,omitempty"`
	// Async calls are handed over: nobody waits for them.
	Async bool `yaml:"async,omitempty" json:"async,omitempty"`
	// Delay is how long a call that nobody waits for, or the delivery of a message, is
	// held back.
	Delay string `yaml:"delay,omitempty" json:"delay,omitempty"`
	// PerKey is how many messages of one key a queue has with the consumer at the same time,
	// once they are ready for it: a count, 1 where Gap is given. Others of that key wait, and
	// let those of other keys pass. So a crawler spares hosts.
	PerKey string `yaml:"per_key,omitempty" json:"per_key,omitempty"`
	// Gap is how long a key then rests, from the end of one message to the next.
	Gap string `yaml:"gap,omitempty" json:"gap,omitempty"`
	// Groups of keys to which both apply in place of keys, such as the hosts of pages; a
	// count. Each key belongs to one.
	Groups string `yaml:"groups,omitempty" json:"groups,omitempty"`
	// GroupsZipf is how unevenly keys fall on groups: the exponent of Zipf's law, 0, which is
	// evenly, unless given.
	GroupsZipf string `yaml:"groups_zipf,omitempty" json:"groups_zipf,omitempty"`
	// Hops is how often a call that leads back may be made, one for the other; a count.
	// What would be one more counts as refused: "retry refused". Without it, calls may
	// lead back over a queue or an async call if each round makes less of them, as a
	// share below 100% does.
	Hops string `yaml:"hops,omitempty" json:"hops,omitempty"`

	// Undoes names the component of an earlier call that this one undoes: a saga. It is
	// made where the request fails, or is refused, after that call: for all that was done,
	// and for what may have been, the latest first, one after the other. Nobody waits for
	// it. It is tried again as its retries say, 100 times unless given, and is then given
	// up. What is still to be undone outlives the caller's instance.
	Undoes string `yaml:"undoes,omitempty" json:"undoes,omitempty"`
	// Idempotent says whether whoever is called knows a call again by its key: yes or no.
	// Without that, what is tried again after an answer was late or lost is done twice,
	// and what gets there after it was undone is done all the same.
	Idempotent string `yaml:"idempotent,omitempty" json:"idempotent,omitempty"`

	// Timeout is how long the caller waits for an attempt.
	Timeout string `yaml:"timeout,omitempty" json:"timeout,omitempty"`
	// Retries after a failure or a time-out; a count.
	Retries string `yaml:"retries,omitempty" json:"retries,omitempty"`
	// Backoff is the longest pause before the first retry; it doubles with each, and
	// the true pause is drawn from zero up to it.
	Backoff string `yaml:"backoff,omitempty" json:"backoff,omitempty"`
	// RetryBudget is how many retries there may be for each call of the last ten
	// seconds, over all callers: 10% lets one in ten be tried again.
	RetryBudget string `yaml:"retry_budget,omitempty" json:"retry_budget,omitempty"`
	// Breaker is the share of failures at which a circuit breaker opens: calls then
	// fail at once until it has rested and a trial succeeds.
	Breaker string `yaml:"breaker,omitempty" json:"breaker,omitempty"`
	// BreakerRest is how long it stays open.
	BreakerRest string `yaml:"breaker_rest,omitempty" json:"breaker_rest,omitempty"`
	// Throttle is how many attempts are sent for each that succeeded in the last 30
	// seconds: callers refuse what exceeds it by themselves, except for 2% by which they
	// notice that things are well again. At 2 an overloaded callee has to refuse one for
	// each that it accepts, however many want something.
	Throttle string `yaml:"throttle,omitempty" json:"throttle,omitempty"`
	// Hedge is how long to wait before a second attempt is sent beside the first.
	Hedge string `yaml:"hedge,omitempty" json:"hedge,omitempty"`
	// Fallback answers without the call if it fails, which fallback_fraction counts.
	Fallback bool `yaml:"fallback,omitempty" json:"fallback,omitempty"`
}
