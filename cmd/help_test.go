package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Every line of help fits a terminal but those that are to be copied as they are.
func TestHelpFits(t *testing.T) {
	root := newRootCommand(Process())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range commands(root) {
		cmd.InitDefaultHelpFlag()
		for _, width := range []int{60, 80, 120} {
			text := helpText(cmd, width)
			for line := range strings.SplitSeq(text, "\n") {
				copied := strings.HasPrefix(line, "  spar ") || strings.Contains(cmd.Long, strings.TrimSpace(line))
				if ansi.StringWidth(line) > width && !copied {
					t.Errorf("%s, %d columns: %q", cmd.CommandPath(), width, line)
				}
			}
		}
	}
}

// Help lists every command, flag and topic, and shows where colours begin.
func TestHelpIsWhole(t *testing.T) {
	root := newRootCommand(Process())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	text := ansi.Strip(helpText(root, 80))
	for _, cmd := range root.Commands() {
		if !regexp.MustCompile(`(?m)^  (spar help )?` + cmd.Name() + ` +\S`).MatchString(text) {
			t.Errorf("help does not list %s", cmd.Name())
		}
		if cmd.GroupID == "" && !cmd.IsAdditionalHelpTopicCommand() {
			t.Errorf("%s is in no group", cmd.Name())
		}
	}
	sim, _, err := root.Find([]string{"sim", "run"})
	if err != nil {
		t.Fatal(err)
	}
	styled := helpText(sim, 80)
	for _, want := range []string{"\x1b[1mUsage:", "\x1b[36m--set\x1b[m name=value", "\x1b[36m--pack\x1b[m folder", sim.Example} {
		if !strings.Contains(styled, want) {
			t.Errorf("help lacks %q:\n%s", want, styled)
		}
	}
}

// Every variable that the code reads by name is in the help topic.
func TestVariablesAreListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../internal/terminal/*.go")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`"([A-Z][A-Z_]{3,})"`)
	for _, file := range append(files, more...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllStringSubmatch(string(source), -1) {
			listed := slices.ContainsFunc(variables, func(v variable) bool { return v.name == m[1] })
			if !listed && !strings.HasPrefix(m[1], "SIG") {
				t.Errorf("%s reads %s, which help does not list", file, m[1])
			}
		}
	}
}
