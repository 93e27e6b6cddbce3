package question

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"spar/internal/golden"
	"spar/internal/interview"
	"spar/internal/quantity"
)

func TestGood(t *testing.T) {
	pack, problems := linted(os.DirFS("testdata/good"), "good")
	if len(problems) > 0 {
		t.Fatalf("problems:\n%v", problems)
	}
	if pack.ID != "examples" || pack.Title != "Examples" || pack.Version != "1.0" || pack.Origin != "good" || len(pack.Questions) != 2 {
		t.Errorf("Lint = %+v", pack)
	}
	q, err := Open(Shelves{BuiltIn: os.DirFS("testdata/good")}).Find(pack.Questions[1].FullID())
	if err != nil {
		t.Fatal(err)
	}
	if q.ID != "pastebin" || q.Pack != "examples" || q.File != "questions/pastebin.yaml" || len(q.Digest) != 64 {
		t.Errorf("question %q in pack %q, file %q, digest %q", q.ID, q.Pack, q.File, q.Digest)
	}
	if want := (Given{"reads", "10 * new_pastes"}); len(q.Givens) != 5 || q.Givens[1] != want {
		t.Errorf("Givens = %v", q.Givens)
	}
	if got := q.Common(interview.Scale).Minutes; got != 10 {
		t.Errorf("minutes of the last phase = %d, want 10", got)
	}
	if low, high, err := q.Samples[0].Range(); low != 2.2 || high != 3.2 || err != nil {
		t.Errorf("Range = %g, %g, %v", low, high, err)
	}
}

// TestBroken holds every kind of mistake against a list that somebody has read.
func TestBroken(t *testing.T) {
	pack, problems := linted(os.DirFS("testdata/broken"), "broken")
	if pack != nil {
		t.Errorf("a pack without an id was loaded: %+v", pack)
	}
	// What the calculator and the diagram notation say is theirs to change.
	own := slices.DeleteFunc(problems, func(p Problem) bool {
		return strings.HasSuffix(p.File, "calculator.yaml") || strings.HasSuffix(p.File, "notation.yaml")
	})
	golden.Check(t, "broken.golden", []byte(own.Error()+"\n"))
}

// TestPlacesWithin holds that mistakes within expressions and designs are placed
// where they are, and that what only follows from them is not reported.
func TestPlacesWithin(t *testing.T) {
	_, problems := linted(os.DirFS("testdata/broken"), "")
	want := map[string][]string{
		"calculator.yaml": {"8:14", "10:14", "17:28", "22:13", "25:18", "26:13", "43:33"},
		"notation.yaml":   {"13:14"},
	}
	for name, places := range want {
		var got []string
		for _, p := range problems {
			if strings.HasSuffix(p.File, name) {
				got = append(got, fmt.Sprintf("%d:%d", p.Line, p.Column))
			}
		}
		if !slices.Equal(got, places) {
			t.Errorf("%s: problems at %v, want %v", name, got, places)
		}
	}
}

// TestSoundStay holds that a mistaken question does not take the others with it,
// nor a mistake in pack.yaml that leaves the id readable.
func TestSoundStay(t *testing.T) {
	pack, problems := linted(packOf(t, map[string]string{
		"pack.yaml":         "schema: 1\nid: mixed\ntitle: Mixed\nversion: 1\ncolour: blue\n",
		"questions/a.yaml":  minimal("a"),
		"questions/b.yaml":  minimal("b") + "colour: blue\n",
		"questions/c.yaml":  minimal("c"),
		"questions/.d.yaml": "not read",
		"questions/e.md":    "not read",
	}), "mixed")
	var ids []string
	for _, q := range pack.Questions {
		ids = append(ids, q.ID)
	}
	if !slices.Equal(ids, []string{"a", "c"}) || len(problems) != 2 {
		t.Errorf("questions %v, problems\n%v", ids, problems)
	}
}

