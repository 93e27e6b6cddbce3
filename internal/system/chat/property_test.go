package chat

import (
	"fmt"
	"maps"
	"math"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/system"
	"spar/internal/system/systemtest"
)

// anyScenario draws a small service, with or without a mistake.
func anyScenario(t *rapid.T) system.Scenario {
	count := func(name string, low, high int) string { return fmt.Sprint(rapid.IntRange(low, high).Draw(t, name)) }
	word := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(t, name) }
	return system.Scenario{
		Seed: rapid.Uint64().Draw(t, "seed"),
		Parameters: map[string]string{
			"users": count("users", 10, 300), "scale": word("scale", "1", "2", "5"), "online_fraction": word("online", "0.1", "0.5", "0.9", "1"),
			"messages": count("messages", 1, 2000) + "/s", "group_fraction": word("groups", "0", "0.3", "1"), "group_size": count("size", 3, 10),
			"fan_out": word("fan-out", read, onWrite), "gateways": count("gateways", 1, 4), "gateway_workers": "1",
			"gateway_service_mean": word("service", "1 us", "100 us", "1 ms"), "gateway_capacity": word("capacity", "20", "1k"),
			"policy": word("policy", policies...), "buffer": count("buffer", 1, 8), "link": word("link", "0 s", "5 ms", "50 ms"),
			"slow_clients": word("slow", "0", "0.2"), "session_mean": word("session", "0.3 s", "2 s", "1 h"),
			"vanish_fraction": word("vanish", "0", "0.5", "1"), "heartbeat": "100 ms", "heartbeat_timeout": count("timeout", 100, 500) + " ms",
			"watchers": "1", "backoff": word("backoff", "10 ms", "100 ms"), "backoff_max": "1 s", "backoff_jitter": word("jitter", full, none),
			"store_shards": count("shards", 1, 3), "store_service_mean": word("store", "100 us", "5 ms"), "queue_limit": word("queue", "0", "10", "1k"),
			"network": word("network", "0 s", "5 ms"), "network_jitter": word("ways", "0 s", "1 ms", "50 ms"), "retry": "200 ms",
			"ack_loss": word("acks", "0", "0.1", "0.5"), "conversation_gap": word("gap", "10 ms", "1 s"),
			"receipts": word("receipts", sent, delivered, read), "media_fraction": "0.1", "upload_mean": "100 ms", "duration": "3 s",
		},
		Faults: rapid.SliceOfN(rapid.Custom(anyFault), 0, 6).Draw(t, "faults"),
	}
}

func anyFault(t *rapid.T) string {
	when := fmt.Sprintf("at %d%% ", rapid.IntRange(0, 100).Draw(t, "when"))
	form := rapid.SampledFrom(System().Faults).Draw(t, "form")
	which := rapid.SampledFrom([]string{"", " 1", " 40%"}).Draw(t, "which")
	if form.Count == "" {
		which = ""
	}
	switch form.Verb {
	case system.Load:
		return when + "load x" + fmt.Sprint(rapid.IntRange(1, 4).Draw(t, "factor"))
	case system.Set:
		return when + "set policy " + rapid.SampledFrom(policies).Draw(t, "to")
	case system.Slow:
		return when + "slow " + form.Part + which + " by " + fmt.Sprint(rapid.IntRange(1, 50).Draw(t, "factor"))
	case system.Errors:
		return when + "errors " + form.Part + which + " " + fmt.Sprint(rapid.IntRange(0, 100).Draw(t, "share")) + "%"
	}
	return when + string(form.Verb) + " " + form.Part + which
}

// Whatever the design, the faults and the mistake: every message has one fate, for
// otherwise the run fails, and each mistake shows its own damage only.
func TestEveryMessageHasOneFate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc := anyScenario(t)
		mistake := rapid.SampledFrom(mistakes()).Draw(t, "mistake")
		sc.Parameters["mistake"] = mistake
		var m *model
		r := systemtest.Run(t, systemtest.Watched(System(), &m), sc)
		f := r.Metrics
		if f["sent"] != f["delivered"]+f["lost"]+f["pending"] {
			t.Errorf("%v sent, %v delivered, %v lost, %v pending", f["sent"], f["delivered"], f["lost"], f["pending"])
		}
		if loses := lossOf[mistake] != ""; f["lost"] > 0 && !loses {
			t.Errorf("%s loses %v", mistake, f["lost"])
		}
		if f["duplicated"] > 0 && mistake != withoutDedupe {
			t.Errorf("%s shows %v again", mistake, f["duplicated"])
		}
		if f["out_of_order"] > 0 && mistake != withoutNumbers {
			t.Errorf("%s shows %v out of order", mistake, f["out_of_order"])
		}
		for _, metric := range System().Metrics {
			value, limit := f[metric.Name], math.Inf(1)
			if metric.Unit == system.Ratio {
				limit = 1
			}
			if !(value >= 0 && value <= limit) || math.IsInf(value, 0) {
				t.Errorf("%s is %v", metric.Name, value)
			}
		}
		checkLists(t, m)
	})
}

