package cmd

import (
	"context"
	"fmt"

	"spar/internal/drill"
	"spar/internal/notebook"
	"spar/internal/sanitize"
)

// drillsJSON is what `spar calc --drills --json` prints.
type drillsJSON struct {
	notebook.Tally
	Answers []notebook.Answer `json:"answers"`
}

// runDrills lists the answers given in drills, the latest first.
func runDrills(ctx context.Context, env *Env, asJSON bool) error {
	store, err := env.readStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	answers, err := store.Answers(ctx)
	if err != nil {
		return err
	}
	tally := notebook.TallyOf(answers)
	if asJSON {
		return env.printJSON(drillsJSON{tally, append([]notebook.Answer{}, answers...)})
	}
	if len(answers) == 0 {
		fmt.Fprintln(env.Stderr, `no drills yet; begin one with "spar calc --drill"`)
		return nil
	}
	fmt.Fprintf(env.Stdout, "%d answered, %d right in time, streak %d, best %d\n", tally.Answered, tally.Right, tally.Streak, tally.Best)
	for i := len(answers) - 1; i >= 0; i-- {
		a := answers[i]
		fmt.Fprintf(env.Stdout, "%s  %s (%s): %s\n", a.At.In(env.Now().Location()).Format("2006-01-02 15:04"),
			sanitize.Line(a.Ask), sanitize.Line(a.Question), sanitize.Line(drill.Remark(a)))
	}
	return nil
}
