package system

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseFault(t *testing.T) {
	tests := []struct {
		text string
		want Fault
	}{
		{"at 30s kill app 1", Fault{At: 30 * time.Second, Verb: Kill, Part: "app", Index: 1}},
		{"at 30 s  KILL App 12", Fault{At: 30 * time.Second, Verb: Kill, Part: "app", Index: 12}},
		{"at 50% kill app 1", Fault{Verb: Kill, Part: "app", Index: 1, percent: 50}},
		{"at 12.5 % restart app", Fault{Verb: Restart, Part: "app", percent: 12.5}},
		{"slow database by 5", Fault{Verb: Slow, Part: "database", Factor: 5}},
		{"at 1 min slow database 2 by .5", Fault{At: time.Minute, Verb: Slow, Part: "database", Index: 2, Factor: .5}},
		{"flush cache", Fault{Verb: Flush, Part: "cache"}},
		{"load x3", Fault{Verb: Load, Factor: 3}},
		{"load x10 over 30 s", Fault{Verb: Load, Factor: 10, Over: 30 * time.Second}},
		{"at 50% load x 0.5 Over 2min", Fault{percent: 50, Verb: Load, Factor: .5, Over: 2 * time.Minute}},
		{"at 5s cut cache 2", Fault{At: 5 * time.Second, Verb: Cut, Part: "cache", Index: 2}},
		{"heal cache", Fault{Verb: Heal, Part: "cache"}},
		{"errors app 2 12.5%", Fault{Verb: Errors, Part: "app", Index: 2, Share: .125}},
		{"errors app 50% 10%", Fault{Verb: Errors, Part: "app", Fraction: .5, Share: .1}},
		{"at 30% kill app 25%", Fault{Verb: Kill, Part: "app", Fraction: .25, percent: 30}},
		{"slow database 100% by 2", Fault{Verb: Slow, Part: "database", Fraction: 1, Factor: 2}},
		{"hot 5%", Fault{Verb: Hot, Share: .05}},
		{"add server", Fault{Verb: Add, Part: "server"}},
		{"at 50% remove server 3", Fault{Verb: Remove, Part: "server", Index: 3, percent: 50}},
		{"at 1s set policy two-choices", Fault{At: time.Second, Verb: Set, Part: "policy", Value: "two-choices"}},
		{"at 10s load x 1.5", Fault{At: 10 * time.Second, Verb: Load, Factor: 1.5}},
	}
	for _, tt := range tests {
		got, err := ParseFault(tt.text)
		got.Text = ""
		if err != nil || got != tt.want {
			t.Errorf("ParseFault(%q) = %+v, %v; want %+v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseFaultSaysWhatWouldBeRight(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "the fault is empty; write one like",
		"dance":                 `no action "dance"; write kill, hang, restart`,
		"at 30s":                "no action found",
		"at 30s dance":          "no action found",
		"at noon kill app 1":    "write a duration such as 30s",
		"at 5 B KILL app 1":     `"5 B" is not a duration`,
		"at 150% kill app 1":    "write 0% to 100%",
		"at NaN% kill app 1":    "write 0% to 100%",
		"kill":                  `write "kill" and a part`,
		"kill app one":          `"one" is no number of a part`,
		"kill app 0":            "they count from 1",
		"kill app 0%":           "write more than 0%",
		"kill app NaN%":         "write more than 0%",
		"kill app 101%":         "at most 100%",
		"remove app 50%":        `"50%" is no number of a part`,
		"kill app 1 now":        `write "kill" and a part`,
		"slow database":         `write "slow PART by FACTOR"`,
		"slow by 5":             `write "slow PART by FACTOR"`,
		"slow database by zero": `"zero" is no factor`,
		"slow database by -1":   "write a number above 0",
		"slow database by NaN":  "write a number above 0",
		"slow database by 1e9":  "at most 1000",
		"load 3":                `write "load xFACTOR"`,
		"load":                  `write "load xFACTOR"`,
		"load x3 over":          `such as "load x10 over 30 s"`,
		"load x3 over 5":        `such as "load x10 over 30 s"`,
		"load over 5 s":         `write "load xFACTOR"`,
		"load x3 in 5 s":        `write a number above 0`,
		"errors app":            `write "errors PART SHARE%"`,
		"errors app 101%":       "write 0% to 100%",
		"hot":                   `write "hot SHARE%"`,
		"hot NaN%":              "write 0% to 100%",
		"set policy":            `write "set PARAMETER VALUE"`,
		"load xInf":             "at most 1000",
		"flush":                 `write "flush" and a part`,
	} {
		_, err := ParseFault(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseFault(%q): got error %v, want one that says %q", text, err, want)
		}
	}
}

func FuzzParseFault(f *testing.F) {
	for _, seed := range []string{"at 30s kill app 1", "at 50% restart app 2", "slow database by 5", "flush cache", "load x3", "at % load x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fault, err := ParseFault(text)
		if err != nil {
			return
		}
		if !isVerb(string(fault.Verb)) || fault.At < 0 || fault.Index < 0 || !(fault.percent >= 0 && fault.percent <= 100) {
			t.Errorf("ParseFault(%q) = %+v", text, fault)
		}
		again, err := ParseFault(fault.Text)
		if err != nil || again != fault {
			t.Errorf("%q reads as %+v, and written again as %+v, %v", text, fault, again, err)
		}
	})
}

func TestBefalls(t *testing.T) {
	for _, tt := range []struct {
		fault Fault
		n     int
		want  []int
	}{
		{Fault{}, 3, []int{0, 1, 2}},
		{Fault{Index: 2}, 3, []int{1}},
		{Fault{Fraction: 1. / 3}, 12, []int{0, 3, 6, 9}}, // a replica of each of four shards
		{Fault{Fraction: .5}, 6, []int{0, 2, 4}},
		{Fault{Fraction: .25}, 10, []int{0, 3, 6}},
		{Fault{Fraction: .75}, 4, []int{0, 1, 2}},
		{Fault{Fraction: .01}, 4, []int{0}},
		{Fault{Fraction: 1}, 4, []int{0, 1, 2, 3}},
		{Fault{Fraction: .33}, 1, []int{0}},
	} {
		var got []int
		for i := range tt.n {
			if tt.fault.Befalls(i, tt.n) {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%+v befalls %v of %d, want %v", tt.fault, got, tt.n, tt.want)
		}
	}
}

// As many as a fraction says are struck, whatever their number.
func TestFractionStrikesSoMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5000).Draw(t, "n")
		f := Fault{Fraction: rapid.Float64Range(1e-6, 1).Draw(t, "fraction")}
		struck := 0
		for i := range n {
			if f.Befalls(i, n) {
				struck++
			}
		}
		if want := max(1, int(math.Round(f.Fraction*float64(n)))); struck != want {
			t.Fatalf("%d of %d are struck, want %d", struck, n, want)
		}
	})
}
