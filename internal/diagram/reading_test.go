package diagram

import (
	"fmt"
	"strings"
	"testing"
)

// read reads a text and says in one line what came of it: components with their labels,
// arrows, lines with problems (!) and lines that draw nothing (-).
func read(text string) string {
	g, problems := Parse(strings.Split(text, "\n"), nil)
	var out []string
	for _, n := range g.Nodes {
		out = append(out, strings.TrimSuffix(n.Name+": "+strings.Join(itemsOf(n.Count, n.Attributes), ", "), ": "))
	}
	if a := arrows(g); a != "" {
		out = append(out, a)
	}
	for _, p := range problems {
		out = append(out, fmt.Sprintf("!%d", p.Line))
	}
	for _, n := range g.Notes {
		if n.Ignored {
			out = append(out, fmt.Sprintf("-%d", n.Line))
		}
	}
	return strings.Join(out, " | ")
}

func TestOtherNotations(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"A[Client] -->|HTTPS| B(API) & C\nflowchart TD", "Client | API | C | Client -> API (HTTPS); Client -> C (HTTPS) | -1"},
		{"C -- writes --> E[(Primary DB)]\nE -.->|x| D\nD ==> C", "C | Primary DB | D | C -> Primary DB (writes); Primary DB ~> D (x); D -> C"},
		{"U((User)) --> GW[\"API Gateway<br/>x3\"]:::green", "User | API Gateway: x3 | User -> API Gateway"},
		{"A --> B\nA[Front]\nB[Cache]\nC[Cache] --> A", "Front | Cache | Cache C | Front -> Cache; Cache C -> Front"},
		{"```mermaid\ngraph LR\n%% x -> y\nclass A,B green\nclick A call f()\n```", "-0 | -1 | -2 | -3 | -4 | -5"},
		{"sequenceDiagram\nactor U as User\nU->>+API: POST\nAPI-)Queue: x\nAPI--xU: no\nAPI-->>-U: 201\nloop daily\nend", "User | API | Queue | User -> API (POST); API ~> Queue (x); API -> User (no) | -0 | -5 | -6 | -7"},
		{"a->>a: thinks\na->>b: asks", "a | b | a -> b (asks)"},
		{"Client->API: GET\nAPI-->Client: 200", "Client | API | Client -> API (GET) | -1"},
		{"flowchart LR\nA@{shape: cyl, label: \"Orders\"} --> B@{shape: x}", "Orders: store | B | Orders -> B | -0"},
		{"graph TD; A[User]-->B; B-->C;", "User | B | C | User -> B; B -> C"},
		{"@startuml\nMU -> FA ++: ask\nFA --> MU -- : answer", "MU | FA | MU -> FA (ask) | -0 | -2"},
		{"C4Context\nPerson(user, \"User\")\nRel(user, api, \"uses\")", "User | api | User -> api (uses) | -0"},
		{"!include C4\nSystem_Boundary(s, \"Shop\") {\n  Container(web, \"Web App\", \"React\", \"UI\")\n  ContainerDb(db, \"Orders\", $tags=\"x\")\n}\nSystem_Ext(m, \"Mail\")\nRel_D(web, db, \"SQL\")\nRel_Back(m, web, \"x\")\nBiRel(web, m, \"x\")\nSHOW_LEGEND()", "Web App: React | Orders: store | Mail | Web App -> Orders (SQL); Web App -> Mail (x) | !8 | -0 | -1 | -4 | -9"},
		{"architecture-beta\n  group api(cloud)[API]\n  service db(database)[Database] in api\n  service web(server)[Web server]\n  db:L -- R:web\n  web{group}:T --> B:db{group}", "Database | Web server | Database -> Web server; Web server -> Database | -0 | -1"},
		{"\n{\n  \"components\": [{\"name\": \"api\"}]\n}", "!1 | -2 | -3"},
		{"@startuml\n[A] -- [B]\n[B] - [C]\n[x] .down.> [C]", "A | B | C | x | A -> B; B -> C; x ~> C | -0"},
		{"graph {\na -- b -- c\n}", "a | b | c | a -> b; b -> c | -0 | -2"},
		{"digraph{a->b;subgraph c {b->c}}\ns3://x", "a | b | s3://x | a -> b | !0"},
		{"digraph{a->b;b->c}", "a | b | c | a -> b; b -> c"},
		{"sequenceDiagram\nA-xC: lost\nread-xray -> b", "A | C | read-xray | b | A -> C (lost); read-xray -> b | -0"},
		{"title: My design\nNote: the cache is warm\na -> b /* c */", "a | b | a -> b | -0 | -1"},
		{"direction: right\nA -> B: x", "A | B | A -> B (x) | -0"},
		{"**Write path**\na -> b\nFlow:\n**b**", "a | b | a -> b | -0 | -2"},
		{"Write path: a -> b\nStep 1: b -> c, d\nReads:\ndb: store -> x", "a | b | c | d | db | a -> b; b -> c; b -> d | !3 | -2"},
		{"[API x3] -> [DB]\n(B) as b -> c", "API: x3 | DB | B | c | API -> DB; B -> c"},
		{"api[API Gateway] --> auth(Auth Service)\nauth --> users[(User DB)]", "API Gateway | Auth Service | User DB | API Gateway -> Auth Service; Auth Service -> User DB"},
		{"API-->>Client: pushed", "API | Client | API ~> Client (pushed)"},
		{"@startuml\npackage \"B\" {\n[Order Service] as OS\nqueue Kafka\n}\nactor Customer #red\nCustomer -down-> OS : x\nOS -[#blue]-> Kafka\nKafka --> OS", "Order Service | Kafka | Customer | Customer -> Order Service (x); Order Service -> Kafka; Kafka -> Order Service | -0 | -1 | -4"},
		{"@startuml\nUser -> API : ask\nAPI --> User : answer\nnote left of API\n a -> b\nend note", "User | API | User -> API (ask) | -0 | -2 | -3 | -4 | -5"},
		{"digraph g {\nrankdir=LR;\nnode [shape=box];\nweb [label=\"Web App\"];\nweb -> api -> {cache queue} [style=dashed];\n}", "Web App | api | cache | queue | Web App -> api; api -> cache; api -> queue | -0 | -1 | -2 | -5"},
		{"graph db -> cache\ngraph db", "graph db | cache | graph db -> cache"},
		{"queue workers\ncloud storage\nend user\nstyle guide\nnote taker\nnode pool", "queue workers | cloud storage | end user | style guide | note taker | node pool"},
		{"Client\n  |\n  v\nLB", "Client | LB | -1 | -2"},
		{"+---+\n| a |", "!1 | -0"},
	} {
		if got := strings.TrimPrefix(read(test.in), " | "); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.in, got, test.want)
		}
	}
}

