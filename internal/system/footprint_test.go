package system_test

import (
	"testing"

	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/topology"
)

func TestFootprint(t *testing.T) {
	shop := &topology.Spec{Components: []topology.Component{
		{Name: "client", Kind: topology.Client, Calls: []topology.Call{{To: "app"}}},
		{Name: "app", Kind: topology.Service, Instances: "3", Calls: []topology.Call{{To: "db"}, {To: "pay"}}},
		{Name: "db", Kind: topology.Store, Shards: "2"},
		{Name: "pay", Kind: topology.External, Instances: "9"},
	}, Prices: map[string]string{"service": "$1/h", "store": "$2/h"}}
	for _, tt := range []struct {
		scenario system.Scenario
		names    []string
		values   []string
		want     system.Footprint
	}{
		{system.Scenario{System: "topology", Topology: shop}, nil, nil, system.Footprint{Machines: 5, Dollars: 7 * 720, Priced: true}},
		{system.Scenario{System: "topology", Topology: shop}, []string{"app.instances", "db.replicas"}, []string{"10", "3"}, system.Footprint{Machines: 16, Dollars: 22 * 720, Priced: true}},
		{system.Scenario{System: "topology", Topology: shop}, []string{"db.read_quorum"}, []string{"2"}, system.Footprint{Machines: 7, Dollars: 11 * 720, Priced: true}}, // which takes as many replicas
		{system.Scenario{System: "balancing"}, []string{"servers"}, []string{"7"}, system.Footprint{Machines: 7}},
		{system.Scenario{System: "balancing", Parameters: map[string]string{"servers": "5"}}, nil, nil, system.Footprint{Machines: 5}},
	} {
		v, problems := builtin.Systems().Variants(tt.scenario, tt.names...)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if got, problems := v.Footprint(tt.values); got != tt.want || len(problems) > 0 {
			t.Errorf("%s %v = %v: got %+v, %v; want %+v", tt.scenario.System, tt.names, tt.values, got, problems, tt.want)
		}
	}
	v, _ := builtin.Systems().Variants(system.Scenario{System: "topology", Topology: shop}, "app.instances", "db.shards")
	for _, values := range [][]string{{"0", "1"}, {"1", "x"}, {"10k", "10k"}} {
		if _, problems := v.Footprint(values); len(problems) == 0 {
			t.Errorf("%v has no problem", values)
		}
	}
}

// Every system has members to count.
func TestMachines(t *testing.T) {
	for _, s := range builtin.Systems() {
		v, problems := builtin.Systems().Variants(system.Scenario{System: s.Name})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if f, problems := v.Footprint(nil); f.Machines == 0 || len(problems) > 0 || len(s.MachineParameters()) == 0 {
			t.Errorf("%s has the footprint %+v, %v, from %v", s.Name, f, problems, s.MachineParameters())
		}
	}
}
