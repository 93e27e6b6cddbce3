package lexicon

import (
	"math"

	"spar/internal/wordset"
)

// fold joins tokens that say one figure together: "100 million", "50 ms",
// "three nines", "99th percentile", "10 to 1".
func fold(tokens []Token) []Token {
	var out []Token
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if t.Text == "in" && wordAt(tokens, i+1) == "order" && wordAt(tokens, i+2) == "to" { // which orders nothing
			i++
			continue
		}
		if len(out) == 0 && wordAt(tokens, i+1) == "so" && (t.Text == "ok" || t.Text == "okay") { // "ok so a retry ..." praises nothing
			i++
			continue
		}
		if t.Text == "sub" && spans[wordAt(tokens, i+1)] > 0 { // "sub-second"
			out = append(out, Token{Text: "1", Kind: Duration, Value: spans[wordAt(tokens, i+1)], Sentence: t.Sentence, Clause: t.Clause})
			continue
		}
		if n := len(out); n > 0 && out[n-1].Kind == Number && out[n-1].Sentence == t.Sentence {
			if used, keep := out[n-1].take(tokens[i:]); used > 0 {
				if keep { // the unit stays a word: "10 years" is also about years
					out = append(out, t)
				}
				i += used - 1
				continue
			}
		}
		if t.Kind == Number && t.Value == 1 && wordAt(tokens, i+1) == "st" && tokens[i+1].Sentence == t.Sentence {
			t.Kind, t.Text = Word, "first"
			i++
		}
		if factor, ok := magnitudes[t.Text]; ok && t.Kind == Word && len(t.Text) > 3 { // "a billion"
			t.Kind, t.Value, t.scaled, t.Text = Number, factor, true, trimZeros(factor)
		}
		if t.Text == "half" && (wordAt(tokens, i+1) == "a" || wordAt(tokens, i+1) == "an") && spans[wordAt(tokens, i+2)] > 0 { // "half a second"
			t.Kind, t.Value, t.Text = Duration, spans[wordAt(tokens, i+2)]/2, "0.5"
			i += 2
		}
		if (t.Text == "a" || t.Text == "an" || t.Text == "one") && i > 0 && bounding[tokens[i-1].Text] && spans[wordAt(tokens, i+1)] > 0 { // "below one hour"
			t.Kind, t.Value, t.Text = Duration, spans[wordAt(tokens, i+1)], "1"
		}
		if t.Kind == Word && t.Text == "slowest" && i+1 < len(tokens) && tokens[i+1].Kind == Share && tokens[i+1].Value < 50 {
			i++
			t.Kind, t.Value = Percentile, 100-tokens[i].Value
			t.Text = "p" + trimZeros(t.Value)
		}
		if t.Kind == Word && t.Text == "tail" && wordAt(tokens, i+1) == "latency" {
			t = Token{Text: "p99", Kind: Percentile, Value: 99, Sentence: t.Sentence, Clause: t.Clause}
		}
		if t.Kind == Word && t.Text == "percentile" && i+1 < len(tokens) && tokens[i+1].Kind == Number {
			t = tokens[i+1]
			t.Kind = Percentile
			i++
		}
		out = append(out, t)
	}
	for i := range out {
		t := &out[i]
		if t.Kind != Number {
			continue
		}
		if statuses[t.Value] && !t.scaled {
			t.Kind = Status
		}
		if !t.scaled && t.Value >= 99.5 && t.Value < 100 {
			t.Kind = Share // "availability 99.95"
		}
	}
	return out
}

