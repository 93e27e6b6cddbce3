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
	_, problems := packlint.Linter().Lint(questions.FS, "questions")
	for _, p := range problems {
		t.Error(p)
	}
	samples := 0
	all, errs := question.Open(question.Shelves{BuiltIn: questions.FS}).All()
	if len(errs) > 0 {
		t.Error(errs)
	}
	for _, q := range all {
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
	_, problems := packlint.Linter().Lint(pack(tiny), "p")
	for _, want := range []string{"p/questions/tiny.yaml:18:43: ", "p/questions/tiny.yaml:19:14: "} {
		if !strings.Contains(problems.Error(), want) {
			t.Errorf("no problem at %s among\n%s", want, problems.Error())
		}
	}
	fixed := strings.NewReplacer(`"none"`, `"4"`, "dance", "kill app 1").Replace(tiny)
	_, problems = packlint.Linter().Lint(pack(fixed), "p")
	want := question.Problem{File: "p/questions/tiny.yaml", Line: 22, Column: 51, Message: "the sample gets 1.00, not 3..4"}
	if len(problems) != 1 || problems[0].Line != want.Line || problems[0].Column != want.Column || !strings.HasPrefix(problems[0].Message, want.Message) {
		t.Errorf("problems %+v, want %+v", problems, want)
	}
	_, problems = packlint.Linter().Lint(pack(strings.Replace(fixed, "3..4", "1..2", 1)), "p")
	if len(problems) > 0 {
		t.Errorf("a sound pack has problems %v", problems)
	}
}

const drawn = `schema: 1
id: drawn
title: Drawn
level: mid
brief: Design something that is drawn.
givens: {load: 1000/s}
phases:
  requirements:
    rubric: [{id: small, text: Small, says: [keep it small]}]
  capacity:
    estimates: [{id: peak, ask: Peak, formula: load * 3, in: /s}]
  design: {graph: client -> app -> db}
  detail:
    decisions:
      - id: shards
        topic: database
        ask: How many?
        options:
          - {choice: one, consequence: Simple., fit: good, sets: {shards: "1"}}
          - {choice: many, consequence: Large., fit: fair, sets: {db.shards: "4"}}
  scale:
    curveballs:
      - {id: late, phase: scale, minute: 1, says: Boom., expects: [boom], faults: [at 50% kill db 1, hot 10%]}
scenarios:
  - {id: built-in, title: Built in, system: shortener, parameters: {redirects: load}, design: {shards: store.shards}}
  - id: yours
    title: Yours
    system: topology
    parameters: {keys: 10k, record: 100 B}
    estimates: {client.rate: peak}
    topology:
      components:
        - {name: client, kind: client, rate: load * 2, calls: [{to: app}]}
        - {name: app, kind: service, calls: [{to: db}]}
        - {name: db, kind: store}
    faults: [at 50% kill app 1]
    objectives: [latency_p99_seconds < 1 s]
`

// A topology is built, figures with names in them too, and so is all that may change
// its runs; each mistake is named at its place.
func TestTopologiesAreBuilt(t *testing.T) {
	for _, test := range []struct{ from, to, want string }{
		{"", "", ""},
		{"client.rate: peak", "rate: peak", ""},
		{"calls: [{to: db}]", "calls: [{to: bd}]", `34:51: no component "bd"`},
		{"rate: load * 2", "rate: laod * 2", `33:46: `},
		{"kind: store}", "kind: strore}", `35:28: no kind "strore"`},
		{"kill app 1", "kill ap 1", "36:14: "},
		{"latency_p99_seconds <", "latency_p9_seconds <", "37:18: "},
		{"client.rate: peak", "clint.rate: peak", "30:17: "},
		{`sets: {db.shards: "4"}`, `sets: {bd.shards: "4"}`, "20:67: "},
		{`sets: {shards: "1"}`, `sets: {shads: "1"}`, "19:67: "},
		{"kill db 1", "kill bd 1", "23:84: "},
		{"shards: store.shards", "shards: store.colour", `25:104: no design states "store.colour"`},
		{"shards: store.shards", "shrads: store.shards", "25:96: "},
	} {
		fsys := fstest.MapFS{
			"pack.yaml":            {Data: []byte("schema: 1\nid: p\ntitle: P\nversion: \"1\"\n")},
			"questions/drawn.yaml": {Data: []byte(strings.Replace(drawn, test.from, test.to, 1))},
		}
		_, problems := packlint.Linter().Lint(fsys, "p")
		if test.want == "" && len(problems) > 0 || test.want != "" && (len(problems) != 1 || !strings.HasPrefix(problems.Error(), "p/questions/drawn.yaml:"+test.want)) {
			t.Errorf("%q for %q: problems %v, want one at %s", test.to, test.from, problems, test.want)
		}
	}
}