func TestWhatStandsBehindNames(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"API -> DB (Postgres: 3 replicas, primary), Cache (Redis, 64 GB)", "API | DB: Postgres, replicas 3, primary | Cache: Redis, 64 GB | API -> DB; API -> Cache"},
		{"queue (Kafka) -> workers (x10)", "queue: Kafka | workers: x10 | queue -> workers"},
		{"LB -> app\napp * 12", "LB | app: x12 | LB -> app"},
		{"10 x workers -> 3 app servers", "workers: x10 | app servers: x3 | workers -> app servers"},
		{"five web servers -> db", "web servers: x5 | db | web servers -> db"},
		{"six-node cassandra -> x", "cassandra: nodes 6 | x | cassandra -> x"},
		{"a -> redis\nredis cluster 6 nodes", "a | redis: nodes 6 | a -> redis"},
		{"app x1,000 -> db x3-10", "app: x1000 | !0"},
		{"api -> postgres, 2 replicas, 64 GB", "api | postgres: replicas 2, 64 GB | api -> postgres"},
		{"RDS (Multi-AZ, 2 read replicas) -> x\ny: read replicas 3", "RDS: Multi-AZ, read replicas 2 | x | y: read replicas 3 | RDS -> x"},
		{"db: shards=16 replicas=3", "db: shards 16, replicas 3"},
		{"db: postgres with 2 replicas and 4 shards", "db: postgres, replicas 2, shards 4"},
		{"db.shards: 4", "db: shards 4"},
		{"a -> db\ndb replicas: 5", "a | db: replicas 5 | a -> db"},
		{"api: 12", "api: x12"},
		{"3 replicas\nreplicas: 3", "!0 | !1"},
		{"worker 2 -> shard 1 replica, server x86", "worker 2 | shard 1 replica | server x86 | worker 2 -> shard 1 replica; worker 2 -> server x86"},
		{"a -> app servers\napp servers 3", "a | app servers: x3 | a -> app servers"},
		{"a -> cache\ncache policy lru\ncache size 64 GB\ncache has 2 replicas", "a | cache: lru, 64 GB, replicas 2 | a -> cache"},
		{"a -> db\ndb shards: 4, replicas: 2\n3 standbys of db", "a | db: shards 4, replicas 2, standbys 3 | a -> db"},
		{"LB -> web, 10\nserver 1, 2", "LB | web | server 1 | LB -> web | !0 | !1"},
		{"db: 3 shards, each with 2 replicas, 64 GB each", "db: shards 3, replicas 2, 64 GB"},
		{"LB -> app*3 -> web server×4 -> db(2 replicas) -> s3[2]", "LB | app: x3 | web server: x4 | db: replicas 2 | s3: x2 | LB -> app; app -> web server; web server -> db; db -> s3"},
		{"app: twelve", "app: x12"},
		{"DB (primary) -> DB (replica)", "DB: primary, replica | !0"},
		{"db: primary and 1 standby", "db: primary, standbys 1"},
		{"a -> db[primary, 2 replicas]", "a | db: primary, replicas 2 | a -> db"},
		{"a -> DB[postgres, 3 replicas]", "a | DB: postgres, replicas 3 | a -> DB"},
		{"a -> web[x3]", "a | web: x3 | a -> web"},
		{"a -> ledger[primary, 2 replicas]", "a | ledger: primary, replicas 2 | a -> ledger"},
		{"graph LR\nC --> A[Ledger, 3 instances] --> DB[postgres, 2 replicas]", "C | Ledger: instances 3 | DB: postgres, replicas 2 | C -> Ledger; Ledger -> DB | -0"},
		{"a -> DB[Orders, payments]", "a | Orders, payments | a -> Orders, payments"},
	} {
		if got := read(test.in); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.in, got, test.want)
		}
	}
}

