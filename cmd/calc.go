package cmd

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"github.com/spf13/cobra"

	"spar/internal/capacity"
	"spar/internal/drill"
	"spar/internal/notebook"
	"spar/internal/plain"
	"spar/internal/tui/nav"
)

type calcOptions struct {
	json          bool
	base          int
	drill, drills bool
	seed          uint64 // 0 for any
}

func newCalcCommand(env *Env) *cobra.Command {
	var opts calcOptions
	cmd := &cobra.Command{
		Use:   "calc [EXPR...]",
		Short: "Calculate with units, and drill estimates",
		Long: `Calculate what is typed as it would be said: 100M/day * 500B * 10y. Each argument
is a line and gives a line, as does each line of standard input if there are no
arguments; a line may name its result (writes = 100M/day) for those after it.
On a terminal the reading stands below, and without arguments the calculator's
screen opens.

A line that is refused gives a line too, "error: ..." with a fix, so that lines
of input and output stay side by side; where the mistake is, and what was
decided on the way, goes to stderr. Exits with 1 if a line was refused.

With --json, numbers that do not exist are null: value and base_value of a line
without a figure, low to likely_high of a line without a range. base_value and
the four bounds are in bytes, seconds, counts and dollars, offset and length in
bytes of the input.

With --drill, estimates are asked for against the clock; --drills lists the
answers so far.`,
		Example: `  spar calc '100M/day * 500B * 10y'
  spar calc 'writes = 100M/day' 'writes * 500 B * 10y in TB' --json
  spar calc --drill --seed 7`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.check(cmd, args); err != nil {
				return usageError{err}
			}
			return runCalc(cmd.Context(), env, opts, args)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&opts.json, "json", false, "one JSON document, written line by line")
	flags.IntVar(&opts.base, "base", 1000, "bytes in a KB: 1000 or 1024")
	flags.BoolVar(&opts.drill, "drill", false, "ask for estimates, a minute each, without end")
	flags.BoolVar(&opts.drills, "drills", false, "list the answers given in drills")
	flags.Uint64Var(&opts.seed, "seed", 0, "ask the questions of this drill; 0 for any")
	completeFlag(cmd, "base", cobra.FixedCompletions([]cobra.Completion{"1000", "1024"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{hintedError{err, `a line that begins with - goes after --: spar calc -- '-5 + 3'`}}
	})
	return cmd
}

// check reports what does not go together.
func (o calcOptions) check(cmd *cobra.Command, args []string) error {
	switch {
	case o.base != 1000 && o.base != 1024:
		return fmt.Errorf("base %d: want 1000 or 1024", o.base)
	case o.drill && o.drills:
		return errors.New("--drill asks and --drills lists: one of them")
	case (o.drill || o.drills) && len(args) > 0:
		return errors.New("a drill takes no lines")
	case o.drill && o.json:
		return errors.New("a drill is no JSON: --drills --json lists its answers")
	case cmd.Flags().Changed("seed") && !o.drill:
		return errors.New("--seed goes with --drill")
	}
	return nil
}

func runCalc(ctx context.Context, env *Env, opts calcOptions, args []string) error {
	switch {
	case opts.drills:
		return runDrills(ctx, env, opts.json)
	case opts.drill:
		return runDrill(ctx, env, opts.seed)
	case len(args) == 0 && env.interactive() && !opts.json:
		return runScreens(ctx, env, nav.Calculator{})
	}
	var tape capacity.Tape
	tape.Add(fmt.Sprintf("base %d", opts.base))
	out := env.answers(opts.json)
	refused := false
	for text, err := range env.calcLines(args) {
		if err != nil {
			return errors.Join(fmt.Errorf("read standard input: %w", err), out.end())
		}
		line := tape.Add(text)
		refused = refused || line.Err != nil
		if err := out.line(line); err != nil {
			return err
		}
	}
	if err := out.end(); err != nil {
		return err
	}
	if refused {
		return errFound
	}
	return nil
}

func runDrill(ctx context.Context, env *Env, seed uint64) error {
	if env.interactive() {
		return runScreens(ctx, env, nav.Drill{Seed: seed})
	}
	if seed == 0 {
		seed = drill.ShortSeed(rand.Uint64())
	}
	d, err := drill.New(env.allQuestions(), seed)
	if err != nil {
		return err
	}
	store, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	defer env.watch(ctx, store)()
	log := notebook.NewLog(store)
	return env.lineByLine(ctx, func(ctx context.Context, cfg plain.Config) error { return plain.Drill(ctx, d, store, log, cfg) }, log)
}
