package topology

import "slices"

// A Figure is one of the figures of a component or of a call.
type Figure struct {
	Name    string // the key of its value, such as "queue_limit"
	Given   string // what the specification says; empty where it is silent
	Default string // what holds then; empty means that there is none
}

// Value returns what is given, or else the default.
func (f Figure) Value() string {
	if f.Given != "" {
		return f.Given
	}
	return f.Default
}

// everywhere are the figures of all that works on requests.
var everywhere = []Kind{CDN, Balancer, Gateway, Service, Cache, Store, Queue, Worker, External}

// owners says which kinds have a figure.
var owners = map[string][]Kind{
	"instances":    {CDN, Balancer, Gateway, Service, Cache, Queue, Worker, External},
	"workers":      everywhere,
	"time":         everywhere,
	"law":          everywhere,
	"spread":       everywhere,
	"slow_share":   everywhere,
	"slow_time":    everywhere,
	"queue_limit":  everywhere,
	"policy":       {Balancer, Gateway, Service, Queue, Worker, External},
	"rate":         {Client},
	"users":        {Client},
	"bitrate":      {Client},
	"segment":      {Client},
	"length":       {Client},
	"start":        {Client},
	"rebuffer":     {Client},
	"ahead":        {Client},
	"think":        {Client},
	"think_law":    {Client},
	"think_spread": {Client},
	"writes":       {Client},
	"cycle":        {Client},
	"size":         {Client},
	"answer":       {Client},
	"size_law":     {Client},
	"size_spread":  {Client},
	"bandwidth":    Kinds,
	"limit":        {Gateway},
	"algorithm":    {Gateway},
	"period":       {Gateway},
	"burst":        {Gateway},
	"per":          {Gateway},
	"scope":        {Gateway},
	"capacity":     {CDN, Cache},
	"ttl":          {CDN, Cache},
	"on_write":     {CDN, Cache},
	"shards":       {Store},
	"replicas":     {Store},
	"stored":       {Store},
	"read_quorum":  {Store},
	"write_quorum": {Store},
	"speculate":    {Store},
	"contention":   {Store},
	"stock":        {Store},
	"durability":   {Store},
	"flush":        {Store},
	"lag":          {Store},
	"read_from":    {Store},
	"found":        {Store},
	"refuses":      {Gateway, Service, Worker, External},
}

// given returns every figure as the specification has it, in the order of keys.
func (c *Component) given() []Figure {
	return []Figure{
		{Name: "rate", Given: c.Rate},
		{Name: "users", Given: c.Users},
		{Name: "bitrate", Given: c.Bitrate},
		{Name: "segment", Given: c.Segment},
		{Name: "length", Given: c.Length},
		{Name: "start", Given: c.Start},
		{Name: "rebuffer", Given: c.Rebuffer},
		{Name: "ahead", Given: c.Ahead},
		{Name: "think", Given: c.Think},
		{Name: "think_law", Given: c.ThinkLaw},
		{Name: "think_spread", Given: c.ThinkSpread},
		{Name: "writes", Given: c.Writes},
		{Name: "cycle", Given: c.Cycle},
		{Name: "instances", Given: c.Instances},
		{Name: "shards", Given: c.Shards},
		{Name: "replicas", Given: c.Replicas},
		{Name: "stored", Given: c.Stored},
		{Name: "read_quorum", Given: c.ReadQuorum},
		{Name: "write_quorum", Given: c.WriteQuorum},
		{Name: "workers", Given: c.Workers},
		{Name: "time", Given: c.Time},
		{Name: "law", Given: c.Law},
		{Name: "spread", Given: c.Spread},
		{Name: "slow_share", Given: c.SlowShare},
		{Name: "slow_time", Given: c.SlowTime},
		{Name: "queue_limit", Given: c.QueueLimit},
		{Name: "policy", Given: c.Policy},
		{Name: "size", Given: c.Size},
		{Name: "answer", Given: c.Answer},
		{Name: "size_law", Given: c.SizeLaw},
		{Name: "size_spread", Given: c.SizeSpread},
		{Name: "bandwidth", Given: c.Bandwidth},
		{Name: "limit", Given: c.Limit},
		{Name: "algorithm", Given: c.Algorithm},
		{Name: "period", Given: c.Period},
		{Name: "burst", Given: c.Burst},
		{Name: "per", Given: c.Per},
		{Name: "scope", Given: c.Scope},
		{Name: "capacity", Given: c.Capacity},
		{Name: "ttl", Given: c.TTL},
		{Name: "on_write", Given: c.OnWrite},
		{Name: "contention", Given: c.Contention},
		{Name: "stock", Given: c.Stock},
		{Name: "durability", Given: c.Durability},
		{Name: "flush", Given: c.Flush},
		{Name: "lag", Given: c.Lag},
		{Name: "read_from", Given: c.ReadFrom},
		{Name: "speculate", Given: c.Speculate},
		{Name: "found", Given: c.Found},
		{Name: "refuses", Given: c.Refuses},
	}
}

