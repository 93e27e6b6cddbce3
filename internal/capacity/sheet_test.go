package capacity

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"spar/internal/quantity"
)

// shown evaluates lines and returns what each shows, or why it is refused.
func shown(s *Sheet, lines ...string) []string {
	s.SetLines(lines)
	var out []string
	for _, l := range s.Lines() {
		if l.Err != nil {
			out = append(out, l.Err.Error())
		} else {
			out = append(out, l.Result.Display)
		}
	}
	return out
}

func TestSheet(t *testing.T) {
	for _, c := range []struct {
		name        string
		lines, want []string
	}{
		{
			"names, forward references, comments",
			[]string{"# a shortener", "", "storage = writes * 500 B * 10 y", "writes = 100M/day # new links", "reads = writes * 10x", "reads * 500 B in Gbps"},
			[]string{"", "", "182.5 TB", "1.16k/s (100M/day)", "11.6k/s (1bn/day)", "0.0463 Gbps (5.79 MB/s)"},
		},
		{
			"names in any spelling",
			[]string{"Peak Reads = 30k/s", "peak_reads * 2", "PEAK READS / 3"},
			[]string{"30k/s (2.592bn/day)", "60k/s (5.184bn/day)", "10k/s (864M/day)"},
		},
		{
			"a circle, and who needs it",
			[]string{"a = c * 2", "z = a + 1", "c = e", "e = a", "5 GB"},
			[]string{"a circle: a needs c needs e needs a", "a has no value: its own line is refused", "a circle: a needs c needs e needs a", "a circle: a needs c needs e needs a", "5 GB"},
		},
		{
			"itself",
			[]string{"a = a + 1"},
			[]string{"a circle: a needs itself"},
		},
		{
			"twice",
			[]string{"a = 1", "a = 2", "a * 3"},
			[]string{"1", "a is line 1 already; give this line another name", "3"},
		},
		{
			"unknown and nearly known",
			[]string{"writes = 5/s", "wirtes * 2", "users * 2"},
			[]string{"5/s (432k/day)", "nothing is named wirtes; try writes * 2 → 10/s (864k/day)", "nothing is named users; name a line so: users = 10M users"},
		},
		{
			"base",
			[]string{"4 KB in bytes", "base 1024 # for memory", "100 MB"},
			[]string{"4,096 bytes", "1 KB is 1,024 bytes", "100 MiB"},
		},
		{
			"labels that are names where they can be",
			[]string{"replicas = 3", "500 GB * 3 replicas", "3x replicas", "30 GB/replicas", "10 GB/shard"},
			[]string{"3", "1.5 TB", "9", "10 GB", "10 GB"},
		},
		{
			"labels that are names of lines below",
			[]string{"a = 5 GB/shards", "shards = a * 2", "b1 = 3 parts", "parts = b1 * 2", "peak load", "peak = 7"},
			[]string{"a circle: a needs shards needs a", "a circle: a needs shards needs a", "3", "6", "7", "7"},
		},
		{
			"ranges move together",
			[]string{"size = 50..200 bytes", "total = size * 1bn", "total - size * 1bn", "other = 50..200 bytes", "other / size"},
			[]string{"50..200 B", "50..200 GB", "0 B", "50..200 B", "0.25..4, likely 0.375..2.67"},
		},
		{
			"boxes are counted",
			[]string{"gateways = 200M connections in servers of 100k connections", "gateways * $0.10/hour", "gateways ? 2500"},
			[]string{"2,000 servers of 100k connections", "$200/hour ($144,000/month)", "spot on"},
		},
		{
			"guesses",
			[]string{"storage = 100M/day * 500 B * 10 y", "storage ? 180 TB", "storage ? 1.5 PB", "storage ? 5", "nothing ? 5"},
			[]string{"182.5 TB", "spot on", "one order off: about 8.2 times too high: bits instead of bytes?", "wrong: a number without its unit: a size is asked for", "nothing to hold the guess against: no line gives nothing"},
		},
	} {
		got := shown(New(), c.lines...)
		for i, want := range c.want {
			if got[i] != want {
				t.Errorf("%s: %q shows %q, want %q", c.name, c.lines[i], got[i], want)
			}
		}
	}
}

func TestGivens(t *testing.T) {
	s := New(Given{"redirects", "new_urls * 10"}, Given{"new_urls", "100M/day"}, Given{"broken", "5 GBB"}, Given{"code-length", "6"})
	got := shown(s, "62^code_length", "redirects * 3 in /s", "new_urls = new_urls * 2", "redirects in /day", "broken * 2")
	want := []string{
		"56,800,235,584 (56.8 billion)", "69.4k/s (6bn/day)", "2.31k/s (200M/day)", "2bn/day (23.1k/s)", "broken has no value: its own line is refused",
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d shows %q, want %q", i, got[i], want[i])
		}
	}
	if q, ok := s.Lookup("Code Length"); !ok || q.Base() != 6 {
		t.Errorf("Lookup of a given = %v, %v", q, ok)
	}
	if q, ok := s.Lookup("broken"); ok {
		t.Errorf("Lookup of a broken given = %v", q)
	}
	if l := s.Givens()[1]; l.Name != "new_urls" || l.Kind != GivenLine || l.Err != nil {
		t.Errorf("given %+v", l)
	}
}

