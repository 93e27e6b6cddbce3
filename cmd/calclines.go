package cmd

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"charm.land/lipgloss/v2"

	"spar/internal/capacity"
	"spar/internal/sanitize"
	"spar/internal/terminal"
	"spar/internal/terminal/keyboard"
)

// longestLine bounds a line of standard input in bytes: more than the calculator
// takes, so that it refuses what is cut.
const longestLine = 64 << 10

// calcLines returns the lines of arguments or, without any, of standard input.
func (e *Env) calcLines(args []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, arg := range args {
			for text := range strings.SplitSeq(arg, "\n") {
				if !yield(text, nil) {
					return
				}
			}
		}
		if len(args) > 0 {
			return
		}
		reader := keyboard.NewLineReader(e.Stdin, longestLine)
		for {
			text, _, err := reader.Next()
			if errors.Is(err, io.EOF) || !yield(text, err) || err != nil {
				return
			}
		}
	}
}

// A calcOutput writes the answers of lines, each at once.
type calcOutput interface {
	line(capacity.Line) error
	end() error
}

func (e *Env) answers(asJSON bool) calcOutput {
	switch {
	case asJSON:
		return &jsonAnswers{env: e}
	case terminal.IsTerminal(e.Stdout):
		return screenAnswers{e}
	}
	return pipedAnswers{e}
}

// screenAnswers explains each answer below it.
type screenAnswers struct{ *Env }

func (a screenAnswers) line(l capacity.Line) error {
	rows := []string{a.shown(l.Result.Display)}
	if l.Err != nil {
		rows = a.explained(l)
	}
	dim := lipgloss.NewStyle().Faint(true)
	if l.Result.Reading != "" {
		rows = append(rows, dim.Render("  "+a.shown(l.Result.Reading)))
	}
	for _, warning := range l.Result.Warnings {
		rows = append(rows, dim.Render("  note: "+a.shown(warning)))
	}
	_, err := lipgloss.Fprintln(a.Stdout, strings.Join(rows, "\n"))
	return err
}

func (a screenAnswers) end() error { return nil }

// pipedAnswers gives a line for a line, and the rest to stderr.
type pipedAnswers struct{ *Env }

func (a pipedAnswers) line(l capacity.Line) error {
	answer := l.Result.Display
	if l.Err != nil {
		answer = "error: " + l.Err.Error()
		for _, row := range a.explained(l) {
			fmt.Fprintln(a.Stderr, row)
		}
	}
	for _, warning := range l.Result.Warnings {
		fmt.Fprintf(a.Stderr, "%s: %s\n", a.shown(l.Text), a.shown(warning))
	}
	_, err := fmt.Fprintln(a.Stdout, a.shown(answer))
	return err
}

func (a pipedAnswers) end() error { return nil }

// shown makes a text of the calculator one line that can be printed here.
func (e *Env) shown(text string) string {
	text = sanitize.Line(text)
	if e.ascii() {
		return sanitize.ASCII(text)
	}
	return text
}

// longestShown is the length in bytes of a line below which carets help.
const longestShown = 500

// explained draws why a line was refused.
func (e *Env) explained(l capacity.Line) []string {
	if len(l.Text) > longestShown {
		return []string{e.shown(l.Err.Error())}
	}
	var rows []string
	for _, row := range capacity.Explain(l.Err) {
		rows = append(rows, e.shown(row))
	}
	return rows
}
