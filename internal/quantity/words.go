package quantity

import "spar/internal/wordset"

// joints join figures, so they are not labels.
var joints = wordset.Of("in to as of per x X times plus minus divided for every a an between from")

// questions have no meaning of their own between figures; whoever writes one is
// asked which operator is meant.
var questions = wordset.Of("at over with by and or than is are having")

// joins reports whether a word cannot be a label.
func joins(word string) bool { return joints[word] || questions[word] }

// isReserved reports whether a word cannot be one of a name. Single letters can
// but for units, because people reckon with a, k, n and x.
func isReserved(word string) bool {
	if word == "x" || word == "X" || word == "a" {
		return false
	}
	_, count := countWord(word)
	_, figure := numberWords[word]
	return joins(word) || figure || functions[word] != nil || count && len(word) > 1 || findUnit(word) != nil
}

// isMultiplier reports whether a word is x3, but not x86.
func isMultiplier(word string) bool {
	return len(word) > 1 && word != "x86" && word != "x64" && (word[0] == 'x' || word[0] == 'X') && isDigit(rune(word[1]))
}

// adverbs say how often, or only whom one counts: daily active users.
var adverbs = map[string]string{"hourly": "/hour", "daily": "/day", "weekly": "/week", "monthly": "/month", "yearly": "/year", "annually": "/year", "quarterly": "/quarter", "fortnightly": "/fortnight"}

// isCounted reports whether the word after an adverb makes it a mere count.
func isCounted(next string) bool {
	switch next {
	case "active", "users", "visitors", "customers":
		return true
	}
	return false
}

// modifiers are the labels that may stand before a number: "peak 3x".
var modifiers = wordset.Of(`peak burst spike growth headroom safety overhead replication redundancy compression factor
	avg average mean about around roughly approximately approx circa ca nearly almost only just total`)

// approximations say of a figure what ~ says.
var approximations = wordset.Of("about around roughly approximately approx circa ca nearly almost only just total")

// shortened are the words that are written with a point behind them.
var shortened = wordset.Of("approx ca avg req reqs msg msgs sec secs min mins hr hrs yr yrs")

func isModifier(words []token) bool {
	for _, w := range words {
		if !modifiers[w.text] {
			return false
		}
	}
	return true
}
