package diagram

import (
	"fmt"
	"strings"
	"testing"
)

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     string // flaw: names of nodes; ...
	}{
		{"empty", "", ""},
		{"no client", "gateway -> db", "no-client: gateway"},
		{
			"everything once", "client -> lb -> app -> db",
			"single-point-of-failure: lb, db; single-point-of-failure: app, db; single-point-of-failure: db",
		},
		{"everything twice", "client -> lb -> app -> db\nlb, app: x2\ndb: replicas 2", ""},
		{"said in words", "client -> lb -> app -> db\nlb: active and standby\napp: autoscaled\ndb: replicated to two zones", ""},
		{"one replica is none", "client -> db\ndb: replicas 1, shards 16", "single-point-of-failure: db"},
		{
			"a way round", "client -> lb a, lb b -> app a, app b -> db\ndb: replicas 3",
			"",
		},
		{
			"two clients are one crowd", "mobile -> api a\nweb -> api b\napi a, api b -> db\ndb: replicas 3",
			"",
		},
		{
			"one of two stores", "client -> lb -> app -> db, s3\nlb -> uploader -> s3\nlb, db: x2",
			"single-point-of-failure: app, db",
		},
		{"what others run", "client -> dns, cdn -> s3", ""},
		{
			"stores off the way", "client -> db\nworker -> warehouse\ndb, worker: x2",
			"uncalled: worker, warehouse",
		},
		{
			"copies", "client -> app -> mysql master -> mysql replica\napp: x2",
			"",
		},
		{
			"copies that are read", "client -> app -> primary db, read replica 1, read replica 2\napp: x2",
			"",
		},
		{"a copy of nothing", "client -> app -> read replica\napp: x2", "single-point-of-failure: read replica"},
		{"by the clock", "client -> db\ncron job -> worker -> db\nworker, db: x2", ""},
		{
			"waiting in a circle", "client -> a -> b -> c -> a\nc -> db\na, b, c, db: x2",
			"cycle: a, b, c; no-kind: a, b, c",
		},
		{"a hand-over closes no circle", "client -> gateway -> db\ndb ~> gateway ~> client\ngateway, db: x2", ""},
		{"waiting for itself", "client -> db -> db\ndb: x2", "cycle: db"},
		{"an app that nothing calls", "app -> api -> db", "no-client: app"},
		{"nothing starts", "a db -> b db -> a db", "no-client: ; cycle: a db, b db"},
		{"the clock starts", "scheduler -> frontier -> fetcher", "dead-end: fetcher"},
		{"what nothing tells", "client -> thing, s -> dns", "no-kind: thing, s"},
		{
			"nothing behind", "client -> lb -> app\nclient -> db\ndb: x2",
			"dead-end: app",
		},
	} {
		g := parse(t, test.in)
		var got []string
		for _, f := range g.Findings() {
			var names []string
			for _, i := range f.Nodes {
				names = append(names, g.Nodes[i].Name)
			}
			got = append(got, fmt.Sprintf("%s: %s", f.Flaw, strings.Join(names, ", ")))
			for _, name := range names {
				if !strings.Contains(f.Text, name) {
					t.Errorf("%s: %q does not name %s", test.name, f.Text, name)
				}
			}
			if f.Text == "" || strings.HasSuffix(f.Text, ".") {
				t.Errorf("%s: text %q", test.name, f.Text)
			}
		}
		if s := strings.Join(got, "; "); s != test.want {
			t.Errorf("%s: %q, want %q", test.name, s, test.want)
		}
	}
}

func ExampleGraph_Findings() {
	g, _ := Parse([]string{
		"client -> lb -> app -> db",
		"lb, app: x2",
	}, nil)
	for _, f := range g.Findings() {
		fmt.Println(f.Text)
	}
	// Output:
	// db is a single point of failure: it has no replica; say "replicas 2" or more if it has
}
