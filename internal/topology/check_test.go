package topology

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// small returns a specification without mistakes.
func small() *Spec {
	return &Spec{Components: []Component{
		{Name: "client", Kind: Client, Calls: []Call{{To: "app"}}},
		{Name: "app", Kind: Service, Calls: []Call{{To: "cache"}, {To: "db", When: "cache miss"}}},
		{Name: "cache", Kind: Cache},
		{Name: "db", Kind: Store},
	}}
}

func TestCheck(t *testing.T) {
	if problems := Check(small()); len(problems) > 0 {
		t.Fatalf("Check(small) = %v, want nothing", problems)
	}
	for _, tt := range []struct {
		change      func(*Spec)
		where, says string
	}{
		{func(s *Spec) { s.Components = s.Components[:1] }, "components", "write 2 to 100"},
		{func(s *Spec) { s.Components[0].Kind, s.Components[0].Calls = Service, nil }, "components", "no client"},
		{func(s *Spec) { s.Components[1].Name = "an app" }, "components[1].name", "is no name"},
		{func(s *Spec) { s.Components[3].Name = "Cache" }, "components[3].name", "of component 3 already"},
		{func(s *Spec) { s.Components[3].Kind = "stroe" }, "components[3].kind", `did you mean "store"?`},
		{func(s *Spec) { s.Components[3].Instances = "2" }, "components[3].instances", "a store has no instances"},
		{func(s *Spec) { s.Components[3].NonBlocking = true }, "components[3].non_blocking", "only a service"},
		{func(s *Spec) { s.Components[0].Calls = nil }, "components[0].calls", "calls nothing"},
		{func(s *Spec) { s.Components[1].Calls = make([]Call, 33) }, "components[1].calls", "at most 32"},
		{func(s *Spec) { s.Components[1].Calls[1].To = "dbb" }, "components[1].calls[1].to", `did you mean "db"?`},
		{func(s *Spec) { s.Components[1].Calls[1].To = "client" }, "components[1].calls[1].to", "cannot be called"},
		{func(s *Spec) { s.Components[1].Calls[0].Only = "read" }, "components[1].calls[0].only", "neither reads nor writes"},
		{func(s *Spec) { s.Components[1].Calls[1].When = "db miss" }, "components[1].calls[1].when", `"miss" is nothing that a store answers`},
		{func(s *Spec) { s.Components[1].Calls[1].When = "cahce miss" }, "components[1].calls[1].when", `did you mean "cache"?`},
		{func(s *Spec) {
			s.Components[1].Calls[0], s.Components[1].Calls[1] = s.Components[1].Calls[1], s.Components[1].Calls[0]
		}, "components[1].calls[0].when", "does not ask cache before"},
		{func(s *Spec) { s.Components[1].Calls[1].Parallel = true }, "components[1].calls[1].when", "at the same time"},
		{func(s *Spec) { s.Components[1].Calls[0].Parallel = true }, "components[1].calls[0].parallel", "no call stands before it"},
		{func(s *Spec) { s.Components[1].Calls[0].Async, s.Components[1].Calls[0].Fallback = true, true }, "components[1].calls[0].fallback", "nobody waits"},
		{func(s *Spec) { s.Components = append(s.Components, Component{Name: "lonely", Kind: Store}) }, "components[4].name", "no request from a client gets to lonely"},
		{func(s *Spec) { s.Components[3].Calls = []Call{{To: "app"}} }, "components[3].calls[0].to", "app to db to app"},
	} {
		s := small()
		tt.change(s)
		found := false
		problems := Check(s)
		for _, p := range problems {
			found = found || p.Where == tt.where && strings.Contains(p.Message, tt.says)
		}
		if !found {
			t.Errorf("Check = %v, want %q at %s", problems, tt.says, tt.where)
		}
	}
}

// No specification makes Check fail, whatever stands in it.
func TestCheckTakesAnything(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "b", "c", "client", "cache", "store", "queue", "reads", "é"})
	rapid.Check(t, func(t *rapid.T) {
		s := &Spec{}
		for range rapid.IntRange(0, 5).Draw(t, "components") {
			c := Component{Name: word.Draw(t, "name"), Kind: Kind(word.Draw(t, "kind")), Time: word.Draw(t, "time")}
			for range rapid.IntRange(0, 3).Draw(t, "calls") {
				c.Calls = append(c.Calls, Call{To: word.Draw(t, "to"), Only: Words(word.Draw(t, "only")), When: word.Draw(t, "when"), Parallel: rapid.Bool().Draw(t, "parallel")})
			}
			s.Components = append(s.Components, c)
		}
		for _, p := range Check(s) {
			if p.Where == "" || p.Message == "" {
				t.Fatalf("empty problem %+v", p)
			}
		}
	})
}

// Every kind but the client has figures for its work, and a default for each figure
// that has to have one.
func TestDefaults(t *testing.T) {
	optional := map[string]bool{"limit": true, "ttl": true, "stored": true, "found": true, "speculate": true, "contention": true, "stock": true, "lag": true, "refuses": true, "spread": true, "slow_share": true, "slow_time": true}
	for _, k := range Kinds {
		c := Component{Kind: k}
		if len(c.Figures()) == 0 {
			t.Errorf("a %s has no figures", k)
		}
		for _, f := range c.Figures() {
			if f.Value() == "" && !optional[f.Name] {
				t.Errorf("a %s has no default for %s", k, f.Name)
			}
		}
	}
	c := Component{Kind: Service, Time: "9 ms"}
	for _, f := range c.Figures() {
		if f.Name == "time" && f.Value() != "9 ms" {
			t.Errorf("what is given does not hold: %+v", f)
		}
	}
}
