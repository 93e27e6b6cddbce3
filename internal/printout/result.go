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
