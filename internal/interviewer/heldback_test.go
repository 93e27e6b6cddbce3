package interviewer

import (
	"os"
	"testing"

	"spar/internal/question"
)

// heldBack are the shares of ways to ask that were held back from what is learnt.
type heldBack struct{ right, wrong, askedBack, others float64 }

// A use is what becomes of an example in a test.
type use uint8

const (
	learnt use = iota
	asked
	leftOut
)

// holdBack asks what an interviewer does not learn, because test says so, and returns
// how it is taken; others is the share told apart of what no clarification answers.
func holdBack(all *collector, known []question.Clarification, test func(i int) use) heldBack {
	rest := &collector{classes: all.classes}
	var tests []example
	for i, e := range all.examples {
		switch test(i) {
		case learnt:
			rest.examples = append(rest.examples, e)
		case asked:
			tests = append(tests, e)
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

// plain is how many of the ways to ask for each clarification are worded as candidates
// mostly do; those behind them tell a case, confirm a guess or use words of their own.
const plain = 58

// Ways to ask are understood that were never read: a fifth is held back, and then
// all but the first 25 of each clarification, which is what an author writes. They
// differ far more from one another than what candidates say, so these figures are
// low; they tell one method from another. The oddest are measured apart.
func TestHeldBack(t *testing.T) {
	type floor struct{ right, wrong, others float64 }
	tests := []struct {
		question         string
		fifth, most, odd floor
	}{
		{"url-shortener", floor{.84, .03, .74}, floor{.65, .04, 0}, floor{.71, .06, 0}},
		{"chat", floor{.86, .04, .74}, floor{.66, .045, 0}, floor{.73, .055, 0}},
	}
	for _, tt := range tests {
		q, err := question.Open(question.Shelves{BuiltIn: os.DirFS("../../questions")}).Find(tt.question)
		if err != nil {
			t.Fatal(err)
		}
		known := q.Phases.Requirements.Clarifications
		all := collect(loadStandard(), &q.Phases.Requirements)
		place := make([]int, len(all.examples)) // of a way to ask among those of its clarification; 0 for others
		count := make(map[int]int)
		for i, e := range all.examples {
			if e.own {
				count[e.class]++
				place[i] = count[e.class]
			}
		}
		for _, held := range []struct {
			name string
			floor
			test func(i int) use
		}{
			{"a fifth", tt.fifth, func(i int) use {
				if i%5 == 2 && place[i] <= plain {
					return asked
				}
				return learnt
			}},
			{"all but a few", tt.most, func(i int) use {
				switch {
				case place[i] > plain:
					return leftOut
				case place[i] > 25:
					return asked
				}
				return learnt
			}},
			{"a fifth of the odd", tt.odd, func(i int) use {
				if i%5 == 2 && place[i] > plain {
					return asked
				}
				return learnt
			}},
		} {
			got := holdBack(all, known, held.test)
			t.Logf("%s, %s held back: right %.3f, wrong %.3f, asked back %.3f; others told apart %.3f", tt.question, held.name, got.right, got.wrong, got.askedBack, got.others)
			if got.right < held.floor.right || got.wrong > held.floor.wrong || got.others < held.floor.others {
				t.Errorf("%s, %s held back: want right %.2f, wrong %.2f, others %.2f or better", tt.question, held.name, held.floor.right, held.floor.wrong, held.floor.others)
			}
		}
	}
}
