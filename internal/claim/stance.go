package claim

import (
	"slices"
	"strings"

	"spar/internal/lexicon"
)

// A Stance says how a word is meant. Only what is asserted earns.
type Stance uint8

// The stances.
const (
	Asserted  Stance = iota
	Denied           // "no cache", "never lose"
	Unwanted         // "a cache is overkill"
	Outdone          // A is preferred: "B rather than A"
	Asked            // "should we cache?"
	Reported         // "some people cache"
	Turned           // "it is not true that", "I would never"
	Withdrawn        // "a cache; no wait, a replica"
)

// Reason says in words why what has the stance does not count.
func (s Stance) Reason() string {
	return [...]string{"", "you deny it", "you leave it out", "you prefer something else", "you ask it", "you say it of others", "you say that it is not so", "you take it back"}[s]
}

// reachesAll reports whether the stance holds for whole sentences, so that no
// form of an idea undoes it.
func (s Stance) reachesAll() bool { return s == Asked || s == Reported || s == Turned }

// A reader works out the stances of a line's words.
type reader struct {
	line    *Line
	words   []lexicon.Token
	tokens  []lexicon.Token
	wordOf  []int // by token: the index of the first word at or behind it
	inForm  []bool
	stances []Stance
}

// stancesOf decides once for each word of a line how it is meant.
func stancesOf(line *Line, text lexicon.Text, found []lexicon.Occurrence) []Stance {
	r := &reader{line: line, words: line.words, tokens: text.Tokens, stances: make([]Stance, len(line.words)), inForm: make([]bool, len(line.words))}
	n := 0
	for _, t := range text.Tokens {
		r.wordOf = append(r.wordOf, n)
		if !t.Filler {
			n++
		}
	}
	for _, o := range found {
		for i := o.First; o.End-o.First > 1 && i < o.End; i++ {
			r.inForm[i] = true
		}
	}
	if len(r.words) == 0 {
		return nil
	}
	r.asked(text)
	r.sentences()
	r.clauses()
	r.leftOut()
	r.cues(found)
	r.preferences()
	r.withdrawal()
	return r.stances
}

// asked marks sentences with a question mark, and those before one that begin as
// it does. Endpoints and drawings have those too. What is answered in the same
// line takes its stance from the answer: "Do we need a cache? Yes."
func (r *reader) asked(text lexicon.Text) {
	if r.line.Field == "graph" || r.line.Field == "apis" && !r.line.asksEndpoint() {
		return
	}
	last := r.tokens[len(r.tokens)-1].Sentence
	all := text.Asked[last] && speech()["asking"].match(r.tokens[:min(len(r.tokens), 2)])
	for first := 0; first < len(r.tokens); {
		end := r.sentenceEnd(first)
		if n := r.tokens[first].Sentence; text.Asked[n] || all {
			s := Asked
			if end < len(r.tokens) && !text.Asked[r.tokens[end].Sentence] {
				s = r.answered(first, end)
			}
			r.mark(r.reach(first, end, false), s)
		}
		first = end
	}
}

// asksEndpoint tells a question about an endpoint from one with parameters: "POST
// /urls, right?" from "GET /messages?since=".
func (l *Line) asksEndpoint() bool {
	return strings.HasSuffix(strings.TrimSpace(l.Text), "?") && len(l.words) > 3
}

// answered returns the stance that the sentence from token end on gives to the
// question before it.
func (r *reader) answered(first, end int) Stance {
	answer := r.tokens[end : end+1]
	switch {
	case speech()["yes"].match(answer), speech()["wondering"].match(r.tokens[first:end]):
		return Asserted
	case denying[answer[0].Text]:
		return Denied
	}
	return Asked
}

// sentenceEnd returns the token behind the sentence of token first.
func (r *reader) sentenceEnd(first int) int {
	end := first
	for end < len(r.tokens) && r.tokens[end].Sentence == r.tokens[first].Sentence {
		end++
	}
	return end
}

