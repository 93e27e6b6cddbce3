package system

import (
	"strings"
	"testing"
)

func TestParseObjective(t *testing.T) {
	metrics := lamp().Metrics
	tests := []struct {
		text string
		want Objective
	}{
		{"flash_latency_p99_seconds < 50 ms", Objective{Metric: "flash_latency_p99_seconds", Operator: "<", Threshold: .05, Unit: Seconds}},
		{"availability>=99.9%", Objective{Metric: "availability", Operator: ">=", Threshold: .999, Unit: Ratio}},
		{"availability >= 0.999", Objective{Metric: "availability", Operator: ">=", Threshold: .999, Unit: Ratio}},
		{"  flashes_per_second  >  10k/s ", Objective{Metric: "flashes_per_second", Operator: ">", Threshold: 10_000, Unit: PerSecond}},
		{"queue_max <= 100", Objective{Metric: "queue_max", Operator: "<=", Threshold: 100, Unit: Jobs}},
	}
	for _, tt := range tests {
		got, err := ParseObjective(tt.text, metrics)
		got.Text = ""
		if err != nil || got != tt.want {
			t.Errorf("ParseObjective(%q) = %+v, %v; want %+v", tt.text, got, err, tt.want)
		}
	}
}

func TestParseObjectiveSaysWhatWouldBeRight(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "no comparison; write METRIC < VALUE",
		"availability = 1":    `no comparison "="; write <, <=, > or >=`,
		"availability << 1":   `no comparison "<<"`,
		"availability => 1":   `no comparison "=>"`,
		"availability <> 1":   `no comparison "<>"`,
		"availability > 120%": `"120%" is out of range: availability is 0% to 100%`,
		"availability > 99.9": "0% to 100%",
		"availability < -1%":  "never below 0",
		"queue_max < -1":      "never below 0",
		"flash_latency_p99_seconds < 50 ms for 3s": `"for 3s" after the value says nothing; an objective is of the whole run`,
		"availibility > 1":                         `did you mean "availability"?`,
		"> 1":                                      "there are flash_latency_p99_seconds",
		"availability >":                           "write a percentage such as 99.9%",
		"availability > high%":                     `"high%" is no percentage`,
		"availability > NaN%":                      "no percentage",
		"availability > 5 ms":                      "wrong unit for availability",
		"flash_latency_p99_seconds < 50":           "write a duration such as 50 ms",
		"flashes_per_second > 10":                  "write a rate such as 10k/s",
		"queue_max < 5 B":                          "write a number such as 100",
		"flash_latency_p99_seconds < 5 %":          "write a duration such as 50 ms",
	} {
		_, err := ParseObjective(text, lamp().Metrics)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseObjective(%q): got error %v, want one that says %q", text, err, want)
		}
	}
}

func TestMet(t *testing.T) {
	for operator, want := range map[string][3]bool{ // measured 1, 2, 3 against 2
		"<": {true, false, false}, "<=": {true, true, false}, ">": {false, false, true}, ">=": {false, true, true},
	} {
		for i, met := range want {
			if got := (Objective{Operator: operator, Threshold: 2}).Met(float64(i + 1)); got != met {
				t.Errorf("%d %s 2 is %v, want %v", i+1, operator, got, met)
			}
		}
	}
}

func FuzzParseObjective(f *testing.F) {
	for _, seed := range []string{"availability >= 99.9%", "flash_latency_p99_seconds < 50 ms", "queue_max<=1", "<"} {
		f.Add(seed)
	}
	metrics := lamp().Metrics
	f.Fuzz(func(t *testing.T, text string) {
		o, err := ParseObjective(text, metrics)
		if err != nil {
			return
		}
		again, err := ParseObjective(o.Text, metrics)
		if err != nil || again != o {
			t.Errorf("%q reads as %+v, and written again as %+v, %v", text, o, again, err)
		}
	})
}

func TestMargin(t *testing.T) {
	for _, tt := range []struct {
		o    ObjectiveResult
		want string
	}{
		{ObjectiveResult{Measured: .02, Met: true, Unit: Seconds, Threshold: .05}, "30 ms to spare"},
		{ObjectiveResult{Measured: .06, Unit: Seconds, Threshold: .05}, "10 ms too much"},
		{ObjectiveResult{Measured: .2, Unit: Seconds, Threshold: .05}, "4 times the limit"},
		{ObjectiveResult{Measured: .97, Unit: Ratio, Threshold: .999}, "2.9% short"},
		{ObjectiveResult{Measured: 1, Met: true, Unit: Ratio, Threshold: 1}, "just so"},
		{ObjectiveResult{Measured: 3, Unit: Jobs, Threshold: 0}, "3 too much"},
	} {
		if got := tt.o.Margin(); got != tt.want {
			t.Errorf("margin of %v against %v = %q, want %q", tt.o.Measured, tt.o.Threshold, got, tt.want)
		}
	}
}