func TestNoPack(t *testing.T) {
	many := map[string]string{"pack.yaml": packYAML}
	for i := range MaxFiles + 1 {
		many[fmt.Sprintf("questions/q%d.yaml", i)] = minimal("x")
	}
	tests := []struct {
		files map[string]string
		want  string
	}{
		{nil, "p/pack.yaml:1:1: no such file or folder\np/questions:1:1: no such file or folder (put the questions there, a file each)"},
		{map[string]string{"pack.yaml": packYAML, "questions/x.txt": ""}, "p/questions:1:1: holds no question (write one with the extension .yaml)"},
		{map[string]string{"pack.yaml": packYAML, "questions": ""}, "p/questions:1:1: not a folder (put the questions there, a file each)"},
		{map[string]string{"pack.yaml/x": "", "questions/x.yaml": minimal("x")}, "p/pack.yaml:1:1: not a regular file"},
		{many, "p/questions:1:1: more than 500 files (split the pack)"},
		{
			map[string]string{"pack.yaml": packYAML, "questions/x.yaml": minimal("x") + strings.Repeat("#", 1<<20)},
			"p/questions/x.yaml:1:1: the file is too large: it has more than 1048576 bytes",
		},
		{map[string]string{"pack.yaml": "schema: 3\nid: p\n", "questions/x.yaml": minimal("x")}, "p/pack.yaml:1:9: schema 3 is newer than this spar, which reads schema 1 (update spar)"},
	}
	for _, tt := range tests {
		if _, problems := linted(packOf(t, tt.files), "p"); problems.Error() != tt.want {
			t.Errorf("problems\n%v\nwant\n%s", problems, tt.want)
		}
	}
}

// TestNames holds that what a file system holds beside files and plain names is
// refused, and not shown as it is.
func TestNames(t *testing.T) {
	fsys := fstest.MapFS{
		"pack.yaml":                 &fstest.MapFile{Data: []byte(packYAML)},
		"questions/pipe.yaml":       &fstest.MapFile{Mode: fs.ModeNamedPipe},
		"questions/folder.yaml":     &fstest.MapFile{Mode: fs.ModeDir},
		"questions/\x1b[31mx.yaml":  &fstest.MapFile{Data: []byte(minimal("red"))},
		"questions/ümlaut and.yaml": &fstest.MapFile{Data: []byte(minimal("sound"))},
	}
	pack, problems := linted(fsys, "p")
	const want = "p/questions:1:1: a file is called \"\\x1b[31mx.yaml\" (rename it)\n" +
		"p/questions/folder.yaml:1:1: not a regular file\np/questions/pipe.yaml:1:1: not a regular file"
	if problems.Error() != want || len(pack.Questions) != 1 {
		t.Errorf("problems\n%v\nwant\n%s", problems, want)
	}
}

// TestTooLarge holds that the work on a pack is bounded as a whole, and that this is the
// one mistake that is told of one beyond it, with the count.
func TestTooLarge(t *testing.T) {
	many := func(n int, text func(i int) string) map[string]string {
		files := map[string]string{"pack.yaml": packYAML}
		for i := range n {
			files[fmt.Sprintf("questions/q%03d.yaml", i)] = text(i)
		}
		return files
	}
	question := func(i int) string { return minimal(fmt.Sprintf("q%d", i)) }
	list := "[" + strings.TrimSuffix(strings.Repeat("[a, a, a, a, a, a, a, a, a, a], ", 900), ", ") + "]"
	scenario := "  - {id: s%d, title: S, system: shortener, design: {shards: store.shards}, faults: [f]}\n"
	scenarios := "scenarios:\n"
	for i := range maxItems {
		scenarios += fmt.Sprintf(scenario, i)
	}
	samples := "samples:\n  - {file: s.yaml, level: mid, overall: 1..4}\n"
	item := "    rubric: [" + strings.TrimSuffix(strings.Repeat("{id: i%d, text: T, says: [x]}, ", maxItems), ", ") + "]"
	var ids []any
	for i := range maxItems {
		ids = append(ids, i)
	}
	scored := strings.Replace(minimal("q"), "  detail: {}", "  detail:\n"+fmt.Sprintf(item, ids...), 1)
	attempt := "question: q%d\ndetail:\n  notes: [" + strings.Repeat("a note, ", 900) + "]\n"
	runs, judged := 0, 0
	linter := Linter{
		Scenario: func(Scenario, quantity.Names) []Finding { runs++; return nil },
		Sample: func(_ *Question, _ Sample, attempt *interview.Attempt) error {
			judged += len(attempt.Lines(interview.Notes)) * maxItems
			return nil
		},
	}
	sampled := many(60, func(i int) string {
		return strings.Replace(scored, "id: q\n", fmt.Sprintf("id: q%d\n", i), 1) + strings.Replace(samples, "s.yaml", fmt.Sprintf("s%d.yaml", i), 1)
	})
	for i := range 60 {
		sampled[fmt.Sprintf("s%d.yaml", i)] = fmt.Sprintf(attempt, i)
	}
	for _, tt := range []struct {
		files map[string]string
		want  string
	}{
		{many(20, func(i int) string { return question(i) + strings.Repeat("# a comment\n", 40_000) }), "p/questions/q017.yaml:1:1: the pack is too large: 8642945 bytes are more than 8388608 (split the pack)"},
		{many(60, func(i int) string { return question(i) + "x: " + list + "\n" }), "p/questions/q030.yaml:1:1: the pack is too large: 307737 values are more than 300000 (split the pack)"},
		{many(20, func(i int) string { return question(i) + scenarios }), "p/questions/q010.yaml:1:1: the pack is too large: 2001 runs to try are more than 2000 (split the pack)"},
		{sampled, "p/questions/q005.yaml:1:1: the pack is too large: 540600 lines of samples times items are more than 524288 (split the pack)"},
	} {
		runs, judged = 0, 0
		_, problems := linter.Lint(packOf(t, tt.files), "p")
		problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Message == `unknown key "x"` })
		if problems.Error() != tt.want {
			t.Errorf("problems\n%.1000v\nwant\n%s", problems, tt.want)
		}
		switch {
		case runs > MaxPackRuns || judged > MaxPackJudged:
			t.Errorf("%d runs are tried and %d lines of samples times items judged, of at most %d and %d", runs, judged, MaxPackRuns, MaxPackJudged)
		case strings.Contains(tt.want, "runs") && runs < MaxPackRuns, strings.Contains(tt.want, "samples") && judged < MaxPackJudged*8/10:
			t.Errorf("no more than %d runs are tried and %d lines of samples times items judged", runs, judged)
		}
		l := Open(Shelves{BuiltIn: packOf(t, tt.files)})
		if _, errs := l.All(); strings.Contains(tt.want, "bytes") && !strings.Contains(fmt.Sprint(l.Errors(), errs), "the pack is too large") {
			t.Errorf("the library reads all of it: %v, %v", l.Errors(), errs)
		}
	}
}

