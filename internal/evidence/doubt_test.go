package evidence

import (
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/questions"
)

// sample reads a sample of the library, with some of its words changed.
func sample(t *testing.T, name string, changes ...string) *interview.Attempt {
	t.Helper()
	data, err := os.ReadFile("../../questions/samples/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	a := new(interview.Attempt)
	if err := yaml.Unmarshal([]byte(strings.NewReplacer(changes...).Replace(string(data))), a); err != nil {
		t.Fatal(err)
	}
	return a
}

// Another question's good answer is doubted, also with its noun changed into ours.
func TestAnotherQuestionsAnswerIsDoubted(t *testing.T) {
	library := question.Open(question.Shelves{BuiltIn: questions.FS})
	q, err := library.Find("url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	if own := Read(q, sample(t, "url-shortener-strong")).Doubt; own.Strictly() || own.Few {
		t.Errorf("the own sample is doubted: %+v", own)
	}
	for name, a := range map[string]*interview.Attempt{
		"as it is":         sample(t, "chat-strong"),
		"its noun changed": sample(t, "chat-strong", "message", "link", "Message", "Link"),
	} {
		if doubt := Read(q, a).Doubt; !doubt.Strictly() {
			t.Errorf("%s: another question's answer is taken at its word: %+v", name, doubt)
		}
	}
}

// What kind of sentences an attempt is made of decides, however few they are; plain
// sound ones raise no doubt.
func TestKindsOfAttempts(t *testing.T) {
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find("url-shortener")
	if err != nil {
		t.Fatal(err)
	}
	plain := interview.RequirementsAttempt{
		Functional: []string{"People paste a long address and get a short one, and whoever opens it lands on the original"},
		NonFunctional: []string{
			"We need 99.9% because the links are printed", "Redirects take 50 ms at p99, because this is what users notice",
			"A link that was handed out is kept, since nobody can print a poster twice", "The creator sees the new link at once",
		},
		Assumptions: []string{"Reads are ten times the writes, because a link is made once and opened often"},
	}
	notes := []string{
		"A table with code as key, url, owner and expiry, because every lookup is by code", "Expired rows are swept at night and answer 410 until then",
		"Each server takes a block of ids, so they need not talk to each other", "A hot link is kept in the memory of each server for a second",
		"The cache is read first and filled on a miss", "Clicks go to a queue, because the redirect must not wait for them",
	}
	terms := []string{
		"cache first database miss stateless scale out", "table links code url owner created expires", "six characters seven characters hot link",
		"replica zone promote shard hash", "click queue asynchronous worker batch",
	}
	var denied []string
	for _, n := range append(plain.NonFunctional, notes...) {
		denied = append(denied, "It isn't so that "+n, "We don't say: "+n)
	}
	for name, tt := range map[string]struct {
		attempt interview.Attempt
		strict  bool
	}{
		"plain and short": {interview.Attempt{Requirements: plain, Detail: interview.DetailAttempt{Notes: notes}}, false},
		"strung terms":    {interview.Attempt{Detail: interview.DetailAttempt{Notes: terms}}, true},
		"all denied":      {interview.Attempt{Detail: interview.DetailAttempt{Notes: denied}}, true},
	} {
		if doubt := Read(q, &tt.attempt).Doubt; doubt.Strictly() != tt.strict {
			t.Errorf("%s: %+v, want read strictly: %v", name, doubt, tt.strict)
		}
	}
}
