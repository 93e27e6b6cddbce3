// Package demo plays a whole interview as text: a sample candidate goes through
// all five phases of a question, types what the sample says, improves the design
// after its first run, runs it again, and is scored. It runs the real line-by-line
// mode with the real rules; only the typing and the clock are made up.
package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/plain"
	"spar/internal/question"
	"spar/internal/score"
	"spar/internal/store/mem"
)

// Config says where the demo is written.
type Config struct {
	Out   io.Writer
	Width int
	ASCII bool
}

// begin is when the sample candidate sits down.
var begin = time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)

// Play takes a sample attempt at q through a practice of 45 minutes. Whatever is
// typed takes its share of the minutes that the sample spent in the phase.
func Play(ctx context.Context, q *question.Question, sample *interview.Attempt, cfg Config) error {
	level := sample.Level
	c, err := coach.Begin(new(mem.Store), "demo", q, coach.Settings{
		Mode: interview.Practice, Level: level, Minutes: interview.DefaultMinutes, Seed: 1,
	}, begin)
	if err != nil {
		return fmt.Errorf("play the demo: %w", err)
	}
	script := newScript(c, sample)
	now, typed := begin, 0
	err = plain.Run(ctx, c, plain.Config{
		In: strings.NewReader(script.text()), Out: cfg.Out, Width: cfg.Width, ASCII: cfg.ASCII,
		Now: func() time.Time { return now },
		Typed: func(line string) {
			now = now.Add(script[typed].takes)
			typed++
			_, _ = io.WriteString(cfg.Out, line+"\n")
		},
	})
	if err != nil {
		return fmt.Errorf("play the demo: %w", err)
	}
	return nil
}

// A script is what the sample candidate types, line by line.
type script []keystrokes

type keystrokes struct {
	line  string
	takes time.Duration
}

func (s script) text() string {
	var b strings.Builder
	for _, k := range s {
		b.WriteString(k.line + "\n")
	}
	return b.String()
}

func newScript(c *coach.Coach, a *interview.Attempt) script {
	var s script
	a, later := holdBack(c, a)
	for _, p := range interview.Phases() {
		lines := phaseLines(c, a, p)
		if p == interview.Scale && later != "" {
			lines = slices.Concat(predictions(c, a), improvement(later), lines)
		}
		each := time.Duration(a.Minutes[p] * float64(time.Minute) / float64(len(lines)))
		for _, line := range lines {
			s = append(s, keystrokes{line, each.Truncate(time.Millisecond)})
		}
	}
	return s
}

// holdBack takes the last line of the design from a sample that can be run: what
// the first run teaches is drawn after it. The sample itself stays as it is.
func holdBack(c *coach.Coach, a *interview.Attempt) (first *interview.Attempt, later string) {
	lines := a.Lines(interview.Graph)
	if !c.CanRun() || len(lines) < 2 {
		return a, ""
	}
	without, last := *a, len(lines)-1
	without.Design.Graph = strings.Join(lines[:last], "\n")
	return &without, lines[last]
}

// improvement goes back to the design for one more line.
func improvement(line string) []string {
	return []string{":phase 3", line, ":phase 5"}
}

// predictions returns what is typed before a run.
func predictions(c *coach.Coach, a *interview.Attempt) []string {
	said := a.Scale.Prediction
	if !c.CanRun() {
		return []string{said.Bottleneck}
	}
	return []string{said.P99, said.Bottleneck, said.Survives}
}

// phaseLines returns what is typed in a phase: lines for every prompt, and an
// empty one to go on.
func phaseLines(c *coach.Coach, a *interview.Attempt, p interview.Phase) []string {
	var lines []string
	list := func(items []string) { lines = append(append(lines, items...), "") }
	switch p {
	case interview.Requirements:
		list(a.Requirements.Asked)
	case interview.Capacity:
		list(a.Capacity.Sheet)
		for _, e := range c.Question.Phases.Capacity.Estimates {
			lines = append(lines, a.Capacity.Decides[e.ID])
		}
		return lines
	case interview.Detail:
		for _, d := range c.Decisions() {
			lines = append(lines, decision(d, a)...)
		}
	case interview.Scale:
		lines = predictions(c, a)
	}
	for _, f := range interview.Fields(p) {
		list(a.Lines(f))
	}
	return lines
}

// decision returns the number of the option that the sample takes, and why.
func decision(d question.Decision, a *interview.Attempt) []string {
	for _, made := range a.Detail.Decisions {
		if made.ID != d.ID {
			continue
		}
		if option := score.Option(&d, made.Choice); option != nil {
			i := slices.IndexFunc(d.Options, func(o question.Option) bool { return o.Choice == option.Choice })
			return []string{strconv.Itoa(i + 1), made.Because}
		}
	}
	return []string{""}
}
