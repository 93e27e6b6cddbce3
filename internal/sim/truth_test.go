package sim

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A truthRow is a figure that is known of a model: by a closed form, or from
// independent simulations. Times are in service times.
type truthRow struct {
	ID         string
	Parameters map[string]any
	Quantity   string
	Value      any // a number, or a list of them
	Tolerance  map[string]any
}

func (r truthRow) number(name string) float64 {
	x, _ := r.Parameters[name].(float64)
	return x
}

func (r truthRow) want() float64 {
	x, _ := r.Value.(float64)
	return x
}

// truth returns the rows whose names begin with prefix and end with suffix.
func truth(t *testing.T, prefix, suffix string) []truthRow {
	t.Helper()
	data, err := os.ReadFile("testdata/truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var all, rows []truthRow
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if strings.HasPrefix(r.ID, prefix) && strings.HasSuffix(r.ID, suffix) {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		t.Fatalf("no rows %s…%s", prefix, suffix)
	}
	return rows
}
