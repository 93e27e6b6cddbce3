package diagram

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// parse reads a design that has no mistakes, from one text.
func parse(t testing.TB, text string) *Graph {
	t.Helper()
	g, problems := Parse(strings.Split(text, "\n"), nil)
	if len(problems) > 0 {
		t.Fatalf("Parse(%q): %v", text, problems)
	}
	return g
}

// arrows lists the edges of a design as "a -> b" or "a ~> b".
func arrows(g *Graph) string {
	var list []string
	for _, e := range g.Edges {
		arrow := "->"
		if e.Async {
			arrow = "~>"
		}
		label := ""
		if items := e.Terms.Label(); items != nil {
			label = " (" + strings.Join(items, ", ") + ")"
		}
		list = append(list, fmt.Sprintf("%s %s %s%s", g.Nodes[e.From].Name, arrow, g.Nodes[e.To].Name, label))
	}
	return strings.Join(list, "; ")
}

func TestParseArrows(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"client", ""},
		{"a -> b", "a -> b"},
		{"a ~> b", "a ~> b"},
		{"a->b~>c", "a -> b; b ~> c"},
		{"a -> b -> c", "a -> b; b -> c"},
		{"lb -> a, b -> db", "lb -> a; lb -> b; a -> db; b -> db"},
		{"a, b -> c, d", "a -> c; a -> d; b -> c; b -> d"},
		{"a -> b # and so on -> c", "a -> b"},
		{"# a -> b", ""},
		{"C# service -> db", "C# service -> db"},
		{"load  balancer -> db\nLoad-Balancer -> cache\nloadbalancer -> queue", "load balancer -> db; load balancer -> cache; load balancer -> queue"},
		{"a -> b\nA -> B\na ~> b", "a -> b; a ~> b"},
		{"a -> a", "a -> a"},
		{"read-through cache -> db", "read-through cache -> db"},
		{"a --> b => c → d ⇒ e", "a -> b; b -> c; c -> d; d -> e"},
		{"a ~~> b ⇢ c ⤳ d", "a ~> b; b ~> c; c ~> d"},
		{"db <- a <~ b", "a -> db; b ~> a"},
		{"db ← a ⇠ b, c <-- d", "a -> db; b ~> a; c ~> a; d -> b; d -> c"},
		{"a -> b <- c", "a -> b; c -> b"},
		{"a --- b ==== c", "a -> b; b -> c"},
		{"客户端 -> 数据库", "客户端 -> 数据库"},
		{"a\x1b[31m -> b\u202e", "a -> b"},
	} {
		if got := arrows(parse(t, test.in)); got != test.want {
			t.Errorf("Parse(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestParseTellsMistakes(t *testing.T) {
	for _, test := range []struct {
		in      string
		column  int
		message string
		arrows  string // what stands before the mistake takes part
	}{
		{"a ->", 3, "the arrow leads nowhere", ""},
		{"a -> b ->  ", 8, "the arrow leads nowhere", "a -> b"},
		{"-> a", 1, "a name is missing before the arrow", ""},
		{"a -> -> b", 6, "a name is missing between -> and ->", ""},
		{"a -> b,", 7, "a name is missing after the comma", "a -> b"},
		{"a,, b", 2, "a name is missing after the comma", ""},
		{", a", 1, "a name is missing before the comma", ""},
		{": store", 1, "a name is missing before the colon", ""},
		{"a - b", 3, `"-" is no arrow`, ""},
		{"lb ~", 4, `"~" is no arrow`, ""},
		{"a > b", 3, `">" is no arrow`, ""},
		{"a -> b -", 8, `"-" is no arrow`, "a -> b"},
		{"a -> b < c", 8, "arrows point to what is called", "a -> b"},
		{"a <", 3, "arrows point to what is called", ""},
		{"a <-> b", 3, "an arrow has one direction", ""},
		{"a ↔ b", 3, "an arrow has one direction", ""},
		{"a -> b: ", 7, "the label of the arrow says nothing", "a -> b"},
		{"a -> b -> c: reads", 12, "several arrows stand before the text", "a -> b; b -> c"},
		{"a -> b: store", 7, `"store" says what b is, and not how it is called`, "a -> b (store)"},
		{"a -> b: shards 16", 7, `"shards 16" says what b is, and not how it is called`, "a -> b (shards 16)"},
		{"a -> b: x -> c", 7, "the label of an arrow has no arrows", "a -> b"},
		{"a -> b: timeout 3", 7, `"timeout 3" says no figure`, `a -> b ("timeout 3")`},
		{"a -> b: timout 200 ms", 7, `"timout" says nothing of an arrow`, `a -> b ("timout 200 ms")`},
		{"a -> b: timeout 200 ms, timeout 1 s", 7, `"timeout 1 s" contradicts "timeout 200 ms"`, "a -> b (timeout 200 ms)"},
		{"a -> b: on miss, when c fails", 7, `"when c fails" contradicts "on miss"`, "a -> b (on miss)"},
		{"a ~> b: sync", 3, "~> does not wait", "a ~> b"},
		{"db: store -> disk", 11, "a label has no arrows", ""},
		{"db: ", 3, "the label says nothing", ""},
		{"数据库 -", 5, `"-" is no arrow`, ""},
		{strings.Repeat("n", MaxName+1), 1, "the name is longer than 60 characters", ""},
		{strings.Repeat("a, ", MaxLine) + "a", MaxLine + 1, "the line is longer than 500 characters", ""},
	} {
		g, problems := Parse([]string{"", test.in}, nil)
		if len(problems) != 1 {
			t.Errorf("Parse(%q): problems %v, want one", test.in, problems)
			continue
		}
		p := problems[0]
		if p.Line != 1 || p.Column != test.column || p.Message != test.message {
			t.Errorf("Parse(%q): line %d column %d %q, want line 1 column %d %q", test.in, p.Line, p.Column, p.Message, test.column, test.message)
		}
		if got := arrows(g); got != test.arrows {
			t.Errorf("Parse(%q) = %q, want %q", test.in, got, test.arrows)
		}
	}
}

func TestParseKeepsTheRest(t *testing.T) {
	g, problems := Parse([]string{"a -> b", "a ->", "b -> c"}, nil)
	if got, want := arrows(g), "a -> b; b -> c"; got != want {
		t.Errorf("edges %q, want %q", got, want)
	}
	if len(problems) != 1 || problems[0].Line != 1 {
		t.Errorf("problems %v, want one in line 1", problems)
	}
	if e := g.Edges[1]; e.Line != 2 || g.Nodes[e.To].Line != 2 || g.Nodes[e.From].Line != 0 {
		t.Errorf("lines of b -> c: edge %d, b %d, c %d, want 2, 0, 2", e.Line, g.Nodes[e.From].Line, g.Nodes[e.To].Line)
	}
}

func TestParseIsBounded(t *testing.T) {
	var lines []string
	for i := range MaxNodes + 5 {
		lines = append(lines, fmt.Sprintf("n%d", i))
	}
	for i := range MaxEdges + 5 {
		lines = append(lines, fmt.Sprintf("n%d -> n%d", i%90, i*7%91))
	}
	g, problems := Parse(lines, nil)
	if len(g.Nodes) != MaxNodes || len(g.Edges) != MaxEdges {
		t.Errorf("%d nodes and %d edges, want %d and %d", len(g.Nodes), len(g.Edges), MaxNodes, MaxEdges)
	}
	for _, p := range problems {
		if !strings.Contains(p.Message, "at most") {
			t.Errorf("problem %q, want one of a bound", p.Message)
		}
	}
	if len(problems) < 6 {
		t.Errorf("%d problems, want one for each line beyond a bound", len(problems))
	}
}

func TestLabels(t *testing.T) {
	for _, test := range []struct {
		in    string
		count int
		want  []Attribute
	}{
		{"service x12", 12, []Attribute{{Value: "service"}}},
		{"×3", 3, nil},
		{"12x, stateless", 12, []Attribute{{Value: "stateless"}}},
		{"store, shards 16, replicas 3", 0, []Attribute{{Value: "store"}, {"shards", "16", 16}, {"replicas", "3", 3}}},
		{"16 shards, shard = 4", 0, []Attribute{{"shards", "4", 4}}},
		{"replica: 2, 3 zones", 0, []Attribute{{"replicas", "2", 2}, {"zones", "3", 3}}},
		{"redis, 64 GB, lru", 0, []Attribute{{Value: "redis"}, {Name: "size", Value: "64 GB"}, {Name: "policy", Value: "lru"}}},
		{"64GB, Least Connections", 0, []Attribute{{Name: "size", Value: "64GB"}, {Name: "policy", Value: "least connections"}}},
		{"ttl 24 h, 2 read replicas", 0, []Attribute{{Name: "ttl", Value: "24 h"}, {"read replicas", "2", 2}}},
		{"kept 30 days, 24 h", 0, []Attribute{{Name: "kept", Value: "30 days"}, {Value: "24 h"}}},
		{"the source of truth,, ", 0, []Attribute{{Value: "the source of truth"}}},
		{"primary and 2 standbys in one zone", 0, []Attribute{{Value: "primary and 2 standbys in one zone"}}},
	} {
		g := parse(t, "db: "+test.in)
		if n := g.Nodes[0]; n.Count != test.count || !reflect.DeepEqual(n.Attributes, test.want) {
			t.Errorf("label %q: x%d %v, want x%d %v", test.in, n.Count, n.Attributes, test.count, test.want)
		}
	}
}

// How many there are may stand behind a name.
func TestCountsBehindNames(t *testing.T) {
	g := parse(t, "x2 -> lb x2 -> app server ×12, worker\nlb -> db 16x\napp server: x24")
	var got []string
	for _, n := range g.Nodes {
		got = append(got, fmt.Sprintf("%s %d", n.Name, n.Count))
	}
	if want := "x2 0, lb 2, app server 24, worker 0, db 16"; strings.Join(got, ", ") != want {
		t.Errorf("the nodes are %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestLabelsAddUp(t *testing.T) {
	g := parse(t, "a, db: store, shards 4\ndb: x2, shards 16, Store")
	want := []Attribute{{Value: "Store"}, {"shards", "16", 16}}
	if db := g.Nodes[1]; db.Count != 2 || !reflect.DeepEqual(db.Attributes, want) {
		t.Errorf("db: x%d %v, want x2 %v", db.Count, db.Attributes, want)
	}
	if a := g.Nodes[0]; a.Attribute("shards").Count != 4 || a.Attribute("replicas") != (Attribute{}) {
		t.Errorf("a: %v, want 4 shards and no replicas", a.Attributes)
	}
	_, problems := Parse([]string{"a: b1 c, b2 c, b3 c, b4 c, b5 c, b6 c, b7 c, b8 c, b9 c, b10 c, b11 c, b12 c, b13 c, b14 c, b15 c, b16 c, b17 c"}, nil)
	if len(problems) != 1 {
		t.Errorf("17 items: problems %v, want one", problems)
	}
}

// canonical prints a design so that it can be read again.
func canonical(g *Graph) []string {
	var lines []string
	for _, n := range g.Nodes {
		lines = append(lines, n.Name)
		var items []string
		if n.Count > 0 {
			items = append(items, fmt.Sprintf("x%d", n.Count))
		}
		for _, a := range n.Attributes {
			items = append(items, strings.TrimSpace(a.Name+" "+a.Value))
		}
		if items != nil {
			lines = append(lines, n.Name+": "+strings.Join(items, ", "))
		}
	}
	return append(lines, Format(&Graph{Nodes: bare(g.Nodes), Edges: g.Edges})...)
}

// bare returns nodes without their labels.
func bare(nodes []Node) []Node {
	nodes = slices.Clone(nodes)
	for i := range nodes {
		nodes[i].Count, nodes[i].Attributes = 0, nil
	}
	return nodes
}

// withoutLines forgets where the nodes and edges of a design were written.
func withoutLines(g *Graph) ([]Node, []Edge) {
	nodes, edges := slices.Clone(g.Nodes), slices.Clone(g.Edges)
	for i := range nodes {
		nodes[i].Line = 0
	}
	for i := range edges {
		edges[i].Line = 0
	}
	return nodes, edges
}

// designs generates the lines of designs.
func designs() *rapid.Generator[[]string] {
	names := []string{
		"client", "mobile app", "Load Balancer", "gateway", "user service", "db", "cache", "queue", "push", "S3",
		"データベース", "a name that is longer than any box would like", "x", "WebSocket connection manager", "search index", "worker 2", "app x3",
	}
	said := []string{"x3 each", "first 2", "on miss", "only match", "reads", "1%", "asks", "timeout 200 ms", "retries 2", "HTTPS", `"a, b"`, "in turn", "before db", "optional"}
	items := []string{"x12", "store", "shards 16", "replicas 3", "64 GB", "lru", "kafka", "primary and standby", "ttl 24 h", "policy mine"}
	return rapid.Custom(func(t *rapid.T) []string {
		name := rapid.SampledFrom(names[:rapid.IntRange(1, len(names)).Draw(t, "names")])
		group := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(name, 1, 3).Draw(t, "group"), ", ")
		})
		line := rapid.Custom(func(t *rapid.T) string {
			if rapid.IntRange(0, 3).Draw(t, "label") == 0 {
				return name.Draw(t, "name") + ": " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(items), 1, 4).Draw(t, "items"), ", ")
			}
			s := group.Draw(t, "from")
			for range rapid.IntRange(0, 3).Draw(t, "arrows") {
				s += rapid.SampledFrom([]string{" -> ", " -> ", " ~> "}).Draw(t, "arrow") + group.Draw(t, "to")
			}
			if strings.Count(s, ">") == 1 && rapid.Bool().Draw(t, "said") {
				s += ": " + strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom(said), 1, 4, rapid.ID).Draw(t, "terms"), ", ")
			}
			return s
		})
		return rapid.SliceOfN(line, 0, 14).Draw(t, "lines")
	})
}

