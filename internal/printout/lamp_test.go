package printout

import (
	"strings"

	"spar/internal/system"
)

// text returns what a function writes.
func text(width int, ascii bool, write func(*Writer)) string {
	var b strings.Builder
	write(New(&b, width, ascii))
	return b.String()
}

func result(r *system.Result) func(*Writer) { return func(w *Writer) { w.Result(r) } }

func describe(s *system.System) func(*Writer) { return func(w *Writer) { w.System(s) } }

// lamp describes a system with something of everything, which nothing runs.
func lamp() *system.System {
	return &system.System{
		Name: "lamp", Title: "Lamps", Doc: "Lamps that flash.",
		Parameters: []system.Parameter{
			{Name: "memory", Kind: system.Entries, Default: "10", Max: 1e6, Doc: "Flashes kept."},
			{Name: "record", Kind: system.Size, Default: "500 B", Min: 1, Max: 1e6, Doc: "Size of one."},
			{Name: "lamps", Kind: system.Count, Default: "3", Min: 1, Max: 100, Doc: "Lamps."},
			{Name: "flashes", Kind: system.Rate, Default: "10/s", Min: 1, Max: 1000, Doc: "Flashes."},
			{Name: "colour", Kind: system.Choice, Default: "red", Choices: []string{"red", "green"}, Doc: "Colour."},
			{Name: "duration", Kind: system.Duration, Default: "60 s", Min: 1, Max: 3600, Doc: "Length of a run."},
		},
		Metrics: []system.Metric{
			{Name: "flash_latency_p99_seconds", Unit: system.Seconds, Doc: "Latency that 99% do not exceed."},
			{Name: "availability", Unit: system.Ratio, Doc: "Part that flash."},
			{Name: "flashes_per_second", Unit: system.PerSecond, Doc: "Flashes, a second."},
			{Name: "queue_max", Unit: system.Jobs, Doc: "Longest queue."},
			{Name: "lamp_flashes", Unit: system.Jobs, Array: true, Doc: "Flashes of each."},
		},
		Faults: []system.FaultForm{
			{Verb: system.Kill, Part: "lamp", Count: "lamps", Doc: "It is dark."},
			{Verb: system.Slow, Part: "switch", Doc: "It takes longer."},
			{Verb: system.Load, Doc: "More is asked."},
			{Verb: system.Set, Part: "colour", Doc: "It changes."},
		},
		NotModelled: []string{"the cat"},
	}
}
