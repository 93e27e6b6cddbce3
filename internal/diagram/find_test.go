package diagram

import (
	"reflect"
	"strings"
	"testing"
)

const found = `mobile -> lb -> gateway -> user service, message service
user service -> Users DB
message service -> cassandra: x
cassandra: message store
message service ~> kafka -> push workers -> apns
order cache, redis`

func TestFind(t *testing.T) {
	g, _ := Parse(strings.Split(found, "\n"), nil)
	for _, test := range []struct{ in, want string }{
		{"client", "mobile"},
		{"load balancer", "lb"},
		{"DB", "Users DB, cassandra"},
		{"databases", "Users DB, cassandra"},
		{"postgres", "Users DB, cassandra"},
		{"redis", "order cache, redis"},
		{"user service", "user service"},
		{"users service", "user service"},
		{"user store", "Users DB"},
		{"message store", "cassandra"},
		{"messaging service", "message service"},
		{"order service", ""},
		{"Order-Cache", "order cache"},
		{"orders", "order cache"},
		{"push worker", "push workers"},
		{"queue", "kafka"},
		{"cdn", ""},
		{"", ""},
	} {
		var names []string
		for _, i := range g.Find(test.in) {
			names = append(names, g.Nodes[i].Name)
		}
		if got := strings.Join(names, ", "); got != test.want || g.Has(test.in) != (got != "") {
			t.Errorf("Find(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTrace(t *testing.T) {
	g, _ := Parse(strings.Split(found, "\n"), nil)
	for _, test := range []struct{ in, want string }{
		{"client to db", "mobile lb gateway user service Users DB"},
		{"Client TO message service to DB", "mobile lb gateway message service cassandra"},
		{"client -> queue -> external", "mobile lb gateway message service kafka push workers apns"},
		{"gateway → kafka", "gateway message service kafka"},
		{"db to client", ""},
		{"client to redis", ""},
		{"user service to queue", ""},
		{"client to client", ""},
		{"client to nothing", ""},
	} {
		path, err := ParsePath(test.in)
		if err != nil {
			t.Errorf("ParsePath(%q): %v", test.in, err)
			continue
		}
		var names []string
		for _, i := range g.Trace(path) {
			names = append(names, g.Nodes[i].Name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("Trace(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTraceRoundCycles(t *testing.T) {
	g := parse(t, "a -> b -> c -> a")
	if got, want := g.Trace(Path{"a", "a"}), []int{0, 1, 2, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("Trace(a to a) = %v, want %v", got, want)
	}
	if got := g.Trace(nil); got != nil {
		t.Errorf("Trace(nil) = %v, want none", got)
	}
}

func TestParsePath(t *testing.T) {
	for _, test := range []struct{ in, want, err string }{
		{"client to load balancer to db", "client to load balancer to db", ""},
		{"", "", "a component is missing"},
		{"client", "", "it has no end"},
		{"client to", "", "a component is missing"},
		{"to db", "", "a component is missing"},
		{"a to to b", "", "a component is missing"},
		{"a" + strings.Repeat(" to a", 30), "", "names 31 components"},
	} {
		path, err := ParsePath(test.in)
		switch {
		case test.err == "" && (err != nil || path.String() != test.want):
			t.Errorf("ParsePath(%q) = %q, %v, want %q", test.in, path, err, test.want)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("ParsePath(%q): error %v, want one about %q", test.in, err, test.err)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	f.Add("client to load balancer to db")
	f.Add("a -> b → c to")
	f.Add(" to\u0301 \x1bto A TO b")
	f.Fuzz(func(t *testing.T, text string) {
		path, err := ParsePath(text)
		if err != nil {
			return
		}
		again, err := ParsePath(path.String())
		if err != nil || !reflect.DeepEqual(path, again) {
			t.Fatalf("ParsePath(%q) = %q, read again %q, %v", text, path, again, err)
		}
		g, _ := Parse([]string{strings.Join(path, " -> ")}, nil)
		g.Trace(path)
	})
}
