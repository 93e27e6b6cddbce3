package price

import (
	"math"
	"strings"
	"testing"
)

// The listed prices fit each other, as those of any cloud do.
func TestListedPricesAreConsistent(t *testing.T) {
	p, problems := For(nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, kind := range []string{"cdn", "balancer", "gateway", "service", "cache", "store", "queue", "worker"} {
		month := p.PerMonth(Usage{Kind: kind, Instances: 1})
		if month < 10 || month > 1000 {
			t.Errorf("a %s costs %v a month, which no usual machine does", kind, month)
		}
	}
	for _, tt := range []struct{ less, more string }{
		{"balancer", "gateway"},
		{"gateway", "service"},
		{"service", "store"}, // the same machine, and somebody who runs it
		{CrossRegion, CDNEgress},
		{CDNEgress, Egress},
		{Storage, Memory},
	} {
		if !(p.base[tt.less] < p.base[tt.more]) {
			t.Errorf("%s costs %v, not less than %s, %v", tt.less, p.base[tt.less], tt.more, p.base[tt.more])
		}
	}
	if node, memory := p.base["cache"], float64(NodeMemory*p.base[Memory]); math.Abs(node/memory-1) > .05 {
		t.Errorf("a node costs %v an hour, its memory %v", node*3600, memory*3600)
	}
	table := Listed()
	if table.Date == "" || table.Region == "" {
		t.Error("the table says neither when nor where")
	}
	for _, e := range table.Entries {
		if e.What == "" || e.Source == "" {
			t.Errorf("%s does not say what it buys or where it stands: %+v", e.Name, e)
		}
	}
}

func TestPerMonth(t *testing.T) {
	p, problems := For(map[string]string{
		"service": "$0.10/h", "db": "$1/h", "storage": "$0.10/GB/month", "egress": "$0.05/GB", "cdn_egress": "$0.04/GB", "cross_region": "$0.02/GB", "memory": "$0.01/GB/h", "cache": "$0.20/h",
	}, []string{"db", "egress"})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, tt := range []struct {
		name  string
		usage Usage
		want  float64
	}{
		{"an instance", Usage{Kind: "service", Instances: 1}, 72},
		{"half of the time", Usage{Kind: "service", Instances: 2.5}, 180},
		{"its own price", Usage{Component: "db", Kind: "store", Instances: 2}, 1440},
		{"a service that is called egress", Usage{Component: "egress", Kind: "service", Instances: 1}, 72},
		{"three copies", Usage{Component: "db", Kind: "store", StoredBytes: 3 * 20e12}, 6000},
		{"memory that the node has", Usage{Kind: "cache", Instances: 1, MemoryBytes: NodeMemory}, 144},
		{"memory beyond", Usage{Kind: "cache", Instances: 1, MemoryBytes: NodeMemory + 10e9}, 216},
		{"sent to the internet", Usage{Kind: "service", EgressPerSecond: 1e6}, 2592 * .05},
		{"sent by a CDN", Usage{Kind: "cdn", EgressPerSecond: 1e6}, 2592 * .04},
		{"sent to another region", Usage{Kind: "store", CrossRegionPerSecond: 1e6}, 2592 * .02},
		{"run by others", Usage{Kind: "external", Instances: 5}, 0},
	} {
		if got := p.PerMonth(tt.usage); math.Abs(got-tt.want) > 1e-9*tt.want {
			t.Errorf("%s costs %v a month, want %v", tt.name, got, tt.want)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct{ name, value, want string }{
		{"servce", "$1/h", `did you mean "service"?`},
		{"quartz", "$1/h", "write one of cdn, balancer"},
		{"service", "0.2", "such as $0.20/h"},
		{"service", "$0.2", "such as $0.20/h"},
		{"db", "$1/GB", "such as $0.20/h"},
		{"storage", "$1/h", "such as $0.10/GB/month"},
		{"egress", "$1/GB/month", "such as $0.05/GB"},
		{"egress", "cheap", "write dollars for bytes"},
		{"service", "-$1/h", "out of range"},
		{"service", "$1/h..$2/h", "range"},
		{"service", "", "write dollars"},
	} {
		_, problems := For(map[string]string{tt.name: tt.value}, []string{"db"})
		if len(problems) != 1 || problems[0].Name != tt.name || !strings.Contains(problems[0].Message, tt.want) {
			t.Errorf("%s: %s: got %v, want a problem that says %q", tt.name, tt.value, problems, tt.want)
		}
	}
}

func TestReadTableRefusesWhatCannotBeRead(t *testing.T) {
	for _, text := range []string{"date: 2025", "date: 2025\nregion: x\nentries:\n  cdn: {price: free, what: a, source: b}\n"} {
		if _, err := readTable([]byte(text)); err == nil {
			t.Errorf("%q is read as a table", text)
		}
	}
}
