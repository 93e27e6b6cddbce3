package topology

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/quantity"
)

// field returns the field of a component that holds a figure; nil if no component has
// one of that name.
func (c *Component) field(figure string) *string {
	switch figure {
	case "instances":
		return &c.Instances
	case "workers":
		return &c.Workers
	case "time":
		return &c.Time
	case "law":
		return &c.Law
	case "spread":
		return &c.Spread
	case "slow_share":
		return &c.SlowShare
	case "slow_time":
		return &c.SlowTime
	case "queue_limit":
		return &c.QueueLimit
	case "policy":
		return &c.Policy
	case "rate":
		return &c.Rate
	case "users":
		return &c.Users
	case "bitrate":
		return &c.Bitrate
	case "segment":
		return &c.Segment
	case "length":
		return &c.Length
	case "start":
		return &c.Start
	case "rebuffer":
		return &c.Rebuffer
	case "ahead":
		return &c.Ahead
	case "think":
		return &c.Think
	case "think_law":
		return &c.ThinkLaw
	case "think_spread":
		return &c.ThinkSpread
	case "cycle":
		return &c.Cycle
	case "writes":
		return &c.Writes
	case "size":
		return &c.Size
	case "answer":
		return &c.Answer
	case "size_law":
		return &c.SizeLaw
	case "size_spread":
		return &c.SizeSpread
	case "bandwidth":
		return &c.Bandwidth
	case "limit":
		return &c.Limit
	case "algorithm":
		return &c.Algorithm
	case "period":
		return &c.Period
	case "burst":
		return &c.Burst
	case "per":
		return &c.Per
	case "scope":
		return &c.Scope
	case "capacity":
		return &c.Capacity
	case "ttl":
		return &c.TTL
	case "on_write":
		return &c.OnWrite
	case "shards":
		return &c.Shards
	case "replicas":
		return &c.Replicas
	case "stored":
		return &c.Stored
	case "read_quorum":
		return &c.ReadQuorum
	case "write_quorum":
		return &c.WriteQuorum
	case "contention":
		return &c.Contention
	case "stock":
		return &c.Stock
	case "durability":
		return &c.Durability
	case "flush":
		return &c.Flush
	case "lag":
		return &c.Lag
	case "read_from":
		return &c.ReadFrom
	case "speculate":
		return &c.Speculate
	case "found":
		return &c.Found
	case "refuses":
		return &c.Refuses
	}
	return nil
}

// A Setting is a figure of a component by the name of its parameter.
type Setting struct {
	Parameter string // such as "app.instances"
	Value     string
}

// Settings returns the figures that the components state, in their order.
func (s *Spec) Settings() []Setting {
	var all []Setting
	for i := range s.Components {
		c := &s.Components[i]
		for _, f := range c.given() {
			if f.Given != "" {
				all = append(all, Setting{c.Name + "." + f.Name, f.Given})
			}
		}
	}
	return all
}

// Map returns a copy of the system in which f has replaced every figure.
func (s *Spec) Map(f func(string) string) *Spec {
	mapped := &Spec{Components: slices.Clone(s.Components), Prices: s.Prices, repriced: s.repriced, Regions: s.mapRegions(f)}
	for i := range mapped.Components {
		c := &mapped.Components[i]
		c.Calls = slices.Clone(c.Calls)
		c.Classes = slices.Clone(c.Classes)
		for k := range c.Classes {
			class := &c.Classes[k]
			for _, figure := range []*string{&class.Share, &class.Rate, &class.Size, &class.Answer} {
				if *figure != "" {
					*figure = f(*figure)
				}
			}
		}
		for _, figure := range c.given() {
			if figure.Given != "" {
				*c.field(figure.Name) = f(figure.Given)
			}
		}
	}
	return mapped
}

// Match returns the components that stand for one of a reference, which may be
// given by its name or by a kind. A component stands for the one of its name, or
// else for the one of its kind that it is most like.
func (s *Spec) Match(reference *Spec, what string) []*Component {
	var matched []*Component
	for i := range s.Components {
		c := &s.Components[i]
		if twin := s.twin(c, reference); string(c.Kind) == what || c.Name == what || twin != nil && twin.Name == what {
			matched = append(matched, c)
		}
	}
	return matched
}

// Set gives a value to the parameter COMPONENT.FIELD, where the component may be one
// of a reference, as Match finds it. Clients share a rate in equal parts. It returns
// what was set, none if there is nothing to set.
func (s *Spec) Set(reference *Spec, parameter, value string) []Setting {
	what, field, _ := strings.Cut(parameter, ".")
	matched := s.Match(reference, what)
	if field == "rate" {
		value = part(value, len(matched))
	}
	var set []Setting
	for _, c := range matched {
		if at := c.field(field); at != nil && slices.Contains(owners[field], c.Kind) && !c.otherLoad(field) {
			*at = value
			set = append(set, Setting{c.Name + "." + field, value})
		}
	}
	return set
}

