package internal_test

import (
	"os/exec"
	"strings"
	"testing"
)

// domain packages hold what spar knows. They must stay usable without a screen,
// a command line, a database or a network.
var domain = []string{
	"spar/internal/wordset", "spar/internal/quantity", "spar/internal/capacity", "spar/internal/lexicon", "spar/internal/claim", "spar/internal/manner", "spar/internal/evidence", "spar/internal/yamldoc",
	"spar/internal/question", "spar/internal/interview", "spar/internal/interviewer", "spar/internal/score", "spar/internal/coach", "spar/internal/diagram", "spar/internal/drill", "spar/internal/notebook",
	"spar/internal/topology", "spar/internal/balance", "spar/internal/shard", "spar/internal/cache", "spar/internal/sim", "spar/internal/hugepages", "spar/internal/system/...",
	"spar/internal/shell", "spar/internal/shortid", "spar/internal/delivery", "spar/internal/limit", "spar/internal/autoscale", "spar/internal/metric", "spar/internal/health", "spar/internal/price",
}

// forbidden are the packages that none of those may depend on, directly or not;
// a slash at the end stands for all below.
var forbidden = []string{
	"charm.land/", "github.com/spf13/", "database/sql", "modernc.org/", "net", "net/http",
	"github.com/guptarohit/asciigraph",
	"spar/internal/store/", "spar/internal/tui/", "spar/internal/terminal", "spar/internal/printout", "spar/internal/plain", "spar/internal/report", "spar/cmd",
}

func TestDomainDependsOnNothingAbove(t *testing.T) {
	for _, dependency := range goList(t, append([]string{"-deps"}, domain...)...) {
		for _, f := range forbidden {
			if dependency == strings.TrimSuffix(f, "/") || strings.HasSuffix(f, "/") && strings.HasPrefix(dependency, f) {
				t.Errorf("the domain depends on %s", dependency)
			}
		}
	}
}

// levels are the layers from the bottom up. A package may import only those of
// layers below its own, and what is not listed stands above all of them.
var levels = [][]string{
	{"wordset", "hugepages"},
	{"spelling", "shell", "quantity", "sim", "interview", "notebook", "sanitize", "palette", "truth", "wrap"},
	{"yamldoc", "lexicon", "capacity", "diagram", "shard", "cache", "shortid", "delivery", "limit", "autoscale", "metric", "health", "markdown", "store", "terminal"},
	{"balance", "topology", "claim", "manner", "price"},
	{"question", "system"},
	{"evidence", "interviewer"},
	{"score", "printout"},
	{"coach", "drill"},
	{"report", "packlint"},
	{"plain", "tui"},
	{"demo"},
}

func TestImportsPointDown(t *testing.T) {
	level := make(map[string]int)
	for i, names := range levels {
		for _, name := range names {
			level[name] = i
		}
	}
	for _, line := range goList(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "spar/internal/...") {
		imports := strings.Fields(line)
		from, known := level[room(imports[0])]
		if !known {
			continue
		}
		for _, path := range imports[1:] {
			to, known := level[room(path)]
			if strings.HasPrefix(path, "spar/") && known && to >= from && room(path) != room(imports[0]) {
				t.Errorf("%s imports %s, which does not stand below it", imports[0], path)
			}
		}
	}
}

// room returns the first folder under internal of an import path.
func room(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "spar/internal/"), "/")
	return name
}

func goList(t *testing.T, arguments ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, arguments...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
