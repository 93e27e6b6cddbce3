package topology

import (
	"maps"
	"testing"
)

// A drawn design pays what the question says, also for the component that stands for one
// of the question's.
func TestCompleteTakesPrices(t *testing.T) {
	reference := &Spec{
		Components: []Component{{Name: "client", Kind: Client}, {Name: "main-db", Kind: Store}, {Name: "cache", Kind: Cache}},
		Prices:     map[string]string{"egress": "$0.01/GB", "main-db": "$3/h", "cache": "$1/h", "service": "$2/h"},
	}
	drawn := &Spec{
		Components: []Component{{Name: "user", Kind: Client}, {Name: "postgres", Kind: Store}},
		Prices:     map[string]string{"service": "$5/h"},
	}
	drawn.Complete(reference)
	want := map[string]string{"egress": "$0.01/GB", "postgres": "$3/h", "cache": "$1/h", "service": "$5/h"}
	if !maps.Equal(drawn.Prices, want) {
		t.Errorf("prices are %v, want %v", drawn.Prices, want)
	}
	if drawn.Map(func(s string) string { return s }).Prices == nil {
		t.Error("a copy has no prices")
	}
}
