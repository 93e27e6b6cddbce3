package cmd

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"slices"

	"github.com/spf13/cobra"

	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/terminal"
	"spar/internal/tui/nav"
)

// runOptions say how to run.
type runOptions struct {
	scenarioOptions
	maxEvents   uint64
	json, plain bool
}

func newSimRunCommand(env *Env) *cobra.Command {
	var opts runOptions
	cmd := &cobra.Command{
		Use:   "run SYSTEM|SCENARIO.yaml|QUESTION/SCENARIO",
		Short: "Run a system",
		Long: `Run a system with its defaults, a scenario in a file, or one of a question. On a
terminal the lab opens, where the run can be watched and broken; elsewhere, and
with --plain or --json, what was measured is printed.

Exits with 1 if an objective is missed, and with 130 if it is interrupted.`,
		Example: `  spar sim run balancing --set servers=64 --set load=0.9 --set policy=random
  spar sim run balancing --fault "at 50% kill server 1" --objective "availability >= 99.9%"
  spar sim run url-shortener/read-path --json`,
		Args: argsAs(cobra.ExactArgs(1)),

		ValidArgsFunction: env.completeScenario(),
		RunE: env.withScenario(&opts.scenarioOptions, func(ctx context.Context, sc system.Scenario) error {
			return runSim(ctx, env, opts, sc)
		}),
	}
	opts.addFlags(cmd, env)
	opts.addRunFlags(cmd)
	cmd.Flags().BoolVar(&opts.plain, "plain", false, "as text, without the lab")
	return cmd
}

func (o *runOptions) addRunFlags(cmd *cobra.Command) {
	cmd.Flags().Uint64Var(&o.maxEvents, "max-events", sim.DefaultBudget, "refuse what is expected to take more events than `n`")
	cmd.Flags().BoolVar(&o.json, "json", false, "one JSON document")
}

func (o *runOptions) limit() sim.Cost { return sim.Cost{Events: float64(max(1, o.maxEvents))} }

func runSim(ctx context.Context, env *Env, opts runOptions, sc system.Scenario) error {
	systems := builtin.Systems()
	if problems := systems.Check(sc); len(problems) > 0 {
		return asUsage(problems, sc.System, "")
	}
	if env.interactive() && !opts.json && !opts.plain {
		return runLab(ctx, env, nav.Lab{Scenario: sc, Limit: opts.limit()})
	}
	result, err := simulate(ctx, env, func(ctx context.Context, progress func(system.Progress)) (*system.Result, error) {
		return systems.Run(ctx, sc, opts.limit(), progress)
	})
	if err != nil {
		return err
	}
	if opts.json {
		err = env.printJSON(result)
	} else {
		env.printer().Result(result)
	}
	if missed := slices.ContainsFunc(result.Objectives, func(o system.ObjectiveResult) bool { return !o.Met }); err == nil && missed {
		return errFound
	}
	return err
}

// simulate calls run with a progress bar, until an interrupt ends it.
func simulate[T any](ctx context.Context, env *Env, run func(context.Context, func(system.Progress)) (T, error)) (T, error) {
	interruptible, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	bar := newProgressBar(env)
	result, err := run(interruptible, bar.update)
	bar.erase()
	switch {
	case errors.Is(err, context.Canceled) && ctx.Err() == nil:
		return result, &terminal.InterruptedError{Name: "interrupt", Number: 2}
	case errors.Is(err, sim.ErrBudget):
		return result, hintedError{err, "ask for less, or raise --max-events"}
	case errors.Is(err, sim.ErrMemory):
		return result, hintedError{err, "ask for a lower load, fewer requests or a queue_limit"}
	}
	return result, err
}