// Figures returns the figures that a component of this kind has, with their
// defaults.
func (c *Component) Figures() []Figure {
	defaults := Defaults(c.Kind)
	values := defaults.given()
	var figures []Figure
	for i, f := range c.given() {
		if slices.Contains(owners[f.Name], c.Kind) {
			f.Default = values[i].Given
			if f.Name == "rate" && c.HasRates() {
				f.Default = "" // the sum of theirs
			}
			if f.Name == "writes" && len(c.Classes) > 0 {
				continue // which they say
			}
			if c.Percentiles != "" && slices.Contains(lawFigures, f.Name) {
				continue // likewise
			}
			if f.Name == "cycle" && c.Profile == "" || !c.speaksOf(f) || !c.comesBy(f) {
				continue
			}
			if f.Name == "time" {
				f.Default = c.usualTime(f.Default)
			}
			figures = append(figures, f)
		}
	}
	return figures
}

// Figures returns the figures of a call, with their defaults. Those without one
// switch on what they are about: a call has no time-out of its own, no retries,
// breaker, throttle or hedge unless it is given them.
func (c *Call) Figures() []Figure {
	figures := []Figure{{Name: "share", Given: c.Share, Default: "100%"}}
	if c.Times != "" {
		figures = append(
			figures,
			Figure{Name: "times", Given: c.Times},
			Figure{Name: "times_law", Given: c.TimesLaw, Default: "fixed"},
			Figure{Name: "times_spread", Given: c.TimesSpread, Default: "1"},
		)
	}
	if c.Delay != "" {
		figures = append(figures, Figure{Name: "delay", Given: c.Delay})
	}
	if c.IsPolite() {
		figures = append(figures, Figure{Name: "per_key", Given: c.PerKey, Default: "1"}, Figure{Name: "gap", Given: c.Gap, Default: "0 s"})
	}
	if c.Groups != "" {
		figures = append(figures, Figure{Name: "groups", Given: c.Groups}, Figure{Name: "groups_zipf", Given: c.GroupsZipf, Default: "0"})
	}
	if c.Hops != "" {
		figures = append(figures, Figure{Name: "hops", Given: c.Hops})
	}
	for _, f := range []Figure{{Name: "size", Given: c.Size}, {Name: "answer", Given: c.Answer}} {
		if f.Given != "" {
			figures = append(figures, f)
		}
	}
	retries, backoff := "0", "0 s"
	if c.Undoes != "" {
		retries, backoff = "100", "100 ms"
	}
	if c.Idempotent != "" {
		figures = append(figures, Figure{Name: "idempotent", Given: c.Idempotent})
	}
	return append(figures, []Figure{
		{Name: "timeout", Given: c.Timeout},
		{Name: "retries", Given: c.Retries, Default: retries},
		{Name: "backoff", Given: c.Backoff, Default: backoff},
		{Name: "retry_budget", Given: c.RetryBudget},
		{Name: "breaker", Given: c.Breaker},
		{Name: "breaker_rest", Given: c.BreakerRest, Default: "5 s"},
		{Name: "throttle", Given: c.Throttle},
		{Name: "hedge", Given: c.Hedge},
	}...)
}

// Defaults returns a component with the figures that hold for a kind where a
// specification is silent. They are the order of magnitude of one ordinary machine
// in a data centre, the way through the network not included, and an assumption to
// be replaced by a measurement:
//
//   - a balancer passes a request on in 100 µs, a gateway, which looks into it, in
//     500 µs;
//   - a CDN answers from its memory or disk in 1 ms, a cache from memory in 50 µs, one
//     request at a time as Redis does; with the network that is about half a
//     millisecond;
//   - a service computes for 2 ms in one of 16 threads;
//   - a store answers a query on an index in 5 ms, 16 at a time, as a pool of
//     connections would allow; replicas follow asynchronously, so one answer is
//     enough;
//   - a queue appends to a log in 1 ms and keeps a million messages;
//   - a worker takes 10 ms for a message, eight at a time;
//   - what others run answers in 100 ms over the internet, and its capacity is
//     unknown, so that it is large.
func Defaults(k Kind) Component {
	c := Component{Kind: k, Instances: "1", Workers: "16", Law: "exponential", QueueLimit: "1000", Policy: "least-connections"}
	switch k {
	case Client:
		c.Segment, c.Length, c.Start, c.Rebuffer, c.Ahead = "4 s", "10 min", "8 s", "4 s", "30 s"
		c.Rate, c.Writes, c.Cycle = "1k/s", "0%", "24 h"
		c.Think, c.ThinkLaw = "1 s", "exponential"
		c.SizeLaw, c.SizeSpread = fixedLaw, "1"
	case CDN:
		c.OnWrite = "invalidate"
		c.Workers, c.Time, c.Capacity = "256", "1 ms", "100k"
	case Balancer:
		c.Time = "100 us"
	case Gateway:
		c.Time = "500 us"
		c.Algorithm, c.Period, c.Per, c.Scope = "token-bucket", "1 s", "all", "shared"
	case Service:
		c.Instances, c.Time = "2", "2 ms"
	case Cache:
		c.OnWrite = "invalidate"
		c.Workers, c.Time, c.Capacity = "1", "50 us", "100k"
	case Store:
		c.ReadFrom, c.Durability, c.Flush = "any", "sync", "200 ms"
		c.Time, c.Shards, c.Replicas, c.ReadQuorum, c.WriteQuorum = "5 ms", "1", "1", "1", "1"
	case Queue:
		c.Time, c.QueueLimit = "1 ms", "1M"
	case Worker:
		c.Instances, c.Workers, c.Time = "2", "8", "10 ms"
	case External:
		c.Workers, c.Time = "1000", "100 ms"
	}
	return c
}
