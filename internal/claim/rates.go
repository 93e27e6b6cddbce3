package claim

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/quantity"
	"spar/internal/wordset"
)

// Parts of the patterns below: a figure with its magnitude, a period, what stands
// between a sum and its result.
const (
	figure  = `([0-9][0-9.,]*\s*(?:k|m|bn?|thousand|million|billion|trillion|hundred million|hundred billion)?)`
	aPeriod = `(?:a|per|each|every|an|/)\s*(second|sec|s|minute|min|hour|h|day|d|month|year)\b`
	aSpan   = `([0-9.]+|one|two|three|five|ten|a hundred|[0-9.,]+)\s*(second|day|week|month|year)s?`
	makes   = `\s*(?:,?\s*(?:which|that|so|this))?\s*(?:=|is|are|makes?|gives?|means?|comes? to|amounts? to)\s*(?:only|just|about|around|roughly|some|~|≈)*\s*`
	noun    = `(?:\s+[a-z]+){0,3}?\s*`
)

// Sums that people say in words.
var (
	// "1B messages a day are about 11,600 a second"
	perPeriods = regexp.MustCompile(`(?i)` + figure + noun + aPeriod + makes + figure + noun + aPeriod)
	// "200 million clients every 30 seconds make 6.7 million packets a second"
	everySpan = regexp.MustCompile(`(?i)` + figure + noun + `(?:every|each)\s+` + aSpan + makes + figure + noun + aPeriod)
	// "ten years at 100M a day are 365 billion links"
	spanAt = regexp.MustCompile(`(?i)` + aSpan + `\s+(?:at|of|with)\s+` + figure + noun + aPeriod + makes + figure)
	// "57 billion at 100M a day lasts for 568 days"
	lasts = regexp.MustCompile(`(?i)` + figure + noun + `[^.;0-9]{0,12}\bat\s+` + figure + noun + aPeriod + `[^.;0-9]{0,12}\b(?:lasts?|suffices?|is|are)\s*(?:us|enough|good)?\s*(?:for)?\s*(?:only|just|about|more than|over|around)*\s*` + aSpan)
	// "seven base62 characters are 3.5 trillion codes"
	characters = regexp.MustCompile(`(?i)\b(five|six|seven|eight|[5-8])\s+(?:(?:base[ -]?62|random|alphanumeric)\s+)?(?:characters?|chars?|letters?|signs?)` + makes + figure)
	// "11,600 answers of 500 bytes are 5.8 MB/s"
	ofSize = regexp.MustCompile(`(?i)` + figure + `\s+[a-z]+(?:\s+[a-z]+)?\s+of\s+([0-9.]+\s*(?:bytes?|b|kb|mb|gb))\b(?:\s+(?:each|a second|per second))?` + makes + `([0-9.,]+\s*(?:b|kb|mb|gb|tb|pb|bytes))\b`)
	// "peak = average / 3"
	peakBelow = regexp.MustCompile(`(?i)\bpeak[^.;,=]*=\s*(?:average|avg|mean)[^.;,=*]*[/÷]\s*[2-9]`)
)

// measured are words of which every sum below has one.
var measured = wordset.Of("second seconds sec s minute hour h day days d week weeks month months year years characters character chars letters signs byte bytes b kb mb gb of every per")

// misrates reports whether the line says in words a sum of amounts and periods, or
// of characters, of which the result is off by far.
func (l *Line) misrates() bool {
	if !slices.ContainsFunc(l.tokens, lexicon.Token.IsFigure) || !slices.ContainsFunc(l.tokens, func(t lexicon.Token) bool { return measured[t.Text] }) {
		return false // most lines: the patterns are slow
	}
	text := strings.ReplaceAll(l.Text, "base62", "base-62")
	for _, m := range perPeriods.FindAllStringSubmatch(text, -1) {
		if seconds(m[2]) != seconds(m[4]) && isOff(number(m[3])/seconds(m[4]), number(m[1])/seconds(m[2])) {
			return true
		}
	}
	for _, m := range everySpan.FindAllStringSubmatch(text, -1) {
		if isOff(number(m[4])/seconds(m[5]), number(m[1])/(number(m[2])*seconds(m[3]))) {
			return true
		}
	}
	for _, m := range spanAt.FindAllStringSubmatch(text, -1) {
		if isOff(number(m[5]), number(m[1])*seconds(m[2])*number(m[3])/seconds(m[4])) {
			return true
		}
	}
	for _, m := range lasts.FindAllStringSubmatch(text, -1) {
		if isOff(number(m[4])*seconds(m[5]), number(m[1])/(number(m[2])/seconds(m[3]))) {
			return true
		}
	}
	for _, m := range characters.FindAllStringSubmatch(text, -1) {
		if found := number(m[2]); found > 1e6 && isOff(found, math.Pow(62, number(m[1]))) {
			return true
		}
	}
	for _, m := range ofSize.FindAllStringSubmatch(text, -1) {
		size, err := quantity.Parse(m[2])
		all, err2 := quantity.Parse(m[3])
		if err == nil && err2 == nil && isOff(all.Base(), number(m[1])*size.Base()) {
			return true
		}
	}
	return false
}

// isOff reports whether a stated result is off by far; what could not be read is not.
func isOff(stated, true float64) bool {
	ratio := stated / true
	return ratio > 0 && !math.IsInf(ratio, 0) && (ratio > off || ratio < 1./off)
}

// seconds of a period.
func seconds(period string) float64 {
	switch strings.ToLower(period)[0] {
	case 's':
		return 1
	case 'h':
		return 3600
	case 'd':
		return 86400
	case 'w':
		return 7 * 86400
	case 'y':
		return 365 * 86400
	}
	if strings.HasPrefix(strings.ToLower(period), "mo") {
		return 30 * 86400
	}
	return 60
}

// spelled are numbers in words.
var spelled = map[string]float64{"one": 1, "two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "a hundred": 100}

// number reads a figure with its magnitude; 0 if it is none.
func number(text string) float64 {
	text = strings.ToLower(strings.TrimSpace(text))
	if v, ok := spelled[text]; ok {
		return v
	}
	digits := strings.TrimRight(text, "abcdefghijklmnopqrstuvwxyz ")
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimRight(digits, ".,"), ",", ""), 64)
	if err != nil {
		return 0
	}
	for _, word := range strings.Fields(text[len(digits):]) {
		switch word[0] {
		case 'k':
			v *= 1e3
		case 'h':
			v *= 100
		case 'm':
			v *= 1e6
		case 'b':
			v *= 1e9
		case 't':
			if word == "thousand" {
				v *= 1e3
			} else {
				v *= 1e12
			}
		}
	}
	return v
}

// serial are words of parts that are all needed, one behind the other.
var serial = wordset.Of("series serial serially chain chained chaining row sequence")

// gainsInSeries reports whether the line finds parts that are all needed to be more
// available together than each alone.
func (l *Line) gainsInSeries() bool {
	said := slices.ContainsFunc(l.tokens, func(t lexicon.Token) bool { return serial[t.Text] }) || l.HasRun([]string{"one", "after"})
	if !said {
		return false
	}
	var shares []float64
	for _, t := range l.tokens {
		if t.Kind == lexicon.Share && t.Value > 50 && t.Value < 100 {
			shares = append(shares, t.Value)
		}
	}
	n := len(shares)
	return n > 1 && shares[n-1] > slices.Max(shares[:n-1])
}

// dividesPeak reports whether the line finds the peak below the average.
func (l *Line) dividesPeak() bool { return peakBelow.MatchString(l.Text) }
