package topology_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"spar/internal/diagram"
	"spar/internal/topology"
)

// drawn reads a design and writes its system in one line a component.
func drawn(t *testing.T, design string) (string, string) {
	t.Helper()
	g, problems := diagram.Parse(strings.Split(design, "\n"), nil)
	if len(problems) > 0 {
		t.Fatalf("%q: %v", design, problems)
	}
	spec, notes, err := topology.FromDesign(g)
	if err != nil {
		t.Fatalf("FromDesign(%q): %v", design, err)
	}
	var b strings.Builder
	for _, c := range spec.Components {
		fmt.Fprintf(&b, "%s %s", c.Name, c.Kind)
		for _, f := range []struct{ name, value string }{
			{"x", c.Instances},
			{"policy ", c.Policy},
			{"limit ", c.Limit},
			{"", c.Algorithm},
			{"per ", c.Per},
			{"", c.Scope},
			{"burst ", c.Burst},
			{"capacity ", c.Capacity},
			{"ttl ", c.TTL},
			{"shards ", c.Shards},
			{"replicas ", c.Replicas},
			{"read ", c.ReadQuorum},
			{"write ", c.WriteQuorum},
		} {
			if f.value != "" {
				b.WriteString(" " + f.name + f.value)
			}
		}
		for _, call := range c.Calls {
			b.WriteString(" > " + strings.Join(strings.Fields(strings.Join([]string{call.To, string(call.Only), call.Share}, " ")), " "))
			if call.When != "" {
				b.WriteString(" when " + call.When)
			}
			if call.Async {
				b.WriteString(" async")
			}
			for _, f := range []struct{ name, value string }{
				{"x", strings.TrimSpace(call.Times + " " + call.TimesLaw)},
				{"keys ", call.Keys},
				{"await ", call.Await},
				{"undoes ", call.Undoes},
				{"idempotent ", call.Idempotent},
				{"timeout ", call.Timeout},
				{"retries ", call.Retries},
				{"hedge ", call.Hedge},
				{"breaker ", call.Breaker},
			} {
				if f.value != "" {
					b.WriteString(" " + f.name + f.value)
				}
			}
			for said, is := range map[string]bool{" parallel": call.Parallel, " in turn": call.InTurn, " fallback": call.Fallback} {
				if is {
					b.WriteString(said)
				}
			}
		}
		b.WriteByte('\n')
	}
	return strings.TrimSpace(b.String()), strings.Join(notes, "\n")
}

