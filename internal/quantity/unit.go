package quantity

import (
	"maps"
	"slices"
	"strings"
)

// A unit is a word that gives a number a dimension.
type unit struct {
	symbol string // the short form, "MB"
	long   string // what a reading calls it, "bytes"
	size   number // in the units of powers
	powers powers
	sizes  prefix
	// thousands is the power of 1,000 in a decimal unit of bytes, which becomes
	// a power of 1,024 in a sheet of that base.
	thousands int8
	special   special
	note      string // says what letter case decided, if it did
}

// A special unit does not just multiply.
type special uint8

const (
	ordinary special = iota
	percentUnit
	timesUnit // the x of 3x
	ninesUnit // three nines are 99.9%
)

// one returns one of the unit in a sheet of the given base.
func (u *unit) one(base int) Quantity {
	q := Quantity{value: u.size, powers: u.powers, style: style{share: u.special == percentUnit, percent: u.special == percentUnit, sizes: u.sizes}}
	if base == 1024 && u.thousands > 0 {
		q.value = whole(1024).raise(int64(u.thousands))
		q.style.sizes = binaryPrefix
	}
	return q
}

// spoken returns the name of one of the unit.
func (u *unit) spoken() string {
	if u.long != "" {
		return strings.TrimSuffix(u.long, "s")
	}
	return u.symbol
}

// isBits reports whether the unit counts bits by the thousand.
func (u *unit) isBits() bool {
	return u.powers.byte == 1 && u.thousands == 0 && u.symbol != "B" && u.symbol != "B/s" && u.sizes != binaryPrefix
}

// units holds every unit by every word for it; letter case counts.
var units = unitTable()

// symbolUnits are those of signs.
var symbolUnits = map[string]*unit{"%": units["%"], "‰": units["‰"], "¢": units["¢"]}

// caselessUnits holds the words that nobody means differently in capitals.
var caselessUnits = caseless(units)

func unitTable() map[string]*unit {
	t := make(map[string]*unit, 400)
	add := func(u unit, words ...string) {
		for _, w := range words {
			t[w] = &u
		}
	}
	addTimes(add)
	addSizes(add)
	addRates(add)
	add(unit{symbol: "$", size: whole(1), powers: powers{dollar: 1}}, "$", "dollar", "dollars", "USD")
	add(unit{symbol: "¢", size: ratio(1, 100), powers: powers{dollar: 1}}, "¢", "cent", "cents")
	add(unit{symbol: "%", size: ratio(1, 100), special: percentUnit}, "%", "percent", "percents", "pct", "pcts", "prct", "perc", "per cent", "percentage point", "percentage points")
	add(unit{symbol: "‰", size: ratio(1, 1000), special: percentUnit}, "‰", "permille", "permil", "per mille", "per mil")
	add(unit{symbol: "bp", long: "basis points", size: ratio(1, 10_000), special: percentUnit}, "basis point", "basis points", "bp")
	add(unit{symbol: "ppm", size: ratio(1, 1_000_000), special: percentUnit}, "ppm")
	add(unit{symbol: "x", size: whole(1), special: timesUnit}, "x", "X")
	add(unit{symbol: "nines", long: "nines", size: whole(1), special: ninesUnit}, "nine", "nines")
	return t
}

