package plain

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/markdown"
	"spar/internal/printout"
	"spar/internal/sanitize"
)

// A writer writes text in lines of a width. Errors of writing are left to the
// end of the program: a pipe whose reader is gone ends it.
type writer struct {
	io.Writer
	width int
}

func (w writer) print(text string) { _, _ = io.WriteString(w, text) }

func (w writer) blank() { w.print("\n") }

// say writes text in wrapped lines.
func (w writer) say(text string) { w.print(ansi.Wrap(text, w.width, "") + "\n") }

// indented writes text in wrapped lines with a margin.
func (w writer) indented(text string) {
	for _, row := range strings.Split(ansi.Wrap(text, w.width-2, ""), "\n") {
		w.print("  " + row + "\n")
	}
}

func (c Config) mark(good bool) string {
	switch {
	case good && c.ASCII:
		return "+"
	case good:
		return "✓"
	case c.ASCII:
		return "x"
	}
	return "✗"
}

// greet says what the session is about.
func (s *session) greet() {
	started := s.session().Started
	s.out.say(fmt.Sprintf("%s (%s, %s, %s)", sanitize.Line(started.Title), started.Mode, started.Level, minutes(started.Plan.Total())))
	s.out.blank()
	s.markdown("", s.coach.Question.Brief)
	s.out.blank()
	s.out.say("An empty line goes on; :help lists the commands.")
	if s.coach.Changed() {
		s.out.say("! the question's text has changed since you began")
	}
}

// announce says which phase is open now.
func (s *session) announce(p interview.Phase) {
	s.open, s.warned = p, interview.NoWarning
	s.out.blank()
	s.out.say(fmt.Sprintf("== %d/5 %s, %s left", p.Index()+1, p.Title(), interview.Clock(s.session().Remaining(p, s.cfg.Now()))))
	if s.coach.Practising() {
		for _, prompt := range s.coach.Question.Common(p).Prompts {
			s.out.say("   " + sanitize.Line(prompt))
		}
	}
}

// reference shows the strong answer of a phase that was left in practice.
func (s *session) reference(p interview.Phase) {
	text := strings.TrimSpace(s.coach.Question.Common(p).Reference)
	if !s.coach.Practising() || text == "" {
		return
	}
	s.out.blank()
	s.out.say("A strong answer to " + strings.ToLower(p.Title()) + ":")
	s.markdown("  ", text)
}

// markdown writes a text in Markdown behind a margin, which it puts before each row.
func (s *session) markdown(margin, source string) {
	width := min(s.cfg.Width-len(margin), markdown.Readable)
	for _, row := range markdown.Rows(s.ctx, source, width, markdown.Look{ASCII: s.cfg.ASCII}) {
		s.out.print(strings.TrimRight(margin+row, " ") + "\n")
	}
}

func (s *session) time() {
	now := s.cfg.Now()
	s.out.say(fmt.Sprintf("%s left in %s, %s in total", interview.Clock(s.session().Remaining(s.session().Phase, now)),
		s.session().Phase, interview.Clock(s.session().TotalRemaining(now))))
}

// simulate runs the design and shows the result beside the prediction.
func (s *session) simulate() {
	scenario, err := s.coach.Scenario()
	if err != nil {
		s.refuse(err)
		return
	}
	s.out.blank()
	s.out.say("Running: " + sanitize.Line(scenario.Title))
	for _, origin := range scenario.Origins {
		s.out.indented(sanitize.Line(origin.String()))
	}
	for _, note := range scenario.Notes {
		s.out.indented(sanitize.Line(note))
	}
	result, err := coach.Simulate(s.ctx, scenario, nil)
	if err != nil {
		s.refuse(err)
		return
	}
	s.out.blank()
	printout.New(s.cfg.Out, s.cfg.Width, s.cfg.ASCII).Result(result)
	s.out.blank()
	for _, line := range s.coach.Verdict(result) {
		s.out.say(sanitize.Line(line))
	}
	s.compare(s.coach.Compared(scenario, result))
	s.refuse(s.coach.Record(s.cfg.Now(), scenario, result))
}

// compare says what differs from the run before.
func (s *session) compare(changes []coach.Change) {
	if len(changes) == 0 {
		return
	}
	s.out.blank()
	s.out.say("Against the run before:")
	arrow := "→"
	if s.cfg.ASCII {
		arrow = "->"
	}
	for _, change := range changes {
		s.out.indented(sanitize.Line(fmt.Sprintf("%s: %s %s %s", change.What, change.Before, arrow, change.After)))
	}
}

func minutes(d time.Duration) string { return fmt.Sprintf("%d minutes", int(d.Minutes())) }
