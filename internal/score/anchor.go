package score

import "spar/internal/question"

const notAssessed = "not assessed"

// anchors say for each dimension what a 1, a 2, a 3 and a 4 look like, so that
// two people would agree on a score.
var anchors = map[question.Dimension][4]string{
	question.RequirementsDimension: {
		"starts to design without asking what is wanted",
		"states what the system does, but few numbers and no limits",
		"asks, separates what from how well, and sets targets",
		"asks what changes the design, sets measurable targets, and leaves things out on purpose",
	},
	question.EstimationDimension: {
		"no numbers, or numbers without use",
		"some numbers of the right order, hardly any used",
		"the numbers are right and most decide something",
		"every number is right, decides something or is dismissed aloud",
	},
	question.APIAndDataDimension: {
		"no interface and no data model",
		"names endpoints or tables without their content",
		"endpoints with answers, tables with keys",
		"interface and keys follow from how the data is read and written",
	},
	question.DesignDimension: {
		"no design that would carry a request",
		"the main boxes stand, but paths or parts are missing",
		"a request finds its way; the parts have clear jobs",
		"complete, lean, and each flow is told step by step",
	},
	question.DeepDiveDimension: {
		"no decision goes below the surface",
		"common choices, few of them fit",
		"choices fit the load, and the traps are seen",
		"choices fit, the traps are named with numbers, and edge cases have answers",
	},
	question.ScaleDimension: {
		"does not say what breaks",
		"names common bottlenecks and tools",
		"predicts what gives way, and what happens when parts fail",
		"predictions hold in the run, failures are contained, and signals come before users",
	},
	question.TradeOffsDimension: {
		"no reasons",
		"reasons of taste",
		"most choices have a reason from this system",
		"every choice is weighed against another, and new facts change the design",
	},
	question.CommunicationDimension: {
		"silent, or lost in time",
		"answers when pressed; phases run over or are skipped",
		"asks, gives reasons, keeps the time",
		"leads the interview: questions, reasons and time all in hand",
	},
}

// anchor returns the words nearest to a score.
func anchor(d question.Dimension, score float64) string {
	return anchors[d][min(3, max(0, int(score+0.5)-1))]
}
