package printout

import (
	"fmt"

	"spar/internal/system"
)

// Result writes what a run measured.
func (w *Writer) Result(r *system.Result) {
	w.Ends(r.System, w.facts(fmt.Sprintf("seed %d", r.Seed), system.Seconds.Format(r.VirtualSeconds)+" of virtual time",
		system.Jobs.Format(float64(r.Events))+" events"))
	w.figures(r)
	w.arrays(r)
	w.components(r)
	w.objectives(r)
	w.charts(r)
	w.List("reasons", r.Reasons)
	w.List("warnings", r.Warnings)
	w.List("not modelled", r.NotModelled)
}

// mostReasons is how many reasons a story gives.
const mostReasons = 2

// Story writes what a run says in a few lines: whether it holds and by how much, why not,
// and what is known to be wrong with the figures. [Writer.Result] has everything else.
func (w *Writer) Story(r *system.Result) {
	missed, unmeasured := 0, 0
	for _, o := range r.Objectives {
		switch {
		case o.Unmeasured:
			unmeasured++
		case !o.Met:
			missed++
		}
	}
	switch total := len(r.Objectives); {
	case total == 0:
		w.Say("Nothing was asked of this run; p99 is " + r.P99Text() + ".")
	case missed == 0 && unmeasured > 0:
		w.Say(fmt.Sprintf("Whether it holds is not known: nothing was measured of %d of %d objectives.", unmeasured, total))
	case missed == 0:
		w.Say(fmt.Sprintf("It holds: %s met.", all(total)))
	default:
		w.Say(fmt.Sprintf("It does not hold: %d of %d objectives missed.", missed, total))
	}
	w.outcomes(r)
	switch {
	case missed > 0 && len(r.Reasons) > 0:
		for _, reason := range r.Reasons[:min(mostReasons, len(r.Reasons))] {
			w.Item(" why  ", reason)
		}
	case r.Bottleneck != "":
		w.Item(" busiest  ", r.BottleneckReason)
	}
	for _, warning := range r.Warnings {
		w.Item(" "+w.Odd+" ", warning)
	}
}

func all(objectives int) string {
	if objectives == 1 {
		return "its objective is"
	}
	return fmt.Sprintf("all %d objectives are", objectives)
}
