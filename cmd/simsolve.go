package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"spar/internal/printout"
	"spar/internal/sim"
	"spar/internal/system"
	"spar/internal/system/builtin"
	"spar/internal/system/solve"
	"spar/internal/terminal"
)

// solveOptions say what to search for.
type solveOptions struct {
	runOptions
	changes     []string
	minimize    string
	seeds, runs int
	time        time.Duration
}

func newSimSolveCommand(env *Env) *cobra.Command {
	opts := solveOptions{seeds: solve.DefaultSeeds, runs: solve.DefaultRuns, time: 10 * time.Minute}
	cmd := &cobra.Command{
		Use:   "solve SYSTEM|SCENARIO.yaml|QUESTION/SCENARIO --change name=low..high,...",
		Short: "Find the smallest design that meets every objective",
		Long: `Find the smallest design that meets every objective, by running it. Counts are
tried one by one, sizes in steps of a quarter; name=a|b|c tries these values.
All designs meet the same seeds, and a design must meet with each of them. More
is taken never to be worse until runs say otherwise, which is then said.

What is found is the design with least cost, or with fewest machines where
nothing has a price; how sure that is; and the front of cost against latency.

Exits with 1 if no design meets the objectives, and with 130 if it is
interrupted, after printing the best until then.`,
		Example: `  spar sim solve balancing --set rate=200/s --set requests=10k --objective "latency_p99_seconds < 200 ms" --change servers=1..64
  spar sim solve topology --set "duration=5 s" --objective "latency_p99_seconds < 20 ms" --change app.instances=1..9,cache.capacity=10k..1M --seeds 2`,
		Args: argsAs(cobra.ExactArgs(1)),

		ValidArgsFunction: env.completeScenario(),
		RunE: env.withScenario(&opts.scenarioOptions, func(ctx context.Context, sc system.Scenario) error {
			return runSimSolve(ctx, env, opts, sc)
		}),
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&opts.changes, "change", nil, "parameters and ranges, as `name=a..b,...`; may be given again")
	flags.StringVar(&opts.minimize, "minimize", "", "have least `what`: cost or machines (cost where there are prices)")
	flags.IntVar(&opts.seeds, "seeds", opts.seeds, "a design must meet with each of `n` seeds")
	flags.IntVar(&opts.runs, "runs", opts.runs, "run at most `n` times")
	flags.DurationVar(&opts.time, "time", opts.time, "search at most for a `duration`, such as 90s; 0 for no end")
	opts.addFlags(cmd, env)
	opts.addRunFlags(cmd)
	completeFlag(cmd, "change", env.completeChange)
	completeFlag(cmd, "minimize", cobra.FixedCompletions([]cobra.Completion{string(solve.Cost), string(solve.Machines)}, inOrder))
	return cmd
}

// search returns the options of a search.
func (o *solveOptions) search() (solve.Options, error) {
	goal := solve.Goal(o.minimize)
	switch {
	case goal != "" && goal != solve.Cost && goal != solve.Machines:
		return solve.Options{}, usageError{fmt.Errorf("--minimize %q: write cost or machines", o.minimize)}
	case o.seeds < 1 || o.seeds > solve.MostSeeds:
		return solve.Options{}, usageError{fmt.Errorf("--seeds %d: write 1 to %d", o.seeds, solve.MostSeeds)}
	case o.runs < 1 || o.runs > solve.MostRuns:
		return solve.Options{}, usageError{fmt.Errorf("--runs %d: write 1 to %d", o.runs, solve.MostRuns)}
	case o.time < 0:
		return solve.Options{}, usageError{fmt.Errorf("--time %v: write a duration such as 90s, or 0 for no end", o.time)}
	}
	return solve.Options{Minimize: goal, Seeds: o.seeds, Runs: o.runs, Limit: o.limit()}, nil
}

func runSimSolve(ctx context.Context, env *Env, opts solveOptions, sc system.Scenario) error {
	search, err := opts.search()
	if err != nil {
		return err
	}
	systems := builtin.Systems()
	if problems := systems.Check(sc); len(problems) > 0 {
		return asUsage(problems, sc.System, "")
	}
	changes, err := solve.ParseChanges(systems, sc, strings.Join(opts.changes, ","))
	if err != nil {
		return changeError(err, sc.System)
	}
	answer, err := searching(ctx, env, opts.time, search, func(ctx context.Context, o solve.Options) (*solve.Answer, error) {
		return solve.Solve(ctx, systems, sc, changes, o)
	})
	if answer == nil {
		return searchError(err, systems, sc)
	}
	if opts.json {
		if printed := env.printJSON(answer); printed != nil {
			return printed
		}
	} else {
		env.printer().Answer(answer)
	}
	if err == nil && answer.Best == nil {
		return errFound
	}
	return err
}

// searching calls search with progress, until a time is over or an interrupt ends it.
func searching[T any](ctx context.Context, env *Env, most time.Duration, o solve.Options, search func(context.Context, solve.Options) (*T, error)) (*T, error) {
	interruptible, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	timed := interruptible
	if most > 0 {
		var cancel context.CancelFunc
		timed, cancel = context.WithTimeout(interruptible, most)
		defer cancel()
	}
	line := &searchLine{progressBar: newProgressBar(env)}
	o.Progress = line.update
	found, err := search(timed, o)
	line.erase()
	switch {
	case errors.Is(err, context.DeadlineExceeded) && found != nil:
		return found, nil
	case errors.Is(err, context.Canceled) && ctx.Err() == nil:
		return found, &terminal.InterruptedError{Name: "interrupt", Number: 2}
	}
	return found, err
}

// changeError turns mistakes in a change into wrong usage.
func changeError(err error, name string) error {
	var problems system.Problems
	if !errors.As(err, &problems) {
		return usageError{hintedError{fmt.Errorf("--change: %w", err), fmt.Sprintf("see \"spar sim describe %s\"", name)}}
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = "--change " + strings.TrimPrefix(p.Where, "parameters.") + ": " + p.Message
	}
	return usageError{hintedError{errors.New(strings.Join(lines, "\nspar: ")), fmt.Sprintf("see \"spar sim describe %s\"", name)}}
}

// searchError says what to do about a search that could not begin.
func searchError(err error, systems system.Registry, sc system.Scenario) error {
	s, _ := systems.Of(sc)
	switch {
	case errors.Is(err, solve.ErrNoObjective) && len(s.DefaultObjectives) > 0:
		return usageError{hintedError{err, fmt.Sprintf("give one, such as --objective %q", s.DefaultObjectives[0])}}
	case errors.Is(err, solve.ErrNoPrice):
		return usageError{fmt.Errorf("--minimize cost: %w", err)}
	case errors.Is(err, sim.ErrBudget):
		return hintedError{err, "ask for less, or raise --max-events"}
	}
	return err
}

// A searchLine shows on stderr how far a search is, if that is a terminal.
type searchLine struct{ *progressBar }

// update draws the line.
func (l *searchLine) update(p solve.Progress) {
	if !terminal.Interactive(l.env.Stderr, l.env.Stderr, l.env.Getenv) {
		return
	}
	l.shown = true
	best := "nothing meets yet"
	if p.Best != "" {
		best = p.Best
	}
	const cells = 12
	text := fmt.Sprintf("%s run %d of at most %d  %s", printout.SignsFor(l.env.ascii()).Meter(float64(p.Run)/float64(p.Runs), cells), p.Run, p.Runs, best)
	fmt.Fprintf(l.env.Stderr, "\r\x1b[K%s", ansi.Truncate(text, l.env.width()-1, ""))
}
