package interviewer_test

import (
	"strings"
	"testing"

	. "spar/internal/interviewer"
	"spar/internal/question"
)

func TestLint(t *testing.T) {
	q := new(question.Question)
	q.Phases.Requirements.Clarifications = []question.Clarification{
		{ID: "users", Ask: "How many users are there?", Asks: []string{"how many people use it", "number of users", "user count", "what is our budget, in dollars"}},
		{ID: "money", Ask: "Is there a budget?", Standard: []string{"budget"}, Asks: strings.Split("what may it cost,how much can we spend,is money tight,what does it cost,cost limit,spending limit,what can we pay,price ceiling,dollars per month,are we poor,how much cash,financial limits", ",")},
	}
	found := ""
	for _, f := range Lint(q) {
		found += f.Clarification + " " + f.Text + ": " + f.Message + "\n"
	}
	for _, want := range []string{
		`users what is our budget, in dollars: would be answered as "Is there a budget?"`,
		"users : 4 ways to ask are few; write at least 12",
	} {
		if !strings.Contains(found, want+"\n") {
			t.Errorf("found\n%swithout %s", found, want)
		}
	}
	if strings.Contains(found, "money : 1") {
		t.Errorf("found\n%s: twelve are enough", found)
	}
}