// TestLongLists holds that lists out of all proportion are refused before their
// entries are worked through.
func TestLongLists(t *testing.T) {
	var rubric, clarifications strings.Builder
	for i := range 101 {
		fmt.Fprintf(&rubric, "      - {id: %s, text: Text, says: [caching]}\n", strings.Repeat("x", i+1))
	}
	for i := range 90 {
		fmt.Fprintf(&clarifications, "      - {id: id%d, ask: Question %d about links, answer: Yes, asks: [%s]}\n", i, i, strings.Repeat("link, ", 56))
	}
	tests := []struct{ from, to, want string }{
		{"  requirements: {}\n", "  requirements:\n    rubric:\n" + rubric.String(), "p/questions/x.yaml:8:5: 101 entries are more than 100 (leave some out)"},
		{"  requirements: {}\n", "  requirements:\n    outside: [weather]\n    clarifications:\n" + clarifications.String(), "p/questions/x.yaml:7:3: 5041 ways to ask are more than 5000 (leave some out)"},
		{"brief: Text", "tags: [" + strings.Repeat("a,", 101) + "]\nbrief: Text", "p/questions/x.yaml:5:1: 101 entries are more than 100 (leave some out)"},
		{"brief: Text", "brief: " + strings.Repeat("long ", 4001), "p/questions/x.yaml:5:8: brief has 20004 characters, more than 20000 (shorten it)"},
		{"title: A title", "title: " + strings.Repeat("é", 121), "p/questions/x.yaml:3:8: title has 121 characters, more than 120 (shorten it)"},
		{"title: A title", "title: " + strings.Repeat("é", 120), ""},
	}
	for _, tt := range tests {
		text := strings.Replace(minimal("x"), tt.from, tt.to, 1)
		_, problems := linted(packOf(t, map[string]string{"pack.yaml": packYAML, "questions/x.yaml": text}), "p")
		if problems.Error() != tt.want {
			t.Errorf("problems\n%v\nwant\n%s", problems, tt.want)
		}
	}
}

