package diagram

import (
	"slices"
	"strings"
)

// answerWords are the ways to say an answer, by the answer.
var answerWords = []struct{ answer, words string }{
	{"missing", "is not found, not found, not there, does not exist, is missing, missing, absent, is absent, lacks it, does not have it"},
	{"hit", "hits, hit, has it"},
	{"miss", "misses, missed, miss, is a miss"},
	{"found", "found, finds it, is found, exists"},
	{"allowed", "allows it, allows, allowed, is allowed, accepts, accepted, passes, passed, permits, permitted, approves, approved"},
	{"refused", "refuses, refused, is refused, denies, denied, is denied, rejects, rejected, is rejected, declines, declined, blocks, blocked, limited, limits"},
	{"ok", "succeeds, succeeded, is ok, ok, answers, works, success"},
	{"failed", "fails, failed, fail, is down, down, times out, timed out, is unavailable, unavailable, does not answer, errors, failure, has failed"},
}

// contrary are answers with what they mean behind "unless".
var contrary = map[string]string{
	"hit": "miss", "miss": "hit", "found": "missing", "missing": "found", "allowed": "refused", "refused": "allowed", "ok": "failed", "failed": "ok",
}

// readAnswer reads "on miss", "when primary fails", "if not found", "unless the limiter
// refuses". Without such a word only answers of caches and the like are understood.
func readAnswer(list []string) (Terms, *mistake) {
	if len(list) > 1 && list[0] == "only" {
		list = list[1:]
	}
	opened, turned := false, false
	if len(list) > 1 {
		switch list[0] {
		case "on", "when", "if", "once", "after", "in", "for":
			opened, list = true, list[1:]
		case "unless":
			opened, turned, list = true, true, list[1:]
		}
	}
	list = without(list, "a", "an", "the", "only")
	for _, form := range answerWords {
		for said := range strings.SplitSeq(form.words, ", ") {
			words := strings.Fields(said)
			for _, t := range answered(list, words) {
				if !opened && (len(list) > 2 || !slices.Contains([]string{"miss", "misses", "not found"}, said)) {
					continue
				}
				t.Answer = form.answer
				if turned {
					t.Answer = contrary[form.answer]
				}
				return t, nil
			}
		}
	}
	return Terms{}, nil
}

// answered returns whose answer a list of words says: that before the words of the answer,
// or that behind them and a preposition: "on miss in users cache".
func answered(list, words []string) []Terms {
	n := len(list) - len(words)
	switch {
	case n < 0:
	case slices.Equal(list[n:], words):
		return askedOf(list[:n])
	case slices.Equal(list[:len(words)], words) && n > 1 && slices.Contains([]string{"in", "by", "at", "of", "from"}, list[len(words)]):
		return askedOf(list[len(words)+1:])
	}
	return nil
}

// askedOf returns terms about the answer of a component; none for what can be no name.
func askedOf(list []string) []Terms {
	name := strings.Join(list, " ")
	switch {
	case name == "it" || name == "that" || name == "request" || name == "key":
		name = ""
	case name != "" && !isPlain(name) || len(list) > 4 || slices.ContainsFunc(list, isAnswerWord):
		return nil
	}
	return []Terms{{Asked: name}}
}

// isAnswerWord reports whether a word is one that answers are said with: it is no part of
// a name that is to be read again.
func isAnswerWord(word string) bool {
	for _, form := range answerWords {
		for said := range strings.SplitSeq(form.words, ", ") {
			if slices.Contains(strings.Fields(said), word) {
				return true
			}
		}
	}
	return slices.Contains([]string{"in", "by", "at", "of", "from", "a", "an", "the", "only", "on", "not"}, word)
}

