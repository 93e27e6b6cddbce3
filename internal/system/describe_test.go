package system

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestDescribeSaysItAll(t *testing.T) {
	s := lamp()
	s.Title, s.Doc = "Lamps", "Lamps that flash."
	s.Metrics = append(s.Metrics, Metric{Name: "lamp_flashes", Unit: Jobs, Array: true, Doc: "Flashes of each."})
	text := Describe(s, 100, false)
	for _, want := range []string{
		"lamp: Lamps", "Lamps that flash.", "count · 3 · 1 to 100", "duration · 60 s · 1 s to 1 hour", "rate · 10/s · 1/s to 1k/s",
		"choice · red", "    red, green", "size · 500 B · 1 B to 1 MB", "flash_latency_p99_seconds", "jobs, one for each",
		" kill lamp N", " slow switch by FACTOR", " load xFACTOR", " set colour VALUE", " – the cat",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for width := 0; width <= 220; width += 11 {
		checkLayout(t, Describe(s, width, true), width, true)
		checkLayout(t, Describe(s, width, false), width, false)
	}
}

// What the description says can be written is what can be read.
func TestUsageOfFaultsIsTheirLanguage(t *testing.T) {
	words := strings.NewReplacer(" N", " 2", "FACTOR", "3", "SHARE", "10", "VALUE", "red")
	for _, verb := range verbs {
		form := FaultForm{Verb: verb, Part: "lamp", Count: "lamps"}
		text := words.Replace(form.usage())
		f, err := ParseFault(text)
		if err != nil || f.Verb != verb {
			t.Errorf("%q is read as %+v, %v", text, f, err)
		}
	}
}

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
