package system

import (
	"encoding/json"
	"testing"
)

func TestParametersTellTheirUnit(t *testing.T) {
	for _, tt := range []struct {
		kind Kind
		want string
	}{{Duration, "seconds"}, {Rate, "per_second"}, {Size, "bytes"}, {Entries, "entries"}, {Count, ""}} {
		data, err := json.Marshal(Parameter{Name: "x", Kind: tt.kind, Max: 2})
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Name, Unit string
			Max        float64
		}
		if err := json.Unmarshal(data, &got); err != nil || got.Name != "x" || got.Unit != tt.want || got.Max != 2 {
			t.Errorf("%s is written as %s, want the unit %q", tt.kind, data, tt.want)
		}
	}
}