func TestFromDesign(t *testing.T) {
	for _, test := range []struct{ name, design, want, notes string }{
		{"a chain", "client -> lb -> app -> db", "client client > lb\nlb balancer > app\napp service > db\ndb store", ""},
		{
			"counts", "client -> lb -> app -> db\nlb: round robin\napp: x12\ndb: postgres, shards 16, replicas 3, quorum 2",
			"client client > lb\nlb balancer > app\napp service x12 policy round-robin > db\ndb store shards 16 replicas 3 read 2 write 2", "",
		},
		{
			"cache-aside", "client -> app -> cache, db\ncache: redis, 64 GB, lru, x3, ttl 60 s",
			"client client > app\napp service > cache > db reads when cache miss > db writes\ncache cache x3 capacity 64 GB ttl 60 s\ndb store",
			"app reads db only on a miss in cache",
		},
		{
			"read-through, however the arrows are ordered", "client -> app -> db, cache\ncache -> db",
			"client client > app\napp service > cache > db writes\ndb store\ncache cache > db", "app writes to db and reads it through cache",
		},
		{
			"a queue with consumers", "client -> app -> db\napp ~> events ~> worker -> store\nevents: kafka\nworker: x4",
			"client client > app\napp service > db > events async\ndb store\nevents queue > worker\nworker worker x4 > store\nstore store", "",
		},
		{
			"by names", "client -> gateway -> shorten, redirect, auth\nshorten -> cache, db\nredirect -> cache, db",
			"client client > gateway\ngateway gateway > auth > shorten writes > redirect reads\nshorten service > cache > db\n" +
				"redirect service > cache > db reads when cache miss > db writes\nauth service\ncache cache\ndb store",
			"gateway passes reads to redirect and writes to shorten, by their names",
		},
		{
			"in equal parts", "client -> lb -> a, b -> db", "client client > lb\nlb balancer > a 50% > b 50%\na service > db\nb service > db\ndb store",
			"lb spreads requests over a, b in equal parts",
		},
		{
			"names that say half of it", "client -> lb -> upload, stats, reports -> db",
			"client client > lb\nlb balancer > upload writes > stats reads 50% > reports reads 50%\nupload service > db\nstats service > db\nreports service > db\ndb store",
			"lb passes reads to stats, reports and writes to upload",
		},
		{
			"what serves no request", "client -> dns -> lb -> app -> db\napp ~> prometheus\ncron -> cleaner -> db\nlimiter: limit 100/s\nlb -> limiter",
			"client client > lb\nlb balancer > limiter > app\napp service > db\ndb store\nlimiter gateway limit 100/s",
			"dns is left out: a name is looked up once and remembered, so it takes no part in a request\nprometheus is left out: it watches, and serves no requests\ncron is left out",
		},
		{
			"what leads back", "client -> gateway -> app -> db\napp -> gateway\ngateway -> client",
			"client client > gateway\ngateway gateway > app\napp service > db\ndb store", "app -> gateway is left out: it leads back",
		},
		{"replicas of a store", "client -> app -> db\ndb: x3", "client client > app\napp service > db\ndb store replicas 3", "taken for replicas"},
		{"machines of a store", "client -> app -> db x20", "client client > app\napp service > db\ndb store shards 6 replicas 3", "20 of a store are taken for 6 shards of 3 replicas"},
		{
			"machines and replicas", "client -> app -> cassandra, mysql\ncassandra: 20 nodes, replication factor 3\nmysql: 4 shards, x8",
			"client client > app\napp service > cassandra > mysql\ncassandra store shards 6 replicas 3\nmysql store shards 4 replicas 2", "",
		},
		{
			"a network of copies before its origin", "client -> cdn, lb\ncdn -> lb -> app -> db",
			"client client > cdn reads > lb writes\ncdn cdn > lb\nlb balancer > app\napp service > db\ndb store", "client passes reads to cdn and writes to lb",
		},
		{
			"a store that is copied", "client -> app -> mysql master -> mysql replica\nmysql master -> warehouse",
			"client client > app\napp service > mysql-master\nmysql-master store > mysql-replica writes async > warehouse writes async\nmysql-replica store\nwarehouse store",
			"mysql master passes on what is written to mysql replica, and nobody waits for that",
		},
		{
			"copies that are read", "client -> app -> redis, primary, replica 1, replica 2",
			"client client > app\napp service > redis > primary writes > replica-1 reads 50% when redis miss > replica-2 reads 50% when redis miss\nredis cache\nprimary store\nreplica-1 store\nreplica-2 store",
			"app reads from replica 1, by its name",
		},
		{"a name in another script", "client -> приложение -> db", "client client > part\npart service > db\ndb store", "taken for a service"},
	} {
		got, notes := drawn(t, test.design)
		if got != test.want {
			t.Errorf("%s: %q is run as\n%s\nwant\n%s", test.name, test.design, got, test.want)
		}
		if !strings.Contains(notes, test.notes) || test.notes == "" && notes != "" {
			t.Errorf("%s: the notes are\n%s\nwant %q", test.name, notes, test.notes)
		}
	}
}

// What carries no request from a client to a store is not run.
func TestFromDesignWithoutAWay(t *testing.T) {
	for _, design := range []string{"", "app -> db", "client -> app", "client -> app\nworker -> db", "client -> app ~> prometheus", "cron -> db\nclient -> app"} {
		g, _ := diagram.Parse(strings.Split(design, "\n"), nil)
		if _, _, err := topology.FromDesign(g); !errors.Is(err, topology.ErrNoWay) {
			t.Errorf("FromDesign(%q): %v, want %v", design, err, topology.ErrNoWay)
		}
	}
}

// Whatever is drawn can be built.
func FuzzFromDesign(f *testing.F) {
	f.Add("client -> lb -> app -> cache, db\napp ~> queue ~> worker -> db")
	f.Add("client -> a, b -> c -> a\nc -> client\nа б -> в")
	f.Add("client -> a -> b: x3, first 2, on miss\na -> cache, c: asks, in parallel\nclient ~> b: each, hedge 1 s, optional, when a fails\na, b, c: service")
	f.Add("client -> dns -> dns 2 -> dns\nclient -> app -> db")
	f.Fuzz(func(t *testing.T, design string) {
		g, _ := diagram.Parse(strings.Split(design, "\n"), nil)
		spec, _, err := topology.FromDesign(g)
		if err != nil {
			return
		}
		if problems := topology.Check(&spec); len(problems) > 0 {
			t.Fatalf("%q is run as %+v: %v", design, spec, problems)
		}
	})
}