func TestCanonicalPrintIsTheSameDesign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, problems := Parse(designs().Draw(t, "design"), nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		again, problems := Parse(canonical(g), nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		nodes, edges := withoutLines(g)
		nodesAgain, edgesAgain := withoutLines(again)
		if !reflect.DeepEqual(nodes, nodesAgain) || !reflect.DeepEqual(edges, edgesAgain) {
			t.Fatalf("printed and read again:\n%+v\n%+v\nwant\n%+v\n%+v", nodesAgain, edgesAgain, nodes, edges)
		}
	})
}

// checkProblems returns what is wrong with the places of problems.
func checkProblems(lines []string, problems []Problem) error {
	last := -1
	for _, p := range problems {
		if p.Line <= last || p.Line >= len(lines) {
			return fmt.Errorf("problem in line %d after one in line %d, of %d", p.Line, last, len(lines))
		}
		last = p.Line
		n := utf8.RuneCountInString(lines[p.Line])
		if p.Column < 1 || p.Length < 1 || p.Column+p.Length > n+2 || p.Message == "" || p.Fix == "" {
			return fmt.Errorf("problem %+v of a line of %d characters", p, n)
		}
	}
	return nil
}

func TestProblemsLieInTheirLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("ab ,:->~<=–→←↔#x3\x1b\u202e数"))), 0, 6).Draw(t, "lines")
		_, problems := Parse(lines, nil)
		if err := checkProblems(lines, problems); err != nil {
			t.Fatal(err)
		}
	})
}
