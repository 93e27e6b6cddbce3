package plain

import (
	"fmt"
	"strings"
	"time"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/markdown"
)

// greet says what the session is about.
func (s *session) greet() {
	started := s.session().Started
	s.out.Say(fmt.Sprintf("%s (%s, %s, %s)", started.Title, started.Mode, started.Level, minutes(started.Plan.Total())))
	s.out.Blank()
	s.markdown("", s.coach.Question.Brief)
	s.out.Blank()
	for _, rule := range coach.Rules(started.Mode, started.Strict) {
		s.out.Say(rule)
	}
	s.out.Blank()
	s.out.Say("An empty line goes on; :help lists the commands.")
	if s.coach.Changed() {
		s.out.Item("! ", "the question's text has changed since you began")
	}
}

// announce says which phase is open now.
func (s *session) announce(p interview.Phase) {
	s.open, s.warned = p, interview.NoWarning
	s.out.Blank()
	s.out.Say(fmt.Sprintf("== %d/5 %s, %s left", p.Index()+1, p.Title(), interview.Clock(s.session().Remaining(p, s.cfg.Now()))))
	if s.coach.Practising() {
		for _, prompt := range s.coach.Question.Common(p).Prompts {
			s.out.Item("   ", prompt)
		}
	}
}

// reference shows the strong answer of a phase that was left in practice.
func (s *session) reference(p interview.Phase) {
	text := strings.TrimSpace(s.coach.Question.Common(p).Reference)
	if !s.coach.Practising() || text == "" {
		return
	}
	s.out.Blank()
	s.out.Say("A strong answer to " + strings.ToLower(p.Title()) + ":")
	s.markdown("  ", text)
}

// markdown writes a text in Markdown behind a margin, which it puts before each row.
func (s *session) markdown(margin, source string) {
	width := min(s.cfg.Width-len(margin), markdown.Readable)
	for _, row := range markdown.Rows(s.ctx, source, width, markdown.Look{ASCII: s.cfg.ASCII}) {
		s.out.Row(margin + row)
	}
}

func (s *session) time() {
	now := s.cfg.Now()
	s.out.Say(fmt.Sprintf("%s left in %s, %s in total", interview.Clock(s.session().Remaining(s.session().Phase, now)),
		s.session().Phase, interview.Clock(s.session().TotalRemaining(now))))
}

// simulate runs the design and shows the result beside the prediction.
func (s *session) simulate() {
	scenario, err := s.coach.Scenario()
	if err != nil {
		s.refuse(err)
		return
	}
	s.out.Blank()
	s.out.Say("Running: " + scenario.Title)
	result, err := coach.Simulate(s.ctx, scenario, nil)
	if err != nil {
		s.refuse(err)
		return
	}
	s.ran, s.tried = result, scenario
	s.out.Blank()
	s.out.Story(result)
	s.out.Blank()
	for _, line := range s.coach.Verdict(result) {
		s.out.Say(line)
	}
	s.compare(s.coach.Compared(scenario, result))
	s.out.Heading("run with")
	for _, origin := range scenario.Origins {
		s.out.Item("  ", origin.String())
	}
	for _, note := range scenario.Notes {
		s.out.Item("  ", note)
	}
	s.out.Say(fmt.Sprintf(":figures shows all figures, charts, and the %d things that are not modelled", len(result.NotModelled)))
	s.did(s.coach.Record(s.cfg.Now(), scenario, result))
}

// figures shows everything of the latest run.
func (s *session) figures() {
	if s.ran == nil {
		s.out.Item("! ", "nothing has run yet; :run runs the design in the last phase")
		return
	}
	s.out.Result(s.ran)
}

// fix says what would have helped the latest run.
func (s *session) fix() {
	if s.ran == nil {
		s.out.Item("! ", "nothing has run yet; :run runs the design in the last phase")
		return
	}
	if err := s.coach.MayCure(s.ran); err != nil {
		s.refuse(err)
		return
	}
	s.out.Say("Trying the usual changes, one at a time ...")
	cure, err := coach.Cure(s.ctx, s.tried, nil)
	if err != nil {
		s.refuse(err)
		return
	}
	for _, line := range coach.Told(cure) {
		s.out.Say(line)
	}
}

// compare says what differs from the run before.
func (s *session) compare(changes []coach.Change) {
	if len(changes) == 0 {
		return
	}
	s.out.Blank()
	s.out.Say("Against the run before:")
	for _, change := range changes {
		s.out.Item("  ", fmt.Sprintf("%s: %s %s %s", change.What, change.Before, s.out.Arrow, change.After))
	}
}

func minutes(d time.Duration) string { return fmt.Sprintf("%d minutes", int(d.Minutes())) }
