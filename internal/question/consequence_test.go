package question

import (
	"strings"
	"testing"
)

const related = `schema: 1
id: x
title: A title
level: mid
brief: Text
givens:
  load: 1000/s
  size: 500 B
phases:
  requirements:
    clarifications:
      - {id: scale, ask: "How much?", answer: Much., reveals: [load]}
      - {id: sizes, ask: "How large?", answer: Small., reveals: [size]}
    rubric:
      - {id: asks-scale, text: Asks., asks: scale}
      - {id: asks-sizes, text: Asks., asks: sizes}
    hints:
      - {for: asks-scale, steps: [Ask.]}
      - {for: asks-sizes, steps: [Ask.]}
  capacity:
    estimates:
      - {id: peak, ask: Peak., formula: load * 3, in: /s}
      - {id: bandwidth, ask: Bandwidth., formula: load * size, in: MB/s}
      - {id: storage, ask: Storage., formula: bandwidth * 1 day, in: GB}
  design:
    graph: client -> app -> db
    components: [client, app, db]
    paths: [client to app, app to db, client to db]
  detail: {}
  scale:
    curveballs:
      - {id: twice, phase: scale, minute: 1, says: More!, expects: ["[cache]"], changes: {load: 2000/s}}
    bottleneck: [db]
samples:
  - {file: s.yaml, level: mid, overall: 1..4}
`

const relatedSample = `question: x
capacity:
  estimates: {peak: 3k/s, bandwidth: 500 kB/s, storage: 40 GB}
curveballs: [twice]
`

// TestOneMistake holds that what follows from a mistake is not told beside it, and that
// it is told where it was made.
func TestOneMistake(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"", "", ""},
		// What others refer to is given another name, or not to be read.
		{"  load: 1000/s", "  laod: 1000/s", `x.yaml:12:64: unknown given "load", here and in 3 other places`},
		{"  load: 1000/s", "  load: 1000/zs", `x.yaml:7:14: `},
		{"givens:\n  load: 1000/s\n  size: 500 B", "givens:\n  - load: 1000/s\n  - size: 500 B", `x.yaml:7:3: givens: want a mapping`},
		{"givens:", "facts:", `x.yaml:6:1: unknown key "facts"`},
		{"    clarifications:", "    answers:", `x.yaml:11:5: unknown key "answers"`},
		{"      - {id: scale,", "      - {name: scale,", `x.yaml:12:10: unknown key "name" (did you mean id`},
		{"    rubric:", "    items:", `x.yaml:14:5: unknown key "items"`},
		{"    estimates:", "    figures:", `x.yaml:21:5: unknown key "figures"`},
		{"    curveballs:", "    surprises:", `x.yaml:31:5: unknown key "surprises"`},
		{"graph: client -> app -> db", "graph: client -> api -> db", `x.yaml:27:26: the reference design has no "app", here and in 2 other places`},
		{"graph: client -> app -> db", "graph: [client, app, db]", `x.yaml:26:12: graph: want text`},
		{"  capacity:", "  capacities:", `x.yaml:20:3: unknown key "capacities" (did you mean capacity?)`},
		// A given that is wrong.
		{"load: 1000/s", "load: -1000/s", `x.yaml:7:9: "-1000/s" is below zero`},
		{"load: 1000/s", "load: 0/s", `x.yaml:7:9: the given is zero`},
		{"load: 1000/s\n", "load: 1000\n", `x.yaml:7:9: the given comes to 1,000, which fits no estimate that is made of it`},
		{"size: 500 B", "size: 500", `x.yaml:23:68: a rate per second cannot become MB/s`},
		{"formula: load * 3", "formula: load * size", `x.yaml:22:58: `},
	} {
		fsys := packOf(t, map[string]string{"pack.yaml": packYAML, "questions/x.yaml": strings.Replace(related, tt.from, tt.to, 1), "s.yaml": relatedSample})
		_, problems := linted(fsys, "p")
		if tt.want == "" && len(problems) > 0 || tt.want != "" && (len(problems) != 1 || !strings.HasPrefix(problems.Error(), "p/questions/"+tt.want)) {
			t.Errorf("%q for %q: problems\n%v\nwant one: %s", tt.to, tt.from, problems, tt.want)
		}
	}
}

// TestWarningsOfReading holds that a sample is warned of as a question is, and that the
// reference design says how it is read where it looks otherwise.
func TestWarningsOfReading(t *testing.T) {
	fsys := packOf(t, map[string]string{
		"pack.yaml":        packYAML,
		"questions/x.yaml": strings.Replace(related, "graph: client -> app -> db", "graph: |\n      title: a shop\n      db <- app <- client", 1),
		"s.yaml":           relatedSample + "requirements:\n  functional:\n    - show rank #1 of all\n",
	})
	pack, problems := linted(fsys, "p")
	want := []string{
		"p/questions/x.yaml:27:7: warning: the line draws nothing: a remark names no component",
		"p/questions/x.yaml:28:7: warning: read as app -> db", "p/questions/x.yaml:28:7: warning: read as client -> app",
		"p/s.yaml:7:17: warning: the text ends here",
	}
	if len(problems) != len(want) || problems.Mistakes() || len(pack.Questions) != 1 {
		t.Fatalf("questions %v, problems\n%v\nwant\n%s", pack.Questions, problems, strings.Join(want, "\n"))
	}
	for i, p := range problems {
		if !strings.HasPrefix(p.String(), want[i]) {
			t.Errorf("%v, want %s", p, want[i])
		}
	}
}

// TestWarnings holds that text that a comment cuts is told, and keeps nobody from using
// the pack.
func TestWarnings(t *testing.T) {
	fsys := packOf(t, map[string]string{
		"pack.yaml":        strings.Replace(packYAML, "title: Pack", "title: Rank #1", 1),
		"questions/x.yaml": strings.Replace(minimal("x"), "brief: Text", "brief: Design service #1 of two", 1),
	})
	pack, problems := linted(fsys, "p")
	const want = `p/pack.yaml:3:13: warning: the text ends here, for a comment begins (put text that contains " #" in quotes, or write two spaces before a comment and one behind its #)
p/questions/x.yaml:5:23: warning: the text ends here, `
	if len(problems) != 2 || !strings.HasPrefix(problems.Error(), want) || problems.Mistakes() || len(pack.Questions) != 1 {
		t.Errorf("questions %v, problems\n%v\nwant\n%s", pack.Questions, problems, want)
	}
	if l := Open(Shelves{BuiltIn: fsys}); len(l.Errors()) > 0 || len(l.Questions()) != 1 {
		t.Errorf("the library has %v, errors %v", l.Questions(), l.Errors())
	}
}
