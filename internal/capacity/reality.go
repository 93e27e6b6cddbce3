package capacity

import (
	"fmt"
	"math"

	"spar/internal/quantity"
)

// A yardstick is a known figure to hold results against. Each is one of the
// facts of [Facts].
type yardstick struct {
	thing string // "the memory of one ordinary server (64 GiB)"
	many  string // of several of them
	value float64
	about string // year and source
}

// yardsticks by the kind of result, the smaller first.
var yardsticks = map[quantity.Dim][]yardstick{
	{Byte: 1}: {
		{"the memory of an ordinary server (64 GiB)", "ordinary servers' memory (64 GiB)", 64 << 30, "2023, EC2 m7i.4xlarge"},
		{"the memory of a large server (1.5 TiB)", "large servers' memory (1.5 TiB)", 1536 << 30, "2023, EC2 r7i.48xlarge"},
		{"a large disk (24 TB)", "large disks (24 TB)", 24e12, "2023, Seagate Exos X24"},
	},
	{Byte: 1, Second: -1}: {
		{"what a disk reads (285 MB/s)", "disks reading at once (285 MB/s)", 285e6, "2023, Seagate Exos X24"},
		{"a network card of 10 Gbit/s", "network cards of 10 Gbit/s", 1.25e9, "IEEE 802.3ae"},
		{"what an NVMe SSD reads (7.45 GB/s)", "NVMe SSDs reading at once (7.45 GB/s)", 7.45e9, "2022, Samsung 990 PRO"},
		{"a network card of 100 Gbit/s", "network cards of 100 Gbit/s", 12.5e9, "IEEE 802.3ba"},
	},
	{Second: -1}: {
		{"what a disk seeks (500/s)", "disks seeking at once (500/s)", 500, "2020, 2 ms a seek"},
		{"what one core of Redis serves (81k/s)", "cores of Redis (81k/s)", 81e3, "2011, Redis documentation"},
		{"the random reads of an NVMe SSD (1.4M/s)", "NVMe SSDs' random reads (1.4M/s)", 1.4e6, "2022, Samsung 990 PRO"},
	},
	{Second: 1}: {
		{"a random read from an SSD (16 µs)", "random reads from an SSD (16 µs)", 16e-6, "2020, C. Scott"},
		{"a round trip in a data centre (0.5 ms)", "round trips in a data centre (0.5 ms)", 500e-6, "2020, C. Scott"},
		{"a blink of an eye (100 to 400 ms)", "blinks of an eye (100 to 400 ms)", 0.2, "BioNumbers"},
		{"a working day (8 hours)", "working days (8 hours)", 8 * 3600, "by custom"},
		{"a year", "years", 365 * 86_400, "365 days"},
	},
	{}: {
		{"the people on earth (8 billion)", "times the people on earth (8 billion)", 8e9, "2022, United Nations"},
	},
}

// Checks compares a line's result with what is known: whether it fits into one
// machine, how many network cards it fills. It returns at most two sentences
// with the year and source of the figure, and none for lines without a figure
// or where nothing is near.
func (l Line) Checks() []string {
	if l.Err != nil || l.Blank() || l.Kind == SettingLine || l.Kind == GuessLine {
		return nil
	}
	q := l.Result.Quantity
	v := q.Base()
	sticks := yardsticks[q.Dim()]
	if v <= 0 || len(sticks) == 0 || q.Dim() == (quantity.Dim{}) && v < 1e9 {
		return nil
	}
	below, above := -1, -1
	for i, y := range sticks {
		if y.value <= v {
			below = i
		} else if above < 0 {
			above = i
		}
	}
	var checks []string
	if below >= 0 {
		checks = append(checks, sticks[below].compare(v))
	}
	if above >= 0 && v/sticks[above].value > 1e-3 {
		checks = append(checks, sticks[above].compare(v))
	}
	return checks
}

// compare puts a value beside the yardstick.
func (y yardstick) compare(v float64) string {
	switch ratio := v / y.value; {
	case ratio >= 1.5:
		return fmt.Sprintf("as much as %s %s; %s", rough(math.Ceil(ratio)), y.many, y.about)
	case ratio >= 0.67:
		return fmt.Sprintf("about %s; %s", y.thing, y.about)
	default:
		return fmt.Sprintf("%s of %s; %s", quantity.Percent(rounded(ratio, 2)), y.thing, y.about)
	}
}