// What a label says that a component does tells nothing of its kind.
func TestDoingsAreNoKind(t *testing.T) {
	for text, want := range map[string]Kind{
		"api: calls db": Service, "orders: reads from cache": Service, "orders: writes to a queue": Service, "feed: redis": Cache, "orders: a cache": Cache,
	} {
		g, _ := Parse([]string{text}, nil)
		if len(g.Nodes) != 1 || g.Nodes[0].Kind != want {
			t.Errorf("%q is read as %+v, want one of kind %q", text, g.Nodes, want)
		}
	}
}

// Several names in a row that no arrow joins are one component, which is told.
func TestNamesInARowAreTold(t *testing.T) {
	for text, told := range map[string]bool{
		"client lb db": true, "client api db": true, "client / api / db": true, "api -> lb web db": true,
		"user db": false, "web app": false, "web / mobile": false, "api gateway service": false, "load balancer": false,
	} {
		g, _ := Parse([]string{text}, nil)
		if got := len(g.Notes) > 0 && strings.Contains(g.Notes[0].Text, "drawn as one component"); got != told {
			t.Errorf("%q: told %v, want %v: %v", text, got, told, g.Notes)
		}
	}
}

func TestSignsAroundNames(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"- a -> **b**\n  - `b` -> c\n3. c -> \"d, e\"\na) x -> y\n– c -> z\n- [x] z -> a", "a | b | c | d, e | x | y | z | a -> b; b -> c; c -> d, e; x -> y; c -> z; z -> a"},
		{"1st party -> 3rd party api", "1st party | 3rd party api | 1st party -> 3rd party api"},
		{"'API' -> user's db", "API | user's db | API -> user's db"},
		{"api -> db; api -> Cache;\ndb: store; replicas 3; cache: redis", "api | db: store, replicas 3 | Cache: redis | api -> db; api -> Cache"},
		{"API -> DB, Cache and Queue\nAPI -> orders and payments", "API | DB | Cache | Queue | orders and payments | API -> DB; API -> Cache; API -> Queue; API -> orders and payments"},
		{"API -> db/cache, pub/sub\nAPI -> [Redis, S3]", "API | db | cache | pub/sub | Redis | S3 | API -> db; API -> cache; API -> pub/sub; API -> Redis; API -> S3"},
		{"API → DB、Cache。", "API | DB | Cache | API -> DB; API -> Cache"},
		{"Client ──▶ LB ─> API ➡️ DB", "Client | LB | API | DB | Client -> LB; LB -> API; API -> DB"},
		{"A --reads--> B -(HTTP)-> C", "A | B | C | A -> B (reads); B -> C (HTTP)"},
		{"A .. B", "!0"},
		{"(A -> B)", "!0"},
		{"A -> (HTTP) DB\nA -> DB \"reads\"\n(new) cache\nA -> read \"through\" cache", "A | DB | cache: new | read through cache | A -> DB (reads, HTTP); A -> read through cache"},
		{"a ──→ b 👉 c ―› d 〜> e", "a | b | c | d | e | a -> b; b -> c; c -> d; d ~> e"},
		{"A---B", "A | B | A -> B"},
		{"a -> {{queue}} -> {{load balancer}}", "a | queue | load balancer | a -> queue; queue -> load balancer"},
		{"{a b} -> [[c]], ((d e))", "a | b | c | d e | a -> c; a -> d e; b -> c; b -> d e"},
		{"TODO: add a cache\nfixme: who owns this?\na -> b", "a | b | a -> b | -0 | -1"},
		{"> *a* -> *b c*, d*3\na. b c -> x", "a | b c | d: x3 | x | a -> b c; a -> d; b c -> x"},
		{"`a -> b`\n**c -> d**\n- _e -> f_\n*a* -> *d*", "a | b | c | d | e | f | a -> b; c -> d; e -> f; a -> d"},
		{"web #1 -> db #2 # x", "web #1 | db #2 | web #1 -> db #2"},
		{"https://x.com -> api", "https://x.com | api | https://x.com -> api"},
		{"2×API -> 3*db", "API: x2 | db: x3 | API -> db"},
		{"a -> b // why", "a | b | a -> b"},
		{"\"API -> DB", "!0"},
		{"API (x -> DB", "API | !0"},
		{"API | DB", "API | !0"},
		{"API -> API; \"api\" -> 'Api'", "API | API -> API"},
		{"counters -> db\ncountres: redis\ndb2: store", "counters | db | countres: redis | db2: store | counters -> db | !1"},
	} {
		if got := read(test.in); got != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.in, got, test.want)
		}
	}
}
