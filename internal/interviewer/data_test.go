package interviewer

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/lexicon"
	"spar/internal/question"
	"spar/internal/wordset"
)

// TestStandardTopics holds that every standard topic has ways to ask, and nothing
// else does.
func TestStandardTopics(t *testing.T) {
	s := loadStandard()
	var ids []string
	for _, topic := range question.StandardTopics() {
		ids = append(ids, topic.ID)
		if n := len(s.topics[topic.ID]); n < 12 {
			t.Errorf("%d ways to ask about %s", n, topic.ID)
		}
		if topic.Covers != "" && !slices.Contains(question.ClarifyingTopics(), topic.Covers) {
			t.Errorf("%s covers %s", topic.ID, topic.Covers)
		}
	}
	for id := range s.topics {
		if !slices.Contains(ids, id) {
			t.Errorf("there is no standard topic %s", id)
		}
	}
	for _, talk := range talks {
		if len(s.talk[talk.name]) < 12 {
			t.Errorf("%d examples of %s", len(s.talk[talk.name]), talk.name)
		}
	}
}

// TestExamplesDiffer holds that no way to ask stands for two standard topics.
func TestExamplesDiffer(t *testing.T) {
	first := make(map[string]string)
	for id, texts := range loadStandard().topics {
		for _, text := range texts {
			key := strings.ToLower(text)
			if other, twice := first[key]; twice {
				t.Errorf("%q asks about %s and %s", text, other, id)
			}
			first[key] = id
		}
	}
}

// TestConcepts holds that every concept is of use: named once, and said somehow.
func TestConcepts(t *testing.T) {
	s := loadStandard()
	for name := range s.asked {
		if idea := s.lexicon.Idea(name); idea == nil || len(idea.Forms) == 0 {
			t.Errorf("concept %s has no forms", name)
		}
	}
}

// TestFormsSaySomething holds that no form of several words comes down to one that
// is found in questions about anything, fillers passed over: "how should" to "how".
func TestFormsSaySomething(t *testing.T) {
	common := wordset.Of("what how when where why who which up end go goes get gets make use used run have already do does without part there here gone still one user could just need time name before person")
	var concepts []lexicon.Idea
	if err := yaml.Unmarshal(conceptsYAML, &concepts); err != nil {
		t.Fatal(err)
	}
	for _, c := range concepts {
		for _, form := range c.Forms {
			var left []string
			tokens := lexicon.Split(form).Tokens
			for _, token := range tokens {
				if !token.Filler {
					left = append(left, token.Text)
				}
			}
			if len(tokens) > 1 && (len(left) == 0 || len(left) == 1 && common[left[0]]) {
				t.Errorf("%s: %q comes down to %q", c.Name, form, left)
			}
		}
	}
}
