package builtin_test

import (
	"regexp"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
)

// short are parameters with which a run of each system takes a moment.
var short = map[string]map[string]string{
	"balancing":  {"duration": "40 s"},
	"caching":    {"duration": "2 s", "keys": "10k", "capacity": "1k", "levels": "2"},
	"chat":       {"duration": "20 s", "users": "2k"},
	"limiting":   {"duration": "20 s", "keys": "10k", "zipf": "0.8"},
	"monitoring": {"duration": "2 min"},
	"scaling":    {"duration": "10 min"},
	"sharding":   {"duration": "4 s", "keys": "10k", "rate": "1k/s", "repetitions": "1"},
	"shortener":  {"duration": "4 s", "redirects": "1k/s", "writes": "100/s"},
	"topology":   {"duration": "10 s", "keys": "10k"},
}

// reasonsOf returns the reasons of such a run with a fault.
func reasonsOf(t *testing.T, name, fault string, objectives []string, others ...string) []string {
	t.Helper()
	parameters := map[string]string{}
	for k, v := range short[name] {
		parameters[k] = v
	}
	for i := 0; i < len(others); i += 2 {
		parameters[others[i]] = others[i+1]
	}
	sc := system.Scenario{System: name, Parameters: parameters, Objectives: objectives, Seed: 1}
	if fault != "" {
		sc.Faults = []string{fault}
	}
	r, err := builtin.Systems().Run(t.Context(), sc, sim.Cost{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.Reasons
}

// A reason names the fault, the policy and the member, whatever fault meets whatever
// policy, in every system.
func TestReasonNamesFaultPolicyAndMember(t *testing.T) {
	type policy struct {
		set  []string // parameters
		says []string
	}
	faults := []struct{ action, says string }{
		{"kill", "killed at"},
		{"hang", "hung from"},
		{"cut", "cut off from"},
		{"errors", "failed 50% of what it was asked from"},
		{"slow", "took 20 times as long for its work from"},
	}
	for _, s := range []struct {
		system, part string
		verbs        string
		policies     []policy
	}{
		{"balancing", "server", "kill hang cut errors slow", []policy{
			{[]string{"policy", "round-robin"}, []string{"round-robin", "1 try, waiting as long as it takes"}},
			{[]string{"policy", "two-choices", "timeout", "1 s", "retries", "2", "backoff", "50 ms"}, []string{"two-choices", "up to 3 tries, each waiting up to 1 s", "pauses of up to 50 ms"}},
			{[]string{"retries", "1", "retry_budget", "10%"}, []string{"least-connections", "up to 2 tries", "a retry budget of 10%"}},
		}},
		{"topology", "db", "kill hang cut errors slow", []policy{
			{[]string{"app.db.timeout", "100 ms", "app.db.retries", "2"}, []string{"app (up to 3 tries, each waiting up to 100 ms"}},
			{[]string{"db.replicas", "3", "db.read_quorum", "2", "db.write_quorum", "2", "app.db.breaker", "50%"}, []string{"app (2 of 3 replicas for a read, 2 for a write", "1 try, waiting up to 2 s", "a breaker at 50% of failures"}},
		}},
		{"topology", "app", "kill hang cut errors slow", []policy{
			{[]string{"app.policy", "random"}, []string{"lb (random; 1 try, waiting up to 2 s)"}},
			{[]string{"lb.app.hedge", "5 ms", "lb.app.throttle", "2"}, []string{"lb (least-connections", "a throttle of 2", "a second attempt after 5 ms"}},
		}},
		{"shortener", "app", "kill hang cut errors slow", []policy{
			{[]string{"policy", "random", "retries", "1"}, []string{"random", "up to 2 tries, each waiting up to 1 s"}},
		}},
		{"shortener", "database", "kill hang cut errors slow", []policy{{[]string{"replicas", "2"}, []string{"1 try, waiting up to 1 s"}}}},
		{"monitoring", "server", "kill hang cut errors slow", []policy{{[]string{"check", "deep"}, []string{"check deep", "fall 3", "waiting up to 1 s"}}}},
		{"limiting", "server", "kill hang cut errors slow", []policy{
			{[]string{"scope", "local"}, []string{"algorithm token-bucket; scope local", "waiting up to 1 s"}},
		}},
		{"limiting", "store", "kill hang cut errors slow", []policy{
			{[]string{"on_store_failure", "closed"}, []string{"servers (token-bucket, shared; waiting up to 20 ms, then closed)"}},
			{[]string{"scope", "check-then-act", "algorithm", "gcra"}, []string{"servers (gcra, check-then-act; waiting up to 20 ms, then open)"}},
		}},
		{"sharding", "shard", "kill errors slow", []policy{{[]string{"strategy", "jump"}, []string{"jump", "replicas 1"}}}},
		{"scaling", "instance", "kill", []policy{{[]string{"policy", "threshold"}, []string{"threshold", "boot time"}}}},
	} {
		for _, f := range faults {
			if !strings.Contains(" "+s.verbs+" ", " "+f.action+" ") {
				continue
			}
			for _, policy := range s.policies {
				action := "at 50% " + f.action + " " + s.part + " 1"
				switch f.action {
				case "errors":
					action += " 50%"
				case "slow":
					action += " by 20"
				}
				reasons := strings.Join(reasonsOf(t, s.system, action, nil, policy.set...), "\n")
				member := s.part + " 1 "
				if s.part == "store" { // there is but one
					member = "store "
				}
				for _, want := range append([]string{member, f.says}, policy.says...) {
					if !strings.Contains(reasons, want) {
						t.Errorf("%s, %s, %v: reasons do not say %q:\n%s", s.system, action, policy.set, want, reasons)
					}
				}
			}
		}
	}
}

// Whatever a system can suffer has its reason, and nothing that struck lets a run say
// that nothing did.
func TestEveryFaultHasItsReason(t *testing.T) {
	for _, s := range builtin.Systems() {
		for _, form := range s.Faults {
			action := strings.TrimSpace("at 50% " + string(form.Verb) + " " + form.Part)
			switch form.Verb {
			case system.Restart, system.Heal, system.Add:
				continue // repairs
			case system.Slow:
				action += " by 20"
			case system.Load:
				action += " x3"
			case system.Errors, system.Hot:
				action += " 50%"
			case system.Set:
				parameter, _ := s.Parameter(form.Part)
				action += " " + parameter.Choices[len(parameter.Choices)-1]
			}
			reasons := reasonsOf(t, s.Name, action, []string{s.P99Metric + " < 1 us"})
			if len(reasons) == 0 || !strings.Contains(reasons[0], form.Part) || strings.Contains(strings.Join(reasons, "\n"), "no queue grew") {
				t.Errorf("%s, %s: %q", s.Name, action, reasons)
			}
		}
	}
}

func TestReasonsWithoutFault(t *testing.T) {
	for _, tt := range []struct {
		name       string
		objectives []string
		others     []string
		want       string
	}{
		{"met", []string{"availability >= 50%"}, nil, ""},
		{"no queue", []string{"latency_p99_seconds < 1 us"}, []string{"load", "0.01"}, "nothing struck and no queue grew"},
		{"a queue", []string{"latency_p99_seconds < 1 us"}, []string{"load", "2"}, "queues grew in this order: server at"},
	} {
		got := strings.Join(reasonsOf(t, "balancing", "", tt.objectives, tt.others...), "\n")
		if (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// What it counts is what met the fault: as long as nobody notices, a killed server
// refuses its share of what comes; one of whom nobody asks anything met nothing.
func TestReasonCounts(t *testing.T) {
	for _, tt := range []struct {
		fault  string
		others []string
		want   []string
	}{
		{"at 50% kill server 1", []string{"detection", "1 s"}, []string{"went on asking for 1 s, until that was noticed: ", "attempts refused at once"}},
		{"at 50% kill server", nil, []string{"all 8 of server were killed at 20 s", "then there was nobody to ask"}},
		{"at 50% hang server 1", []string{"detection", "1 h", "timeout", "1 s"}, []string{"went on asking until the end, for noticing takes 1 hour"}},
		{"at 50% cut server 30%", []string{"timeout", "1 s"}, []string{"server 1 and server 5 were cut off from 20 s on"}},
		{"at 50% kill server 1", []string{"detection", "0 s"}, []string{"server 1 was killed at 20 s, but no attempt of clients"}},
	} {
		got := strings.Join(reasonsOf(t, "balancing", tt.fault, nil, tt.others...), "\n")
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s, %v: %q does not say %q", tt.fault, tt.others, got, want)
			}
		}
	}
}

// Autoscalers and caches, to which nobody sends attempts that fail, say whom a fault met
// too.
func TestReasonCountsWhomItMet(t *testing.T) {
	for _, tt := range []struct{ system, fault, want string }{
		{"scaling", "at 50% kill instance 1", ` \([0-9]+ requests failed in its hands\), with `},
		{"scaling", "at 50% errors instance 1 50%", `instance 1 failed 50% of what it was asked from .* \([0-9,k]+ requests failed\), with hpa`},
		{"caching", "at 50% kill cache", ` \([0-9,k]+ reads found it gone\), with `},
		{"caching", "at 50% flush cache", ` \(1,000 entries were lost\), with `},
		{"caching", "at 50% flush l1", ` \([0-9,k]+ entries were lost\), with `},
		{"caching", "at 50% slow origin by 3", ` \([0-9,k]+ requests came to it then\), with `},
		{"shortener", "at 50% kill cache 1", ` \([0-9,k]+ lookups went past it\), with `},
		{"shortener", "at 50% flush cache 1", ` \([0-9,k]+ entries were lost\), with `},
		{"shortener", "at 50% slow cache 1 by 3", ` \([0-9,k]+ lookups came to it then\), with `},
	} {
		got := strings.Join(reasonsOf(t, tt.system, tt.fault, nil), "\n")
		if !regexp.MustCompile(tt.want).MatchString(got) {
			t.Errorf("%s, %s: %q, want %s", tt.system, tt.fault, got, tt.want)
		}
	}
}
