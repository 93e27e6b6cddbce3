package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"spar/internal/interview"
	"spar/internal/printout"
	quoting "spar/internal/shell"
	"spar/internal/store/sqlite"
	"spar/internal/terminal"
)

func newDoctorCommand(env *Env) *cobra.Command {
	var asJSON, repair bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say how store, packs, terminal and configuration are",
		Long: `Say how the store of sessions, the packs, the terminal and the configuration are.
Nothing is changed. With --repair, what can be read of a damaged store is written to
a new file beside the old one. Exits with 1 if anything is wrong.`,
		Example: `  spar doctor
  spar doctor --json
  spar doctor --repair`,
		Args: argsAs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if repair {
				return runRepair(cmd.Context(), env, asJSON)
			}
			return runDoctor(cmd.Context(), env, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON document")
	cmd.Flags().BoolVar(&repair, "repair", false, "write what can be read of the store to a new file beside it")
	return cmd
}

// diagnosisJSON is what `spar doctor --json` prints. Problems stand where they are.
type diagnosisJSON struct {
	OK            bool              `json:"ok"`
	Version       string            `json:"version"`
	Store         storeJSON         `json:"store"`
	Packs         packsJSON         `json:"packs"`
	Terminal      terminalJSON      `json:"terminal"`
	Configuration configurationJSON `json:"configuration"`
}

type storeJSON struct {
	Path     string    `json:"path"`
	Exists   bool      `json:"exists"`
	Bytes    int64     `json:"size_bytes"`
	Writable bool      `json:"writable"` // a file can be written beside it
	Sessions int       `json:"sessions"`
	Sheets   int       `json:"sheets"`
	Answers  int       `json:"answers"`
	Checked  time.Time `json:"checked_at,omitzero"` // and found in order, before this time
	Problems []string  `json:"problems"`

	foreign bool // it is not for this spar to repair
}

type packsJSON struct {
	Packs    []packJSON `json:"packs"`
	Problems []string   `json:"problems"`
}

type terminalJSON struct {
	Name    string `json:"name"`
	Screens bool   `json:"screens"` // it can show them
	Width   int    `json:"width"`
	UTF8    bool   `json:"utf8"`
	Colours bool   `json:"colours"`
}

type configurationJSON struct {
	State     string            `json:"state_dir"`
	Data      string            `json:"data_dir"`
	Variables map[string]string `json:"variables"` // of the environment, those that are set
	Problems  []string          `json:"problems"`
}

func runDoctor(ctx context.Context, env *Env, asJSON bool) error {
	info, _ := debug.ReadBuildInfo()
	d := diagnosisJSON{
		Version: buildVersion(version, info), Store: env.diagnoseStore(ctx), Packs: env.diagnosePacks(),
		Terminal: terminalJSON{
			Name: env.Getenv("TERM"), Screens: env.interactive(), Width: terminal.Width(env.Stdout), UTF8: !env.ascii(),
			Colours: env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb",
		},
		Configuration: env.diagnoseConfiguration(),
	}
	d.OK = len(d.Store.Problems)+len(d.Packs.Problems)+len(d.Configuration.Problems) == 0
	if asJSON {
		if err := env.printJSON(d); err != nil {
			return err
		}
	} else {
		d.print(env.printer())
	}
	if !d.OK {
		return errFound
	}
	return nil
}

// diagnoseStore looks through the whole store.
func (e *Env) diagnoseStore(ctx context.Context) storeJSON {
	d := storeJSON{Problems: []string{}}
	wrong := func(err error) { d.Problems = append(d.Problems, err.Error()) }
	path, err := e.storePath()
	if err != nil {
		wrong(err)
		return d
	}
	d.Path = path
	if err := canWrite(filepath.Dir(path)); err != nil {
		wrong(fmt.Errorf("nothing can be saved: %w", err))
	} else {
		d.Writable = true
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return d
	}
	d.Exists = true
	if err == nil {
		d.Bytes = info.Size()
	}
	store, err := sqlite.OpenReadOnly(ctx, path)
	if err != nil {
		d.foreign = errors.Is(err, sqlite.ErrNotOurs) || errors.Is(err, sqlite.ErrNewer)
		wrong(err)
		return d
	}
	defer func() { _ = store.Close() }()
	d.Checked = store.Checked().UTC()
	for _, err := range []error{store.Check(ctx), d.count(ctx, store, wrong)} {
		if err != nil {
			wrong(err)
		}
	}
	return d
}

// count counts what is stored, and folds every session to find what is wrong with it.
func (d *storeJSON) count(ctx context.Context, store keeper, wrong func(error)) error {
	summaries, err := store.Summaries(ctx)
	sheets, errSheets := store.Sheets(ctx)
	answers, errAnswers := store.Answers(ctx)
	d.Sessions, d.Sheets, d.Answers = len(summaries), len(sheets), len(answers)
	for _, s := range summaries {
		events, err := store.Events(ctx, s.ID)
		var session *interview.Session
		if err == nil {
			session, err = interview.Fold(events)
		}
		if err != nil {
			wrong(fmt.Errorf("session %s: %w", s.ID, err))
			continue
		}
		for _, damage := range session.Damage() {
			wrong(fmt.Errorf("session %s: %s", s.ID, damage.Reason))
		}
	}
	return cmp.Or(err, errSheets, errAnswers)
}

// canWrite reports why no file can be written in a folder, or in the nearest above it
// that there is.
func canWrite(folder string) error {
	for {
		if _, err := os.Stat(folder); err == nil || filepath.Dir(folder) == folder {
			break
		}
		folder = filepath.Dir(folder)
	}
	f, err := os.CreateTemp(folder, ".spar-doctor-*")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, 64<<10))
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}

