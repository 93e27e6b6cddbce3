package quantity

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// seeds are lines for every rule of the grammar, good and bad.
var seeds = []string{
	"", " ", ".3\t\td.2", "# comment", "5", "-5", "1,234,567.5", "1_000", "1e9", "1E-3", ".5", "1.", "1..2", "1/2 day", "10:1",
	"100M/day * 500B * 10y", "1B * 1B", "5m", "5b", "10 million users", "half a million", "500 B..2 KB", "50 to 200 bytes in KB",
	"1 TB / 200 MB/s", "(10 TB + 0.2 TB)/day * 10 years in PB", "5 TB + 20%", "20% of 5 TB", "3x reads", "reads x3", "peak 3x",
	"ceil(log(365B) / log(62))", "max(1 GB, 2 GB, 500 MB)", "sqrt(16)", "62^6", "9^9^9^9", "2^-3", "~100M/day * 500 B", "x - x",
	"40 TB * $0.023/GB/month", "$5..$10", "$2 CPM", "100 GB in boxes of 64 GB", "100 GB in 64 GB boxes", "5 nines", "128-bit",
	"1 update every 30 s", "500 hours of video per minute", "1 h 30 min", "name = 5 GB", "name ? 5 GB", "a b = 1", "5 = 6", "?", "=",
	"in in", "5 TB in", "5 TB in GB TB", "1/0", "0/0", "1e309", "1e290/s", "1e290 years", "1e-280..1e290 $/s", "1e-400", "5 GBB", "5 £", "5\x00", "\xff", "５", "١", "5 µs", "5 ×", "…", "→",
	"((((((((((", "))))", "- - - 5", "~~5", "$", "$$5", "%", "5%%", "5 % of", "to", "to 5", "5 to", "x", "x x x", "xx", "x3", "3x3x3",
	"1 in 5", "0=A=", "1e290/B", "0out of$1", "00of", "5 = ", "5 = 6 = 7", "a: b: 5", "- x: 5", "QPS = 5 = 6/s", "3 TB = how many GB?", "1 photo = 2 MB", "5 TB (a, b)", "8K video: 5 MB",
	"1h30m", "5m30s", "1:30:20 h", "1:05", "0x1F", "0b2", "10³", "2½ h", "⅓", "１２ ＴＢ", "1'000", "1.000.000,5", "1,5", "twenty-five thousand", "two thirds of 9",
	"3 out of 10", "9 9s", "5 TB doubled", "5 with 30% headroom", "30% more than 5", "twice as many as 5", "3 times a day", "every 10 s", "daily", "hourly * 5",
	"5 Kreq/s", "200 Busers", "5 mreq", "5 EUR", "5 Mrd", "3億", "rough(1 + 1/3)", "100/s * 60 * 60", "86400 s/day", "99.9% * 1 year", "10M users, 500 bytes", "10M users at 5 KB", "5 TB of", "of", "per", "5 per", "5/", "5//s", "5/s/s", "/s", "s/", "5 per 5 s",
	"log(0)", "log(-1)", "sqrt(-1)", "ceil()", "ceil(1, 2)", "max(1)", "max(1,2)", "max(1,000)", "0^-1", "(0 B)^-1", "(-8)^0.5", "1..2^3..4",
	"1..2 + 2..3", "1/0..1", "-1..1", "0..0", "200..50 GB", "1..2 GB..3", "10-20%", "5-10 min", "1 000 000", "1,23", "1.2.3", "100M daily",
}

var span = &input{"2..4"}

func names(name string) (Quantity, bool) {
	switch name {
	case "x":
		return Quantity{value: whole(7)}, true
	case "reads":
		return Quantity{value: whole(1000), powers: powers{day: -1}}, true
	case "span":
		return Quantity{value: middle(whole(2), whole(4)), spread: newSpread(span, 2, 4)}, true
	}
	return Quantity{}, false
}

