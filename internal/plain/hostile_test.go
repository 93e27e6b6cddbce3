package plain_test

import (
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"spar/internal/drill"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/question/questiontest"
	"spar/internal/report"
)

// everything is a session that does whatever can be done.
const everything = `How many pastes a day?
May it be private?

:hint
:hint
read and write pastes
:next
new_pastes = 1M/day
writes = new_pastes in /s
storage = new_pastes * 10 KB * 5 y

too large for one machine

:next
client -> lb -> app -> cache -> db
app -> objects
app: x4
:draw
:next
1
because texts are large
2
:next
40 ms
db
yes
:scenario
:run
the database is the bottleneck
alert on p99
:next
`

// TestWhateverIsUsed holds that no question that a library gives although a linter would
// not keeps a session, its report or a drill from their work.
func TestWhateverIsUsed(t *testing.T) {
	pack := make(fstest.MapFS)
	for _, file := range []string{"pack.yaml", "questions/pastebin.yaml", "samples/strong.yaml", "samples/junk.yaml"} {
		data, err := os.ReadFile("../question/testdata/good/" + file)
		if err != nil {
			t.Fatal(err)
		}
		pack[file] = &fstest.MapFile{Data: data}
	}
	good := pack["questions/pastebin.yaml"].Data
	enough := 10
	if testing.Short() {
		enough = 2
	}
	for seed, flawed := uint64(0), 0; flawed < enough; seed++ {
		pack["questions/pastebin.yaml"] = &fstest.MapFile{Data: questiontest.Mutate(good, rand.New(rand.NewPCG(seed, 1)))}
		q, err := question.Open(question.Shelves{BuiltIn: pack}).Find("pastebin")
		if err != nil {
			continue
		}
		if _, problems := (question.Linter{}).Lint(pack, ""); len(problems) > 0 {
			t.Logf("seed %d: %v", seed, problems)
			flawed++
			use(t, q)
		}
	}
}

// use takes a question through all that candidates do with one.
func use(t *testing.T, q *question.Question) {
	t.Helper()
	for i := range q.Scenarios {
		if q.Scenarios[i].Parameters == nil {
			q.Scenarios[i].Parameters = make(map[string]string)
		}
		maps.Copy(q.Scenarios[i].Parameters, map[string]string{"duration": "1 s", "warmup": "100 ms", "urls": "10k", "cache_capacity": "1k"})
	}
	for _, mode := range []interview.Mode{interview.Practice, interview.Mock} {
		_, s := playOn(t, q, mode, 1, everything)
		r := report.New("s1", s, q, s.LastAt())
		if err := report.Markdown(io.Discard, r); err != nil {
			t.Error(err)
		}
	}
	d, err := drill.New([]*question.Question{q}, 3)
	if err != nil {
		return // it asks for no estimate
	}
	for number := range 4 {
		asked := d.Question(number + 1)
		if _, err := asked.Grade(asked.Expected()); err != nil || strings.TrimSpace(asked.Ask) == "" {
			t.Errorf("%q is asked for, and its answer %q is refused: %v", asked.Ask, asked.Expected(), err)
		}
	}
}
