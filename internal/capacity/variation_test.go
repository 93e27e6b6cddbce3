package capacity

import (
	"strconv"
	"strings"
	"testing"
)

// A variation is a line of a kind that calculators misread, in other words than
// those of misread.json, and what it gives in base units: "5400 s", "10..20 B",
// "0.5 share", "5 count note" with a note and "5 count -note" without one,
// "refused", "refused, offers 5400", "refused, not 30". Lines before the last are
// separated by bars.
type variation struct{ line, want string }

// expects reads what a variation gives.
func expects(want string) expectation {
	var x expectation
	if rest, ok := strings.CutPrefix(want, "refused"); ok {
		x.Refuse = true
		for part := range strings.SplitSeq(rest, ", ") {
			if value, ok := strings.CutPrefix(part, "offers "); ok {
				x.Right = []byte(value)
			}
			if value, ok := strings.CutPrefix(part, "not "); ok {
				x.Wrong = append(x.Wrong, []byte(value))
			}
		}
		return x
	}
	yes, no := true, false
	for i, field := range strings.Fields(want) {
		low, high, ends := strings.Cut(field, "..")
		value, err := strconv.ParseFloat(low, 64)
		switch {
		case i == 0 && err != nil:
			panic("a variation wants " + want)
		case i == 0 && ends:
			end, _ := strconv.ParseFloat(high, 64)
			x.Low, x.High = &value, &end
		case i == 0:
			x.Value = &value
		case field == "note":
			x.Note = &yes
		case field == "-note":
			x.Note = &no
		default:
			x.Hint = field
		}
	}
	return x
}

// check evaluates the variations of one kind.
func check(t *testing.T, variations []variation) {
	t.Helper()
	for _, v := range variations {
		lines := strings.Split(v.line, " | ")
		if reason := expects(v.want).judge(lines); reason != "" {
			t.Errorf("%q: %s, want %s", v.line, reason, v.want)
		}
	}
}

func TestPercentChain(t *testing.T) {
	check(t, []variation{
		{"1 + 10% + 10%", "1.21 count"},
		{"1 - 50% - 50%", "0.25 any"},
		{"one + 20% + 5%", "1.26 count"},
		{"(3 - 2) + 15% + 25%", "1.4375 count"},
		{"5% of 10 + 20%", "0.6 any"},
		{"boxes = 1 | boxes + 100% + 100%", "4 count"},
		{"rate = 20% | rate + 5%", "0.25 share"},
		{"1 TB + 15% + 25%", "1.4375e12 B"},
	})
}

func TestApproximateSign(t *testing.T) {
	check(t, []variation{
		{"~17k rps", "17000 /s"},
		{"≈ 11.6k qps", "11600 /s"},
		{"~4.6 TB/day * 3 days", "13.8e12 B"},
		{"5 GB * ~37", "185e9 B"},
		{"~86,400 * 2", "172800 count"},
		{"about 35k rps", "35000 /s"},
		{"users = ~ 123M | users * 1 KB", "123e9 B"},
		{"~1.7..2.3 GB", "1.7e9..2.3e9 B"},
	})
}
