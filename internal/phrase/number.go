package phrase

import (
	"strconv"
	"strings"
	"unicode"
)

// Numbers as they are spelt.
var (
	numerals = map[string]float64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
		"ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
		"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
		"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	}
	// multiples stand behind a number, as words of their own.
	multiples = map[string]float64{
		"hundred": 1e2, "thousand": 1e3, "million": 1e6, "mil": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
	}
	// suffixes stand behind a number, glued to it. A glued b may be billion or
	// bytes, so it stays what it is.
	suffixes = map[string]float64{"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}
	// units by what stands for them.
	units = map[string]string{
		"ms": "ms", "msec": "ms", "millisecond": "ms", "us": "us", "microsecond": "us", "ns": "ns", "nanosecond": "ns",
		"s": "s", "sec": "s", "second": "s", "min": "min", "minute": "min", "h": "h", "hr": "h", "hour": "h",
		"d": "d", "day": "d", "week": "week", "month": "month", "y": "y", "yr": "y", "year": "y",
		"b": "b", "byte": "b", "kb": "kb", "kilobyte": "kb", "mb": "mb", "megabyte": "mb", "gb": "gb", "gigabyte": "gb",
		"tb": "tb", "terabyte": "tb", "pb": "pb", "petabyte": "pb", "percent": "%", "%": "%", "time": ":1", "x": ":1", "fold": ":1",
	}
	// rates are units behind a slash.
	rates = map[string]string{
		"s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "mo": "month", "y": "year", "yr": "year",
	}
)

// joinNumbers writes every number one way, as one word with its unit.
func joinNumbers(words []word) []word {
	var joined []word
	for i := 0; i < len(words); {
		text, used := readNumber(words[i:])
		joined = append(joined, words[i].replaced(text))
		i += used
	}
	return joined
}

// readNumber returns the number that words begin with, written one way, and how
// many words it takes; the first word itself if that is no number.
func readNumber(words []word) (text string, used int) {
	value, suffix, used := readValue(words)
	if used == 0 {
		return words[0].text, 1
	}
	unit, ok := unitOf(suffix)
	switch {
	case !ok:
		return words[0].text, 1
	case unit != "":
	case follows(words, used, "to") && (follows(words, used+1, "one") || follows(words, used+1, "1")):
		unit, used = ":1", used+2
	case value == 1 && used == 1 && words[0].text == "one":
		// "In one day" is not 1 d, but about a day.
	case continues(words, used):
		if next, known := unitOf(words[used].text); known {
			unit, used = next, used+1
		}
	}
	return format(value, unit), used
}

// readValue reads digits or numerals, and the multiples behind them. suffix is
// what is glued to the digits and is no multiple. It uses no word if there is
// no number.
func readValue(words []word) (value float64, suffix string, used int) {
	first := words[0].text
	switch {
	case unicode.IsDigit(rune(first[0])):
		end := strings.IndexFunc(first, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' })
		if end < 0 {
			end = len(first)
		}
		var err error
		if value, err = strconv.ParseFloat(first[:end], 64); err != nil {
			return 0, "", 0
		}
		suffix, used = first[end:], 1
	case first == "a" || first == "an":
		if continues(words, 1) && multiples[words[1].text] > 0 {
			value, used = 1, 1
		}
	case first[0] == 'x' && len(first) > 1 && unicode.IsDigit(rune(first[1])):
		if n, err := strconv.ParseFloat(first[1:], 64); err == nil {
			return n, "x", 1
		}
	default:
		value, used = readNumerals(words)
	}
	for _, glued := range []map[string]float64{suffixes, multiples} {
		if factor, ok := glued[suffix]; ok {
			value, suffix = value*factor, ""
		}
	}
	for used > 0 && suffix == "" && continues(words, used) && multiples[words[used].text] > 0 {
		value *= multiples[words[used].text]
		used++
	}
	return value, suffix, used
}

// readNumerals reads "ten" and "twenty five".
func readNumerals(words []word) (value float64, used int) {
	value, ok := numerals[words[0].text]
	if !ok {
		return 0, 0
	}
	if value >= 20 && continues(words, 1) {
		if digit := numerals[words[1].text]; digit >= 1 && digit <= 9 {
			return value + digit, 2
		}
	}
	return value, 1
}

// follows reports whether word i is a text and continues the words before it.
func follows(words []word, i int, text string) bool {
	return continues(words, i) && words[i].text == text
}

// continues reports whether nothing but a space parts word i from the words
// before it.
func continues(words []word, i int) bool {
	return i < len(words) && words[i].gap == blank && !words[i].slash
}

// unitOf returns the unit that a text stands for; none is one too.
func unitOf(text string) (unit string, ok bool) {
	if text == "" {
		return "", true
	}
	if unit, ok = units[text]; !ok {
		unit, ok = units[strings.TrimSuffix(text, "s")]
	}
	return unit, ok
}

// format writes a number. From a billion on it is counted in billions, with the
// letter that may also mean bytes.
func format(value float64, unit string) string {
	if value == 1 && unit == "" {
		return "one"
	}
	if value >= 1e9 && unit == "" {
		value, unit = value/1e9, "b"
	}
	return strconv.FormatFloat(value, 'g', -1, 64) + unit
}
