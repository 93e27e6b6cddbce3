package phrase

import "slices"

// Words that deny. Apostrophes are gone by now.
var (
	negations = set(`no not never none neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
		shouldnt couldnt havent hasnt hadnt mustnt neednt insteadof`)
	// Words after which a denial no longer reaches what follows.
	turns = set(`and because so but since while which that when if as until therefore then`)
	// Words that say, after a denial, that what stands before is not wanted.
	wants = set(`need needs needed necessary required worth worthwhile help helps helpful useful justified want wanted`)
	// Words that say the same by themselves.
	verdicts = set(`unnecessary unneeded needless overkill pointless premature`)
)

// How far a denial reaches, in words of any kind.
const (
	reachBefore  = 3 // from its cue to the phrase, only words that count
	reachAfter   = 3 // from the phrase to its cue
	reachVerdict = 4 // from the cue to what it denies, or from the phrase to a verdict
)

// negated reports whether a line denies what its tokens first to last say.
func negated(line []token, first, last int) bool {
	inside := slices.ContainsFunc(line[first:last+1], func(t token) bool { return t.cue })
	return inside || deniedBefore(line, first) || deniedAfter(line, last)
}

// deniedBefore looks for "no cache", "do not need any kind of cache".
func deniedBefore(line []token, first int) bool {
	counted := 0
	for i := first - 1; i >= 0 && counted < reachBefore; i-- {
		t := line[i]
		if t.clause != line[first].clause || turns[t.text] {
			return false
		}
		if t.cue {
			return true
		}
		if t.weight > 0 {
			counted++
		}
	}
	return false
}

// deniedAfter looks for "a cache is not needed", "a cache would be overkill".
func deniedAfter(line []token, last int) bool {
	for i := last + 1; i < len(line) && i <= last+reachVerdict; i++ {
		t := line[i]
		if t.clause != line[last].clause || turns[t.text] {
			return false
		}
		if verdicts[t.text] {
			return true
		}
		if t.cue && i <= last+reachAfter {
			rest := line[i+1 : min(len(line), i+1+reachVerdict)]
			return slices.ContainsFunc(rest, func(t token) bool { return wants[t.text] })
		}
	}
	return false
}
