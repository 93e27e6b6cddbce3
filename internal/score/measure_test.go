package score_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"spar/internal/interview"
	"spar/internal/question"
	"spar/internal/score"
	"spar/questions"
)

var answers = flag.String("answers", "../evidence/testdata/answers", "folder of attempts with a fair reader's judgement")

// A judged is an attempt with the overall score that a fair reader gives.
type judged struct {
	Attempt string
	Quality float64
	Hire    string
	card    *score.Scorecard
}

func grades(t testing.TB, name string) []judged {
	q, err := question.Open(question.Shelves{BuiltIn: questions.FS}).Find(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(*answers, name, "overall.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []judged
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		data, err := os.ReadFile(filepath.Join(*answers, name, all[i].Attempt+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		a := new(interview.Attempt)
		if err := yaml.Unmarshal(data, a); err != nil {
			t.Fatal(err)
		}
		all[i].card = score.Grade(q, a)
	}
	return all
}

// Floors of the overall score on the attempts of testdata, which only get better.
const (
	mostError = 0.26
	mostBias  = 0.06
)

// The overall score is near to that of a fair reader, and no weak attempt stands
// above a sound one.
func TestOverall(t *testing.T) {
	var report strings.Builder
	var all []judged
	sum, bias, n := 0., 0., 0.
	for _, name := range []string{"url-shortener", "chat"} {
		for _, a := range grades(t, name) {
			all = append(all, a)
			d := a.card.Overall - a.Quality
			sum += math.Abs(d)
			bias += d
			n++
			fmt.Fprintf(&report, "%-14s %s %.2f for %.1f (%s: %s/%s/%s)", name, a.Attempt, a.card.Overall, a.Quality, a.Hire,
				a.card.Verdicts[interview.Mid], a.card.Verdicts[interview.Senior], a.card.Verdicts[interview.Staff])
			for _, d := range a.card.Dimensions {
				if d.Score != nil {
					fmt.Fprintf(&report, " %s %.1f", d.ID, *d.Score)
				}
			}
			fmt.Fprintln(&report)
		}
	}
	if *answers == flag.Lookup("answers").DefValue && (sum/n > mostError || math.Abs(bias/n) > mostBias) {
		t.Errorf("mean error %.3f, bias %+.3f; the floors are %v and %v", sum/n, bias/n, mostError, mostBias)
	}
	for _, low := range all {
		for _, high := range all {
			if low.Quality < 1.8 && high.Quality >= 2.3 && low.card.Overall >= high.card.Overall {
				t.Errorf("%s scores %.2f and %s %.2f, which a reader gave %.1f and %.1f", low.Attempt, low.card.Overall, high.Attempt, high.card.Overall, low.Quality, high.Quality)
			}
		}
	}
	t.Logf("\n%smean error %.3f, bias %+.3f", report.String(), sum/n, bias/n)
}