func addTimes(add func(unit, ...string)) {
	second := powers{second: 1}
	add(unit{symbol: "ns", size: ratio(1, 1_000_000_000), powers: second}, "ns", "nsec", "nsecs", "nanosecond", "nanoseconds")
	add(unit{symbol: "µs", size: ratio(1, 1_000_000), powers: second}, "µs", "μs", "us", "usec", "usecs", "microsecond", "microseconds")
	add(unit{symbol: "ms", size: ratio(1, 1000), powers: second}, "ms", "msec", "msecs", "millisecond", "milliseconds")
	add(unit{symbol: "s", size: whole(1), powers: second}, "s", "sec", "secs", "second", "seconds")
	add(unit{symbol: "min", size: whole(60), powers: second}, "min", "mins", "minute", "minutes")
	add(unit{symbol: "h", long: "hours", size: whole(3600), powers: second}, "h", "hr", "hrs", "hour", "hours")
	add(unit{symbol: "day", long: "days", size: whole(1), powers: powers{day: 1}}, "d", "day", "days")
	add(unit{symbol: "week", long: "weeks", size: whole(7), powers: powers{day: 1}}, "wk", "wks", "week", "weeks")
	add(unit{symbol: "fortnight", long: "fortnights", size: whole(14), powers: powers{day: 1}}, "fortnight", "fortnights")
	add(unit{symbol: "month", long: "months", size: whole(1), powers: powers{month: 1}}, "mo", "mos", "mth", "mths", "month", "months")
	add(unit{symbol: "quarter", long: "quarters", size: whole(3), powers: powers{month: 1}}, "quarter", "quarters", "qtr", "qtrs")
	add(unit{symbol: "year", long: "years", size: whole(1), powers: powers{year: 1}}, "y", "yr", "yrs", "year", "years")
	add(unit{symbol: "decade", long: "decades", size: whole(10), powers: powers{year: 1}}, "decade", "decades")
	add(unit{symbol: "century", long: "centuries", size: whole(100), powers: powers{year: 1}}, "century", "centuries")
}

// metric are the prefixes of bytes and bits, by their power of a thousand.
var metric = []struct{ letter, word, binary string }{
	{"", "", ""},
	{"K", "kilo", "kibi"},
	{"M", "mega", "mebi"},
	{"G", "giga", "gibi"},
	{"T", "tera", "tebi"},
	{"P", "peta", "pebi"},
	{"E", "exa", "exbi"},
	{"Z", "zetta", "zebi"},
	{"Y", "yotta", "yobi"},
}

func addSizes(add func(unit, ...string)) {
	byteUnit := unit{symbol: "B", long: "bytes", size: whole(1), powers: powers{byte: 1}}
	add(byteUnit, "B", "byte", "bytes", "octet", "octets")
	add(bitsOf(byteUnit, "bits"), "bit", "bits")
	alone := bitsOf(byteUnit, "bits")
	alone.note = "read b as bits; bytes are B"
	add(alone, "b")
	for i, p := range metric[1:] {
		addPrefixed(add, int8(i+1), p.letter, p.word, p.binary)
	}
}

func addPrefixed(add func(unit, ...string), power int8, letter, word, binary string) {
	size := whole(1000).raise(int64(power))
	lower := strings.ToLower(letter)
	bytes := unit{symbol: letter + "B", size: size, powers: powers{byte: 1}, sizes: decimalPrefix, thousands: power}
	add(bytes, letter+"B", letter+"Bs", letter+"Byte", letter+"Bytes", word+"byte", word+"bytes")
	if power == 2 || power == 3 {
		add(bytes, word[:3], word[:3]+"s") // megs and gigs
	}
	bytes.note = "read " + lower + "b as " + word + "bytes; " + word + "bits are " + letter + "b"
	add(bytes, lower+"b")
	if power == 1 {
		bytes.note = ""
		add(bytes, "kB")
	}
	bit := bitsOf(unit{size: size, powers: powers{byte: 1}}, letter+"bit")
	bit.symbol = letter + "bit"
	add(bit, letter+"bit", letter+"bits", lower+"bit", lower+"bits", word+"bit", word+"bits")
	bit.note = "read " + letter + "b as " + word + "bits, eight to the byte; " + word + "bytes are " + letter + "B"
	add(bit, letter+"b")
	kibi := unit{symbol: letter + "iB", size: whole(1024).raise(int64(power)), powers: powers{byte: 1}, sizes: binaryPrefix}
	add(kibi, letter+"iB", letter+"iBs", letter+"iByte", letter+"iBytes", binary+"byte", binary+"bytes")
	kibi = bitsOf(kibi, letter+"ibit")
	kibi.symbol = letter + "ibit"
	add(kibi, letter+"ibit", letter+"ib", binary+"bit", binary+"bits")
}

