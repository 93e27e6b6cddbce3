package phrase

import (
	"math"
	"slices"
)

// A hit is a token of a line that is a word of a phrase.
type hit struct {
	token int // index in the line
	word  int // index in the phrase
}

// find returns where the phrase is clearest in a line.
func (c *compiled) find(line []token) (best Match, ok bool) {
	hits := c.hits(line)
	seen := make([]int, c.required) // how often each word stands in the window
	missing, left := c.required, 0
	for right := range hits {
		if seen[hits[right].word]++; seen[hits[right].word] == 1 {
			missing--
		}
		for missing == 0 && seen[hits[left].word] > 1 {
			seen[hits[left].word]--
			left++
		}
		if missing > 0 {
			continue
		}
		if m, ok := c.judge(line, hits[left].token, hits[right].token); ok && m.better(best) {
			best = m
		}
	}
	return best, best.Weight > 0
}

// hits returns where the words that must be found stand.
func (c *compiled) hits(line []token) []hit {
	var hits []hit
	for i, t := range line {
		if t.weight == 0 {
			continue
		}
		if w := slices.IndexFunc(c.words[:c.required], t.matches); w >= 0 {
			hits = append(hits, hit{i, w})
		}
	}
	return hits
}

// window is how far apart so many words may stand, in words that count.
func window(words int) int { return 2*words + 1 }

// judge weighs the tokens first to last of a line, between which all words
// stand that must be found.
func (c *compiled) judge(line []token, first, last int) (Match, bool) {
	most := window(c.required)
	span := line[last].position - line[first].position + 1
	if c.required > 1 && span > most {
		return Match{}, false
	}
	weight, inside, slips := 0., 0, 0
	near := vicinity(line, first, last, most)
	for _, w := range c.words {
		at := nearest(line, w, near, first, last)
		if at < 0 {
			continue
		}
		weight += w.weight
		if at >= first && at <= last {
			inside++
		}
		if line[at].stem != w.stem {
			slips++
		}
	}
	if weight < share*c.weight {
		return Match{}, false
	}
	closeness := min(1, float64(inside)/float64(span))
	return Match{
		Phrase:   c.text,
		Index:    c.index,
		Strength: closeness * weight / c.weight * math.Pow(slipCost, float64(slips)),
		Weight:   weight,
		Negated:  negated(line, first, last) != c.negative,
	}, true
}

// slipCost is what remains of a match's strength for each misspelt word.
const slipCost = 0.9

// vicinity returns the tokens that stand within so many positions of the
// tokens first to last.
func vicinity(line []token, first, last, most int) (near [2]int) {
	near = [2]int{first, last}
	for near[0] > 0 && line[near[0]-1].position >= line[first].position-most {
		near[0]--
	}
	for near[1] < len(line)-1 && line[near[1]+1].position <= line[last].position+most {
		near[1]++
	}
	return near
}

// nearest returns the token of a part of a line that is a word w, one of the
// tokens first to last before others; -1 if there is none.
func nearest(line []token, w token, part [2]int, first, last int) int {
	found := -1
	for i := part[0]; i <= part[1]; i++ {
		if line[i].weight == 0 || !line[i].matches(w) {
			continue
		}
		if i >= first && i <= last {
			return i
		}
		found = i
	}
	return found
}
