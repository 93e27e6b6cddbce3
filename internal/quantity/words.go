package quantity

import (
	"cmp"
	"slices"
	"strings"
)

// countWord returns what a count suffix or word stands for. B, b and m are not
// among them: they may mean other things.
func countWord(word string) (number, bool) {
	if n, ok := counts[word]; ok {
		return n, true
	}
	if len(word) < 3 {
		return number{}, false
	}
	n, ok := counts[strings.ToLower(word)]
	return n, ok
}

var counts = map[string]number{
	"k": whole(1e3), "K": whole(1e3), "M": whole(1e6), "G": whole(1e9), "T": whole(1e12),
	"bn": whole(1e9), "bil": whole(1e9), "mil": whole(1e6), "mill": whole(1e6), "mn": whole(1e6), "dozen": whole(12), "hundred": whole(100),
	"thousand": whole(1e3), "million": whole(1e6), "billion": whole(1e9), "trillion": whole(1e12),
	"quadrillion": whole(1e15), "quintillion": whole(1e18), "lakh": whole(1e5), "lakhs": whole(1e5), "crore": whole(1e7), "crores": whole(1e7),
	"thousands": whole(1e3), "millions": whole(1e6), "billions": whole(1e9), "trillions": whole(1e12),
}

// numberWords are the small numbers that people write out.
var numberWords = map[string]number{
	"one": whole(1), "two": whole(2), "three": whole(3), "four": whole(4), "five": whole(5), "six": whole(6),
	"once": whole(1), "seven": whole(7), "eight": whole(8), "nine": whole(9), "ten": whole(10),
	"half": ratio(1, 2), "quarter": ratio(1, 4), "third": ratio(1, 3), "twice": whole(2), "double": whole(2), "triple": whole(3),
}

// joints join figures, so they are not labels.
var joints = wordSet("in to as of per x X times plus minus divided for every a an between from")

// questions have no meaning of their own between figures; whoever writes one is
// asked which operator is meant.
var questions = wordSet("at over with by and or than is are having")

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

// isMultiplier reports whether a word is x3.
func isMultiplier(word string) bool {
	return len(word) > 1 && (word[0] == 'x' || word[0] == 'X') && isDigit(rune(word[1]))
}

// adverbs say how often, or only whom one counts: daily active users.
var adverbs = map[string]string{"hourly": "/hour", "daily": "/day", "weekly": "/week", "monthly": "/month", "yearly": "/year", "annually": "/year"}

// isCounted reports whether the word after an adverb makes it a mere count.
func isCounted(next string) bool {
	switch next {
	case "active", "users", "visitors", "customers":
		return true
	}
	return false
}

// nouns are labels that lie within one edit of a unit, so that they are not
// taken for its misspelling.
var nouns = wordSet(`ad add ads ai aid app apps az bar bars bet bets bid bids big bin bins bot bots box
	boxes cart carts cert certs dag dags date dates db dbs dig dot dots event events file files fit fits
	game games gate gates gear gets gig gps hit hits host hosts hop hops hot id ids ip ips item items job
	jobs key keys kid kids kit kits like likes line lines link links list lists log logs map maps match
	matches menu mine mines mix mouth ms msg msgs node nodes note notes op ops page pages pay pays pin pins
	ping pings post posts put puts rep reps req reqs rent rents row rows rpc rpcs seat seats seek seeks
	set sets site sites sms song songs ssd ssds hdd hdds stop stops tab tabs tag tags tap taps tax test tests text texts tip
	tips top tour tours trip trips tv tvs tx txn txns type types user users via video vm vms vote votes
	way ways web win wins word words`)

// modifiers are the labels that may stand before a number: "peak 3x".
var modifiers = wordSet(`peak burst spike growth headroom safety overhead replication redundancy compression factor
	avg average mean about around roughly approximately approx only just total`)

func isModifier(words []token) bool {
	for _, w := range words {
		if !modifiers[w.text] {
			return false
		}
	}
	return true
}

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// spellings holds the words for units and counts by their length.
var spellings = func() map[int][]string {
	byLength := make(map[int][]string)
	for word := range units {
		byLength[len(word)] = append(byLength[len(word)], word)
	}
	for word := range counts {
		if len(word) > 4 {
			byLength[len(word)] = append(byLength[len(word)], word)
		}
	}
	return byLength
}()

// nearWords returns up to two units or counts that a label would be with one
// letter changed, left out, put in or swapped with its neighbour: a label that
// is more likely a slip. The likeliest comes first.
func nearWords(word string) []string {
	if nouns[strings.ToLower(word)] {
		return nil
	}
	if len(word) == 1 && units[strings.ToUpper(word)+"B"] != nil {
		return []string{strings.ToUpper(word) + "B"}
	}
	var near []string
	for length := max(2, len(word)-1); length <= len(word)+1; length++ {
		for _, spelling := range spellings[length] {
			if len(word) > 1 && oneEdit(word, spelling) {
				near = append(near, spelling)
			}
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		return cmp.Or(unlike(a, word)-unlike(b, word), strings.Compare(a, b))
	})
	near = slices.CompactFunc(near, func(a, b string) bool { return units[a] != nil && units[a] == units[b] })
	return near[:min(len(near), 2)]
}

// unlike grades how far a spelling is from the word that somebody wrote: the
// same but for letter case, the same beginning, or neither.
func unlike(spelling, word string) int {
	switch {
	case strings.EqualFold(spelling, word):
		return 0
	case spelling[0] == word[0]:
		return 1
	}
	return 2
}

// oneEdit reports whether one letter inserted, removed, replaced or swapped with
// its neighbour turns a into b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
