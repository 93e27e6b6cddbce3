package question

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"spar/internal/question/questiontest"
	"spar/internal/yamldoc"
)

// FuzzQuestion holds that no question panics, that problems are few, printable
// and within the file, and that an accepted question says nothing unprintable.
func FuzzQuestion(f *testing.F) {
	for _, file := range []string{"good/questions/pastebin", "good/questions/counter", "broken/questions/rubric", "broken/questions/quantities", "broken/questions/decisions"} {
		f.Add(readTestdata(f, file+".yaml"))
	}
	f.Fuzz(checkQuestion)
}

// TestHostile loads mutations of a good question: lines dropped, doubled and
// moved, values changed for others or for what nobody expects, and now and then
// bytes strewn anywhere.
func TestHostile(t *testing.T) {
	good := readTestdata(t, "good/questions/pastebin.yaml")
	cases := 2000
	if testing.Short() {
		cases = 200
	}
	for seed := range uint64(cases) {
		random := rand.New(rand.NewPCG(seed, 0))
		checkQuestion(t, questiontest.Mutate(good, random))
	}
}

func readTestdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkQuestion loads a pack with one question of the given text.
func checkQuestion(t *testing.T, data []byte) {
	sample := readTestdata(t, "good/samples/strong.yaml")
	files := map[string][]byte{
		"pack.yaml": []byte(packYAML), "questions/q.yaml": data, "samples/strong.yaml": sample, "samples/junk.yaml": sample,
	}
	fsys := fstest.MapFS{}
	for name, content := range files {
		fsys[name] = &fstest.MapFile{Data: content}
	}
	pack, problems := linted(fsys, "")
	if len(problems) > 3*maxProblems {
		t.Fatalf("%q: %d problems", data, len(problems))
	}
	for _, p := range problems {
		if err := within(files[p.File], p); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
	}
	if problems.Mistakes() == (len(pack.Questions) == 1) {
		t.Fatalf("%q: %d questions, problems\n%v", data, len(pack.Questions), problems)
	}
	checkFound(t, data, Open(Shelves{BuiltIn: fsys}), problems)
}

// checkFound holds that a library and a linter agree on the one question of a pack: a
// library refuses nothing that the linter accepts, for no other reason, and what it
// lists is what it reads.
func checkFound(t *testing.T, data []byte, l *Library, problems Problems) {
	var q *Question
	refused := l.Errors()
	for _, s := range l.Questions() {
		var err error
		var wrong *PackError
		switch q, err = l.Find(s.FullID()); {
		case errors.As(err, &wrong):
			refused = append(refused, wrong)
		case err != nil:
			t.Fatalf("%q: %v", data, err)
		case !reflect.DeepEqual(q.Summary, s):
			t.Fatalf("%q: listed as %+v, read as %+v", data, s, q.Summary)
		}
	}
	if (q == nil) != (len(refused) == 1) {
		t.Fatalf("%q: question %v, refused %v", data, q, refused)
	}
	for _, err := range refused {
		var wrong *PackError
		if !errors.As(err, &wrong) {
			t.Fatalf("%q: %v", data, err)
		}
		for _, p := range wrong.Problems {
			p.File = strings.TrimPrefix(p.File, "built in/")
			if !slices.Contains(problems, p) {
				t.Fatalf("%q: refused for %v, which the linter does not name in\n%v", data, p, problems)
			}
		}
	}
	if q == nil {
		return
	}
	if strings.ContainsFunc(fmt.Sprintf("%+v", q.Phases), func(r rune) bool { return !yamldoc.Printable(r) }) {
		t.Fatalf("%q: accepted what is unprintable", data)
	}
}

// within returns an error if a problem is not printable or lies outside its
// file.
func within(data []byte, p Problem) error {
	if strings.ContainsFunc(p.Message+p.Fix, func(r rune) bool { return !yamldoc.Printable(r) || r == '\n' }) {
		return fmt.Errorf("unprintable problem %q", p.String())
	}
	if len(p.Message)+len(p.Fix) > 2000 {
		return fmt.Errorf("long problem %q", p.String())
	}
	lines := bytes.Split(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
	if p.Line > len(lines) || p.Line < 0 || p.Line > 0 && (p.Column < 1 || p.Column > utf8.RuneCount(lines[p.Line-1])+1) {
		return fmt.Errorf("problem outside the file: %v", p)
	}
	return nil
}