func TestKinds(t *testing.T) {
	s := New(Given{"writes", "100M/day"})
	s.SetLines([]string{"users = 10M", "storage = writes * 500 B", "storage ? 5 TB", "base 1024", "", "# note", "5 TB in", "12"})
	want := []Kind{AssumedLine, DerivedLine, GuessLine, SettingLine, BlankLine, BlankLine, AssumedLine, AssumedLine}
	for i, l := range s.Lines() {
		if l.Kind != want[i] || l.Number != i+1 || l.Blank() != (want[i] == BlankLine) {
			t.Errorf("line %d %q is %s, number %d, blank %v, want %s", i, l.Text, l.Kind, l.Number, l.Blank(), want[i])
		}
	}
}

// TestEditedSheet: after any edits a sheet shows what a new one would.
func TestEditedSheet(t *testing.T) {
	texts := []string{
		"", "# note", "base 1024", "base 1000", "a = 5", "a = 7 KB", "b2 = a * 2", "b2 = a + c", "c = b2 * 1..3", "c = a", "c ? 12",
		"a - c", "3 a", "10 KB/a", "3x c", "given = 9", "given * a", "a c", "1..3 KB", "x = 1..3 KB", "total = x - x", "a = = 2", "zz * 2",
	}
	rapid.Check(t, func(t *rapid.T) {
		givens := []Given{{"given", "4"}, {"other", "given * 2"}}
		edited := New(givens...)
		lines := make([]string, 6)
		for range rapid.IntRange(1, 12).Draw(t, "edits") {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			lines[i] = rapid.SampledFrom(texts).Draw(t, "text")
			got, want := shown(edited, lines...), shown(New(givens...), lines...)
			for i := range lines {
				if got[i] != want[i] {
					t.Fatalf("in %q line %d shows %q, in a new sheet %q", lines, i, got[i], want[i])
				}
				if g := edited.Lines()[i]; g.Number != i+1 || g.Text != lines[i] {
					t.Fatalf("line %d is %+v", i, g)
				}
			}
		}
	})
}

func TestLongChain(t *testing.T) {
	lines := make([]string, 5000)
	for i := range lines {
		lines[i] = fmt.Sprintf("x%d = x%d + 1", i, i+1)
	}
	lines[len(lines)-1] = "x4999 = 1"
	s := New()
	s.SetLines(lines)
	if q, ok := s.Lookup("x0"); !ok || q.Base() != 5000 {
		t.Errorf("x0 = %v, %v, want 5000", q, ok)
	}
}

// TestErrorsPointIntoTheLine: whatever is wrong, a screen can mark it.
func TestErrorsPointIntoTheLine(t *testing.T) {
	s := New()
	s.SetLines([]string{"a = k", "  k = a", "c = d +", "e = 5 GB + 4", "e = 1", "x ? 5", "f = g * 2", "in = 3", strings.Repeat("(", 300)})
	for _, l := range s.Lines() {
		err, ok := l.Err.(*quantity.Error)
		if !ok {
			t.Errorf("%q: %v, want a refusal", l.Text, l.Err)
			continue
		}
		if err.Input != l.Text || err.Offset < 0 || err.Offset+err.Length > len(l.Text) {
			t.Errorf("%q: %+v points outside of the line", l.Text, err)
		}
		if rows := Explain(l.Err); len(rows) < 2 || rows[0] != l.Text {
			t.Errorf("%q is explained by %q", l.Text, rows)
		}
	}
	if rows := Explain(nil); rows != nil {
		t.Errorf("nothing is explained by %q", rows)
	}
}

