package system

import (
	"fmt"
	"strings"
	"time"
)

// Policy says who sends and by what policy, as in "app (round-robin; 3 tries, each
// waiting up to 1 s)": the words that are given first, then the parameters with a
// prefix that [spar/internal/system/terms] describes.
func (p *Plan) Policy(who, prefix string, words ...string) string {
	words = append(words, p.tries(prefix)...)
	for _, guard := range []struct{ name, words string }{
		{"breaker", "a breaker at %s of failures"},
		{"throttle", "a throttle of %s"},
		{"hedge", "a second attempt after %s"},
	} {
		if p.Has(prefix + guard.name) {
			words = append(words, fmt.Sprintf(guard.words, p.Text(prefix+guard.name)))
		}
	}
	return sender(who, words)
}

func sender(who string, policy []string) string {
	if len(policy) == 0 {
		return who
	}
	return fmt.Sprintf("%s (%s)", who, strings.Join(policy, "; "))
}

// tries says how often whoever sends tries, and how long for.
func (p *Plan) tries(prefix string) []string {
	waits := "waiting as long as it takes"
	for _, name := range []string{"timeout", prefix + "timeout"} {
		if p.Has(name) {
			waits = "waiting up to " + Seconds.Format(p.Number(name))
		}
	}
	switch n := p.Int(prefix + "retries"); {
	case p.Has(prefix+"retries") && n > 0:
		words := []string{fmt.Sprintf("up to %d tries, each %s", 1+n, waits)}
		if p.Number(prefix+"backoff") > 0 {
			words = append(words, "pauses of up to "+Seconds.Format(p.Number(prefix+"backoff"))+", doubling")
		}
		if p.Has(prefix + "retry_budget") {
			words = append(words, "a retry budget of "+p.Text(prefix+"retry_budget"))
		}
		return words
	case p.Has(prefix + "retries"):
		return []string{"1 try, " + waits}
	case p.Has(prefix + "timeout"):
		return []string{waits}
	}
	return nil
}

// ruledBy is the policy of a system when a fault strikes: the parameters that it names in
// Policies.
func (p *Plan) ruledBy(s *System, at time.Duration) []string {
	var words []string
	for _, name := range s.Policies {
		switch value := p.valueAt(name, at); {
		case value == "":
		case name == "policy" || name == "strategy":
			words = append(words, value)
		default:
			words = append(words, strings.ReplaceAll(name, "_", " ")+" "+value)
		}
	}
	return words
}

// valueAt is the value of a parameter that faults may set, just before a time.
func (p *Plan) valueAt(name string, at time.Duration) string {
	value := p.Text(name)
	for _, f := range p.Faults {
		if f.Verb == Set && f.Part == name && f.At < at {
			value = f.Value
		}
	}
	return value
}
