package evidence

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"spar/internal/claim"
	"spar/internal/interview"
	"spar/internal/question"
	"spar/questions"
)

var paraphrases = flag.String("paraphrases", "testdata/paraphrases", "folder of lines with the item that each says, or does not say")

// A paraphrase is one line and what a fair reader says of it.
type paraphrase struct{ Item, Phase, Field, Line, Label, Why string }

// attemptOf returns an attempt of one line.
func attemptOf(x paraphrase) *interview.Attempt {
	a := new(interview.Attempt)
	line := []string{x.Line}
	switch x.Phase + "." + x.Field {
	case "requirements.functional":
		a.Requirements.Functional = line
	case "requirements.non_functional":
		a.Requirements.NonFunctional = line
	case "requirements.constraints":
		a.Requirements.Constraints = line
	case "requirements.assumptions":
		a.Requirements.Assumptions = line
	case "capacity.sheet":
		a.Capacity.Sheet = line
	case "design.apis":
		a.Design.APIs = line
	case "design.flow":
		a.Design.Flow = line
	case "detail.notes":
		a.Detail.Notes = line
	case "scale.bottlenecks":
		a.Scale.Bottlenecks = line
	case "scale.optimizations":
		a.Scale.Optimizations = line
	case "scale.monitoring":
		a.Scale.Monitoring = line
	case "scale.failures":
		a.Scale.Failures = line
	default:
		panic("no field " + x.Phase + "." + x.Field)
	}
	return a
}

// TestParaphrases measures single lines in many voices against the items that they
// say, and that they only resemble.
func TestParaphrases(t *testing.T) {
	library := question.Open(question.Shelves{BuiltIn: questions.FS})
	for name, floor := range map[string]struct{ recall, within, precision float64 }{
		"url-shortener": {0.971, 0.988, 0.958},
		"chat":          {0.965, 0.986, 0.969},
	} {
		q, err := library.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		var all []paraphrase
		read(t, filepath.Join(*paraphrases, name+".json"), &all)
		var f figures
		for _, x := range all {
			if q.Item(x.Item) == nil {
				continue
			}
			r := Read(q, attemptOf(x))
			found := r.Of(x.Item)
			f.add(x.Label, found.State)
			if *errors && (x.Label == "yes") != (found.State == claim.Seen) {
				made := ""
				if found.Claim != nil {
					made = found.Claim.String()
				}
				fmt.Printf("PARA %s %s %s %s: %s <- %s %v %s\n", x.Label, name, x.Item, x.Field, x.Line, made, found.Lacks, found.Reason+" "+r.Lines[0].Reason)
			}
		}
		t.Logf("%s: %d lines: recall %.3f, seen or near %.3f, precision %.3f", name, len(all), f.recall(), f.within(), f.precision())
		if f.recall() < floor.recall || f.within() < floor.within || f.precision() < floor.precision {
			t.Errorf("%s: recall %.3f, seen or near %.3f, precision %.3f fell below %v", name, f.recall(), f.within(), f.precision(), floor)
		}
	}
}

// TestMisconceptions measures how many fluent wrong lines are known to be wrong, and
// how many true ones are taken for wrong: the twins of the wrong ones, plain statements
// and warnings.
func TestMisconceptions(t *testing.T) {
	library := question.Open(question.Shelves{BuiltIn: questions.FS})
	for _, floor := range []struct {
		folder, question string
		known            float64 // share of the wrong lines
		alarms           int
	}{
		{*paraphrases, "url-shortener", 0.78, 2},
		{*paraphrases, "chat", 0.78, 0},
		{"testdata/misconceptions", "url-shortener", 0.70, 0},
		{"testdata/misconceptions", "chat", 0.69, 0},
	} {
		q, err := library.Find(floor.question)
		if err != nil {
			t.Fatal(err)
		}
		var all []paraphrase
		read(t, filepath.Join(floor.folder, floor.question+".json"), &all)
		wrong, known, earning, alarms := 0, 0, 0, 0
		for _, x := range all {
			l := Read(q, attemptOf(x)).Lines[0]
			held := len(l.read.Beliefs) > 0
			switch {
			case x.Item == "wrong":
				wrong++
				if held {
					known++
				} else if len(l.Earned) > 0 {
					earning++
				}
				if *errors && !held {
					fmt.Printf("WRONG %s %s %v: %s -- %s\n", floor.question, x.Field, l.Earned, x.Line, x.Why)
				}
			case held && x.Label == "yes":
				alarms++
				if *errors {
					fmt.Printf("ALARM %s %s: %s -- %s\n", floor.question, x.Item, x.Line, l.read.Beliefs[0].Name)
				}
			}
		}
		t.Logf("%s %s: of %d wrong lines %d are known, %d earn something; %d of %d true lines are taken for wrong", floor.folder, floor.question, wrong, known, earning, alarms, len(all)-wrong)
		if float64(known) < floor.known*float64(wrong) || alarms > floor.alarms {
			t.Errorf("%s: %d of %d wrong lines are known and %d true ones are taken for wrong, want %v", floor.question, known, wrong, alarms, floor)
		}
	}
}