func TestGrade(t *testing.T) {
	parse := func(text string) quantity.Quantity {
		q, err := quantity.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	factors := []quantity.Factor{{Text: "500 bytes", Value: 500}, {Text: "10 years", Value: 10}, {Text: "3x", Value: 3}}
	for _, c := range []struct {
		guess, expected string
		tolerance       float64
		verdict         Verdict
		passed          bool
		slip            string
	}{
		{"182.5 TB", "182.5 TB", 0, SpotOn, true, ""},
		{"200 TB", "182.5 TB", 0, SpotOn, true, ""},
		{"141 TB", "100 TB", 0, SpotOn, true, ""},
		{"142 TB", "100 TB", 0, SameOrder, true, "about 1.4 times too high"},
		{"316 TB", "100 TB", 0, SameOrder, true, "about 3.2 times too high"},
		{"317 TB", "100 TB", 0, OneOrderOff, false, "about 3.2 times too high"},
		{"31.7 TB", "100 TB", 0, SameOrder, true, "about 3.2 times too low"},
		{"31.6 TB", "100 TB", 0, OneOrderOff, false, "about 3.2 times too low"},
		{"1 PB", "100 TB", 0, OneOrderOff, false, "about 10 times too high: a zero too many?"},
		{"1.01 PB", "100 TB", 0, Wrong, false, "about 10 times too high: a zero too many?"},
		{"8 Gbps", "8 GB/s", 0, OneOrderOff, false, "about 8 times too low: bytes instead of bits?"},
		{"100 PB", "100 TB", 0, Wrong, false, "about 1,000 times too high: one prefix too high, such as GB for MB?"},
		{"100 GB", "100 TiB", 0, Wrong, false, "about 1,100 times too low"},
		{"100 GiB", "100 TiB", 0, Wrong, false, "about 1,000 times too low: one prefix too low, such as MB for GB?"},
		{"10M/s", "10k/s", 0, Wrong, false, "about 1,000 times too high: millions instead of thousands?"},
		{"80k/s", "10k/s", 0, OneOrderOff, false, "about 8 times too high"},
		{"1bn/s", "1bn/day", 0, Wrong, false, "about 86,000 times too high: a day taken for a second?"},
		{"385 MB", "192.5 GB", 0, Wrong, false, "about 500 times too low: 500 bytes left out?"},
		{"30", "10", 0, SameOrder, true, "about 3 times too high: 3x taken twice?"},
		{"3 TB", "1 TB", 2, OneOrderOff, false, "about 3 times too high: 3x taken twice?"},
		{"2 TB", "1 TB", 2, SameOrder, true, "about 2 times too high"},
		{"5 TB", "1 TB", 5, SameOrder, true, "about 5 times too high"},
		{"1.2 TB", "1 TB", 1.1, OneOrderOff, false, "about 1.2 times too high"},
		{"120 GB", "50..200 GB", 0, SpotOn, true, ""},
		{"400 GB", "50..200 GB", 0, SameOrder, true, "about 2 times too high"},
		{"10 GB", "50..200 GB", 0, OneOrderOff, false, "about 5 times too low"},
		{"11.6k", "11.6k/s", 0, Wrong, false, "a number without its unit: a rate per second is asked for"},
		{"5 TB", "11.6k/s", 0, Wrong, false, "a size, where a rate per second is asked for"},
		{"0 TB", "5 TB", 0, Wrong, false, ""},
		{"-5 TB", "5 TB", 0, Wrong, false, ""},
		{"0", "0", 0, SpotOn, true, ""},
	} {
		g := GradeGuess(parse(c.guess), parse(c.expected), c.tolerance, factors...)
		if g.Verdict != c.verdict || g.Passed != c.passed || g.Slip != c.slip {
			t.Errorf("GradeGuess(%s, %s, %v) = %+v, want %s, %v, %q", c.guess, c.expected, c.tolerance, g, c.verdict, c.passed, c.slip)
		}
	}
}

// TestFactorsOfALine: a guess in the sheet is held against the numbers of the
// line that it guesses.
func TestFactorsOfALine(t *testing.T) {
	s := New(Given{"record", "500 B"})
	got := shown(s, "storage = 1bn/day * record * 7 days", "storage ? 7 GB", "storage ? 500 GB")
	if want := "wrong: about 500 times too low: record left out?"; got[1] != want {
		t.Errorf("guess shows %q, want %q", got[1], want)
	}
	if want := "one order off: about 7 times too low: 7 days left out?"; got[2] != want {
		t.Errorf("guess shows %q, want %q", got[2], want)
	}
}

func TestSay(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1B/day", "about twelve thousand a second"},
		{"100M/day", "about one thousand two hundred a second"},
		{"182.5 TB", "about one hundred and eighty terabytes"},
		{"6 TB", "six terabytes"},
		{"1 TB", "one terabyte"},
		{"57.87 MB/s", "about fifty-eight megabytes a second"},
		{"62^6", "about fifty-seven billion"},
		{"1.2 million", "one point two million"},
		{"999.9M", "about one billion"},
		{"99.9%", "ninety-nine point nine per cent"},
		{"99.999%", "ninety-nine point nine nine nine per cent"},
		{"0.5 GB", "five hundred megabytes"},
		{"50 ms", "fifty milliseconds"},
		{"90 min", "one point five hours"},
		{"5 min", "five minutes"},
		{"1/day", "one a day"},
		{"$920/month", "nine hundred and twenty dollars a month"},
		{"$1", "one dollar"},
		{"0", "zero"},
		{"-5", "minus five"},
		{"86,400", "eighty-six thousand four hundred"},
		{"1001", "about one thousand"},
		{"50..200 GB", "fifty to two hundred gigabytes"},
		{"2^90", "about ten to the 27"},
		{"365", "three hundred and sixty-five"},
		{"101", "one hundred and one"},
		{"0.46", "zero point four six"},
		{"$0.023/GB/month", ""},
		{"(-1)..2 GB", ""},
		{"0 GB", "zero bytes"},
		{"1e-12 s", "zero point zero zero one nanoseconds"},
	} {
		s := New()
		s.SetLines([]string{c.in})
		if got := s.Lines()[0].Say(); got != c.want {
			t.Errorf("%s is said %q, want %q", c.in, got, c.want)
		}
	}
	s := New()
	s.SetLines([]string{"", "base 1024", "x = z"})
	for _, l := range s.Lines() {
		if l.Say() != "" || l.Checks() != nil {
			t.Errorf("%q is said %q, checked %q", l.Text, l.Say(), l.Checks())
		}
	}
}

