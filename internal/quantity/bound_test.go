package quantity

import (
	"strings"
	"testing"
)

// TestNoFigure holds to it that what is no figure, or not the one that it looks like, is
// refused, with a fix that computes what may be meant; empty if there is none.
func TestNoFigure(t *testing.T) {
	for _, c := range []struct{ in, message, fix string }{
		{"10M+ users", "bound", "10M users → 10 million"},
		{"10M+", "bound", "10M → 10 million"},
		{"5k+/s * 2", "bound", "5k/s * 2 → 10k/s"},
		{"100+ GB * 3", "bound", "100 GB * 3 → 300 GB"},
		{"over 10M users", "bound", "10M users → 10 million"},
		{"2 * at least 3 replicas", "bound", "2 * 3 replicas → 6"},
		{"upwards of 5 TB", "bound", "5 TB → 5 TB"},
		{"fewer than $5", "bound", "$5 → $5"},
		{"500M ± 10%", "tolerance", "450M..550M → 450..550 million, without 500, 10, %"},
		{"500M +- 10%", "tolerance", "450M..550M → 450..550 million, without 500, 10, %"},
		{"5 +/- 2 ms", "tolerance", "3..7 ms → 3..7 ms, without 5, 2"},
		{"5k/s ± 500/s", "tolerance", "4.5k..5.5k/s → 4.5..5.5k/s, without 5, 500, /s"},
		{"5~10 ms", "range", "5..10 ms → 5..10 ms"},
		{"10 - 20 KB", "cannot be subtracted", "10..20 KB → 10..20 KB"},
		{"10M minus a fifth", "a fifth of what", "10M minus a fifth of 10M → 8 million"},
		{"5 GB plus half", "half of what", "5 GB plus half of 5 GB → 7.5 GB"},
		{"1 TB twice", "operation", "1 TB * 2 → 2 TB"},
		{"10M doubling every year for 3 years", "operation", ""},
		{"10M / seconds per day", "how many", "10M / (1 day / 1 seconds) → 116, without /seconds, /day"},
		{"days in a year", "how many", "(1 year / 1 days) → 365"},
		{"500 Mo", "French", "500 MB → 500 MB"},
		{"several thousand", "no number", ""},
		{"a couple of million users", "no number", ""},
		{"hundreds of TB", "no number", ""},
		{"1 TB at 3:1 compression", "missing", ""},
		{"80/20 of 10M", "two shares", ""},
		{"80/20 of 10k rps", "two shares", ""},
		{"80:20 of 10k rps", "two shares", ""},
		{"99:1 split of 10k rps", "two shares", ""},
		{"80-20 split of 5k", "two shares", ""},
		{"90/10 read write at 10k rps", "two shares", ""},
		{"70/30 reads to writes", "two shares", ""},
		{"50-50 of 5 TB", "two shares", ""},
		{"60/40 read heavy", "two shares", ""},
		{"10 TB * 4:1 compression", "divides", ""},
		{"2:1 compression of 10 TB", "divides", ""},
		{"compression 4:1 of 10 TB", "divides", ""},
		{"compression 4x * 10 TB", "divides", ""},
		{"12k5 rps", "k5", ""},
		{"5GB2", "GB2", ""},
		{"a/b = 5", "nothing is named a", ""},
		{"writes / day = 5k", "nothing is named writes", ""},
		{"10 TB at 4:1", "missing", ""},
		{"10k rps at 80/20", "missing", ""},
	} {
		_, err := Eval(c.in, nil)
		fault, ok := err.(*Error)
		if !ok || !strings.Contains(fault.Message, c.message) || fault.Fix != c.fix {
			t.Errorf("Eval(%q) = %v, want a refusal with %q and the fix %q", c.in, err, c.message, c.fix)
		}
	}
}

// TestNotOnlySo reads lines that are near to those of TestNoFigure.
func TestNotOnlySo(t *testing.T) {
	for _, c := range []struct{ in, want, warning string }{
		{"100+5", "105", ""},
		{"75/25", "3", ""},
		{"writes/sec = 5k/s", "5k/s (432M/day)", ""},
		{"storage/day: 5 GB", "5 GB", ""},
		{"20M/day = 231/s", "231/s (20M/day)", ""},
		{"90/10 * 5", "45", ""},
		{"60/40 ms", "1.5 ms", ""},
		{"80/16 of 5 TB", "25 TB", ""},
		{"100:1 reads", "100", ""},
		{"10 TB / 4:1", "2.5 TB", ""},
		{"5+ 3", "8", ""},
		{"5 + -3", "2", ""},
		{"1 minus a third", "0.667", ""},
		{"half plus a third", "0.833", ""},
		{"10M minus a fifth of 10M", "8 million", ""},
		{"20M/86400~231", "231", ""},
		{"10M users post twice a day", "231/s (20M/day)", ""},
		{"5 GB twice a day", "116 KB/s (926 kbps, 10 GB/day)", ""},
		{"approx. 5k rps", "5k/s (432M/day)", ""},
		{"ca. 5M users", "5 million", ""},
		{"nearly 5k req./s", "5k/s (432M/day)", ""},
		{"5 tril", "5 trillion", "read tril as trillion"},
		{"10mm users", "10 million", "read 10mm as million"},
		{"1 TB * 3 = 3 TB = 5 TB", "3 TB", "no: 3 TB, you wrote 5 TB"},
		{"1 TB * 3 = 4 TB = 3 TB", "3 TB", "no: 3 TB, you wrote 4 TB,"},
		{"10k/s : 500/s", "500/s (43.2M/day)", `took "10k/s" for a heading`},
		{"5 years: 10 TB", "10 TB", ""},
		{"2 * QPS", "2/s (172.8k/day)", "read QPS as 1 QPS"},
	} {
		l, err := ParseLine(c.in)
		if err != nil {
			t.Errorf("ParseLine(%q): %v", c.in, err)
			continue
		}
		r, err := l.Eval(Env{})
		told := strings.Join(r.Warnings, "; ")
		if err != nil || r.Display != c.want || !strings.Contains(told, c.warning) || (told == "") != (c.warning == "") {
			t.Errorf("Eval(%q) = %s, %q, %v, want %s and %q", c.in, r.Display, told, err, c.want, c.warning)
		}
	}
}
