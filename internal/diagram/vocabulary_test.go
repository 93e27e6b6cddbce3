package diagram

import (
	"slices"
	"strings"
	"testing"
)

func TestKinds(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Kind
	}{
		{"lb", Balancer},
		{"Load Balancer 2", Balancer},
		{"loadbalancer", Balancer},
		{"nginx", Balancer},
		{"gateway: nginx", Gateway},
		{"api gateway: rate limits, auth", Gateway},
		{"APIGateway", Gateway},
		{"WebSocket connection manager", Gateway},
		{"payment gateway", External},
		{"redis", Cache},
		{"redis cluster", Cache},
		{"sessions: redis 64 GB", Cache},
		{"redis: store", Store},
		{"L1 cache", Cache},
		{"postgres", Store},
		{"PostgreSQL", Store},
		{"users: mysql", Store},
		{"users", Client},
		{"UserDB", Store},
		{"user db 2", Store},
		{"message store (Cassandra)", Store},
		{"db: the source of truth", Store},
		{"app: replicas 3", Service},
		{"S3", Objects},
		{"file storage", Objects},
		{"elasticsearch", Search},
		{"kafka", Queue},
		{"job queues", Queue},
		{"clicks: kafka", Queue},
		{"queue consumer", Worker},
		{"cron job", Scheduler},
		{"client", Client},
		{"mobile app", Client},
		{"client: browsers and apps", Client},
		{"user service", Service},
		{"shorten", Service},
		{"push", External},
		{"APNs", External},
		{"third party", External},
		{"cdn", CDN},
		{"route 53", DNS},
		{"rate limiter", Limiter},
		{"prometheus", Monitor},
		{"thing", Unknown},
		{"thing: service x12", Service},
		{"数据库", Unknown},
		{"s", Unknown},
	} {
		if got := parse(t, test.in).Nodes[0].Kind; got != test.want {
			t.Errorf("kind of %q is %q, want %q", test.in, got, test.want)
		}
	}
}

func TestVocabulary(t *testing.T) {
	v := Vocabulary{
		"database": {"Vault", "both"},
		"cache":    {"both", "hot keys"},
		"nonsense": {"whatever"},
		"queue":    {"!?"},
	}
	g, _ := Parse([]string{"vault", "the hot-key 3", "both", "whatever", "vault: service", "s"}, v)
	for i, want := range []Kind{Service, Cache, Cache, Unknown, Unknown} {
		if n := g.Nodes[i]; n.Kind != want {
			t.Errorf("kind of %q is %q, want %q", n.Name, n.Kind, want)
		}
	}
}

// Every built-in name is listed once, so that the order of the lists does not
// decide what it means.
func TestNamesAreListedOnce(t *testing.T) {
	seen := map[string]Kind{}
	for _, lists := range []map[Kind]string{genericNames(), productNames(), roleNames()} {
		for kind, list := range lists {
			for name := range strings.SplitSeq(list, ", ") {
				form := joined(words(name))
				if other, twice := seen[form]; twice && other != kind {
					t.Errorf("%q is listed for %s and %s", name, other, kind)
				}
				seen[form] = kind
			}
		}
	}
	for _, kind := range Kinds() {
		if got := (lexicon{}).kind(string(kind), nil); got != kind {
			t.Errorf("kind of %q is %q", kind, got)
		}
	}
}

// A front end is a client where requests start, and a server where they come to.
func TestFrontEnds(t *testing.T) {
	for _, test := range []struct {
		design []string
		name   string
		want   Kind
	}{
		{[]string{"web -> lb -> app -> db"}, "web", Client},
		{[]string{"client -> lb -> web -> db"}, "web", Service},
		{[]string{"browser -> cdn -> website -> db"}, "website", Service},
		{[]string{"lb -> frontend 1, frontend 2 -> api"}, "frontend 2", Service},
		{[]string{"user -> web -> api"}, "web", Client},
		{[]string{"user -> web -> db"}, "web", Service},
		{[]string{"web -> db"}, "web", Client},
		{[]string{"web <-> gateway -> db"}, "web", Client},
		{[]string{"gateway -> web", "web: client"}, "web", Client},
		{[]string{"chat gateway -> receiver"}, "receiver", Client},
		{[]string{"app -> load balancer -> feed service -> db"}, "app", Client},
		{[]string{"search box -> gateway -> db"}, "search box", Client},
		{[]string{"ops thing -> cdn"}, "ops thing", Client},
		{[]string{"game server -> load balancer"}, "game server", Client},
		{[]string{"driver app -> x"}, "driver app", Client},
		{[]string{"admin console -> api"}, "admin console", Client},
		{[]string{"user service -> gateway"}, "user service", Service},
		{[]string{"server -> lb"}, "server", Service},
		{[]string{"app -> lb", "app: x3"}, "app", Service},
		{[]string{"lb -> app -> gateway"}, "app", Service},
		{[]string{"sender -> gateway ~> queue ~> senders -> push"}, "sender", Client},
		{[]string{"gateway ~> queue ~> webhook senders -> target"}, "webhook senders", Worker},
	} {
		g, _ := Parse(test.design, nil)
		i := slices.IndexFunc(g.Nodes, func(n Node) bool { return n.Name == test.name })
		if i < 0 || g.Nodes[i].Kind != test.want {
			t.Errorf("%q: %s is not a %s: %+v", test.design, test.name, test.want, g.Nodes)
		}
	}
}

// Names of designs from many corners of the field: each says what it is.
func TestNamesOfTheFieldHaveKinds(t *testing.T) {
	for kind, list := range map[Kind]string{
		Client:    "api client, operator client, marketing client, player, merchant client, browser, phone, customer, driver app, admin console, search box",
		CDN:       "cdn edge, edge, shield",
		Balancer:  "anycast, edge balancer",
		Limiter:   "waiting room, limiter",
		Service:   "post service, notification api, dispatcher, position router, membership, controller, provider adapter, library, moderation, rule engine, query, mixer, root, safety, coordinator, doc server, resolver",
		Worker:    "fanout workers, urgent senders, push senders, transcoders, packaging worker, parser, resizer, collector, outside watcher, compactor, validator, snapshotter, invalidator, index builder, lease keeper, aggregator",
		Scheduler: "popularity scheduler, sweep scheduler, cron box",
		Cache:     "timeline cache, robots cache, gutter",
		Store:     "rule store, counters, location shards, offsets, directory, board, tsdb, lease store",
		Objects:   "hot blocks, cold blocks, archive, settlement files, blob store",
		Search:    "trend index, leaf, fresh leaf",
		Queue:     "decision log, query log, track log, op log, click log, frontier, dead letter topic, log pipe, purge bus, change stream",
		External:  "push provider, sms provider, pager, target, mail",
		Monitor:   "metrics, alert manager, dashboard",
	} {
		for name := range strings.SplitSeq(list, ", ") {
			if got := (lexicon{}).kind(name, nil); got != kind {
				t.Errorf("kind of %q is %q, want %q", name, got, kind)
			}
		}
	}
}
