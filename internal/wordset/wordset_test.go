package wordset

import (
	"maps"
	"testing"
)

func TestOf(t *testing.T) {
	if got, want := Of(" to be\n\tor not to be "), map[string]bool{"to": true, "be": true, "or": true, "not": true}; !maps.Equal(got, want) {
		t.Errorf("the set is %v, want %v", got, want)
	}
}