// checkLists holds what is linked and counted against what is there.
func checkLists(t *rapid.T, m *model) {
	connections := make([]int, len(m.gateways.stations))
	for i := range m.links.connections.All {
		switch c := &m.links.connections.All[i]; c.state {
		case open, vanished:
			connections[m.gateways.machines[c.gateway].station]++
			fallthrough
		case broken:
			if m.people.all[c.user].connection != int32(i) {
				t.Errorf("the registry does not know connection %d", i)
			}
		}
	}
	for i, g := range m.gateways.stations {
		if n := m.gateways.connections[i]; n != connections[i] {
			t.Errorf("gateway %d counts %d connections of %d", i, n, connections[i])
		}
		up := 0
		for _, n := range g.machines {
			if m.gateways.machines[n].Answers() {
				up++
			}
		}
		if g.standing != up || g.Down() != (up == 0) {
			t.Errorf("gateway %d counts %d that are up of %d, and is down: %v", i, g.standing, up, g.Down())
		}
	}
	kept := 0
	for u := range m.people.all {
		for k := m.people.all[u].oldest; k != nobody; k = m.copies.All[k].newer {
			kept++
		}
		if at := m.people.places[u]; m.people.order[at] != int32(u) {
			t.Errorf("user %d is not at its place", u)
		}
	}
	behind := 0
	for u := range m.people.all {
		for at := m.people.behind[u]; at != nobody; at = m.talks.member(at).behind {
			if behind++; m.talks.member(at).user != int32(u) || m.people.here(int32(u)) || m.people.all[u].connection != nobody {
				t.Errorf("user %d is there, and has a backlog", u)
			}
		}
	}
	for c := range m.talks.all {
		for i := range m.talks.all[c].size {
			if m.talks.member(m.talks.address(int32(c), i)).behind != upToDate {
				behind--
			}
		}
	}
	if behind != 0 {
		t.Errorf("%d backlogs more are listed than there are", behind)
	}
	copies := 0
	for i := range m.messages.All {
		if msg := &m.messages.All[i]; msg.conversation != nobody {
			copies += int(msg.copies)
		}
	}
	if copies != kept {
		t.Errorf("messages have %d copies of %d", copies, kept)
	}
	attempts, waiting := 0, 0
	for i := range m.messages.drafts.All {
		if d := &m.messages.drafts.All[i]; d.conversation != nobody {
			attempts += int(d.attempts)
			if d.earlier != unlisted {
				waiting++
			}
		}
	}
	if attempts != m.outbox.attempts.Live() {
		t.Errorf("drafts have %d attempts of %d", attempts, m.outbox.attempts.Live())
	}
	for d := m.deadlines.first; d != nobody; d = m.deadlines.draft(d).later {
		waiting--
	}
	if waiting != 0 {
		t.Errorf("%d drafts more wait for an answer than stand in the line", waiting)
	}
}

// Once nothing breaks any more and everybody comes back, every message arrives: no
// copy, message or user is forgotten.
func TestEverythingArrivesInTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sc := anyScenario(t)
		maps.Copy(sc.Parameters, map[string]string{"session_mean": "2 s", "queue_limit": "1k", "gateway_capacity": "1k", "online_fraction": "0.5", "backoff": "100 ms", "gateway_service_mean": "1 us", "messages": "100/s"})
		var m *model
		systemtest.Run(t, systemtest.Watched(System(), &m), sc)
		m.SetLoad(0)
		for _, f := range []string{
			"restart gateway", "heal gateway", "slow gateway by 1", "errors gateway 0%", "restart store", "heal store", "slow store by 1", "errors store 0%",
		} {
			fault, err := system.ParseFault(f)
			if err != nil {
				t.Fatal(err)
			}
			m.Strike(fault)
		}
		pending := m.audit()
		for wait := 0; pending > 0 && wait < 200; wait++ {
			if err := m.RunUntil(t.Context(), m.Sim.Now()+1e9); err != nil {
				t.Fatal(err)
			}
			pending = m.audit()
		}
		if err := m.balanceBooks(pending); err != nil {
			t.Error(err)
		}
		if pending > 0 {
			t.Errorf("%d of %d messages still pending", pending, m.count.sent)
		}
	})
}