// sentences marks what is turned round or said of others as a whole. At the head
// of a line that holds to its end, or to a word that takes it back.
func (r *reader) sentences() {
	const head = 4 // tokens
	for first := 0; first < len(r.tokens); {
		end := r.sentenceEnd(first)
		if at := speech()["turned"].find(r.tokens[first:end]); at != nil {
			words := r.reach(first, end, first == 0 && least(at) <= head)
			said := r.wordOf[min(first+at[0].end, len(r.tokens)-1)]
			r.mark([2]int{words[0], said}, Turned)
			r.mark([2]int{said, words[1]}, Turned, "but", "instead")
		}
		if at := speech()["reported"].find(r.tokens[first:end]); at != nil {
			r.mark(r.reach(first, end, first == 0 && least(at) <= 2), Reported, "but")
		}
		first = end
	}
}

// least returns the first token of some spots.
func least(spots []spot) int {
	first := spots[0].first
	for _, s := range spots {
		first = min(first, s.first)
	}
	return first
}

// reach returns the words of some tokens, or of the whole line.
func (r *reader) reach(first, end int, whole bool) [2]int {
	if whole || end == len(r.tokens) {
		return [2]int{r.wordOf[first], len(r.words)}
	}
	return [2]int{r.wordOf[first], r.wordOf[end]}
}

// mark gives words a stance, up to one that turns.
func (r *reader) mark(words [2]int, s Stance, turning ...string) {
	for i := words[0]; i < words[1]; i++ {
		for _, t := range turning {
			if r.words[i].Text == t {
				return
			}
		}
		r.stances[i] = s
	}
}

// clauses marks what is left out: "no need for A, B" to the end of the sentence or
// a word that turns, "A, B is overkill" back to one.
func (r *reader) clauses() {
	for first := 0; first < len(r.tokens); {
		end := first
		for end < len(r.tokens) && r.tokens[end].Clause == r.tokens[first].Clause {
			end++
		}
		if speech()["abandoned"].match(r.tokens[first:end]) {
			r.mark(r.reach(first, end, false), Withdrawn)
		}
		if at := speech()["unwanted"].find(r.tokens[first:end]); at != nil {
			switch {
			case first == 0 && end < len(r.tokens) && end <= 6 && hasColon(r.line.Text): // "A bad idea: A. B."
				r.mark([2]int{r.wordOf[end], len(r.words)}, Unwanted, "instead")
			case least(at) <= 3:
				r.leaveOutForward(first)
			default:
				r.leaveOutBackward(end)
			}
		}
		first = end
	}
}

// leftOut marks what stands behind a heading such as "Out of scope:".
func (r *reader) leftOut() {
	end := 0
	for end < len(r.tokens) && r.tokens[end].Clause == 0 {
		end++
	}
	if end < len(r.tokens) && end <= 4 && hasColon(r.line.Text) && speech()["left-out"].match(r.tokens[:end]) {
		r.mark([2]int{r.wordOf[end], len(r.words)}, Unwanted)
	}
}

func (r *reader) leaveOutForward(first int) {
	from, sentence := r.wordOf[first], r.tokens[first].Sentence
	for i := from; i < len(r.words); i++ {
		if r.words[i].Sentence != sentence || i > from+1 && reasons[r.words[i].Text] {
			return
		}
		r.stances[i] = Unwanted
	}
}

func (r *reader) leaveOutBackward(end int) {
	last := len(r.words) - 1
	if end < len(r.tokens) {
		last = r.wordOf[end] - 1
	}
	for i := last; i >= 0; i-- {
		if r.words[i].Sentence != r.words[last].Sentence || reasons[r.words[i].Text] {
			return
		}
		r.stances[i] = Unwanted
	}
}

// reachOfCue is how many words a word such as "no" denies.
const reachOfCue = 7

