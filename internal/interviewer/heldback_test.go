package interviewer

import (
	"os"
	"testing"

	"spar/internal/question"
)

// heldBack are the shares of ways to ask that were held back from what is learnt.
type heldBack struct{ right, wrong, askedBack, others float64 }

// holdBack asks those ways to ask for clarifications that an interviewer does not
// learn, because test says so, and returns how they are taken; others is the share
// told apart of what no clarification answers.
func holdBack(all *collector, known []question.Clarification, test func(i int, e example) bool) heldBack {
	rest := &collector{classes: all.classes}
	var tests []example
	for i, e := range all.examples {
		if test(i, e) {
			tests = append(tests, e)
		} else {
			rest.examples = append(rest.examples, e)
		}
	}
	in := train(loadStandard(), known, rest)
	var sum heldBack
	facts, others := 0., 0.
	for _, e := range tests {
		r, what := in.Ask(e.text, Reply{}), all.classes[e.class]
		switch {
		case what.kind != Answered:
			others++
			if r.Kind == what.kind {
				sum.others++
			}
			continue
		case !e.own:
			continue
		case r.Kind == AskedBack:
			sum.askedBack++
		case r.Kind == Answered && within(what.answers, r.Clarifications):
			sum.right++
		case r.Kind == Answered:
			sum.wrong++
		}
		facts++
	}
	return heldBack{sum.right / facts, sum.wrong / facts, sum.askedBack / facts, sum.others / max(1, others)}
}

// Ways to ask are understood that were never read: a fifth is held back, and then
// all but the first 25 of each clarification, which is what an author writes. They
// differ far more from one another than what candidates say, so these figures are
// low; they tell one method from another.
func TestHeldBack(t *testing.T) {
	type floor struct{ right, wrong, others float64 }
	tests := []struct {
		question    string
		fifth, most floor
	}{
		{"url-shortener", floor{.76, .075, .65}, floor{.64, .085, 0}},
		{"chat", floor{.76, .075, .65}, floor{.64, .085, 0}},
	}
	for _, tt := range tests {
		q, err := question.Open(question.Shelves{BuiltIn: os.DirFS("../../questions")}).Find(tt.question)
		if err != nil {
			t.Fatal(err)
		}
		known := q.Phases.Requirements.Clarifications
		all := collect(loadStandard(), &q.Phases.Requirements)
		seen := make(map[int]int)
		few := func(_ int, e example) bool {
			if !e.own {
				return false
			}
			seen[e.class]++
			return seen[e.class] > 25
		}
		for name, held := range map[string]struct {
			heldBack
			floor
		}{
			"a fifth":       {holdBack(all, known, func(i int, _ example) bool { return i%5 == 2 }), tt.fifth},
			"all but a few": {holdBack(all, known, few), tt.most},
		} {
			t.Logf("%s, %s held back: right %.3f, wrong %.3f, asked back %.3f; others told apart %.3f", tt.question, name, held.heldBack.right, held.heldBack.wrong, held.askedBack, held.heldBack.others)
			if held.heldBack.right < held.floor.right || held.heldBack.wrong > held.floor.wrong || held.heldBack.others < held.floor.others {
				t.Errorf("%s, %s held back: want right %.2f, wrong %.2f, others %.2f or better", tt.question, name, held.floor.right, held.floor.wrong, held.floor.others)
			}
		}
	}
}
