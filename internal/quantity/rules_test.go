package quantity

import (
	"math"
	"strings"
	"testing"
)

func eval(t *testing.T, text string) Result {
	t.Helper()
	r, err := Eval(text, nil)
	if err != nil {
		t.Fatalf("Eval(%q): %v", text, err)
	}
	return r
}

// TestCalendar checks which lengths of months and years meet.
func TestCalendar(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64 // in base units
	}{
		{"1 year in s", 31_536_000},
		{"1 month in s", 2_592_000},
		{"1 week in days", 7 * 86_400},
		{"12 months", 12 * 30 * 86_400},
		{"1 year / 1 month", 12},
		{"1 month / 1 year", 1. / 12},
		{"1 year / 1 day", 365},
		{"1 month / 1 day", 30},
		{"100M/month * 10y", 12e9},
		{"100M/day * 10y", 365e9},
		{"100M/month * 10 days", 1e9 / 30},
		{"1 year + 6 months", 1.5 * 365 * 86_400},
		{"6 months + 1 year", 1.5 * 365 * 86_400},
		{"1 month + 1 day", 31 * 86_400},
		{"1 day + 1 h", 25 * 3600},
		{"150 TB/month * 3 years", 5.4e15},
		{"150 TB/month * 1 year / 12", 150e12},
		{"150 TB/month / 1 day * 1 day", 150e12 / (30 * 86_400)},
		{"12/year * 1 month", 1},
		{"1 month * 1/day", 30},
	} {
		if got := eval(t, c.in).Quantity.Base(); math.Abs(got-c.want) > 1e-12*c.want {
			t.Errorf("%s = %v, want %v", c.in, got, c.want)
		}
	}
	for _, c := range []struct {
		in   string
		want float64
	}{{"1 year in months", 12}, {"18 months in years", 1.5}, {"100M/year in /month", 100e6 / 12}, {"1 TB/month in TB/year", 12}, {"1 TB/day in TB/month", 30}, {"1 TB/day in TB/year", 365}} {
		if got := eval(t, c.in).Value; math.Abs(got-c.want) > 1e-12*c.want {
			t.Errorf("%s: value %v, want %v", c.in, got, c.want)
		}
	}
}

// TestBase checks what a base of 1,024 changes: bytes, and nothing else.
func TestBase(t *testing.T) {
	env := Env{Base: 1024}
	for _, c := range []struct{ in, want string }{
		{"2 KB in bytes", "2,048 bytes"},
		{"1 GB / 1 MB", "1,024"},
		{"365bn * 500 B", "166 TiB"},
		{"182.5e12 B in TB", "166 TB"},
		{"1 KiB in bytes", "1,024 bytes"},
		{"1 Mbit in bits", "1,000,000 bits"},
		{"10k users", "10,000"},
		{"100 MB/s", "100 MiB/s (839 Mbps)"},
	} {
		r, err := env.Eval(c.in)
		if err != nil || r.Display != c.want {
			t.Errorf("base 1024: Eval(%q) = %q, %v, want %q", c.in, r.Display, err, c.want)
		}
	}
}

// TestPercent checks what a percentage acts on.
func TestPercent(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"5 TB + 20%", "6 TB"},
		{"5 TB - 20%", "4 TB"},
		{"5 TB + 20% + 10%", "6.6 TB"},
		{"20% + 5%", "25%"},
		{"20% * 50%", "10%"},
		{"20% of 50 users", "10"},
		{"100M * 5% * 3", "15 million"},
		{"2 * 5%", "10%"},
		{"99.9%^2", "99.8001%"},
		{"1 - 99.9%", "0.1%"},
		{"5 + 20%", "6"},
		{"25 / 100 in %", "25%"},
		{"1/3 in %", "33.3%"},
		{"rate - 10%", "90/s (7.776M/day)"},
	} {
		r, err := Eval(c.in, func(string) (Quantity, bool) { return Quantity{value: whole(100), powers: powers{second: -1}}, true })
		if err != nil || r.Display != c.want {
			t.Errorf("Eval(%q) = %q, %v, want %q", c.in, r.Display, err, c.want)
		}
	}
}

