package quantity

import (
	"slices"
	"strings"
	"testing"
)

// TestReading checks how lines say they were understood.
func TestReading(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"100M/day * 500 bytes * 10 years", "100M/day × 500 bytes × 10 years (365 d)"},
		{"100M/day*500B*10y", "100M/day × 500 bytes × 10 years (365 d)"},
		{"100M/month * 10y", "100M/month × 10 years (12 months)"},
		{"1 month in s", "1 month (30 d)"},
		{"100M/month in /s", "100M/month (30 d)"},
		{"10 years", "10 years"},
		{"50B msgs/day", "50 billion msgs/day"},
		{"5m users", "5 million users"},
		{"1 TB / 200 MB/s", "1 TB ÷ (200 MB/s)"},
		{"1 TB / 200 MB / 3", "1 TB ÷ 200 MB ÷ 3"},
		{"2 * (3 + 4)", "2 × (3 + 4)"},
		{"2 - (3 - 4)", "2 − (3 − 4)"},
		{"12 / (3 * 4)", "12 ÷ (3 × 4)"},
		{"(3 + 4)^2", "(3 + 4)^2"},
		{"((2)) * 3", "2 × 3"},
		{"5 TB + 20%", "5 TB + 20% of it"},
		{"1 - 99.9%", "1 − 99.9%"},
		{"20% of 5 TB", "20% × 5 TB"},
		{"3x peak * 2", "3x peak × 2"},
		{"peak 3x * 2", "peak 3x × 2"},
		{"120 MB per 5 min", "120 MB ÷ 5 min"},
		{"$0.023/GB/month * 1 TB", "$0.023/GB/month × 1 TB"},
		{"1..2M users", "1M..2M users"},
		{"max(1 GB, 2 GB)", "max(1 GB, 2 GB)"},
		{"1/2 day", "1/2 day"},
		{"100 GB in boxes of 64 GB", "100 GB in boxes of 64 GB"},
		{"reads * 2", "reads (1k/day) × 2"},
		{"3x reads", "3x reads (1k/day)"},
	} {
		r, err := Eval(c.in, names)
		if err != nil || r.Reading != c.want {
			t.Errorf("reading of %q = %q, %v, want %q", c.in, r.Reading, err, c.want)
		}
	}
}

// TestWarnings checks what lines say about decisions and suspicions.
func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"100M/day * 500 bytes", nil},
		{"100M/day * 500B * 10y", []string{"read 500B as 500 bytes"}},
		{"16 gb", []string{"read gb as gigabytes; gigabits are Gb"}},
		{"16 Gb", []string{"read Gb as gigabits, eight to the byte; gigabytes are GB"}},
		{"10 mbps", []string{"read mbps as megabits a second; bytes are MB/s"}},
		{"10 Mbps", nil},
		{"16G", []string{"read 16G as billion; gigabytes are GB, gigabits Gb"}},
		{"66 GB in boxes of 64 GB", []string{"if a box holds powers of 1,024 (GiB rather than GB), 1 will do"}},
		{"100 GB in boxes of 64 GB", nil},
		{"10M users + 5M msgs", []string{"users and msgs are added as if they were one thing"}},
		{"50bn msgs/day * 100 bytes/msg", nil},
		{"50bn messages/day * 100 bytes/msg", nil},
		{"50M DAU * 20 msgs/user/day", nil},
		{"50bn msgs/day * 100 bytes/photo", []string{"labels that do not cancel: msgs, per photo"}},
		{"10M conns / 100k users/server", []string{"labels that do not cancel: conns, per users"}},
		{"1M/day / 86400", []string{"/ 86400 leaves a rate per day: leave it out, or ask in /s"}},
		{"1000/s * 86400", []string{"* 86400 leaves a rate per second: for an amount type 1 day, or ask in /day"}},
		{"500M tweets/day * 10 KB * 30", []string{"* 30 leaves a size per day: for an amount type 30 days, or ask in GB/month"}},
		{"500M/day * 3", nil},
		{"100 MB/s * 8 in Gbps", []string{"the units know that a byte has 8 bits: the * 8 counts twice"}},
		{"5 TB * 3 years", []string{"a size times a time: is a rate meant somewhere, such as TB/day?"}},
		{"200..50 GB", []string{"read 200..50 from its lower end to its higher"}},
		{"100 GB * 3 reads", []string{"reads after a number is only a label here; to multiply by the line of that name, type * before it"}},
		{"3x writes", []string{"no line is named writes, so it is only a label here"}},
		{"3x peak", nil},
	} {
		r, err := Eval(c.in, names)
		if err != nil || !slices.Equal(r.Warnings, c.want) {
			t.Errorf("warnings of %q = %q, %v, want %q", c.in, r.Warnings, err, c.want)
		}
	}
}

// TestDetail checks the carets of refusals.
func TestDetail(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"16 GB + 4", "16 GB + 4\n        ^ a size and a count cannot be added: 4 what?\ntry 16 GB + 4 GB → 20 GB"},
		{"5 µs + é", "5 µs + é\n       ^ nothing is named é"},
		{"5 GB *", "5 GB *\n      ^ a figure is missing at the end"},
		{"5\t\x1b", "5 .\n  ^ a control character"},
	} {
		_, err := Eval(c.in, nil)
		refused, ok := err.(*Error)
		if !ok {
			t.Fatalf("Eval(%q): %v", c.in, err)
		}
		if got := strings.Join(refused.Detail(), "\n"); got != c.want {
			t.Errorf("refusal of %q is\n%s\nwant\n%s", c.in, got, c.want)
		}
	}
}