// TestLinter holds where the findings of other packages are placed.
func TestLinter(t *testing.T) {
	linter := Linter{Scenario: func(s Scenario, names quantity.Names) []Finding {
		if _, ok := names("rate"); !ok {
			t.Error("the estimate has no value")
		}
		var found []Finding
		if s.System == "shortner" {
			found = append(found, Finding{Where: "system", Message: "no such system", Fix: "did you mean shortener?"})
		}
		for _, name := range []string{"sharsd", "polcy", "urls"} {
			if text, ok := s.Parameters[name]; ok {
				found = append(found, Finding{Where: "parameters." + name, Message: "no such parameter, set to " + text})
			}
		}
		if len(s.Faults) > 1 {
			found = append(found, Finding{Where: "faults[1]", Message: "no such time"})
		}
		return append(found, Finding{Where: "duration", Message: "too long"})
	}}
	const scenarios = `
  detail:
    decisions:
      - id: policy
        topic: load-balancing
        ask: Which policy?
        options:
          - {choice: round robin, consequence: Simple., fit: good, sets: {polcy: round_robin}}
          - {choice: random, consequence: Simpler., fit: fair, sets: {policy: random}}
  scale: {}
scenarios:
  - id: peak
    title: Peak
    system: shortner
    parameters: {redirects: rate, sharsd: "4"}
    faults: [at 50% kill app 1, at noon kill app 1]
    estimates: {urls: rate}
`
	text := strings.Replace(minimal("x"), "capacity: {}", "capacity: {estimates: [{id: rate, ask: Rate, formula: 5/s, in: /s}]}", 1)
	text = strings.Replace(text, "\n  detail: {}\n  scale: {}\n", scenarios, 1)
	_, problems := linter.Lint(packOf(t, map[string]string{"pack.yaml": packYAML, "questions/x.yaml": text}), "p")
	const want = `p/questions/x.yaml:16:82: no such parameter, set to round_robin
p/questions/x.yaml:20:5: too long
p/questions/x.yaml:22:13: no such system (did you mean shortener?)
p/questions/x.yaml:23:43: no such parameter, set to 4
p/questions/x.yaml:24:33: no such time
p/questions/x.yaml:25:23: no such parameter, set to rate`
	if problems.Error() != want {
		t.Errorf("problems\n%v\nwant\n%s", problems, want)
	}
}

func TestSampleScores(t *testing.T) {
	linter := Linter{Sample: func(q *Question, s Sample, a *interview.Attempt) error {
		if a.Question != q.ID || s.Overall == "" {
			t.Errorf("sample %+v of %s with attempt at %s", s, q.ID, a.Question)
		}
		if s.File == "samples/junk.yaml" {
			return errors.New("it scores 2.1")
		}
		return nil
	}}
	_, problems := linter.Lint(os.DirFS("testdata/good"), "good")
	if got, want := problems.Error(), "good/questions/pastebin.yaml:184:52: it scores 2.1"; got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
}

func TestReadAttempt(t *testing.T) {
	q := &Question{Summary: Summary{ID: "x"}}
	q.Phases.Capacity.Estimates = []Estimate{{ID: "write_rate", Also: []string{"wps"}}}
	find := func(id string) (*Question, error) {
		if id != "x" {
			return nil, errors.New("no such question")
		}
		return q, nil
	}
	tests := []struct{ text, want string }{
		{"question: x\nlevel: mid\nminutes: {design: 10}\n", ""},
		{"question: y\n", "f:1:11: no such question"},
		{"level: mid\n", `f:1:1: key "question" is missing`},
		{"question: x\nlevel: high\nlevell: mid\n", "f:2:8: unknown level \"high\" (want mid, senior, staff)\nf:3:1: unknown key \"levell\" (did you mean level?)"},
		{"", "f:1:1: the file is empty"},
		{"question: x\nminutes: {design: 10}\ncapacity: {estimates: {WPS: 1/s}, decides: {Write-Rate: shards}}\n", ""},
		{"question: x\ncapacity: {decides: {wpd: shards}}\n", "f:2:22: unknown estimate \"wpd\" (want write_rate)"},
	}
	for _, tt := range tests {
		a, got, problems := ReadAttempt("f", []byte(tt.text), find)
		if problems.Error() != tt.want {
			t.Errorf("ReadAttempt(%q) reports\n%v\nwant\n%s", tt.text, problems, tt.want)
		}
		if len(problems) == 0 && (got != q || a.Minutes[interview.Design] != 10) {
			t.Errorf("ReadAttempt(%q) = %+v, %v", tt.text, a, got)
		}
	}
}

const packYAML = "schema: 1\nid: p\ntitle: Pack\nversion: 1\n"

// minimal returns the shortest sound question.
func minimal(id string) string {
	return `schema: 1
id: ` + id + `
title: A title
level: mid
brief: Text
phases:
  requirements: {}
  capacity: {}
  design: {graph: client -> app -> db}
  detail: {}
  scale: {}
`
}

// packOf returns a file system with files of the given content.
func packOf(t *testing.T, files map[string]string) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// linted is what a linter without further checks says of a pack.
func linted(fsys fs.FS, origin string) (*Pack, Problems) { return Linter{}.Lint(fsys, origin) }
