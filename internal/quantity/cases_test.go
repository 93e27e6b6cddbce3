package quantity

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
)

// readCases reads a JSON file of testdata.
func readCases(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// A wantedValue is a number, or the ends of a range.
type wantedValue struct{ low, high float64 }

func (w *wantedValue) UnmarshalJSON(data []byte) error {
	var ends struct{ Lo, Hi float64 }
	if json.Unmarshal(data, &ends) == nil && ends.Hi != 0 {
		*w = wantedValue{ends.Lo, ends.Hi}
		return nil
	}
	var one float64
	err := json.Unmarshal(data, &one)
	*w = wantedValue{one, one}
	return err
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Abs(b) }

// TestCases evaluates published figures, typed as people say them.
func TestCases(t *testing.T) {
	var cases []struct {
		ID    string
		Say   string
		Value wantedValue `json:"expected_value"`
		Unit  string      `json:"expected_unit"`
	}
	readCases(t, "calc-cases.json", &cases)
	if len(cases) != 72 {
		t.Fatalf("%d cases, want 72", len(cases))
	}
	for _, c := range cases {
		r, err := Eval(c.Say, nil)
		if c.Unit == "error" {
			if err == nil || !strings.Contains(err.Error(), "0.463 Gbps") {
				t.Errorf("%s: Eval(%q) = %s, %v, want a refusal that offers 0.463 Gbps", c.ID, c.Say, r.Display, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: Eval(%q): %v", c.ID, c.Say, err)
			continue
		}
		u, err := ParseUnit(strings.TrimPrefix(c.Unit, "1/s") + map[bool]string{true: "/s"}[c.Unit == "1/s"])
		if c.Unit == "1" {
			u, err = Unit{}, nil
		}
		if err != nil {
			t.Fatalf("%s: ParseUnit(%q): %v", c.ID, c.Unit, err)
		}
		one, _ := u.Value(r.Quantity)
		scale := one / r.Quantity.Base()
		if !near(r.Low*scale, c.Value.low) || !near(r.High*scale, c.Value.high) {
			t.Errorf("%s: Eval(%q) = %v..%v %s, want %v", c.ID, c.Say, r.Low*scale, r.High*scale, c.Unit, c.Value)
		}
	}
}

// TestAmbiguous evaluates lines with more than one possible reading.
func TestAmbiguous(t *testing.T) {
	var cases []map[string]json.RawMessage
	readCases(t, "calc-ambiguous.json", &cases)
	if len(cases) != 25 {
		t.Fatalf("%d cases, want 25", len(cases))
	}
	fixes := map[string]string{
		"msg = 500B":                             "msg = 500bn → 500 billion, or msg = 500 B → 500 B",
		"1B * 1B":                                "1bn * 1 B → 1 GB",
		"5m":                                     "5M → 5 million, or 5min → 5 min, or 5ms → 5 ms",
		"10M DAU * 20 req in rps":                "10M DAU * 20 req/day in rps → 2.31k rps",
		"50-200 bytes":                           "50..200 bytes → 50..200 B",
		"16 GB + 4":                              "16 GB + 4 GB → 20 GB",
		"50B msgs/day * 100 bytes / day in Gbps": "50B msgs/day * 100 bytes in Gbps → 0.463 Gbps",
	}
	for _, c := range cases {
		var input, recommended string
		if json.Unmarshal(c["input"], &input) != nil || json.Unmarshal(c["recommended"], &recommended) != nil {
			t.Fatalf("bad case %s", c)
		}
		line, err := ParseLine(input)
		if err != nil {
			t.Errorf("ParseLine(%q): %v", input, err)
			continue
		}
		r, err := line.Eval(Env{})
		if recommended == "refuse" {
			refused, ok := err.(*Error)
			if !ok || !strings.HasPrefix(refused.Fix, fixes[input]) || fixes[input] == "" {
				t.Errorf("Eval(%q) = %s, %v, want a refusal with %q", input, r.Display, err, fixes[input])
			}
			continue
		}
		if err != nil {
			t.Errorf("Eval(%q): %v", input, err)
			continue
		}
		// The wanted values are in bits, or in the unit asked for.
		var want [2]float64
		value := c["check_base_value(bits,s,count)"]
		if json.Unmarshal(value, &want) != nil {
			if err := json.Unmarshal(value, &want[0]); err != nil {
				t.Fatalf("value of %q: %v", input, err)
			}
			want[1] = want[0]
		}
		got := [2]float64{r.Low, r.High}
		switch {
		case strings.Contains(input, " in "):
			got = [2]float64{r.Value, r.Value}
		case r.Quantity.Dim().Byte == 1:
			got = [2]float64{8 * r.Low, 8 * r.High}
		case r.Quantity.Dim() == Dim{Byte: 1, Second: -1}:
			got = [2]float64{8 * r.Low, 8 * r.High}
		}
		if !near(got[0], want[0]) || !near(got[1], want[1]) {
			t.Errorf("Eval(%q) = %v, want %v (%s)", input, got, want, recommended)
		}
	}
}
