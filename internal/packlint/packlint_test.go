package packlint_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"spar/internal/packlint"
	"spar/internal/question"
	"spar/questions"
)

// The built-in pack is without a mistake, and its samples get their scores.
func TestBuiltInPack(t *testing.T) {
	pack, problems := packlint.Linter().Load(questions.FS, "questions")
	for _, p := range problems {
		t.Error(p)
	}
	samples := 0
	for _, q := range pack.Questions {
		samples += len(q.Samples)
		if len(q.Samples) < 3 {
			t.Errorf("%s has %d samples, want a strong, a middling and a junk one", q.ID, len(q.Samples))
		}
	}
	if samples < 6 {
		t.Errorf("%d samples in all", samples)
	}
}

const tiny = `schema: 1
id: tiny
title: Tiny
level: mid
brief: Design something tiny.
givens: {load: 1000/s}
phases:
  requirements:
    rubric: [{id: small, text: Small, says: [keep it tiny]}]
  capacity: {}
  design: {graph: client -> app -> db}
  detail: {}
  scale: {}
scenarios:
  - id: run
    title: Run
    system: shortener
    parameters: {redirects: load, shards: "none"}
    faults: [at 50% dance]
    objectives: [availability >= 99%]
samples:
  - {file: samples/one.yaml, level: mid, overall: 3..4}
`

// What cannot run and what does not get its score is named at its place.
func TestScenariosAndSamplesAreTried(t *testing.T) {
	pack := func(questionText string) fstest.MapFS {
		return fstest.MapFS{
			"pack.yaml":           {Data: []byte("schema: 1\nid: p\ntitle: P\nversion: \"1\"\n")},
			"questions/tiny.yaml": {Data: []byte(questionText)},
			"samples/one.yaml":    {Data: []byte("question: tiny\n")},
		}
	}
	_, problems := packlint.Linter().Load(pack(tiny), "p")
	for _, want := range []string{"p/questions/tiny.yaml:18:43: ", "p/questions/tiny.yaml:19:14: "} {
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("no problem at %s among\n%s", want, problems.Error())
		}
	}
	fixed := strings.NewReplacer(`"none"`, `"4"`, "dance", "kill app 1").Replace(tiny)
	_, problems = packlint.Linter().Load(pack(fixed), "p")
	want := question.Problem{File: "p/questions/tiny.yaml", Line: 22, Column: 51, Message: "the sample gets 1.00, not 3..4"}
	if len(problems) != 1 || problems[0].Line != want.Line || problems[0].Column != want.Column || !strings.HasPrefix(problems[0].Message, want.Message) {
		t.Errorf("problems %+v, want %+v", problems, want)
	}
	_, problems = packlint.Linter().Load(pack(strings.Replace(fixed, "3..4", "1..2", 1)), "p")
	if len(problems) > 0 {
		t.Errorf("a sound pack has problems %v", problems)
	}
}
