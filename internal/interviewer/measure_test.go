package interviewer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	. "spar/internal/interviewer"
	"spar/internal/question"
)

// A judged is a question with the reply that is right. Kind is "fact" (answered by
// clarifications), "outside", "solution" or "not-a-question". What is Near is
// acceptable beside the answers, but not enough.
type judged struct {
	Ask     string `json:"ask"`
	Kind    string `json:"kind"`
	Answers []int  `json:"answers"`
	Near    []int  `json:"near"`
}

// A tally counts replies to judged questions.
type tally struct {
	facts, others map[string]int
	misses        []string
}

func newTally() *tally { return &tally{facts: make(map[string]int), others: make(map[string]int)} }

// share returns the part of all that were judged so.
func share(counts map[string]int, verdict string) float64 {
	all := 0
	for _, n := range counts {
		all += n
	}
	return float64(counts[verdict]) / float64(max(1, all))
}

func (t *tally) String() string {
	s := ""
	for _, verdict := range []string{"right", "half", "near", "wrong", "asked back", "unanswered"} {
		s += fmt.Sprintf("%s %.3f, ", verdict, share(t.facts, verdict))
	}
	return s + fmt.Sprintf("kinds told apart %.3f, answered %.3f", share(t.others, "told apart"), share(t.others, "answered"))
}

func (t *tally) add(q judged, r Reply) {
	counts, verdict := t.others, otherVerdict(q, r)
	if q.Kind == "fact" {
		counts, verdict = t.facts, factVerdict(q, r)
	}
	counts[verdict]++
	if verdict != "right" && verdict != "told apart" {
		t.misses = append(t.misses, fmt.Sprintf("%s: %q is %s %v, taken as %+v", verdict, q.Ask, q.Kind, q.Answers, r))
	}
}

func factVerdict(q judged, r Reply) string {
	any := func(in []int) bool {
		return slices.ContainsFunc(r.Clarifications, func(i int) bool { return slices.Contains(in, i) })
	}
	stray := slices.ContainsFunc(r.Clarifications, func(i int) bool { return !slices.Contains(q.Answers, i) && !slices.Contains(q.Near, i) })
	missing := slices.ContainsFunc(q.Answers, func(i int) bool { return !slices.Contains(r.Clarifications, i) })
	switch {
	case r.Kind == AskedBack:
		return "asked back"
	case r.Kind != Answered:
		return "unanswered"
	case stray:
		return "wrong"
	case !any(q.Answers):
		return "near"
	case missing:
		return "half"
	}
	return "right"
}

func otherVerdict(q judged, r Reply) string {
	kinds := map[string][]Kind{"outside": {Outside}, "solution": {Design}, "not-a-question": {Unclear, Statement, Courtesy}}
	switch {
	case slices.Contains(kinds[q.Kind], r.Kind):
		return "told apart"
	case r.Kind == Answered:
		return "answered"
	}
	return "mistold"
}

// measure tallies the replies to the questions in a file, asked one after the
// other.
func measure(t *testing.T, q *question.Question, file string) *tally {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []judged
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	var asks []string
	for _, j := range list {
		asks = append(asks, j.Ask)
	}
	sum := newTally()
	for i, r := range Replies(q, asks) {
		sum.add(list[i], r)
	}
	return sum
}

// opened are the questions that are open already, for each learns its interviewer.
var opened = make(map[string]*question.Question)

func builtIn(t testing.TB, id string) *question.Question {
	t.Helper()
	if q := opened[id]; q != nil {
		return q
	}
	q, err := question.Open(question.Shelves{BuiltIn: os.DirFS("../../questions")}).Find(id)
	if err != nil {
		t.Fatal(err)
	}
	opened[id] = q
	return q
}

// TestMeasure holds the interviewer to floors that only rise. SPAR_ASKS names
// folders with other questions, by question as in testdata, whose figures are
// printed; SPAR_MISSES prints what went wrong.
func TestMeasure(t *testing.T) {
	tests := []struct {
		set, question     string
		right, told       float64 // at least
		wrong, unanswered float64 // at most
	}{
		{"interview", "url-shortener", 1, 1, 0, 0},
		{"interview", "chat", 1, 1, 0, 0},
		{"attempts", "url-shortener", .91, .71, .015, .04},
		{"attempts", "chat", .96, .77, .015, .03},
	}
	for _, tt := range tests {
		sum := measure(t, builtIn(t, tt.question), filepath.Join("testdata", tt.set, tt.question, "asks.json"))
		report(t, tt.set+" "+tt.question, sum)
		if share(sum.facts, "right") < tt.right || share(sum.facts, "wrong") > tt.wrong || share(sum.facts, "unanswered") > tt.unanswered || share(sum.others, "told apart") < tt.told {
			t.Errorf("%s %s: %v\nwant right %.3f, wrong %.3f, unanswered %.3f, told apart %.3f or better", tt.set, tt.question, sum, tt.right, tt.wrong, tt.unanswered, tt.told)
		}
	}
	for _, folder := range filepath.SplitList(os.Getenv("SPAR_ASKS")) {
		for _, id := range []string{"url-shortener", "chat"} {
			report(t, folder+" "+id, measure(t, builtIn(t, id), filepath.Join(folder, id, "asks.json")))
		}
	}
}

func report(t *testing.T, name string, sum *tally) {
	t.Logf("%s: %v", name, sum)
	if os.Getenv("SPAR_MISSES") != "" {
		for _, miss := range sum.misses {
			t.Log(miss)
		}
	}
}
