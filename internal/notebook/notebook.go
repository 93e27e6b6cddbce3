// Package notebook holds what a candidate keeps between runs beside sessions:
// sheets of the calculator and the answers given in drills. Like the other
// packages of the domain it is told the time.
package notebook

import (
	"context"
	"errors"
	"time"
)

// ErrConflict means that the store holds another revision of a sheet than the
// one that it was made from; another program has the same sheet open.
var ErrConflict = errors.New("the sheet was changed by another spar")

// A Store keeps sheets and answers. It is safe for concurrent use by any number
// of goroutines and processes, and owns nothing that it is given: slices may be
// changed after a call.
type Store interface {
	// SaveSheet stores a revision of a sheet in place of the one before it,
	// durable when SaveSheet returns. Revision 1 is that of a new sheet. Unless
	// the store holds the revision before it, that is ErrConflict, and nothing is
	// stored.
	SaveSheet(ctx context.Context, sheet Sheet) error
	// Sheets returns all sheets, the latest changed first.
	Sheets(ctx context.Context) ([]Sheet, error)
	// AddAnswers adds answers in one transaction, durable when AddAnswers returns.
	// An answer to the same question of the same drill at the same time is there
	// already and stays as it is, so that a call can be repeated.
	AddAnswers(ctx context.Context, answers ...Answer) error
	// Answers returns all answers by their times, those of one time by their
	// numbers.
	Answers(ctx context.Context) ([]Answer, error)
}

// A Sheet is a sheet of estimates as it is kept. Times have milliseconds.
type Sheet struct {
	ID       string
	Revision int // 1 when it is first saved, and one more each time
	// Lines in the language of package capacity.
	Lines                []string
	CreatedAt, UpdatedAt time.Time
}

// An Answer is what a candidate said to one question of a drill.
type Answer struct {
	At   time.Time `json:"at"` // with milliseconds
	Seed uint64    `json:"seed"`
	// Number of the question in the drill of that seed, from 1.
	Number int `json:"number"`
	// Question and Estimate say by their ids where the question is from:
	// "spar/chat" and "storage_day".
	Question string `json:"question"`
	Estimate string `json:"estimate"`
	Ask      string `json:"ask"`
	// Guess is the answer as it was understood; empty if the question was skipped.
	Guess    string `json:"guess"`
	Expected string `json:"expected"`
	// Verdict is one of capacity's; empty if the question was skipped.
	Verdict string  `json:"verdict"`
	Slip    string  `json:"slip,omitempty"`
	Passed  bool    `json:"passed"`
	Seconds float64 `json:"seconds"` // it took
	Late    bool    `json:"late"`    // it took longer than it should
}

// Right reports whether the answer passed in time, which is what a streak is
// made of.
func (a Answer) Right() bool { return a.Passed && !a.Late }

// A Tally counts answers.
type Tally struct {
	Answered int `json:"answered"`
	Right    int `json:"right"`
	// Streak counts the answers that were right one after the other up to the
	// latest, and Best is the longest there was.
	Streak int `json:"streak"`
	Best   int `json:"best_streak"`
}

// Count adds the next answer.
func (t *Tally) Count(a Answer) {
	t.Answered++
	if !a.Right() {
		t.Streak = 0
		return
	}
	t.Right++
	t.Streak++
	t.Best = max(t.Best, t.Streak)
}

// TallyOf counts answers from the first to the latest.
func TallyOf(answers []Answer) Tally {
	var t Tally
	for _, a := range answers {
		t.Count(a)
	}
	return t
}