// cues marks what a word such as "no" denies: the rest of its clause as far as it
// reaches. A cue inside a form of an idea ("not found") denies the rest of the
// form and nothing else.
func (r *reader) cues(found []lexicon.Occurrence) {
	for i, w := range r.words {
		switch {
		case !denying[w.Text] || w.Kind != lexicon.Word:
		case r.inForm[i]:
			for _, o := range found {
				if o.End-o.First > 1 && o.First <= i && i < o.End {
					for j := i + 1; j < o.End; j++ {
						r.deny(j)
					}
				}
			}
		case w.Text == "without" && r.stances[i] == Denied: // "never without a check" asserts the check
			for j := i + 1; j < len(r.words) && r.stances[j] == Denied; j++ {
				r.stances[j] = Asserted
			}
		case w.Text == "not" && weakening[r.text(i+1)], w.Text == "no" && r.isHarmless(i+1):
		case r.isHeading(i):
			for j := i + 1; j < len(r.words); j++ {
				r.deny(j)
			}
		default:
			r.denyFrom(i)
		}
	}
}

// isHarmless reports whether a "no" before word i denies nothing: "no matter",
// "no later than".
func (r *reader) isHarmless(i int) bool {
	return harmless[r.text(i)] || r.text(i) == "way" && r.text(i+1) == "around" || comparing[r.text(i)] && r.text(i+1) == "than"
}

// isHeading reports whether word i heads a list: "Out:", "No: groups, calls".
func (r *reader) isHeading(i int) bool {
	w := r.words[i]
	if w.Sentence > 0 || w.Clause > 0 || r.words[len(r.words)-1].Clause == 0 || r.text(i+1) == "longer" {
		return false
	}
	n := 0
	for _, t := range r.tokens {
		if t.Clause == 0 {
			n++
		}
	}
	heads := i+1 < len(r.words) && r.words[i+1].Clause > 0 || leavingOut[r.text(i+1)]
	return n <= 4 && heads && hasColon(r.line.Text)
}

func hasColon(text string) bool {
	for i := 1; i < min(len(text), 32); i++ {
		if text[i] == ':' {
			return i+1 < len(text) && text[i+1] == ' '
		}
	}
	return false
}

func (r *reader) denyFrom(i int) {
	for j := i + 1; j < min(len(r.words), i+1+reachOfCue); j++ {
		w := r.words[j]
		if w.Text == "before" {
			r.deny(j) // "not before it is stored": what follows is said
			return
		}
		if w.Clause != r.words[i].Clause || turns[w.Text] || w.Text == "and" && j > i+2 || j > i+2 && r.begins(j) {
			return
		}
		r.deny(j)
	}
}

// begins reports whether a new thought begins before word j, with "we" or "I":
// "so that it cannot fail we shed load".
func (r *reader) begins(j int) bool {
	for i := len(r.tokens) - 1; i > 0; i-- {
		if r.wordOf[i] == j && (r.tokens[i].Text == "we" || r.tokens[i].Text == "i") && !asking[r.tokens[i-1].Text] {
			return true
		}
	}
	return false
}

func (r *reader) deny(j int) {
	if s := r.stances[j]; s != Unwanted && !s.reachesAll() {
		r.stances[j] = Denied
	}
}

func (r *reader) text(i int) string {
	if i < len(r.words) {
		return r.words[i].Text
	}
	return ""
}

// preferences marks what loses: "A rather than B", "A instead of B", "A over B".
func (r *reader) preferences() {
	next := func(i int) string {
		if i+1 < len(r.tokens) {
			return r.tokens[i+1].Text
		}
		return ""
	}
	for i, t := range r.tokens {
		switch {
		case t.Text == "rather":
			for j := i + 1; j < min(len(r.tokens), i+7) && r.tokens[j].Clause == t.Clause; j++ {
				if r.tokens[j].Text == "than" {
					r.outdone(j, 4)
				}
			}
		case t.Text == "unlike", t.Text == "contrast" && next(i) == "to",
			t.Text == "opposed", t.Text == "instead" && next(i) == "of", t.Text == "place" && next(i) == "of" && i > 0 && r.tokens[i-1].Text == "in":
			r.outdone(i, 4)
		case t.Text == "over" && r.prefers(i):
			r.outdone(i, 4)
		}
	}
}