// bitsOf returns the unit of bits that goes with one of bytes.
func bitsOf(u unit, name string) unit {
	u.symbol, u.long, u.size = "bit", name, u.size.mul(ratio(1, 8))
	u.sizes, u.thousands = anyPrefix, 0
	return u
}

func addRates(add func(unit, ...string)) {
	for _, name := range []string{"rps", "qps", "tps", "fps", "wps", "pps", "eps", "IOPS", "Hz"} {
		add(unit{symbol: name, size: whole(1), powers: powers{second: -1}}, name)
		for letter, n := range map[string]int64{"k": 1e3, "M": 1e6} {
			add(unit{symbol: letter + name, size: whole(n), powers: powers{second: -1}}, letter+name)
		}
	}
	add(unit{symbol: "Hz", size: whole(1), powers: powers{second: -1}}, "hz", "HZ", "hertz")
	add(unit{symbol: "GHz", size: whole(1e9), powers: powers{second: -1}}, "GHz")
	for name, p := range map[string]unit{"m": {size: ratio(1, 60), powers: powers{second: -1}, long: "minute"}, "d": {size: whole(1), powers: powers{day: -1}, long: "day"}} {
		for _, letter := range []string{"r", "q", "t"} {
			rate := unit{symbol: letter + "p" + name, size: p.size, powers: p.powers, note: "read " + letter + "p" + name + " as per " + p.long}
			add(rate, rate.symbol)
		}
	}
	for i, p := range metric {
		addBandwidth(add, int8(i), p.letter, p.word)
	}
}

func addBandwidth(add func(unit, ...string), power int8, letter, word string) {
	size, bandwidth := whole(1000).raise(int64(power)), powers{byte: 1, second: -1}
	lower := strings.ToLower(letter)
	bit := unit{symbol: letter + "bps", size: size.mul(ratio(1, 8)), powers: bandwidth}
	bytes := unit{
		symbol: letter + "B/s", size: size, powers: bandwidth, sizes: decimalPrefix, thousands: power,
		note: "read " + letter + "Bps as " + word + "bytes a second; bits are " + letter + "bps",
	}
	add(bytes, letter+"Bps")
	switch power {
	case 0:
		bytes.note, bit.symbol = "", "bps"
		add(bytes, "Bps")
		add(bit, "bps")
	case 1:
		bit.symbol = "kbps"
		add(bytes, "kBps")
		add(bit, "kbps", "Kbps")
	default:
		add(bit, letter+"bps")
		if letter == "G" {
			add(bit, "GbE")
		}
		bit.note = "read " + lower + "bps as " + word + "bits a second; bytes are " + letter + "B/s"
		add(bit, lower+"bps")
	}
	bit.note = "read " + letter + "BPS as " + word + "bits a second; bytes are " + letter + "B/s"
	add(bit, letter+"BPS")
}

// caseless indexes the words of three letters and more that mean the same in
// any letter case.
func caseless(table map[string]*unit) map[string]*unit {
	t := make(map[string]*unit, len(table))
	clashes := make(map[string]bool)
	for _, word := range slices.Sorted(maps.Keys(table)) {
		lower := strings.ToLower(word)
		if len(word) < 3 || strings.HasSuffix(word, "Bs") || clashes[lower] {
			continue
		}
		if other, ok := t[lower]; ok && other.symbol != table[word].symbol {
			clashes[lower] = true
			delete(t, lower)
			continue
		}
		t[lower] = table[word]
	}
	return t
}

// findUnit returns the unit that a word stands for, or nil.
func findUnit(word string) *unit {
	if u := units[word]; u != nil {
		return u
	}
	return caselessUnits[strings.ToLower(word)]
}