// TestValue checks the number and unit of results, as a script reads them.
func TestValue(t *testing.T) {
	for _, c := range []struct {
		in    string
		value float64
		unit  string
	}{
		{"1B/day in /s", 1e9 / 86_400, "/s"},
		{"1B/day", 1e9 / 86_400, "/s"},
		{"182.5 TB", 182.5, "TB"},
		{"182.5 TB in GB", 182_500, "GB"},
		{"62^6", 56_800_235_584, ""},
		{"62^10", 839_299_365_868_340_224, ""},
		{"99.9%", 99.9, "%"},
		{"100 GB in boxes of 64 GB", 2, "boxes of 64 GB"},
		{"0.1 + 0.2", 0.3, ""},
		{"40 TB * $0.023/GB/month", 920, "$/month"},
		{"5 min", 5, "min"},
		{"3 km/h * 0", 0, ""},
	} {
		r, err := Eval(c.in, nil)
		if c.in == "3 km/h * 0" {
			if err == nil {
				t.Errorf("Eval(%q) = %s, want a refusal", c.in, r.Display)
			}
			continue
		}
		if err != nil || r.Value != c.value || r.Unit != c.unit {
			t.Errorf("Eval(%q) = %v %q, %v, want %v %q", c.in, r.Value, r.Unit, err, c.value, c.unit)
		}
	}
}

// TestDepth checks the bounds of a line, each side of them.
func TestDepth(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("(", n) + "1" + strings.Repeat(")", n) }
	for _, c := range []struct {
		name, in string
		ok       bool
	}{
		{"parentheses", nested(MaxDepth), true},
		{"parentheses", nested(MaxDepth + 1), false},
		{"parentheses", strings.Repeat("(", 9999), false},
		{"signs", strings.Repeat("-", MaxDepth) + "1", true},
		{"signs", strings.Repeat("-", MaxDepth+1) + "1", false},
		{"powers", strings.Repeat("1^", MaxDepth) + "1", true},
		{"powers", strings.Repeat("1^", 4999) + "1", false},
		{"functions", strings.Repeat("ceil(", 1000) + "1", false},
		{"length", strings.Repeat("1", 18) + strings.Repeat("+1", (MaxLength-18)/2), true},
		{"length", strings.Repeat(" ", MaxLength) + "1", false},
		{"multibyte length", "1 #" + strings.Repeat("é", MaxLength-3), true},
		{"multibyte length", "1 #" + strings.Repeat("é", MaxLength-2), false},
	} {
		_, err := Eval(c.in, nil)
		if (err == nil) != c.ok {
			t.Errorf("%s, %d bytes: %v, want ok %v", c.name, len(c.in), err, c.ok)
		}
		if err != nil {
			checkError(t, c.in, err)
		}
	}
}

// TestLongLines evaluates lines as long as may be, made of one piece each.
func TestLongLines(t *testing.T) {
	for _, piece := range []string{
		"1B + ", "5m + ", "1..2 + ", "5 MB/day * ", "1/3 + 1/7 + ", "16 gb + 4 Gb + ", "0.999^30 * ", "9^9^", "1B users + ", "max(",
		"a k c ", "1 000 ", "7 days * ", "5 GBB ", "-", "~", "1e300*1e-300*", "x3", "10 milion ", "1=", "1:", "(a) ", "1h", "x: ", "60*", "5 doubled ", "½", "one hundred ", "5 with 3x ", "5GB-", "1 GB / ", "3x ",
	} {
		text := strings.Repeat(piece, MaxLength/len(piece)-1) + "1 KB"
		if _, err := Eval(text, nil); err != nil {
			checkError(t, text, err)
		}
	}
}

// TestUnit checks targets by themselves.
func TestUnit(t *testing.T) {
	storage, reads := eval(t, "182.5 TB").Quantity, eval(t, "1bn/day").Quantity
	for _, c := range []struct {
		unit string
		of   Quantity
		want string // empty if it cannot be shown so
	}{
		{"TB", storage, "182.5 TB"},
		{"TiB", storage, "166 TiB"},
		{"boxes of 64 GB", storage, "2,852 boxes of 64 GB (2,852)"},
		{"/s", storage, ""},
		{"/s", reads, "11.6k/s"},
		{"/day", reads, "1bn/day"},
		{"per month", reads, "30bn per month"},
		{"qps", reads, "11.6k qps"},
		{"million/day", reads, "1,000 million/day"},
		{"reads/s", reads, "11.6k reads/s"},
		{"", Quantity{}, "0"},
	} {
		u, err := ParseUnit(c.unit)
		if c.unit == "" {
			u, err = Unit{}, nil
		}
		if err != nil {
			t.Errorf("ParseUnit(%q): %v", c.unit, err)
			continue
		}
		if got, ok := c.of.In(u); got != c.want || ok != (c.want != "") {
			t.Errorf("%v in %q = %q, %v, want %q", c.of, c.unit, got, ok, c.want)
		}
	}
	if boxes := eval(t, "100 GB in boxes of 64 GB").Quantity; boxes.Dim() != (Dim{}) || boxes.Base() != 2 {
		t.Errorf("100 GB in boxes of 64 GB is the quantity %v, want 2", boxes)
	}
	if r := eval(t, "50..200 GB in boxes of 64 GB"); r.Display != "1..4 boxes of 64 GB" || r.Low != 1 || r.High != 4 {
		t.Errorf("50..200 GB in boxes of 64 GB = %s, %v to %v", r.Display, r.Low, r.High)
	}
	for _, text := range []string{"", "5", "GBB", "TB TB", "in", "boxes of", "boxes of 0 GB", "* 5"} {
		if u, err := ParseUnit(text); err == nil {
			t.Errorf("ParseUnit(%q) = %q, want an error", text, u)
		} else {
			checkError(t, text, err)
		}
	}
}

