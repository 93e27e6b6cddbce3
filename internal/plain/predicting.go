package plain

import (
	"spar/internal/interview"
	"spar/internal/score"
)

// predicting shows what the drawing tells by itself, asks for the prediction and then
// runs the design.
func (s *session) predicting() []part {
	bottleneck := s.predict("first bottleneck", func(p *interview.Predicted, text string) { p.Bottleneck = text })
	if !s.coach.CanRun() {
		return []part{bottleneck}
	}
	p99 := s.predict("predict the p99 latency", func(p *interview.Predicted, text string) { p.P99 = text })
	p99.intro = s.findings
	survives := part{prompt: "does it meet its objectives in spite of the faults, yes or no", done: s.simulate}
	survives.line = func(text string) bool {
		yes, ok := score.YesOrNo(text)
		if !ok {
			s.out.Item("! ", "type yes or no, or nothing to skip")
			return false
		}
		prediction := s.session().Prediction
		prediction.Survives = "no"
		if yes {
			prediction.Survives = "yes"
		}
		s.act(prediction)
		s.simulate()
		return true
	}
	return []part{p99, bottleneck, survives}
}

// findings says what will run and what the drawing shows without that.
func (s *session) findings() {
	s.scenario()
	for _, text := range s.coach.Findings() {
		s.out.Item("! ", text)
	}
}

// scenario says what a run is about.
func (s *session) scenario() {
	s.out.Say("To run: " + s.coach.Chosen().Title)
	for _, term := range s.coach.Terms() {
		s.out.Item("  ", term)
	}
	if len(s.coach.Question.Scenarios) > 1 {
		s.out.Item("  ", ":scenario takes another")
	}
}

func (s *session) predict(prompt string, set func(*interview.Predicted, string)) part {
	return part{prompt: prompt, line: func(text string) bool {
		prediction := s.session().Prediction
		set(&prediction, text)
		s.act(prediction)
		return true
	}}
}