// prefers reports whether the "over" at token i prefers what stands before it:
// its clause says so, or a figure stands on either side, or a line begins with it
// ("Redis over memcached").
func (r *reader) prefers(i int) bool {
	if i == 0 || i+1 == len(r.tokens) {
		return false
	}
	t := r.tokens[i]
	first, end := i, i
	for first > 0 && r.tokens[first-1].Clause == t.Clause {
		first--
	}
	for end < len(r.tokens) && r.tokens[end].Clause == t.Clause {
		end++
	}
	before, after := r.tokens[i-1], r.tokens[i+1]
	return speech()["preferring"].match(r.tokens[first:end]) ||
		before.Kind == after.Kind && (before.Kind == lexicon.Status || before.Kind == lexicon.Number) ||
		i <= 3 && t.Clause == r.tokens[0].Clause && before.Kind == lexicon.Word && !spreading[before.Text] && after.Kind == lexicon.Word && !spread[after.Text]
}

// outdone marks some words behind a token, up to a new thought.
func (r *reader) outdone(token, words int) {
	from := r.wordOf[token]
	for from < len(r.words) && r.words[from].Text == r.tokens[token].Text || r.text(from) == "of" {
		from++
	}
	for j := from; j < min(len(r.words), from+words); j++ {
		if r.words[j].Clause != r.tokens[token].Clause || turns[r.words[j].Text] || j > from && r.begins(j) {
			return
		}
		if !r.stances[j].reachesAll() {
			r.stances[j] = Outdone
		}
	}
}

// withdrawal marks what is taken back: the sentence before the correction and
// what stands before it in its own.
func (r *reader) withdrawal() {
	at := speech()["withdrawn"].find(r.tokens)
	if at == nil {
		return
	}
	c := r.tokens[least(at)]
	if !slices.ContainsFunc(r.tokens[at[0].end:], func(t lexicon.Token) bool { return !t.Filler }) {
		r.mark([2]int{0, len(r.words)}, Withdrawn) // nothing takes its place
		return
	}
	for i, w := range r.words {
		if (w.Sentence == c.Sentence || w.Sentence == c.Sentence-1) && (w.Sentence < c.Sentence || w.Clause < c.Clause) {
			r.stances[i] = Withdrawn
		}
	}
}

// Words that deny, and those that end what a denial reaches.
var (
	denying = wordSet("no not never none nor neither cannot without nobody nothing avoid avoids avoiding prevent prevents forbid forbidden prohibit zero hardly lack lacks nowhere nothin nope stop stops")
	// weakening follow a "not" that denies nothing: "not only".
	weakening = wordSet("only just merely yet")
	// harmless follow a "no" that denies nothing: "no later than".
	harmless = wordSet("matter doubt wonder")
	// leavingOut follow the "no" or "not" that heads a list: "Not now: calls".
	leavingOut = wordSet("now yet in for needed included doing today here planned covered supported")
	// comparing do so before a "than": "no later than".
	comparing = wordSet("longer later more less fewer earlier")
	// asking stand before the subject of a question or of "never do we".
	asking  = wordSet("do does did should shall can could would will must may")
	turns   = wordSet("because so but since while which when if as until therefore then hence thus unless however although though where whereas whose who otherwise")
	reasons = wordSet("because so but since therefore as instead")
	// spreading stand before an "over" that is a place: "spread over shards".
	spreading = wordSet("spread fail take hand shard shards sharded go goes walk distribute distributed fall falls handed hands roll rolls carry carries all out flow flows sent send travel travels iterate loop connect talk stream streams run runs average averaged hash evenly balance balanced evenly served delivered")
	// spread stand behind such an "over": "over the websocket", "over TLS".
	spread = wordSet("the all each every many several both our its time tls ssl https http tcp udp websocket websockets ws wss sockets grpc wire network years months days hours")
)

func wordSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
