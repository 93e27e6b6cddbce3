package topology_test

import (
	"slices"
	"strings"
	"testing"

	"spar/internal/topology"
)

func reference() *topology.Spec {
	return &topology.Spec{Components: []topology.Component{
		{Name: "users", Kind: topology.Client, Rate: "12k/s", Writes: "10%", Calls: []topology.Call{{To: "write"}}},
		{Name: "write", Kind: topology.Service, Instances: "2", Time: "3 ms", Calls: []topology.Call{{To: "db", Timeout: "1 s", Retries: "2"}}},
		{Name: "read", Kind: topology.Service, Instances: "8", Time: "2 ms"},
		{Name: "db", Kind: topology.Store, Shards: "4", Time: "5 ms"},
	}}
}

// A design gets what it leaves open from what its components stand for, and keeps
// what it states.
func TestComplete(t *testing.T) {
	spec := &topology.Spec{Components: []topology.Component{
		{Name: "browser", Kind: topology.Client},
		{Name: "phone", Kind: topology.Client},
		{Name: "redirect", Kind: topology.Service, Instances: "3"},
		{Name: "shorten", Kind: topology.Service, Calls: []topology.Call{{To: "mysql", Async: true}}},
		{Name: "mysql", Kind: topology.Store},
		{Name: "kafka", Kind: topology.Queue},
	}}
	taken := spec.Complete(reference())
	want := []topology.Setting{
		{Parameter: "browser.rate", Value: "6000/s"},
		{Parameter: "browser.writes", Value: "10%"},
		{Parameter: "phone.rate", Value: "6000/s"},
		{Parameter: "phone.writes", Value: "10%"},
		{Parameter: "redirect.time", Value: "2 ms"},
		{Parameter: "shorten.instances", Value: "2"},
		{Parameter: "shorten.time", Value: "3 ms"},
		{Parameter: "mysql.shards", Value: "4"},
		{Parameter: "mysql.time", Value: "5 ms"},
	}
	if !slices.Equal(taken, want) {
		t.Errorf("taken are\n%v\nwant\n%v", taken, want)
	}
	if got := spec.Components[3].Calls[0]; got != (topology.Call{To: "mysql", Async: true, Timeout: "1 s", Retries: "2"}) {
		t.Errorf("the call is made as %+v", got)
	}
}

func TestSet(t *testing.T) {
	spec := &topology.Spec{Components: []topology.Component{
		{Name: "browser", Kind: topology.Client},
		{Name: "phone", Kind: topology.Client},
		{Name: "redirect", Kind: topology.Service},
		{Name: "mysql", Kind: topology.Store},
	}}
	for _, test := range []struct {
		parameter, value string
		want             []topology.Setting
	}{
		{"db.shards", "16", []topology.Setting{{Parameter: "mysql.shards", Value: "16"}}},
		{"mysql.shards", "8", []topology.Setting{{Parameter: "mysql.shards", Value: "8"}}},
		{"store.replicas", "3", []topology.Setting{{Parameter: "mysql.replicas", Value: "3"}}},
		{"read.instances", "5", []topology.Setting{{Parameter: "redirect.instances", Value: "5"}}},
		{"users.rate", "1000/s", []topology.Setting{{Parameter: "browser.rate", Value: "500/s"}, {Parameter: "phone.rate", Value: "500/s"}}},
		{"cache.capacity", "1k", nil},
		{"db.colour", "red", nil},
		{"duration", "60 s", nil},
	} {
		if got := spec.Set(reference(), test.parameter, test.value); !slices.Equal(got, test.want) {
			t.Errorf("Set(%s, %s) sets %v, want %v", test.parameter, test.value, got, test.want)
		}
	}
}

// What is drawn under other names stands for what does the same: by a word of its
// name, by its duty, by whether users wait for it, and by who calls it.
func TestStandsForItsLike(t *testing.T) {
	calls := func(to ...string) []topology.Call {
		var all []topology.Call
		for _, name := range to {
			name, async := strings.CutPrefix(name, "~")
			all = append(all, topology.Call{To: name, Async: async})
		}
		return all
	}
	reference := &topology.Spec{Components: []topology.Component{
		{Name: "client", Kind: topology.Client, Calls: calls("gateway")},
		{Name: "gateway", Kind: topology.Gateway, Calls: calls("redirect", "shorten")},
		{Name: "redirect", Kind: topology.Service, Calls: calls("db", "~clicks")},
		{Name: "shorten", Kind: topology.Service, Calls: calls("keys", "db")},
		{Name: "keys", Kind: topology.Service},
		{Name: "db", Kind: topology.Store},
		{Name: "clicks", Kind: topology.Queue, Calls: calls("analytics")},
		{Name: "analytics", Kind: topology.Worker, Calls: calls("click-store")},
		{Name: "click-store", Kind: topology.Store},
	}}
	drawn := &topology.Spec{Components: []topology.Component{
		{Name: "browser", Kind: topology.Client, Calls: calls("lb")},
		{Name: "lb", Kind: topology.Gateway, Calls: calls("api", "resolver", "creator")},
		{Name: "api", Kind: topology.Service, Calls: calls("click-counters-db")},
		{Name: "resolver", Kind: topology.Service, Calls: calls("dynamo", "~kafka")},
		{Name: "creator", Kind: topology.Service, Calls: calls("id-service", "dynamo")},
		{Name: "id-service", Kind: topology.Service},
		{Name: "click-counters-db", Kind: topology.Store},
		{Name: "dynamo", Kind: topology.Store},
		{Name: "kafka", Kind: topology.Queue, Calls: calls("counter")},
		{Name: "counter", Kind: topology.Worker, Calls: calls("clickhouse")},
		{Name: "clickhouse", Kind: topology.Store},
	}}
	for of, want := range map[string][]string{
		"redirect": {"api", "resolver"}, "shorten": {"creator"}, "keys": {"id-service"},
		"db": {"dynamo"}, "click-store": {"click-counters-db", "clickhouse"}, "analytics": {"counter"}, "gateway": {"lb"},
	} {
		var got []string
		for _, c := range drawn.Match(reference, of) {
			got = append(got, c.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v stand for %s, want %v", got, of, want)
		}
	}
}

// Every figure has a field of its own, and none is forgotten.
func TestSettings(t *testing.T) {
	spec := &topology.Spec{Components: []topology.Component{{
		Name: "all", Kind: topology.Store, Instances: "1", Workers: "2", Time: "3", Law: "4", QueueLimit: "5", Policy: "6", Rate: "7", Writes: "8",
		Limit: "9", Capacity: "10", TTL: "11", Shards: "12", Replicas: "13", ReadQuorum: "14", WriteQuorum: "15",
	}}}
	got := spec.Map(func(text string) string { return "<" + text + ">" }).Settings()
	if len(got) != 15 || got[0] != (topology.Setting{Parameter: "all.rate", Value: "<7>"}) || got[14].Value != "<11>" {
		t.Errorf("figures are %v", got)
	}
	if spec.Components[0].Shards != "12" {
		t.Error("a copy changes the system that it is of")
	}
}
