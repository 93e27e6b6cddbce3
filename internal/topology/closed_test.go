package topology_test

import (
	"strings"
	"testing"

	"spar/internal/diagram"
	"spar/internal/topology"
)

// A client has users or a rate, also where one is taken from a reference or set.
func TestUsersOrARate(t *testing.T) {
	closed := &topology.Spec{Components: []topology.Component{{Name: "users", Kind: topology.Client, Users: "501", Think: "3 s", Calls: []topology.Call{{To: "db"}}}, {Name: "db", Kind: topology.Store}}}
	spec := &topology.Spec{Components: []topology.Component{
		{Name: "browser", Kind: topology.Client},
		{Name: "phone", Kind: topology.Client, Think: "1 s"},
		{Name: "api", Kind: topology.Client, Rate: "5/s"},
		{Name: "db", Kind: topology.Store},
	}}
	spec.Complete(closed)
	for i, want := range [][2]string{{"167", "3 s"}, {"167", "1 s"}, {"", ""}} {
		if c := spec.Components[i]; c.Users != want[0] || c.Think != want[1] {
			t.Errorf("%s has %q users, who think %q", c.Name, c.Users, c.Think)
		}
	}
	if set := spec.Set(closed, "client.rate", "9/s"); len(set) != 1 || set[0].Parameter != "api.rate" {
		t.Errorf("set is %v", set)
	}
	if spec.Apply(topology.Setting{Parameter: "api.users", Value: "5"}) || !spec.Apply(topology.Setting{Parameter: "phone.users", Value: "5"}) {
		t.Error("users beside a rate")
	}
	own := &topology.Spec{Components: []topology.Component{{Name: "users", Kind: topology.Client, Users: "7"}}}
	own.Complete(reference())
	if c := own.Components[0]; c.Rate != "" || c.Writes != "10%" {
		t.Errorf("%+v", c)
	}
}

// Users of a drawn client wait for answers if they think.
func TestDrawnUsers(t *testing.T) {
	for _, tt := range []struct{ design, users, note string }{
		{"crawlers: client, users 500, think 3 s -> db", "500", ""},
		{"crawlers: client, 500 users, think 3 s -> db", "500", ""},
		{"web: client, users 500M -> db", "", ""},
		{"web: client, think 3 s -> db", "", "nothing says how many users think for 3 s"},
	} {
		client, way, _ := strings.Cut(tt.design, " -> ")
		name, _, _ := strings.Cut(client, ":")
		g, problems := diagram.Parse([]string{client, name + " -> " + way}, nil)
		if len(problems) > 0 {
			t.Fatalf("%s: %v", tt.design, problems)
		}
		spec, notes, err := topology.FromDesign(g)
		if err != nil || spec.Components[0].Users != tt.users || (spec.Components[0].Think != "") != (tt.users != "") {
			t.Errorf("%s: %+v, %v", tt.design, spec.Components[0], err)
		}
		if said := strings.Join(notes, "; "); !strings.Contains(said, tt.note) || tt.note == "" && said != "" {
			t.Errorf("%s: notes are %q", tt.design, notes)
		}
	}
}