// checkError verifies that a refusal points into its line and can be drawn.
func checkError(t *testing.T, text string, err error) {
	t.Helper()
	refused, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("%q: error of type %T", text, err)
	}
	if refused.Input != text || refused.Offset < 0 || refused.Length < 0 || refused.Offset+refused.Length > len(text) {
		t.Fatalf("%q: refusal %+v points outside of the line", text, refused)
	}
	if refused.Message == "" || strings.ContainsAny(refused.Error(), "\n\x1b\x00") {
		t.Fatalf("%q: message %q", text, refused.Error())
	}
	for _, row := range refused.Detail() {
		if strings.ContainsAny(row, "\n\x1b\x00\t") {
			t.Fatalf("%q: row %q", text, row)
		}
	}
}

func FuzzEval(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return // long lines are tested for their own sake
		}
		r, err := Eval(text, names)
		if err != nil {
			checkError(t, text, err)
			return
		}
		for _, v := range []float64{r.Value, r.Low, r.High, r.LikelyLow, r.LikelyHigh} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("Eval(%q) = %+v: not finite", text, r)
			}
		}
		if !(r.Low <= r.LikelyLow && r.LikelyLow <= r.LikelyHigh && r.LikelyHigh <= r.High) {
			t.Fatalf("Eval(%q): ranges out of order: %v %v %v %v", text, r.Low, r.LikelyLow, r.LikelyHigh, r.High)
		}
		if r.Display == "" || r.Reading == "" {
			t.Fatalf("Eval(%q) = %+v: nothing to show", text, r)
		}
		checkRoundTrip(t, r.Quantity)
	})
}

// checkRoundTrip verifies that the parser reads back what is written, exactly
// or as far as it is shown.
func checkRoundTrip(t *testing.T, q Quantity) {
	t.Helper()
	if low, high := q.Bounds(); low < 0 && high > low {
		return // which are not written in the language
	}
	for text, precision := range map[string]float64{q.Exact(): 1e-12, q.String(): 0.006} {
		back, err := Parse(text)
		if err != nil || back.Dim() != q.Dim() {
			t.Fatalf("Parse(%q) = %v, %v; it is written for %s", text, back, err, q.Exact())
		}
		low, high := q.Bounds()
		if a, b := back.Bounds(); math.Abs(a-low) > precision*math.Abs(low) || math.Abs(b-high) > precision*math.Abs(high) {
			t.Fatalf("Parse(%q) = %v..%v, want %v..%v", text, a, b, low, high)
		}
	}
}

func FuzzParseLine(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ParseLine(text)
		if err != nil {
			checkError(t, text, err)
			_, again := l.Eval(Env{})
			checkError(t, text, again)
			return
		}
		for _, r := range l.References() {
			if r.Offset < 0 || r.Length <= 0 || r.Offset+r.Length > len(text) || r.Name == "" {
				t.Fatalf("ParseLine(%q): reference %+v", text, r)
			}
		}
		if utf8.RuneCountInString(text) > MaxLength {
			t.Fatalf("a line of %d characters was parsed", utf8.RuneCountInString(text))
		}
	})
}

func FuzzParseUnit(f *testing.F) {
	for _, s := range []string{"TB", "/s", "Gbps", "/day", "boxes of 64 GB", "64 GB boxes", "per day", "$/month", "%", "million", "msgs/s", "MB/s", "", "5", "in", "/", "boxes of", "of"} {
		f.Add(s)
	}
	size, rate := Quantity{value: whole(5), powers: powers{byte: 1}}, Quantity{value: whole(5), powers: powers{day: -1}}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseUnit(text)
		if err != nil {
			checkError(t, text, err)
			return
		}
		for _, q := range []Quantity{{}, size, rate} {
			shown, ok := q.In(u)
			if ok != (q.Dim() == u.Dim()) || ok && shown == "" {
				t.Fatalf("%v in %q = %q, %v", q, text, shown, ok)
			}
		}
	})
}