func (e *Env) diagnosePacks() packsJSON {
	d := packsJSON{Packs: []packJSON{}, Problems: []string{}}
	library := e.library()
	for _, p := range library.Packs() {
		d.Packs = append(d.Packs, packJSON{p.ID, p.Title, p.Version, p.Origin, len(p.Questions)})
	}
	_, unreadable := library.All()
	for _, err := range append(library.Errors(), unreadable...) {
		d.Problems = append(d.Problems, err.Error())
	}
	return d
}

func (e *Env) diagnoseConfiguration() configurationJSON {
	d := configurationJSON{Variables: make(map[string]string), Problems: []string{}}
	var errs [2]error
	d.State, errs[0] = e.stateDir()
	d.Data, errs[1] = e.dataDir()
	if err := cmp.Or(errs[0], errs[1]); err != nil {
		d.Problems = append(d.Problems, err.Error())
	}
	for _, v := range variables {
		if value := e.Getenv(v.name); value != "" {
			d.Variables[v.name] = value
		}
	}
	for _, folder := range filepath.SplitList(e.Getenv("SPAR_PACKS")) {
		if _, err := os.Stat(folder); folder != "" && err != nil {
			d.Problems = append(d.Problems, fmt.Sprintf("SPAR_PACKS: %v", err))
		}
	}
	return d
}

// print writes a diagnosis for people.
func (d diagnosisJSON) print(out *printout.Writer) {
	section := func(title string, problems []string, facts ...string) {
		out.Heading(out.Mark(len(problems) == 0) + " " + title)
		for _, fact := range facts {
			out.Item("    ", fact)
		}
		for _, problem := range problems {
			out.Item("  ! ", problem)
		}
	}
	store := []string{d.Store.Path, "no file yet: the first session makes one"}
	if d.Store.Exists {
		store[1] = fmt.Sprintf("%s, %s, %s of drills, %d bytes", plural(d.Store.Sessions, "session"),
			plural(d.Store.Sheets, "sheet"), plural(d.Store.Answers, "answer"), d.Store.Bytes)
	}
	section("store", d.Store.Problems, store...)
	if len(d.Store.Problems) > 0 && d.Store.Exists && !d.Store.foreign {
		out.Item("    ", "spar doctor --repair writes what can be read to a new file beside it")
	}
	var packs []string
	for _, p := range d.Packs.Packs {
		packs = append(packs, fmt.Sprintf("%s: %s (%s)", p.ID, plural(p.Questions, "question"), p.Origin))
	}
	section("packs", d.Packs.Problems, packs...)
	screens, text, colours := "lines only", "ASCII only", "no colours"
	if d.Terminal.Screens {
		screens = "screens"
	}
	if d.Terminal.UTF8 {
		text = "UTF-8"
	}
	if d.Terminal.Colours {
		colours = "colours"
	}
	section("terminal", nil, fmt.Sprintf("%s: %s, %d columns, %s, %s", cmp.Or(d.Terminal.Name, "no name"), screens, d.Terminal.Width, text, colours))
	var configuration []string
	for _, v := range variables {
		if value, ok := d.Configuration.Variables[v.name]; ok {
			configuration = append(configuration, v.name+"="+value)
		}
	}
	section("configuration", d.Configuration.Problems, append([]string{"sessions in " + d.Configuration.State, "packs in " + filepath.Join(d.Configuration.Data, "packs")}, configuration...)...)
}

func runRepair(ctx context.Context, env *Env, asJSON bool) error {
	path, err := env.storePath()
	if err != nil {
		return err
	}
	r, err := sqlite.Repair(ctx, path)
	if err != nil {
		return err
	}
	if asJSON {
		return env.printJSON(r)
	}
	out := env.printer()
	out.Say(fmt.Sprintf("What could be read, %s with %s, %s and %s of drills, is in", plural(r.Sessions, "session"), plural(r.Events, "event"), plural(r.Sheets, "sheet"), plural(r.Answers, "answer")))
	out.Row("  " + r.Path)
	out.List("Not to be read:", r.Lost)
	out.Blank()
	out.Say("The old file is as it was. To go on with the new one, close every spar and move it to the old one's place:")
	for _, command := range moves(path, r.Path) {
		out.Row("  " + command)
	}
	return nil
}

// moves returns the commands that put a new file in the place of an old one. The log of
// the old must go with it, or SQLite would take it for the new one's.
func moves(old, repaired string) []string {
	var commands []string
	for _, ending := range []string{"", "-wal", "-shm"} {
		if _, err := os.Stat(old + ending); err == nil {
			commands = append(commands, "mv "+quoting.Quote(old+ending)+" "+quoting.Quote(old+".damaged"+ending))
		}
	}
	return append(commands, "mv "+quoting.Quote(repaired)+" "+quoting.Quote(old))
}