// Apply gives a setting to the component that it names, and to no other that may
// stand for it. It reports false if there is nothing to set.
func (s *Spec) Apply(setting Setting) bool {
	name, field, _ := strings.Cut(setting.Parameter, ".")
	i := s.Find(name)
	if i < 0 {
		return false
	}
	c := &s.Components[i]
	at := c.field(field)
	if at == nil || !slices.Contains(owners[field], c.Kind) || c.otherLoad(field) {
		return false
	}
	*at = setting.Value
	return true
}

// part returns an equal part of a rate.
func part(rate string, of int) string {
	if of < 2 {
		return rate
	}
	if q, err := quantity.Eval(fmt.Sprintf("(%s) / %d", rate, of), nil); err == nil {
		return q.Quantity.Exact()
	}
	return rate
}

// Complete takes what a design leaves open from a reference: the figures of the
// component that each stands for, and how calls between two such are made. It
// returns the figures that were taken.
func (s *Spec) Complete(reference *Spec) []Setting {
	var taken []Setting
	s.takePrices(reference)
	s.takeRegions(reference)
	for i := range s.Components {
		c := &s.Components[i]
		twin := s.twin(c, reference)
		if twin == nil {
			continue
		}
		c.NonBlocking = c.NonBlocking || twin.NonBlocking
		if len(c.Classes) == 0 && c.Writes == "" && !(twin.HasRates() && (c.Rate != "" || c.IsClosed())) {
			c.Classes = slices.Clone(twin.Classes)
		}
		c.completeTime(twin)
		if c.Region == "" {
			c.Region = twin.Region
		}
		if c.Profile == "" && c.Cycle == "" && !c.IsClosed() {
			c.Profile = twin.Profile
		}
		for _, f := range twin.given() {
			field := c.field(f.Name)
			if f.Given == "" || *field != "" || c.otherLoad(f.Name) || c.Percentiles != "" && slices.Contains(lawFigures, f.Name) {
				continue
			}
			*field = f.Given
			switch f.Name {
			case "rate":
				*field = part(f.Given, len(s.Match(reference, twin.Name)))
			case "users":
				*field = partOfUsers(f.Given, len(s.Match(reference, twin.Name)))
			}
			taken = append(taken, Setting{c.Name + "." + f.Name, *field})
		}
		for j := range c.Calls {
			s.completeCall(c, &c.Calls[j], twin, reference)
		}
	}
	return taken
}

// completeCall lets a component make a call as the reference makes it: as its twin
// does, or else whoever calls the same there. Nobody stands in for what is handed over
// or delivered.
func (s *Spec) completeCall(from *Component, call *Call, twin *Component, reference *Spec) {
	to := s.Find(call.To)
	callee := s.twin(&s.Components[to], reference)
	if callee == nil {
		return
	}
	callers := append([]Component{*twin}, reference.Components...)
	for _, c := range callers {
		for _, as := range c.Calls {
			if as.To == callee.Name && (as.Undoes != "") == (call.Undoes != "") {
				as = call.completed(as)
				if as.Async || from.Kind == Queue {
					as.Fallback, as.Hedge, as.Await, as.InTurn, as.Coalesce = false, "", "", false, false
				}
				if from.Kind == Queue {
					as.Times, as.TimesLaw, as.TimesSpread, as.Keys = "", "", "", ""
				}
				*call = as
				return
			}
		}
	}
}

// completed returns a call with what it leaves open as another makes it. Where it goes,
// for which requests and after which answer is its own matter, and so is how often as
// soon as it says anything of that.
func (c *Call) completed(as Call) Call {
	as.To, as.Only, as.When, as.Share, as.Parallel, as.Async, as.Undoes = c.To, c.Only, c.When, c.Share, c.Parallel, c.Async, c.Undoes
	if c.IsMany() {
		as.Times, as.TimesLaw, as.TimesSpread, as.Await, as.Keys, as.InTurn = c.Times, c.TimesLaw, c.TimesSpread, c.Await, c.Keys, c.InTurn
	}
	for _, figure := range []struct{ own, completed *string }{
		{&c.Idempotent, &as.Idempotent},
		{&c.Timeout, &as.Timeout},
		{&c.Retries, &as.Retries},
		{&c.Backoff, &as.Backoff},
		{&c.RetryBudget, &as.RetryBudget},
		{&c.Breaker, &as.Breaker},
		{&c.Throttle, &as.Throttle},
		{&c.Hedge, &as.Hedge},
	} {
		if *figure.own != "" {
			*figure.completed = *figure.own
		}
	}
	as.Fallback = as.Fallback || c.Fallback
	return as
}
