package capacity

import (
	"math"
	"strconv"
	"strings"

	"spar/internal/quantity"
)

// Say returns a line's result as one would say it aloud, rounded to what can be
// remembered: "about twelve thousand a second". It is empty for lines without
// a figure.
func (l Line) Say() string {
	switch l.Kind {
	case BlankLine, SettingLine, GuessLine:
		return ""
	}
	if l.Err != nil {
		return ""
	}
	return say(l.Result.Quantity)
}

func say(q quantity.Quantity) string {
	if share, ok := strings.CutSuffix(q.String(), "%"); ok && !q.IsRange() && q.Base() >= 0 {
		return digitWords(strings.ReplaceAll(share, ",", "")) + " per cent"
	}
	low, high := q.Bounds()
	s, ok := speechFor(q, max(math.Abs(low), math.Abs(high)))
	switch {
	case !ok || low < 0 && q.IsRange():
		return ""
	case q.IsRange():
		a, _ := spoken(low / s.size)
		b, _ := spoken(high / s.size)
		return s.sentence(a+" to "+b, true)
	}
	size := math.Abs(low) / s.size
	number, exact := spoken(size)
	if low < 0 {
		number = "minus " + number
	}
	text := s.sentence(number, size != 1)
	if !exact {
		text = "about " + text
	}
	return text
}

// A speech is how a kind of quantity is put into words: number, noun, rest.
type speech struct {
	size         float64 // base units in one of the noun
	noun, plural string
	rest         string // "a second"
}

func (s speech) sentence(number string, several bool) string {
	words := []string{number}
	switch {
	case s.plural != "" && several:
		words = append(words, s.plural)
	case s.noun != "":
		words = append(words, s.noun)
	}
	if s.rest != "" {
		words = append(words, s.rest)
	}
	return strings.Join(words, " ")
}

var byteWords = []speech{
	{1, "byte", "bytes", ""},
	{1e3, "kilobyte", "kilobytes", ""},
	{1e6, "megabyte", "megabytes", ""},
	{1e9, "gigabyte", "gigabytes", ""},
	{1e12, "terabyte", "terabytes", ""},
	{1e15, "petabyte", "petabytes", ""},
	{1e18, "exabyte", "exabytes", ""},
}

var timeWords = []speech{
	{1e-9, "nanosecond", "nanoseconds", ""},
	{1e-6, "microsecond", "microseconds", ""},
	{1e-3, "millisecond", "milliseconds", ""},
	{1, "second", "seconds", ""},
	{60, "minute", "minutes", ""},
	{3600, "hour", "hours", ""},
	{86_400, "day", "days", ""},
	{365 * 86_400, "year", "years", ""},
}

// speechFor chooses the words for a value in base units; ok is false for kinds
// that nobody puts into words.
func speechFor(q quantity.Quantity, v float64) (s speech, ok bool) {
	switch q.Dim() {
	case quantity.Dim{}:
		s.size = 1
	case quantity.Dim{Byte: 1}:
		s = choose(v, byteWords)
	case quantity.Dim{Second: 1}:
		s = choose(v, timeWords)
	case quantity.Dim{Second: -1}:
		s = speech{size: 1, rest: "a second"}
		if v != 0 && v < 0.5 {
			s = speech{size: 1. / 86_400, rest: "a day"}
		}
	case quantity.Dim{Byte: 1, Second: -1}:
		s = choose(v, byteWords)
		s.rest = "a second"
	case quantity.Dim{Dollar: 1}:
		s = speech{size: 1, noun: "dollar", plural: "dollars"}
	case quantity.Dim{Dollar: 1, Second: -1}:
		s = speech{size: 1. / (30 * 86_400), noun: "dollar", plural: "dollars", rest: "a month"}
	default:
		return s, false
	}
	return s, true
}

func choose(v float64, from []speech) speech {
	best := from[0]
	for _, s := range from[1:] {
		if v > 0 && rounded(v, 2)/s.size >= 1 {
			best = s
		}
	}
	return best
}

// spoken writes a number that is not negative in words, rounded to two digits,
// or to three if that is all it has, and reports whether nothing was lost.
func spoken(x float64) (words string, exact bool) {
	if x == 0 {
		return small[0], true
	}
	y := rounded(x, 3)
	exact = math.Abs(y-x) <= 1e-9*x
	if !exact {
		y = rounded(x, 2)
	}
	return numberWords(y), exact
}

var scales = []struct {
	size float64
	name string
}{{1e15, "quadrillion"}, {1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}}

// numberWords writes a number of two or three significant digits in words.
func numberWords(x float64) string {
	if x >= 1e18 {
		return "ten to the " + strconv.Itoa(int(math.Round(math.Log10(x))))
	}
	for _, s := range scales {
		if x >= 0.9995*s.size {
			return decimalWords(x/s.size) + " " + s.name
		}
	}
	return decimalWords(x)
}

// decimalWords writes a number below a million.
func decimalWords(x float64) string {
	return digitWords(strconv.FormatFloat(x, 'f', decimalsOf(x), 64))
}

// digitWords writes a number given by its digits, the decimals one by one.
func digitWords(text string) string {
	whole, decimals, _ := strings.Cut(text, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n >= 1e6 {
		return text
	}
	words := integerWords(n)
	decimals = strings.TrimRight(decimals, "0")
	if decimals == "" {
		return words
	}
	words += " point"
	for _, d := range decimals {
		words += " " + small[d-'0']
	}
	return words
}

// decimalsOf returns how many decimals three significant digits leave.
func decimalsOf(x float64) int {
	if x <= 0 {
		return 0
	}
	return max(0, 2-int(math.Floor(math.Log10(x))))
}

var small = [...]string{
	"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
}

var tens = [...]string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

// integerWords writes an integer from 0 to 999,999.
func integerWords(n int) string {
	switch {
	case n < 20:
		return small[n]
	case n < 100:
		return joined(tens[n/10], "-", n%10)
	case n < 1000:
		return joined(small[n/100]+" hundred", " and ", n%100)
	}
	thousands := integerWords(n/1000) + " thousand"
	if rest := n % 1000; rest > 0 && rest < 100 {
		return joined(thousands, " and ", rest)
	}
	return joined(thousands, " ", n%1000)
}

func joined(words, between string, rest int) string {
	if rest == 0 {
		return words
	}
	return words + between + integerWords(rest)
}
