package interviewer

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"spar/internal/lexicon"
	"spar/internal/question"
)

// An example is a way to ask, with what is asked.
type example struct {
	text  string
	class int
	own   bool // by the author of the question, for a clarification
}

// A class is what a text can be taken for.
type class struct {
	kind    Kind
	answers []int  // indices of clarifications, several for a broad question
	topic   string // id of the standard topic that nothing answers
}

var (
	//go:embed topics.yaml
	topicsYAML []byte
	//go:embed talk.yaml
	talkYAML []byte
	//go:embed concepts.yaml
	conceptsYAML []byte
)

// measure is the idea above all concepts that ask how much and not of what.
const measure = "measure"

// standard is what holds for every question.
type standard struct {
	topics  map[string][]string // ways to ask, by standard topic
	talk    map[string][]string // by kind of talk: "design", "statement", "courtesy", "chatter"
	lexicon *lexicon.Lexicon
	// asked holds the concepts of questions: true if they say what a question is
	// about, false if only how much of it.
	asked map[string]bool
}

var loadStandard = sync.OnceValue(func() *standard {
	s := &standard{}
	var concepts []lexicon.Idea
	for _, file := range []struct {
		data []byte
		into any
	}{{topicsYAML, &s.topics}, {talkYAML, &s.talk}, {conceptsYAML, &concepts}} {
		if err := yaml.Unmarshal(file.data, file.into); err != nil {
			panic(fmt.Sprintf("interviewer: %v", err)) // embedded, and tested
		}
	}
	s.asked = make(map[string]bool)
	for _, c := range concepts {
		s.asked[c.Name] = !slices.Contains(c.Is, measure)
	}
	s.lexicon = lexicon.Standard().With(concepts)
	return s
})

// talks are the kinds of talk that no answer is for.
var talks = []struct {
	name string
	kind Kind
}{{"design", Design}, {"statement", Statement}, {"courtesy", Courtesy}, {"chatter", Unclear}}

// A collector gathers examples and classes of a question.
type collector struct {
	classes  []class
	examples []example
	known    map[string]bool
}

// collect returns all examples for a question; the classes of the clarifications
// come first, in their order.
func collect(s *standard, r *question.RequirementsPhase) *collector {
	c := &collector{known: make(map[string]bool)}
	settled := make(map[string][]int)
	for i, known := range r.Clarifications {
		c.begin(class{kind: Answered, answers: []int{i}})
		c.add(i, known.Ask)
		from := len(c.examples)
		c.add(i, known.Asks...)
		for at := from; at < len(c.examples); at++ {
			c.examples[at].own = true
		}
		for _, topic := range known.Standard {
			settled[topic] = append(settled[topic], i)
		}
	}
	wording := strings.NewReplacer("{thing}", r.Wording.Thing, "{things}", r.Wording.Things, "{create}", r.Wording.Create, "{open}", r.Wording.Open)
	for _, topic := range question.StandardTopics() {
		at := len(c.classes)
		switch answers := settled[topic.ID]; len(answers) {
		case 0:
			c.begin(class{kind: Outside, topic: topic.ID})
		case 1:
			at = answers[0]
		default:
			c.begin(class{kind: Answered, answers: answers})
		}
		for _, text := range s.topics[topic.ID] {
			if named := strings.Contains(text, "{"); !named || r.Wording.Thing != "" {
				c.add(at, wording.Replace(text))
			}
		}
	}
	c.add(c.begin(class{kind: Outside}), r.Outside...)
	for _, talk := range talks {
		c.add(c.begin(class{kind: talk.kind}), s.talk[talk.name]...)
	}
	return c
}

func (c *collector) begin(what class) int {
	c.classes = append(c.classes, what)
	return len(c.classes) - 1
}

// add takes texts up that are not yet known: what stands first is right.
func (c *collector) add(class int, texts ...string) {
	for _, text := range texts {
		if key := strings.ToLower(text); !c.known[key] {
			c.known[key] = true
			c.examples = append(c.examples, example{text: text, class: class})
		}
	}
}
