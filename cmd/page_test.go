package cmd

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"spar/internal/golden"
	"spar/internal/interview"
	"spar/internal/store/sqlite"
)

// docs/commands.md is the help of every command.
func TestPageOfCommands(t *testing.T) {
	var text strings.Builder
	for _, cmd := range documented() {
		fmt.Fprintf(&text, "## %s\n\n```text\n%s```\n\n", cmd.CommandPath(), ansi.Strip(helpText(cmd, 80)))
	}
	golden.Page(t, "commands.md", map[string]string{"commands": text.String()})
}

// documented returns the commands whose help says what cannot be read in cobra's.
func documented() []*cobra.Command {
	root := newRootCommand(Process())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	var out []*cobra.Command
	for _, cmd := range commands(root) {
		cmd.InitDefaultHelpFlag()
		cmd.InitDefaultVersionFlag()
		if path := cmd.CommandPath(); path != "spar help" && !strings.HasPrefix(path, "spar completion ") {
			out = append(out, cmd)
		}
	}
	return out
}

// consoles matches the blocks of a page that show commands, each after a dollar, with
// what they print.
var consoles = regexp.MustCompile("(?s)```console\n(.*?)```\n")

// files matches the blocks of a page that show a file, named in the line above.
var files = regexp.MustCompile("(?s)<!-- file: (\\S+) -->\n```yaml\n(.*?)```\n")

// What the pages say that commands print is what they print.
func TestPageConsoles(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil || len(pages) < 4 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, path := range pages {
		t.Run(filepath.Base(path), func(t *testing.T) {
			shell := newExampleShell(t)
			golden.Rewrite(t, filepath.Base(path), func(page string) string {
				for _, file := range files.FindAllStringSubmatch(page, -1) {
					shell.write(file[1], file[2])
				}
				return consoles.ReplaceAllStringFunc(page, func(block string) string {
					return "```console\n" + shell.console(consoles.FindStringSubmatch(block)[1]) + "```\n"
				})
			})
		})
	}
}

// Every example in help works.
func TestExamples(t *testing.T) {
	for _, cmd := range documented() {
		if cmd.Example == "" {
			continue
		}
		t.Run(cmd.CommandPath(), func(t *testing.T) {
			shell := newExampleShell(t)
			for line := range strings.SplitSeq(cmd.Example, "\n") {
				// A run that misses an objective ends with 1 and is no mistake.
				shell.run(strings.TrimSpace(line) + ` || { code=$?; test $code = 1 && test "` + cmd.Name() + `" = run; }`)
			}
		})
	}
}

// An exampleShell runs the commands of documentation in a folder of their own, where
// there are a session, an attempt, a pack and a scenario as the examples name them.
type exampleShell struct {
	t      *testing.T
	folder string
}

// exampleSession is the session that examples speak of.
const exampleSession = "url-shortener-k7m2xp"

func newExampleShell(t *testing.T) *exampleShell {
	t.Helper()
	s := &exampleShell{t, t.TempDir()}
	store, err := sqlite.Open(t.Context(), filepath.Join(s.folder, "home", "sessions.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	plan, err := interview.PlanFor(interview.DefaultMinutes)
	if err != nil {
		t.Fatal(err)
	}
	began := interview.Event{Seq: 1, At: time.Unix(1_800_000_000, 0), Act: interview.Started{
		Pack: "spar", Question: "url-shortener", Title: "Design a URL shortener", Mode: interview.Practice, Level: interview.Mid, Plan: plan,
	}}
	if err := store.Append(t.Context(), exampleSession, began); err != nil {
		t.Fatal(err)
	}
	s.write("answers.yaml", string(readFileT(t, "../questions/samples/url-shortener-strong.yaml")))
	s.write("design.txt", "client -> lb -> app x3 -> db\nlb x2, db replicas 2\n")
	s.write("my-pack/pack.yaml", "schema: 1\nid: mine\ntitle: Mine\nversion: 1.0.0\n")
	s.write("my-pack/questions/tiny.yaml", `schema: 1
id: tiny
title: Design something tiny
level: mid
brief: Design something tiny.
phases: {requirements: {}, capacity: {}, design: {graph: client -> app -> db}, detail: {}, scale: {}}
`)
	return s
}

func (s *exampleShell) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		s.t.Fatal(err)
	}
}

// console returns a block of commands with what each prints.
func (s *exampleShell) console(block string) string {
	var out strings.Builder
	for line := range strings.Lines(block) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			out.WriteString(line)
			out.WriteString(s.run(strings.TrimSpace(command)))
		}
	}
	return out.String()
}

// run returns what a command prints, to stdout or stderr. It must end well.
func (s *exampleShell) run(command string) string {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), "sh", "-c", command)
	cmd.Dir = s.folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + s.folder, "SPAR_HOME=" + filepath.Join(s.folder, "home"), "LANG=C.UTF-8"}
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Errorf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}
