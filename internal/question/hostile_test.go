package question

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

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
	good := strings.Split(string(readTestdata(t, "good/questions/pastebin.yaml")), "\n")
	cases := 2000
	if testing.Short() {
		cases = 200
	}
	for seed := range uint64(cases) {
		random := rand.New(rand.NewPCG(seed, 0))
		lines := slices.Clone(good)
		for range 1 + random.IntN(5) {
			lines = mutate(lines, random)
		}
		checkQuestion(t, []byte(strings.Join(lines, "\n")))
	}
}

// litter is what mutations strew.
var litter = []string{
	"", "  ", "- ", ": ", "[", "]", "{", "}", "\"", "'", "#", "|", ">", "&a ", "*a", "!!binary x", "<<: x", "\t", "\x1b[31m", "\"\\e\"", "\u202e", "\xff", "\x00", "~",
	"-1", "0", "1e999", ".nan", "99999999999999999999", "true", "5 * 0", "1 / 0", "9^9^9^9", "((((", "5/s", "new_pastes", "retention in TB", "$5", "1..9 GB", "->", "a ~> b ->", "client",
	"db to client", "x12", "1..4", "4..1", "../x", "/etc/passwd", "samples/strong.yaml", "samples/none.yaml", "read-heavy", "is not the", "how often is a paste read", "é", "漢字", "detail",
	strings.Repeat("x", 300), strings.Repeat("[", 40), "[" + strings.Repeat("a, ", 200) + "]", "{a: b}", "[[a], {b: c}]", "schema: 2", "two\nlines", strings.Repeat("long text ", 100),
}

// mutate changes a text in one place.
func mutate(lines []string, random *rand.Rand) []string {
	any := func() int { return random.IntN(len(lines)) }
	stuff, at := litter[random.IntN(len(litter))], any()
	key, value, isPair := strings.Cut(lines[at], ": ")
	switch random.IntN(12) {
	case 0:
		return slices.Delete(lines, at, min(len(lines)-1, at+1+random.IntN(3)))
	case 1:
		return slices.Insert(lines, any(), slices.Clone(lines[at:min(len(lines), at+1+random.IntN(5))])...)
	case 2:
		offset := random.IntN(len(lines[at]) + 1)
		lines[at] = lines[at][:offset] + stuff + lines[at][offset:]
	case 3:
		lines[at] = key + ": " + stuff
	case 4, 5, 6:
		_, other, _ := strings.Cut(lines[any()], ": ")
		if isPair && other != "" {
			lines[at] = key + ": " + other
		}
	case 7, 8:
		if words := strings.Fields(value); len(words) > 0 {
			lines[at] = strings.Replace(lines[at], words[random.IntN(len(words))], stuff, 1)
		}
	default:
		if isPair {
			lines[at] = key + ": " + strconv.Quote(strings.ToValidUTF8(stuff, ""))
		}
	}
	return lines
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
	pack, problems := Load(fsys, "")
	if len(problems) > 3*maxProblems {
		t.Fatalf("%q: %d problems", data, len(problems))
	}
	for _, p := range problems {
		if err := within(files[p.File], p); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
	}
	if (len(problems) == 0) != (len(pack.Questions) == 1) {
		t.Fatalf("%q: %d questions, problems\n%v", data, len(pack.Questions), problems)
	}
	for _, q := range pack.Questions {
		for _, c := range q.Phases.Requirements.Clarifications {
			if got, ok := q.Clarify(c.Ask); !ok || got.Ask != c.Ask {
				t.Fatalf("%q: Clarify(%q) = %q", data, c.Ask, got.Ask)
			}
		}
		if strings.ContainsFunc(fmt.Sprintf("%+v", q.Phases), func(r rune) bool { return !yamldoc.Printable(r) }) {
			t.Fatalf("%q: accepted what is unprintable", data)
		}
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
