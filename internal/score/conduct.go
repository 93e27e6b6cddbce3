package score

import (
	"fmt"
	"slices"
	"strings"

	"spar/internal/diagram"
	"spar/internal/interview"
	"spar/internal/question"
)

// A Mistake is one of the four that interviews punish most, as the attempt shows
// it.
type Mistake struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// gradeConduct scores how the interview was led: communication and time.
func (g *grader) gradeConduct() {
	if g.assessed(interview.Requirements) {
		g.addConduct(g.asking())
		g.addConduct(g.constraints())
	}
	if g.assessed(interview.Design) {
		g.addConduct(g.lean())
	}
	if g.assessed(interview.Detail) && g.chose() {
		g.addConduct(g.reasons())
	}
	if len(g.attempt.Minutes) > 0 {
		g.addConduct(g.time())
	}
}

func (g *grader) addConduct(item Item) { g.add(question.CommunicationDimension, item) }

// asking scores questions that the interviewer understood.
func (g *grader) asking() Item {
	const enough = 4
	item := Item{ID: "asking", Text: "Asks before assuming", Phase: interview.Requirements, Points: 2}
	var understood []string
	for i, asked := range g.attempt.Requirements.Asked {
		before := len(understood)
		for _, id := range g.answered(i) {
			if !slices.Contains(understood, id) {
				understood = append(understood, id)
			}
		}
		if len(understood) > before {
			item.Evidence = append(item.Evidence, Evidence{interview.Requirements, asked})
		}
	}
	item.Earned = item.Points * min(1, float64(len(understood))/enough)
	return item
}

// reasons scores decisions that come with a reason, whatever it is worth.
func (g *grader) reasons() Item {
	item := Item{ID: "reasons", Text: "Gives a reason for every decision", Phase: interview.Detail, Points: 2}
	made := g.attempt.Detail.Decisions
	for _, d := range made {
		if g.reading.IsReason(d.Because) {
			item.Evidence = append(item.Evidence, Evidence{interview.Detail, d.Choice + ", because " + d.Because})
		}
	}
	if expected := max(len(made), len(g.question.Phases.Detail.Decisions)); expected > 0 {
		item.Earned = item.Points * float64(len(item.Evidence)) / float64(expected)
	}
	return item
}

// constraints scores constraints that something later answers.
func (g *grader) constraints() Item {
	item := Item{ID: "constraints", Text: "Answers the constraints that were stated", Phase: interview.Requirements, Points: 1}
	stated := slices.Concat(g.attempt.Requirements.Constraints, g.attempt.Requirements.NonFunctional)
	for _, constraint := range stated {
		item.Evidence = append(item.Evidence, quote(g.reading.TakenUp(constraint))...)
	}
	if len(stated) > 0 {
		item.Earned = item.Points * float64(len(item.Evidence)) / float64(len(stated))
	}
	return item
}

// lean scores a design without machinery that nothing calls for.
func (g *grader) lean() Item {
	item := Item{ID: "lean", Text: "Draws no more machinery than the numbers call for", Phase: interview.Design, Points: 1}
	if len(g.graph.Nodes) >= fewestNodes && len(g.excess()) == 0 {
		item.Earned = item.Points
		item.Evidence = []Evidence{{interview.Design, fmt.Sprintf("%d components, each of a kind that this system needs", len(g.graph.Nodes))}}
	}
	return item
}

// fewestNodes is the least that counts as a design.
const fewestNodes = 4

// excess returns the components beyond what the system needs: of kinds that the
// reference design does not have and nobody expects anyway, or simply more than
// twice as many as there.
func (g *grader) excess() []string {
	reference, _ := diagram.Parse(strings.Split(g.question.Phases.Design.Graph, "\n"), diagram.Vocabulary(g.question.Vocabulary))
	kinds := map[diagram.Kind]bool{
		diagram.Unknown: true, diagram.Client: true, diagram.DNS: true, diagram.CDN: true,
		diagram.Balancer: true, diagram.Service: true, diagram.Monitor: true, diagram.Limiter: true, diagram.Gateway: true,
		diagram.Worker: true, // whatever a queue brings, somebody works off
	}
	for _, n := range reference.Nodes {
		kinds[n.Kind] = true
	}
	var excess []string
	for i, n := range g.graph.Nodes {
		if !kinds[n.Kind] || i >= 2*len(reference.Nodes) {
			excess = append(excess, n.Name)
		}
	}
	return excess
}

// time scores phases that took about the time planned for them.
func (g *grader) time() Item {
	item := Item{ID: "time", Text: "Spends about the planned time in every phase", Phase: interview.Scale, Points: 2}
	kept := 0
	for _, p := range interview.Phases() {
		planned, spent := g.attempt.PlannedMinutes(p), g.attempt.Minutes[p]
		if spent >= planned/3 && spent <= max(planned*1.2, planned+1) {
			kept++
			item.Evidence = append(item.Evidence, Evidence{p, fmt.Sprintf("%.1f of %.0f minutes", spent, planned)})
		}
	}
	item.Earned = item.Points * float64(kept) / float64(len(interview.Phases()))
	return item
}

// mistakes returns the common mistakes that the attempt shows.
func (g *grader) mistakes() []Mistake {
	mistakes := []Mistake{}
	add := func(id, format string, arguments ...any) {
		mistakes = append(mistakes, Mistake{id, fmt.Sprintf(format, arguments...)})
	}
	if g.assessed(interview.Requirements) {
		if len(g.asking().Evidence) == 0 {
			add("no-questions", "No questions: the requirements phase went by without one that the interviewer could answer.")
		}
		if stated := len(g.attempt.Requirements.Constraints); stated > 0 && len(g.constraints().Evidence) == 0 {
			add("ignored-constraints", "Ignored constraints: nothing in the design takes up what you wrote under constraints.")
		}
	}
	if excess := g.excess(); g.assessed(interview.Design) && len(excess) > 0 {
		add("over-engineering", "Over-engineering: neither a requirement nor an estimate needs %s.", strings.Join(excess, ", "))
	}
	if g.assessed(interview.Detail) {
		var silent []string
		for _, d := range g.attempt.Detail.Decisions {
			if !g.reading.IsReason(d.Because) {
				silent = append(silent, d.Choice)
			}
		}
		if len(silent) > 0 {
			add("poor-communication", "Poor communication: no reason is given for %s.", strings.Join(silent, ", "))
		}
	}
	return mistakes
}
