package cmd

import (
	"slices"
	"strings"
	"testing"
)

func TestParseVary(t *testing.T) {
	for text, want := range map[string][]string{ // the name, then the values
		"policy=random,two-choices": {"policy", "random", "two-choices"},
		" load = .5, .9 ":           {"load", ".5", ".9"},
		"weights=1,1;5,1":           {"weights", "1,1", "5,1"},
		"rate=":                     {"rate", ""},
		"a=b=c":                     {"a", "b=c"},
		"policy":                    nil,
		"=a,b":                      nil,
		"":                          nil,
	} {
		name, values, err := parseVary(text)
		switch got := append([]string{name}, values...); {
		case want == nil && err == nil:
			t.Errorf("parseVary(%q) = %q, want an error", text, got)
		case want != nil && (err != nil || !slices.Equal(got, want)):
			t.Errorf("parseVary(%q) = %q, %v, want %q", text, got, err, want)
		}
	}
}

func FuzzParseVary(f *testing.F) {
	for _, text := range []string{"policy=random,two-choices", "weights=1,1;5,1", "x", "=", " a = ;, "} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name, values, err := parseVary(text)
		if err != nil {
			return
		}
		if name == "" || len(values) == 0 {
			t.Errorf("parseVary(%q) = %q, %q", text, name, values)
		}
		for _, v := range values {
			if v != strings.TrimSpace(v) || strings.Contains(v, ";") {
				t.Errorf("parseVary(%q) has the value %q", text, v)
			}
		}
	})
}
