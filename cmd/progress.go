package cmd

import (
	"fmt"
	"time"

	"spar/internal/printout"
	"spar/internal/system"
	"spar/internal/terminal"
)

// showAfter is how long a run may take before a bar shows how far it is.
const showAfter = time.Second

// A progressBar shows on stderr how far a run is, if that is a terminal.
type progressBar struct {
	env   *Env
	start time.Time
	shown bool
}

func newProgressBar(env *Env) *progressBar { return &progressBar{env: env, start: env.Now()} }

// update draws the bar.
func (b *progressBar) update(p system.Progress) {
	elapsed := b.env.Now().Sub(b.start)
	if elapsed < showAfter || p.End == 0 || !terminal.Interactive(b.env.Stderr, b.env.Stderr, b.env.Getenv) {
		return
	}
	b.shown = true
	done := float64(p.At) / float64(p.End)
	left := time.Duration(float64(elapsed) * (1 - done) / max(done, 1e-9))
	const cells = 24 // the whole line fits 40 columns
	fmt.Fprintf(b.env.Stderr, "\r\x1b[K%s %3.0f%% %s left", printout.SignsFor(b.env.ascii()).Meter(done, cells),
		done*100, system.Seconds.Format(left.Round(time.Second).Seconds()))
}

// erase takes the bar away.
func (b *progressBar) erase() {
	if b.shown {
		fmt.Fprint(b.env.Stderr, "\r\x1b[K")
	}
}
