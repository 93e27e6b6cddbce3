package system

import "testing"

func TestUnitsSayWhatWasMeasured(t *testing.T) {
	for _, tt := range []struct {
		unit  Unit
		value float64
		want  string
	}{
		{Seconds, 0, "0 s"},
		{Seconds, .0469, "46.9 ms"},
		{Seconds, 60, "1 min"},
		{Ratio, 1, "100%"},
		{Ratio, .99998, "99.998%"},
		{Ratio, 1.283, "128.3%"},
		{PerSecond, 11_589, "11.6k/s"},
		{Jobs, 12_345, "12,345"},
		{Jobs, 4_500_000, "4.5 million"},
		{"", 12.5, "12.5"},
	} {
		if got := tt.unit.Format(tt.value); got != tt.want {
			t.Errorf("%q of %v is %q, want %q", tt.unit, tt.value, got, tt.want)
		}
	}
}

// What a message says a parameter may be can be typed.
func TestParametersReadWhatTheyFormat(t *testing.T) {
	for _, tt := range []struct {
		kind  Kind
		value float64
		want  string
	}{
		{Duration, 1e-6, "1 µs"},
		{Duration, 60, "1 min"},
		{Duration, 7200, "2 hours"},
		{Duration, 365 * 86400, "1 year"},
		{Duration, 0, "0 s"},
		{Count, 4096, "4,096"},
		{Count, 1e15, "1 quadrillion"},
		{Number, .5, "0.5"},
		{Rate, 1e9, "1bn/s"},
		{Size, 1e6, "1 MB"},
		{Entries, 1e8, "100 million"},
	} {
		p := Parameter{Kind: tt.kind, Max: 1e18}
		if got := p.Format(tt.value); got != tt.want {
			t.Errorf("Format(%s, %v) = %q, want %q", tt.kind, tt.value, got, tt.want)
		}
		if back, err := p.parse(tt.want, 0); err != nil || back != tt.value {
			t.Errorf("%q is read as %v, %v, want %v", tt.want, back, err, tt.value)
		}
	}
}

func TestFormatDollars(t *testing.T) {
	for value, want := range map[float64]string{
		0: "$0", .5: "$0.50", 3.069: "$3.07", 99.99: "$99.99", 99.996: "$100", 842.3: "$842", 999.4: "$999", 999.6: "$1k", 1000: "$1k",
		12_360: "$12.4k", 123_456: "$123k", 999_600: "$1M", 1_234_567: "$1.23M", 5e9: "$5B", 3e12: "$3T", 1e16: "$10000T", -12_360: "-$12.4k",
	} {
		if got := Dollars.Format(value); got != want {
			t.Errorf("Dollars.Format(%v) = %s, want %s", value, got, want)
		}
	}
}
