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
