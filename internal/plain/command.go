package plain

import (
	"fmt"
	"strconv"
	"strings"

	"spar/internal/interview"
)

// help lists the commands.
const help = `An empty line goes on to the next part. Commands:
  :next          the next phase
  :phase 1..5    go to a phase (practice)
  :hint          a hint (practice)
  :undo          take back the latest line of this phase
  :show          what you wrote in this phase
  :time          the time left
  :draw          draw the design
  :run           run the design (last phase)
  :figures       all figures of the latest run
  :fix           the smallest change that would have met the objectives (practice)
  :scenario      run something else the next time
  :pause         stop the clock until you press enter (practice)
  :quit          leave; all is saved
  :help          this list`

// command carries out a line that begins with a colon.
func (s *session) command(text string) error {
	name, argument, _ := strings.Cut(strings.TrimPrefix(text, ":"), " ")
	switch name {
	case "next", "n":
		return s.next()
	case "phase":
		s.jump(argument)
	case "hint", "h":
		s.hint()
	case "undo", "u":
		s.undo()
	case "show":
		s.show()
	case "time", "t":
		s.time()
	case "draw":
		s.draw()
	case "run":
		s.simulate()
	case "figures":
		s.figures()
	case "fix":
		s.fix()
	case "scenario":
		s.otherScenario()
	case "pause", "p":
		return s.pause()
	case "quit", "q":
		return s.quit()
	case "help", "?":
		s.out.Print(help + "\n")
	default:
		s.out.Item("! ", "no command "+strconv.Quote(name)+"; :help lists them")
	}
	return nil
}

func (s *session) jump(argument string) {
	i, err := strconv.Atoi(strings.TrimSpace(argument))
	if err != nil || i < 1 || i > len(interview.Phases()) {
		s.out.Item("! ", "name a phase from 1 to 5")
		return
	}
	s.act(interview.Entered{Phase: interview.Phases()[i-1]})
}

func (s *session) hint() {
	hint, err := s.coach.Hint(s.cfg.Now())
	if s.did(err); err != nil {
		return
	}
	s.markdown("  ", fmt.Sprintf("hint %d of %d: %s", hint.Step, hint.Steps, hint.Text))
}

// undo takes back the last line of the field of this phase that was written
// last.
func (s *session) undo() {
	fields := interview.Fields(s.session().Phase)
	for i := len(fields) - 1; i >= 0; i-- {
		lines := s.session().Lines(fields[i])
		if len(lines) == 0 {
			continue
		}
		s.did(s.coach.Journal.Write(s.cfg.Now(), fields[i], lines[:len(lines)-1]))
		s.out.Item("  taken back: ", lines[len(lines)-1])
		return
	}
	s.out.Item("! ", "nothing to take back")
}

func (s *session) otherScenario() {
	err := s.coach.ChooseNext(s.cfg.Now())
	if s.did(err); err != nil {
		return
	}
	s.scenario()
}

func (s *session) show() {
	for _, f := range interview.Fields(s.session().Phase) {
		s.out.Say(f.Title() + ":")
		for _, line := range s.session().Lines(f) {
			s.out.Item("  ", line)
		}
	}
}

func (s *session) pause() error {
	s.act(interview.Paused{})
	if !s.session().Paused() {
		return nil
	}
	if _, err := s.ask("paused; enter goes on"); err != nil {
		return err
	}
	s.act(interview.Resumed{})
	return nil
}
