package printout

import (
	"slices"
	"strings"
	"testing"

	"spar/internal/golden"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/network"
)

func TestDescribeSaysItAll(t *testing.T) {
	s := lamp()
	description := text(100, false, describe(s))
	for _, want := range []string{
		"lamp: Lamps", "Lamps that flash.", "count · 3 · 1 to 100", "duration · 60 s · 1 s to 1 hour", "rate · 10/s · 1/s to 1k/s",
		"choice · red", "    red, green", "size · 500 B · 1 B to 1 MB", "flash_latency_p99_seconds", "jobs, one for each",
		" kill lamp N", " slow switch by FACTOR", " load xFACTOR", " set colour VALUE", " • the cat",
	} {
		if !strings.Contains(description, want) {
			t.Errorf("no %q in\n%s", want, description)
		}
	}
	for width := 0; width <= 220; width += 11 {
		checkLayout(t, text(width, true, describe(s)), width, true)
		checkLayout(t, text(width, false, describe(s)), width, false)
	}
}

func TestDescribe(t *testing.T) {
	golden.Check(t, "describe.txt", []byte(text(100, true, describe(network.System()))))
}

// Of every system all that there is to set, to measure and to break is told, and
// what is told of faults can be typed.
func TestEverySystemIsDescribed(t *testing.T) {
	words := strings.NewReplacer(" N", " 2", "FACTOR", "3", "SHARE", "10", "VALUE", "red")
	for _, s := range builtin.Systems() {
		lines := strings.Split(text(80, false, describe(s)), "\n")
		lists := func(name string) bool {
			return slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line+" ", " "+name+" ") })
		}
		for _, p := range s.Parameters {
			if !lists(p.Name) {
				t.Errorf("%s: no parameter %s", s.Name, p.Name)
			}
		}
		for _, m := range s.Metrics {
			if !lists(m.Name) {
				t.Errorf("%s: no metric %s", s.Name, m.Name)
			}
		}
		for _, form := range s.Faults {
			text := words.Replace(usage(form))
			if f, err := system.ParseFault(text); err != nil || f.Verb != form.Verb || !lists(usage(form)) {
				t.Errorf("%s: %q is read as %+v, %v", s.Name, text, f, err)
			}
		}
	}
}
