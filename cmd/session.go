package cmd

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"spar/internal/coach"
	"spar/internal/interview"
	"spar/internal/plain"
	"spar/internal/question"
	"spar/internal/terminal"
	"spar/internal/tui/autosave"
	"spar/internal/tui/nav"
)

// A sessionKind is a command that begins sessions in one mode.
type sessionKind struct {
	mode        interview.Mode
	use         string
	also        []string // other spellings
	short, long string
	example     string
}

var (
	practiceCommand = sessionKind{
		interview.Practice, "practice",
		[]string{"practise"},
		"Practise a question with hints and answers",
		"Practise a question: five phases with soft timers, hints while you work, and a\nstrong answer after each phase. Without a question, choose one from the list.",
		"  spar practice url-shortener\n  spar practice chat --level staff --minutes 60 --plain",
	}
	mockCommand = sessionKind{
		interview.Mock, "mock", nil,
		"Take a timed mock interview",
		"Take a mock interview: phases end when their time is up, the clock runs also while\nyou are away, and there are no hints, answers or scores until the review. Without\na question, one is drawn: the weaker your latest attempt at one was and the longer\nago, the likelier it is. The same seed and history draw the same one.",
		"  spar mock\n  spar mock url-shortener --minutes 35\n  spar mock chat --seed 7",
	}
)

type sessionOptions struct {
	minutes int
	level   string
	seed    uint64
	plain   bool
	strict  bool
	phase   string // practise this one alone
	from    string // the session whose draft is taken over
}