func TestChecks(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"182.5 TB", []string{"as much as 8 large disks (24 TB); 2023, Seagate Exos X24"}},
		{"70 GB", []string{"about the memory of an ordinary server (64 GiB); 2023, EC2 m7i.4xlarge", "4.2% of the memory of a large server (1.5 TiB); 2023, EC2 r7i.48xlarge"}},
		{"10 GB", []string{"15% of the memory of an ordinary server (64 GiB); 2023, EC2 m7i.4xlarge"}},
		{"5 bytes", nil},
		{"10 Gbps", []string{"about a network card of 10 Gbit/s; IEEE 802.3ae", "17% of what an NVMe SSD reads (7.45 GB/s); 2022, Samsung 990 PRO"}},
		{"40 GB/s", []string{"as much as 4 network cards of 100 Gbit/s; IEEE 802.3ba"}},
		{"100 ms", []string{"as much as 200 round trips in a data centre (0.5 ms); 2020, C. Scott", "50% of a blink of an eye (100 to 400 ms); BioNumbers"}},
		{"62^6", []string{"as much as 8 times the people on earth (8 billion); 2022, United Nations"}},
		{"5", nil},
		{"$5", nil},
	} {
		s := New()
		s.SetLines([]string{c.in})
		if got := s.Lines()[0].Checks(); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s is checked by %q, want %q", c.in, got, c.want)
		}
	}
}

// TestFacts: every fact evaluates, those that age have a year, and all that is
// not arithmetic has a source.
func TestFacts(t *testing.T) {
	seen := make(map[string]bool)
	topics := make(map[Topic]int)
	for _, f := range Facts() {
		r, err := f.Result()
		if err != nil || r.Quantity.Base() <= 0 {
			t.Errorf("%s: %s = %v, %v", f.Name, f.Value, r.Quantity, err)
		}
		if f.Year != 0 && (f.Year < 1990 || f.Source == "") || seen[string(f.Topic)+f.Name] {
			t.Errorf("fact %+v lacks a source or is there twice", f)
		}
		arithmetic := f.Topic == PowersOfTwo || f.Topic == Durations || f.Topic == Downtimes
		if arithmetic != (f.Source == "") {
			t.Errorf("fact %+v: want a source unless it is arithmetic", f)
		}
		seen[string(f.Topic)+f.Name] = true
		topics[f.Topic]++
	}
	for _, topic := range []Topic{PowersOfTwo, Durations, Latencies, Hardware, DataCentres, Downtimes, Prices, People} {
		if topics[topic] == 0 {
			t.Errorf("no facts about %s", topic)
		}
	}
}

// TestYardsticks: what results are compared with is in the table of facts.
func TestYardsticks(t *testing.T) {
	for dim, sticks := range yardsticks {
		last := 0.0
		for _, y := range sticks {
			if y.value <= last {
				t.Errorf("%s comes too late", y.thing)
			}
			last = y.value
			if dim == (quantity.Dim{Second: 1}) && y.value > 1 {
				continue // a working day and a year are no measurements
			}
			found := false
			for _, f := range Facts() {
				r, err := f.Result()
				if err != nil {
					t.Fatal(err)
				}
				base := r.Quantity.Base()
				if f.Name == "disk seek" {
					base = 1 / base // as seeks a second
				}
				if strings.HasPrefix(f.Name, "a blink") {
					base *= 2 // between the two ends, in orders of magnitude
				}
				found = found || math.Abs(base-y.value) < 1e-9*y.value
			}
			if !found {
				t.Errorf("no fact has the value of %s", y.thing)
			}
		}
	}
}
