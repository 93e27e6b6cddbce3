package packlint_test

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"spar/internal/packlint"
	"spar/internal/question"
	"spar/internal/question/questiontest"
)

// TestMutatedPacks makes one mistake in a sound pack, as people make them, and holds that
// it is named where it was made, without much of what follows from it; and it strews
// litter, and holds that whatever is said lies within its file.
func TestMutatedPacks(t *testing.T) {
	sound := soundPack(t)
	for seed := range uint64(mutatedPacks) {
		random := rand.New(rand.NewPCG(seed, 13))
		files := make(fstest.MapFS)
		for name, file := range sound {
			files[name] = &fstest.MapFile{Data: file.Data}
		}
		switch seed % 4 {
		case 0:
			name := questionNames[random.IntN(len(questionNames))]
			files[name].Data = questiontest.Mutate(files[name].Data, random)
			checkWithin(t, seed, files)
		case 1:
			file := replaceFile(files, random)
			checkNamed(t, seed, files, file, 1)
		default:
			name := questionNames[1] // the other has no such lines
			data, line, what := slipIn(files[name].Data, random)
			files[name].Data = data
			if !checkNamed(t, seed, files, name, line) {
				t.Errorf("seed %d: %s", seed, what)
			}
		}
	}
}

var questionNames = []string{"questions/counter.yaml", "questions/pastebin.yaml"}

// soundPack returns a pack without samples, whose scores are not the point here.
func soundPack(t *testing.T) fstest.MapFS {
	t.Helper()
	folder := os.DirFS("../question/testdata/good")
	files := make(fstest.MapFS)
	for _, name := range append([]string{"pack.yaml"}, questionNames...) {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		if before, after, ok := bytes.Cut(data, []byte("\nsamples:\n")); ok {
			_, after, _ = bytes.Cut(after, []byte("\nreferences:"))
			data = append(append(bytes.Clone(before), "\nreferences:"...), after...)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	if _, problems := packlint.Linter().Lint(files, ""); len(problems) > 0 {
		t.Fatal(problems)
	}
	return files
}

// replaceFile puts something in place of a file that is none, or not in UTF-8 with line
// feeds, and returns its name.
func replaceFile(files fstest.MapFS, random *rand.Rand) string {
	names := append([]string{"pack.yaml"}, questionNames...)
	name := names[random.IntN(len(names))]
	file := files[name]
	switch random.IntN(8) {
	case 0:
		file.Mode = fs.ModeNamedPipe
	case 1:
		file.Mode = fs.ModeDevice
	case 2:
		file.Mode = fs.ModeSocket
	case 3:
		file.Mode = fs.ModeDir
	case 4:
		file.Data = nil
	case 5:
		file.Data = bytes.ReplaceAll(file.Data, []byte("\n"), []byte("\r"))
	case 6:
		file.Data = bytes.Repeat([]byte("# a line\n"), 1<<18)
	default:
		wide := []byte("\xff\xfe")
		for _, c := range file.Data {
			wide = append(wide, c, 0)
		}
		file.Data = wide
	}
	return name
}

// slips are mistakes of a line with a key and a value, which is plain text.
var slips = []struct{ name, line string }{
	{"open quote", `$1$2: "$3`},
	{"open single quote", `$1$2: '$3`},
	{"apostrophe", `$1$2: 'It's $3'`},
	{"inner quotes", `$1$2: "so "$3" it is"`},
	{"bold", `$1$2: **$3** it is`},
	{"open bracket", `$1$2: [$3`},
	{"open brace", `$1$2: {a: $3`},
	{"bracket first", `$1$2: [$3] and more`},
	{"colon", `$1$2: $3: more`},
	{"at sign", `$1$2: @$3`},
	{"percent", `$1$2: %$3`},
	{"anchor", `$1$2: &a $3`},
	{"tag", `$1$2: !a $3`},
	{"bar", `$1$2: | $3`},
	{"escape", `$1$2: "\q $3"`},
	{"no space", `$1$2:$3`},
	{"no colon", `$1$2 $3`},
	{"no-break space", "$1$2:\u00a0$3"},
	{"odd byte", "$1$2: \xff$3"},
	{"control", "$1$2: $3\x1b[31m"},
	{"bidi", "$1$2: \u202e$3"},
	{"unknown key", `${1}qqqqqq: $3`},
	{"twice", "$1$2: $3\n$1$2: $3"},
	{"nothing", `$1$2:`},
	{"list", `$1$2: [[[$3]]]`},
}

var plainLine = regexp.MustCompile(`^( +)([a-z_]+): ([A-Za-z][A-Za-z ,.;]*)$`)

// slipIn makes a mistake on a line of a question, and returns the number of the line.
func slipIn(data []byte, random *rand.Rand) (mutated []byte, line int, what string) {
	lines := strings.Split(string(data), "\n")
	for {
		at := random.IntN(len(lines))
		if !plainLine.MatchString(lines[at]) || inBlock(lines, at) {
			continue
		}
		slip := slips[random.IntN(len(slips))]
		text := plainLine.ReplaceAllString(lines[at], slip.line)
		what = slip.name + ": " + text
		line = at + 1 + strings.Count(text, "\n")
		lines[at] = text
		return []byte(strings.Join(lines, "\n")), line, what
	}
}

// inBlock reports whether a line is text below a "|".
func inBlock(lines []string, at int) bool {
	indent := func(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
	for i := at - 1; i >= 0; i-- {
		if lines[i] != "" && indent(lines[i]) < indent(lines[at]) {
			return strings.HasSuffix(lines[i], "|")
		}
	}
	return false
}

// mostFollowing bounds what is said of one mistake.
const mostFollowing = 3

// checkNamed reports whether a problem stands on a line of a file, among few others.
func checkNamed(t *testing.T, seed uint64, files fstest.MapFS, file string, line int) bool {
	t.Helper()
	problems := checkWithin(t, seed, files)
	for _, p := range problems {
		if p.File == file && p.Line == line && len(problems) <= mostFollowing {
			return true
		}
	}
	t.Errorf("seed %d: no problem at %s:%d, or too many:\n%.2000v", seed, file, line, problems)
	return false
}

// checkWithin lints a pack, and holds that every problem is printable and in its file.
func checkWithin(t *testing.T, seed uint64, files fstest.MapFS) question.Problems {
	t.Helper()
	_, problems := packlint.Linter().Lint(files, "")
	for _, p := range problems {
		text := p.Message + p.Fix
		if p.Message == "" || !utf8.ValidString(text) || strings.ContainsAny(text, "\x1b\n\r\u202e") {
			t.Errorf("seed %d: problem %q", seed, p.String())
		}
		lines := [][]byte{nil} // of what is no file
		if file := files[p.File]; file != nil {
			lines = bytes.Split(file.Data, []byte("\n"))
		}
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCount(lines[p.Line-1])+1 {
			t.Errorf("seed %d: %v lies outside its file", seed, p)
		}
	}
	return problems
}