func newSessionCommand(env *Env, kind sessionKind) *cobra.Command {
	var opts sessionOptions
	cmd := &cobra.Command{
		Use:     kind.use + " [QUESTION]",
		Aliases: kind.also,
		Short:   kind.short,
		Long:    kind.long,
		Example: kind.example,
		Args:    argsAs(cobra.MaximumNArgs(1)),

		ValidArgsFunction: env.completeQuestion(),
		RunE: func(cmd *cobra.Command, args []string) error {
			question := ""
			if len(args) > 0 {
				question = args[0]
			}
			if !cmd.Flags().Changed("seed") {
				opts.seed = rand.Uint64()
			}
			return runSession(cmd.Context(), env, kind.mode, opts, question)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&opts.minutes, "minutes", interview.DefaultMinutes, "length of the interview: 35, 45, 60, 65, or any from 10 to 180")
	flags.StringVar(&opts.level, "level", "", "mid, senior or staff; the question's own if missing")
	flags.Uint64Var(&opts.seed, "seed", 0, "seed of everything random in the session")
	if kind.mode == interview.Practice {
		flags.BoolVar(&opts.strict, "strict", false, "no hints, each of which otherwise halves what its item can earn")
		flags.StringVar(&opts.phase, "phase", "", "practise one phase alone: requirements, capacity, design, detail or scale")
		flags.StringVar(&opts.from, "from", "", "with --phase, go on from your draft of this `session`")
		completeFlag(cmd, "from", env.completeDraft())
		completeFlag(cmd, "phase", cobra.FixedCompletions(phaseNames(), inOrder))
	}
	flags.BoolVar(&opts.plain, "plain", false, "line by line, without a screen: for pipes and screen readers")
	completeFlag(cmd, "minutes", cobra.FixedCompletions([]cobra.Completion{"35", "45", "60", "65"}, inOrder))
	completeFlag(cmd, "level", cobra.FixedCompletions(levelNames(), inOrder))
	return cmd
}

func runSession(ctx context.Context, env *Env, mode interview.Mode, opts sessionOptions, id string) error {
	settings := coach.Settings{Mode: mode, Minutes: opts.minutes, Seed: opts.seed, Strict: opts.strict}
	if _, err := interview.PlanFor(opts.minutes); err != nil {
		return usageError{err}
	}
	if opts.level != "" {
		level, err := interview.ParseLevel(opts.level)
		if err != nil {
			return usageError{err}
		}
		settings.Level = level
	}
	settings.Phase = interview.Phase(opts.phase)
	switch {
	case opts.phase != "" && settings.Phase.Index() < 0:
		return usageError{fmt.Errorf("--phase %q: want %s", opts.phase, strings.Join(phaseNames(), ", "))}
	case opts.from != "" && opts.phase == "":
		return usageError{errors.New("--from goes with --phase")}
	case opts.phase != "" && id == "":
		return usageError{errors.New("--phase needs a question")}
	}
	screens := env.interactive() && !opts.plain
	if id == "" && mode == interview.Practice && screens {
		return runScreens(ctx, env, nav.Questions{Mode: mode})
	}
	library := env.library()
	why := ""
	if id == "" && mode == interview.Mock {
		pick, err := pickQuestion(ctx, env, library, opts.seed)
		if err != nil {
			return err
		}
		id, why = pick.Question.FullID(), pick.Why
	}
	q, err := find(library, id)
	if err != nil {
		return err
	}
	if settings.Level == "" {
		settings.Level = interview.Level(q.Level)
	}
	if opts.from != "" {
		if settings.Draft, err = env.draft(ctx, library, q, opts.from); err != nil {
			return err
		}
	}
	switch {
	case screens && mode == interview.Mock: // where it says how strict it is before the clock starts
		return runScreens(ctx, env, nav.Setup{Question: q.FullID(), Mode: mode, Settings: settings, Why: why})
	case screens:
		return runScreens(ctx, env, nav.Begin{Question: q.FullID(), Settings: settings})
	}
	if why != "" {
		env.printer().Say(fmt.Sprintf("Chosen for you: %s (%s).", q.Title, why))
	}
	return runPlain(ctx, env, func(store interview.Store) (*coach.Coach, error) {
		return coach.Begin(store, newID(q.ID), q, settings, env.Now())
	})
}

func phaseNames() []string {
	var names []string
	for _, p := range interview.Phases() {
		names = append(names, string(p))
	}
	return names
}

// draft returns a stored session on a question to go on from.
func (e *Env) draft(ctx context.Context, library *question.Library, q *question.Question, id string) (*interview.Session, error) {
	store, err := e.readStore(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }()
	c, err := coach.Draft(ctx, store, id, library, e.Now())
	if err != nil {
		return nil, err
	}
	if c.Question.FullID() != q.FullID() {
		return nil, fmt.Errorf("--from %s: it is about %s", id, c.Question.FullID())
	}
	return c.Session(), nil
}

// pickQuestion draws the question of a mock by the sessions so far.
func pickQuestion(ctx context.Context, env *Env, library *question.Library, seed uint64) (coach.Pick, error) {
	store, err := env.readStore(ctx)
	if err != nil {
		return coach.Pick{}, err
	}
	defer func() { _ = store.Close() }()
	return coach.PickQuestion(ctx, store, library, seed, env.Now())
}

// find returns the question of an id.
func find(library *question.Library, id string) (*question.Question, error) {
	if id == "" {
		return nil, usageError{hintedError{errors.New("name a question"), `list them with "spar questions"`}}
	}
	q, err := library.Find(id)
	var unusable *question.PackError
	switch {
	case errors.As(err, &unusable):
		return nil, err
	case err != nil:
		return nil, hintedError{err, `list questions with "spar questions"`}
	}
	return q, nil
}

// runPlain takes a session line by line.
func runPlain(ctx context.Context, env *Env, open func(interview.Store) (*coach.Coach, error)) error {
	store, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	c, err := open(store)
	if err != nil {
		return err
	}
	env.warnDamage(c.Session())
	defer env.watch(ctx, store)()
	return env.lineByLine(ctx, func(ctx context.Context, cfg plain.Config) error { return plain.Run(ctx, c, cfg) }, c.Journal)
}

// lineByLine runs what reads lines and answers them, until it or a signal ends it, and
// rescues what it could not store of a work. Whether anybody reads the answers makes no
// difference to what is stored.
func (e *Env) lineByLine(ctx context.Context, run func(context.Context, plain.Config) error, work autosave.Work) error {
	signal.Ignore(syscall.SIGPIPE)
	if out, ok := e.Stdout.(*output); ok {
		out.gone = func(err error) {
			e.warn(fmt.Errorf("nobody reads the answers any more, but lines are still saved: %w", err))
		}
	}
	ctx, stop := terminal.NotifyContext(ctx)
	defer stop()
	continued := make(chan struct{}, 1)
	done := terminal.NotifyStop(work.Flush, func() {
		select {
		case continued <- struct{}{}:
		default: // it has not been looked at since the time before
		}
	})
	defer done()
	err := run(ctx, plain.Config{
		In: e.Stdin, Out: e.Stdout, Now: e.Now, Width: e.width(), ASCII: e.ascii(), Continued: continued,
		Asks: terminal.IsTerminal(e.Stdin),
	})
	if lost := e.rescue(work); lost != nil {
		var interrupted *terminal.InterruptedError
		if errors.As(err, &interrupted) {
			return interrupted
		}
		return lost
	}
	return err
}

func newResumeCommand(env *Env) *cobra.Command {
	plain := false
	cmd := &cobra.Command{
		Use:   "resume [SESSION]",
		Short: "Go on with a session",
		Long:  "Go on with a session where it was left. Without one, go on with the latest that\nis not finished.",
		Example: `  spar resume
  spar resume url-shortener-k7m2xp --plain`,
		Args: argsAs(cobra.MaximumNArgs(1)),

		ValidArgsFunction: env.completeSession(openSession, cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			id := ""
			if len(args) > 0 {
				id = args[0]
			}
			return runResume(cmd.Context(), env, id, plain)
		},
	}
	cmd.Flags().BoolVar(&plain, "plain", false, "line by line, without a screen: for pipes and screen readers")
	return cmd
}

func runResume(ctx context.Context, env *Env, id string, plain bool) error {
	summary, err := env.summary(ctx, id)
	if err != nil {
		return err
	}
	if env.interactive() && !plain {
		if summary.Finished() {
			return runScreens(ctx, env, nav.Review{ID: summary.ID})
		}
		return runScreens(ctx, env, nav.Session{ID: summary.ID})
	}
	return runPlain(ctx, env, func(store interview.Store) (*coach.Coach, error) {
		return coach.Resume(ctx, store, summary.ID, env.library())
	})
}

// summary returns the session of an id or, if that is empty, the latest that is
// not finished.
func (e *Env) summary(ctx context.Context, id string) (interview.Summary, error) {
	store, err := e.readStore(ctx)
	if err != nil {
		return interview.Summary{}, err
	}
	defer func() { _ = store.Close() }()
	summaries, err := store.Summaries(ctx)
	if err != nil {
		return interview.Summary{}, err
	}
	for _, s := range summaries {
		if id == s.ID || id == "" && !s.Finished() {
			return s, nil
		}
	}
	if id == "" {
		return interview.Summary{}, hintedError{errors.New("no session is open"), `begin one with "spar practice"`}
	}
	return interview.Summary{}, fmt.Errorf("open session %s: %w", id, interview.ErrNotFound)
}