// TestParseLine checks names, guesses, comments and references.
func TestParseLine(t *testing.T) {
	for _, c := range []struct {
		in, name string
		guess    bool
		refs     string
	}{
		{"", "", false, ""},
		{"  # nothing = here", "", false, ""},
		{"storage = writes * 500 B # per day", "storage", false, "writes"},
		{"peak reads = 3x reads", "peak_reads", false, "reads?"},
		{"storage ? 200 TB", "storage", true, ""},
		{"a = peak reads * m/n + 5 GB/shard", "a", false, "peak_reads m n shard?"},
		{"max(a, k) - ceil(c)", "", false, "a k c"},
		{"total/day", "", false, "total"},
		{"x = 5", "x", false, ""},
		{"reads per second = 5", "reads_per_second", false, ""},
		{"peak-reads = 5", "peak_reads", false, ""},
		{"QPS (avg) = 5", "QPS", false, ""},
		{"day = 5", "day", false, ""},
		{"top 10 = 5", "top_10", false, ""},
		{"storage ≈ 5", "storage", false, ""},
		{"8K video: 5", "8K_video", false, ""},
		{"- read/write ratio: 10:1", "read_write_ratio", false, ""},
		{"Step 1: writes = 5", "writes", false, ""},
		{"max(2, 3) = 3", "", false, ""},
		{"k = n = 5", "k", false, "n"},
		{"peak ~ 5", "peak", false, ""},
	} {
		l, err := ParseLine(c.in)
		if err != nil {
			t.Errorf("ParseLine(%q): %v", c.in, err)
			continue
		}
		var refs []string
		for _, r := range l.References() {
			name := r.Name
			if r.Label {
				name += "?"
			}
			refs = append(refs, name)
		}
		if got := strings.Join(refs, " "); l.Name != c.name || l.Guess != c.guess || got != c.refs || l.Blank() != (c.name == "" && c.refs == "" && !strings.Contains(c.in, "max")) && c.in != "total/day" {
			t.Errorf("ParseLine(%q) = name %q, guess %v, references %q, blank %v, want %q, %v, %q", c.in, l.Name, l.Guess, got, l.Blank(), c.name, c.guess, c.refs)
		}
	}
	for _, c := range []struct{ in, fix string }{
		{"= 5", ""},
		{"x =", ""},
		{"in = 5", ""},
		{"100M/day * 500 B ?", "100M/day * 500 B → 579 KB/s"},
	} {
		l, err := ParseLine(c.in)
		if err == nil {
			t.Errorf("ParseLine(%q) = %+v, want an error", c.in, l)
			continue
		}
		_, err = l.Eval(Env{})
		if refused, ok := err.(*Error); !ok || refused.Fix != c.fix {
			t.Errorf("ParseLine(%q): %v, want the fix %q", c.in, err, c.fix)
		}
	}
}

func TestExpression(t *testing.T) {
	for _, c := range []struct {
		in, want string
		sum      bool
	}{
		{"x = 100M users  in TB # text", "100M users", false},
		{"x ? ~ 5 TB + 20% to GB", "~ 5 TB + 20%", true},
		{"between 5 and 10 bytes", "between 5 and 10 bytes", false},
		{"1 h 30 min", "1 h 30 min", false},
		{"1 h + 30 min", "1 h + 30 min", true},
		{"(1 + 2) * 3", "(1 + 2) * 3", false},
		{"- 5 + 3", "- 5 + 3", true},
		{"# text", "", false},
		{"", "", false},
		{"3 +", "", false},
	} {
		l, _ := ParseLine(c.in)
		start, end, sum := l.Expression()
		if got := c.in[start:end]; got != c.want || sum != c.sum {
			t.Errorf("Expression of %q = %q, sum %v, want %q, %v", c.in, got, sum, c.want, c.sum)
		}
	}
}
