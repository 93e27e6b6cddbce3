package builtin_test

import (
	"slices"
	"strings"
	"testing"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/systemtest"
)

// What a system names as a mistake is there to be chosen, and so is what shows it.
func TestMistakesExist(t *testing.T) {
	for _, s := range builtin.Systems() {
		for _, m := range s.Mistakes {
			if p, _ := s.Parameter(m.Parameter); !slices.Contains(p.Choices, m.Value) {
				t.Errorf("%s has no %s %s", s.Name, m.Parameter, m.Value)
			}
			for _, metric := range m.Shows {
				if _, ok := s.Metric(metric); !ok {
					t.Errorf("%s measures no %s", s.Name, metric)
				}
			}
			for _, name := range []string{m.Over, m.Wants} {
				if _, ok := s.Parameter(name); name != "" && !ok {
					t.Errorf("%s has no parameter %s", s.Name, name)
				}
			}
		}
	}
}

// A mistake that did nothing says so, and one that did does not.
func TestMistakesThatDidNothingSaySo(t *testing.T) {
	for _, tt := range []struct {
		system, value string
		idle, at      []string // parameters without and with what it needs
		fault         string   // with it too
	}{
		{"balancing", "naive-round-robin", []string{"policy", "naive-round-robin"}, nil, "at 50% kill server"},
		{"balancing", "naive-weighted", []string{"policy", "naive-weighted"}, []string{"weights", "3,3,3,3,1,1,1,1"}, ""},
		{"caching", "naive-unbounded", []string{"policy", "naive-unbounded", "capacity", "10k"}, []string{"capacity", "100"}, ""},
		{"sharding", "naive-range", []string{"strategy", "naive-range", "unplanned", "0"}, []string{"key_distribution", "sequential", "unplanned", "50%"}, ""},
		{"limiting", "check-then-act", []string{"scope", "check-then-act", "abusers", "0"}, []string{"abusers", "1"}, ""},
		{"limiting", "naive-window", []string{"algorithm", "naive-window", "abusers", "0", "zipf", "0"}, []string{"abusers", "1"}, ""},
		{"shortener", "naive-counter", []string{"ids", "naive-counter"}, []string{"code_length", "5", "age", "1000 days"}, ""},
		{"chat", "no-dedupe", []string{"mistake", "no-dedupe", "ack_loss", "0"}, []string{"ack_loss", "10%"}, ""},
		{"chat", "group-to-nobody", []string{"mistake", "group-to-nobody", "group_fraction", "0"}, []string{"group_fraction", "50%"}, ""},
	} {
		for _, seen := range []bool{false, true} {
			sc := system.Scenario{System: tt.system, Seed: 1, Parameters: systemtest.With(short[tt.system], tt.idle...)}
			if seen {
				sc.Parameters = systemtest.With(sc.Parameters, tt.at...)
				if tt.fault != "" {
					sc.Faults = []string{tt.fault}
				}
			}
			r, err := builtin.Systems().Run(t.Context(), sc, sim.Cost{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			says := strings.Contains(strings.Join(r.Warnings, "\n"), "the mistake "+tt.value+" did nothing in this run: ")
			if says == seen {
				t.Errorf("%s, %v: %q", tt.value, sc.Parameters, r.Warnings)
			}
		}
	}
}
