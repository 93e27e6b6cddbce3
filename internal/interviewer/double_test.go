package interviewer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "spar/internal/interviewer"
)

// Two questions in one get both answers: such as are understood alone, put together
// as people do.
func TestDoubleQuestions(t *testing.T) {
	floors := map[string]struct{ both, wrong float64 }{"url-shortener": {.85, .005}, "chat": {.825, .005}}
	for id, floor := range floors {
		in := For(builtIn(t, id))
		data, err := os.ReadFile(filepath.Join("testdata", "interview", id, "asks.json"))
		if err != nil {
			t.Fatal(err)
		}
		var all, single []judged
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		for _, q := range all {
			r := in.Ask(q.Ask, Reply{})
			if q.Kind == "fact" && len(q.Answers) == 1 && r.Kind == Answered && slices.Equal(r.Clarifications, q.Answers) {
				single = append(single, q)
			}
		}
		sum := newTally()
		for i, a := range single {
			for j, b := range single {
				if i == j || (i+j)%2 == 0 {
					continue // half of them are enough to tell
				}
				joint := []string{" And ", " ", ", and ", " and "}[(i+2*j)%4]
				first, second := a.Ask, b.Ask
				if strings.HasSuffix(joint, "and ") {
					first = strings.TrimRight(first, "?. ")
				}
				if joint != " " {
					second = strings.ToLower(second[:1]) + second[1:]
				}
				sum.add(judged{
					Ask: first + joint + second, Kind: "fact",
					Answers: append(slices.Clone(a.Answers), b.Answers...), Near: append(slices.Clone(a.Near), b.Near...),
				}, in.Ask(first+joint+second, Reply{}))
			}
		}
		report(t, "double "+id, sum)
		if share(sum.facts, "right") < floor.both || share(sum.facts, "wrong") > floor.wrong {
			t.Errorf("%s: %v\nwant both of %.2f, wrong %.2f or better", id, sum, floor.both, floor.wrong)
		}
	}
}
