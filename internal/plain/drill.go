package plain

import (
	"context"
	"errors"
	"fmt"
	"io"

	"spar/internal/capacity"
	"spar/internal/drill"
	"spar/internal/notebook"
	"spar/internal/printout"
)

// Drill asks the questions of a drill, from the first on, until the input or the
// context ends, whose cause it returns then. Each answer goes to the log, which is
// flushed before anything is said to it; what cannot be stored is tried again at the
// next, and is in the log if Drill returns an error.
func Drill(ctx context.Context, d *drill.Drill, store notebook.Store, log *notebook.Log, cfg Config) error {
	answers, err := store.Answers(ctx)
	if err != nil {
		return err
	}
	r := &drilling{ctx: ctx, cfg: cfg, log: log, out: printout.New(cfg.Out, cfg.Width, cfg.ASCII), in: readLines(cfg.In)}
	r.before = notebook.TallyOf(answers)
	r.tally = r.before
	r.out.Say(fmt.Sprintf("Drill %d: a minute for each answer, in the calculator's language; a bare number is in the unit asked for. An empty line skips, :quit leaves.", d.Seed))
	for number := 1; ; number++ {
		if err := r.question(d.Question(number)); err != nil {
			return r.end(err)
		}
	}
}

// A drilling is a drill that is being taken line by line.
type drilling struct {
	ctx           context.Context
	cfg           Config
	log           *notebook.Log
	out           *printout.Writer
	in            *lines
	before, tally notebook.Tally // of all answers: before this drill, and now
	unsaved       error          // of the latest flush
}

// question asks one question and grades the answer.
func (r *drilling) question(q *drill.Question) error {
	r.out.Blank()
	r.out.Say(fmt.Sprintf("%d. %s: %s", q.Number, q.Title, q.Asks()))
	for _, g := range q.Givens {
		r.out.Item("  ", g.Name+" = "+g.Expr)
	}
	asked := r.cfg.Now()
	graded, err := r.answer(q)
	if err != nil {
		return err
	}
	now := r.cfg.Now()
	a := q.Answer(now, now.Sub(asked), graded)
	r.log.Add(a)
	r.save()
	r.tally.Count(a)
	r.verdict(q, a)
	return nil
}

// answer reads lines until one can be graded.
func (r *drilling) answer(q *drill.Question) (drill.Graded, error) {
	for {
		text, err := r.read()
		switch {
		case err != nil:
			return drill.Graded{}, err
		case text == ":quit", text == ":q":
			return drill.Graded{}, errLeft
		case text == "":
			return drill.Skipped(), nil
		}
		graded, err := q.Grade(text)
		if err == nil {
			return graded, nil
		}
		for _, row := range capacity.Explain(err) {
			r.out.Row("  " + row)
		}
	}
}

// read returns the next line, and errLeft at the end of the input.
func (r *drilling) read() (string, error) {
	r.out.Print("answer> ")
	var read line
	ok := false
	select {
	case <-r.ctx.Done():
		if read, ok = r.in.last(); !ok {
			return "", context.Cause(r.ctx)
		}
	case <-r.cfg.Continued:
		return r.read()
	case read, ok = <-r.in.next:
	}
	switch {
	case ok:
	case errors.Is(r.in.err, io.EOF):
		return "", errLeft
	default:
		return "", r.in.err
	}
	text := read.clean(r.out)
	if r.cfg.Typed != nil {
		r.cfg.Typed(text)
	}
	return text, nil
}

// verdict shows the grade and how the answer is worked out.
func (r *drilling) verdict(q *drill.Question, a notebook.Answer) {
	route := q.Route()
	r.out.Item(r.out.Mark(a.Right())+" ", drill.Remark(a))
	r.out.Item("  ", fmt.Sprintf("%s = %s", route.Formula, route.Result))
	r.out.Item("  ", "= "+route.Reading)
	if route.Rough != "" {
		r.out.Item("  ", fmt.Sprintf("roughly %s: %s", route.RoughResult, route.Rough))
	}
	r.out.Item("  ", fmt.Sprintf("streak %d, best %d", r.tally.Streak, r.tally.Best))
}

// save stores the answers, and says once that it cannot.
func (r *drilling) save() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), saveLimit)
	defer cancel()
	err := r.log.Flush(ctx)
	if err != nil && r.unsaved == nil {
		r.out.Item("! ", fmt.Sprintf("not saved, and tried again: %v", err))
	}
	r.unsaved = err
}

// end says how the drill went.
func (r *drilling) end(err error) error {
	r.save()
	if !errors.Is(err, errLeft) {
		return errors.Join(err, r.unsaved)
	}
	r.out.Blank()
	r.out.Say(fmt.Sprintf("%d answered, %d right in time, best streak %d",
		r.tally.Answered-r.before.Answered, r.tally.Right-r.before.Right, r.tally.Best))
	return r.unsaved
}