// take reads the tokens behind a number into it and returns how many it used. keep
// is set if the first of them also stands for itself.
func (t *Token) take(next []Token) (used int, keep bool) {
	w := next[0]
	if w.Kind == Number {
		switch {
		case !t.scaled && t.Value >= 20 && t.Value < 100 && math.Mod(t.Value, 10) == 0 && w.Value > 0 && w.Value < 10: // "ninety nine"
			t.Value += w.Value
			t.Text = trimZeros(t.Value)
			return 1, false
		case w.Value == 9 && wordAt(next, 1) == "s": // "3 9s"
			t.nines(t.Value)
			return 2, false
		}
		return 0, false
	}
	if w.Kind != Word {
		return 0, false
	}
	if factor, ok := magnitudes[w.Text]; ok {
		t.Value *= factor
		t.scaled = true
		t.Text = trimZeros(t.Value)
		return 1, false
	}
	if w.Text == "s" && statuses[t.Value] && t.Value > 300 { // "404s" are answers, and no seconds
		t.Kind = Status
		return 1, false
	}
	if unit, ok := spans[w.Text]; ok && !(t.scaled && spansOfRates[w.Text]) {
		t.Kind, t.Value = Duration, t.Value*unit
		return 1, true
	}
	switch w.Text {
	case "x", "times", "fold":
		t.Kind, t.Text = Ratio, t.Text+"x"
		return 1, false
	case "nines":
		t.nines(t.Value)
		return 1, false
	case "percent", "pct", "percents":
		t.Kind = Share
		return 1, false
	case "per":
		if wordAt(next, 1) == "cent" {
			t.Kind = Share
			return 2, false
		}
	case "percentile", "pctl":
		t.Kind = Percentile
		return 1, false
	case "th", "st", "nd", "rd":
		if p := wordAt(next, 1); p == "percentile" || p == "pctl" {
			t.Kind = Percentile
			return 2, false
		}
	case "to":
		return t.to(next)
	case "and": // "three and a half nines"
		if wordAt(next, 1) == "a" && wordAt(next, 2) == "half" && wordAt(next, 3) == "nines" {
			t.nines(t.Value)
			t.Value += (100 - t.Value) / 2
			return 4, false
		}
	}
	return 0, false
}

// to reads "10 to 1" and "62 to the power of 6".
func (t *Token) to(next []Token) (used int, keep bool) {
	if len(next) > 1 && (next[1].Kind == Number && next[1].Value == 1 || wordAt(next, 1) == "one") {
		t.Kind, t.Text = Ratio, t.Text+":1"
		return 2, false
	}
	if wordAt(next, 1) != "the" {
		return 0, false
	}
	at := 2
	if wordAt(next, at) == "power" {
		at++
		if wordAt(next, at) == "of" {
			at++
		}
	}
	if at < len(next) && next[at].Kind == Number {
		t.Kind, t.Base, t.Value = Power, t.Value, next[at].Value
		t.Text = trimZeros(t.Base) + "^" + trimZeros(t.Value)
		return at + 1, false
	}
	return 0, false
}

// nines makes a token the share with n nines: three are 99.9%.
func (t *Token) nines(n float64) {
	t.Kind, t.Value = Share, 100-100*math.Pow(10, -n)
	t.Value = math.Round(t.Value*1e9) / 1e9
	t.Text = trimZeros(t.Value) + "%"
}

func wordAt(tokens []Token, i int) string {
	if i < len(tokens) && tokens[i].Kind == Word {
		return tokens[i].Text
	}
	return ""
}

// bounding are words before a bound, such as "one hour".
var bounding = wordset.Of("below under within than most exceed exceeds above over sub")

// magnitudes are the words and letters that multiply a number.
var magnitudes = map[string]float64{
	"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
	"b": 1e9, "bn": 1e9, "g": 1e9, "billion": 1e9, "billions": 1e9, "t": 1e12, "tn": 1e12, "trillion": 1e12, "trillions": 1e12,
}

// spans are units of time in seconds: a month has 30 days, a year 365.
var spans = map[string]float64{
	"us": 1e-6, "µs": 1e-6, "ms": 1e-3, "msec": 1e-3, "msecs": 1e-3, "milli": 1e-3, "millis": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600,
	"d": 86400, "day": 86400, "days": 86400, "week": 7 * 86400, "weeks": 7 * 86400, "month": 30 * 86400, "months": 30 * 86400,
	"y": 365 * 86400, "yr": 365 * 86400, "year": 365 * 86400, "years": 365 * 86400,
}

// spansOfRates are those that, behind a large count, say a rate: "100M a day",
// "12k s".
var spansOfRates = wordset.Of("day s sec second d")

// statuses are the HTTP statuses that are talked about.
var statuses = map[float64]bool{
	200: true, 201: true, 202: true, 204: true, 301: true, 302: true, 303: true, 307: true, 308: true,
	400: true, 404: true, 409: true, 410: true, 422: true, 429: true, 503: true, 451: true,
}
