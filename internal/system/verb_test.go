package system_test

import (
	"testing"

	"spar/internal/system"
)

func TestVerbsHaveOneMeaning(t *testing.T) {
	seen := map[string]system.Verb{}
	for _, v := range system.Verbs() {
		meaning := v.Meaning()
		if other, ok := seen[meaning]; ok || meaning == "" {
			t.Errorf("%s means %q, and so does %s", v, meaning, other)
		}
		seen[meaning] = v
	}
	if system.Verb("dance").Meaning() != "" {
		t.Error("dance means something")
	}
}
