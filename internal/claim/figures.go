package claim

import (
	"regexp"
	"slices"
	"strings"

	"spar/internal/lexicon"
	"spar/internal/quantity"
	"spar/internal/wordset"
)

// checks are beliefs that are held by figures rather than words, by the name that
// a belief gives as its check.
var checks = map[string]func(*Line) bool{
	"downtime":   (*Line).miscountsDowntime,
	"arithmetic": (*Line).miscalculates,
	"rates":      (*Line).misrates,
	"series":     (*Line).gainsInSeries,
	"peak":       (*Line).dividesPeak,
}

// off is by what factor a stated result may be off. People round, and a day has
// about 100,000 seconds.
const (
	off         = 3
	offDowntime = 2
)

// periods of which downtime is a part, in seconds.
var periods = map[string]float64{"year": 365 * 86400, "yr": 365 * 86400, "month": 30 * 86400, "week": 7 * 86400, "day": 86400}

// downtime are words of lines in which a duration a year is the rest of a share.
var downtime = wordset.Of("down downtime outage outages unavailable unavailability budget maintenance nines")

// miscountsDowntime reports whether a share of time and the downtime that the line
// makes of it contradict each other: "99.99% is nine hours a year".
func (l *Line) miscountsDowntime() bool {
	share, ok := l.onlyShare()
	if !ok {
		return false
	}
	if !slices.ContainsFunc(l.tokens, func(t lexicon.Token) bool { return downtime[t.Text] }) {
		return false
	}
	for i, t := range l.tokens {
		if period := l.periodBehind(i); t.Kind == lexicon.Duration && period > 0 {
			if i > 1 && l.tokens[i-2].Kind == lexicon.Duration {
				t.Value += l.tokens[i-2].Value // "4m20s"
			}
			ratio := t.Value / ((1 - share/100) * period)
			return ratio > offDowntime || ratio < 1./offDowntime
		}
	}
	return false
}

// onlyShare returns the share of time that a line promises, if it names one alone.
func (l *Line) onlyShare() (share float64, ok bool) {
	for _, t := range l.tokens {
		if t.Kind == lexicon.Share && t.Value >= 90 && t.Value < 100 {
			if share != 0 && share != t.Value {
				return 0, false
			}
			share = t.Value
		}
	}
	return share, share != 0
}

// periodBehind returns the period that a duration is said of: "8 hours of downtime
// a year", "43 min/month"; 0 if it is of none.
func (l *Line) periodBehind(i int) float64 {
	const near = 7 // words
	for j := i + 1; j < min(len(l.tokens), i+1+near) && l.tokens[j].Sentence == l.tokens[i].Sentence; j++ {
		if l.tokens[j].IsFigure() {
			return 0
		}
		before := l.tokens[j-1].Text
		if period := periods[l.tokens[j].Text]; period > 0 && (before == "a" || before == "per" || before == "each" || before == "every" || j == i+2) {
			return period
		}
	}
	return 0
}

// equation is a product or a quotient of figures and what the line says it is.
var equation = regexp.MustCompile(`(?i)([0-9][^=;,()]*?\s*(?:\*|×|/|\bx\b|\btimes\b|\bdivided by\b)\s*[^=;,()]*?)\s*(?:=|\bis\b|\bare\b|\bgives?\b|\bcomes to\b|\bmakes\b|\bequals\b)\s*(?:about\b|around\b|roughly\b|only\b|just\b|~|≈)?\s*([0-9](?:[^=;,()]|,[0-9]{3})*)`)

// perShare is "35k / 90% hits", which leaves a tenth to whoever writes it.
var perShare = regexp.MustCompile(`/\s*[0-9.]+\s*%`)

// miscalculates reports whether the line writes out a product or a quotient and a
// result that is off by far.
func (l *Line) miscalculates() bool {
	if !strings.ContainsAny(l.Text, "*×/") && !l.HasRun([]string{"x"}) && !l.HasRun([]string{"time"}) && !l.HasRun([]string{"divid"}) {
		return false // most lines: the pattern is slow
	}
	for _, m := range equation.FindAllStringSubmatch(l.Text, -1) {
		if perShare.MatchString(m[1]) {
			continue
		}
		left, ok := evaluated(m[1], false)
		if !ok {
			continue
		}
		right, ok := evaluated(m[2], true)
		if !ok || right.Dim() != left.Dim() || left.Base() <= 0 {
			continue
		}
		if ratio := right.Base() / left.Base(); (ratio > off || ratio < 1./off) && !converts(ratio) {
			return true
		}
	}
	return false
}

// converts reports whether a factor is one that people apply by hand where the
// units say it already: "1B/day / 86400 = 11.6k/s", "5.8 MB/s * 8 = 46 Mbps".
func converts(ratio float64) bool {
	const about = 1.05
	return slices.ContainsFunc([]float64{8, 7, 24, 30, 60, 365, 1440, 3600, 86400, 100000}, func(f float64) bool {
		return ratio > f/about && ratio < f*about || ratio > 1/f/about && ratio < 1/f*about
	})
}

// evaluated returns what the longest beginning or end of a text is as an
// expression. Words are few.
func evaluated(text string, beginning bool) (quantity.Quantity, bool) {
	const most = 12
	words := strings.Fields(text)
	if len(words) > most {
		if beginning {
			words = words[:most]
		} else {
			words = words[len(words)-most:]
		}
	}
	for len(words) > 0 {
		if q, err := quantity.Parse(strings.Trim(strings.Join(words, " "), ".:")); err == nil {
			return q, true
		}
		if beginning {
			words = words[:len(words)-1]
		} else {
			words = words[1:]
		}
	}
	return quantity.Quantity{}, false
}