// readTimes reads "x3", "x3 each", "3 times", "3 calls per request", "x200 on average",
// "x200 skewed".
func readTimes(list []string) (Terms, *mistake) {
	var t Terms
	said := false // that the number is one of calls
	for _, word := range list {
		digits := strings.TrimPrefix(strings.Trim(word, "x×"), "~")
		number := numberOf([]string{digits})
		switch {
		case word == "each":
			t.Each, said = true, true
		case word == "skewed" || word == "exponential" || word == "lognormal" || word == "pareto":
			t.Law, said = word, true
		case word == "average" || word == "avg" || word == "mean" || word == "about":
			t.Law, said = "on average", true
		case word == "times" || word == "calls" || word == "queries" || word == "lookups" || word == "messages" || word == "requests":
			said = true
		case word == "on" || word == "per" || word == "request" || word == "fixed":
		case word == "twice" && t.Times == "":
			t.Times, said = "2", true
		case number != "" && t.Times == "" && word != "x86":
			t.Times, said = number, said || digits != word
			if strings.Contains(word, "~") {
				t.Law = "on average"
			}
		default:
			return Terms{}, nil
		}
	}
	if t.Times == "" || !said {
		return Terms{}, nil
	}
	return t, nil
}

// readAwait reads "first 18", "2 of 3", "any", "waits for two".
func readAwait(list []string) (Terms, *mistake) {
	list = without(list, "waits", "wait", "for", "answers", "replies", "acks", "await", "awaits", "the", "responses", "is", "enough", "are", "to", "answer")
	text := strings.Join(list, " ")
	switch text {
	case "first", "fastest", "any", "any one", "first one", "one", "first wins", "fastest wins":
		return Terms{Await: "1"}, nil
	}
	n := len(list)
	if n > 1 && (list[0] == "first" || list[0] == "any" || list[0] == "fastest") {
		list, n = list[1:], n-1
	} else if n == 1 {
		return Terms{}, nil
	}
	switch {
	case n == 1 && numeral(list[0]) > 0:
		return Terms{Await: timesOf(list)}, nil
	case n == 3 && list[1] == "of" && numeral(list[0]) > 0 && numeral(list[0]) <= numeral(list[2]):
		return Terms{Await: timesOf(list[:1]), Times: timesOf(list[2:])}, nil
	}
	return Terms{}, nil
}

// readShare reads "1%", "for 1% of requests", "1 in 100", "5% of writes".
func readShare(list []string) (Terms, *mistake) {
	list = without(list, "for", "sample", "sampled", "samples", "about", "only")
	if n := len(list); n > 2 && list[n-2] == "of" {
		t, _ := readOnly(list[n-1:])
		if list[n-1] == "requests" || list[n-1] == "traffic" || list[n-1] == "calls" || list[n-1] == "them" {
			t = Terms{}
		} else if t.Only == "" {
			return Terms{}, nil
		}
		if t.Share = shareOf(list[:n-2]); t.Share != "" {
			return t, nil
		}
	}
	return Terms{Share: shareOf(list)}, nil
}

// readOnly reads for which requests the arrow is: "reads", "writes only", "match requests
// only", "only match and locate".
func readOnly(list []string) (Terms, *mistake) {
	n := len(list)
	only := n > 1 && (list[0] == "only" || list[n-1] == "only" || list[0] == "just")
	list = without(list, "only", "just", "requests", "calls", "for", "the", "all", "and", "+", "&", "traffic")
	t := Terms{}
	for _, word := range list {
		switch {
		case word == "read" || word == "reads" || word == "reading":
			t.Only = joinedList(t.Only, "reads")
		case word == "write" || word == "writes" || word == "writing" || word == "updates" && !only:
			t.Only = joinedList(t.Only, "writes")
		case only && isClass(word):
			t.Only = joinedList(t.Only, word)
		default:
			return Terms{}, nil
		}
	}
	return t, nil
}

// isClass reports whether a word can name a class of requests.
func isClass(word string) bool {
	return isLetter(word) && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-_") == "" && !isAnswerWord(word)
}

// readBefore reads of which store a cache holds entries: "before users db".
func readBefore(list []string) (Terms, *mistake) {
	if len(list) < 2 || list[0] != "before" && !(list[0] == "in" && list[1] == "front" && len(list) > 3) {
		return Terms{}, nil
	}
	if list = list[1:]; list[0] == "front" {
		list = list[2:]
	}
	name := strings.Join(without(list, "the"), " ")
	if name == "" || !isPlain(name) {
		return Terms{}, nil
	}
	return Terms{Before: name}, nil
}
