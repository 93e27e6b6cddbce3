package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"spar": func() { os.Exit(Main(context.Background(), Process(), os.Args[1:])) },
	})
}

// TestScripts runs the command line as a user would, a behaviour a script.
func TestScripts(t *testing.T) {
	sample, err := os.ReadFile("../questions/samples/url-shortener-strong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SPAR_HOME", env.WorkDir+"/home")
			env.Setenv("LANG", "C.UTF-8")
			return os.WriteFile(env.WorkDir+"/strong.yaml", sample, 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ascii":    asciiOnly,
			"exitcode": exitCode,
			"session":  latestSession,
		},
	})
}

// asciiOnly is the command "ascii": what the command before it wrote must hold
// characters of ASCII only, and something at all.
func asciiOnly(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: ascii")
	}
	text := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if text == "" {
		ts.Fatalf("nothing was written")
	}
	for line := range strings.Lines(text) {
		if strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII }) {
			ts.Fatalf("not ASCII: %q", line)
		}
	}
}

// exitCode is the command "exitcode N PROGRAM...": it runs a program and demands
// an exit code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N program [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// latestSession is the command "session VARIABLE": it sets an environment
// variable to the id of the latest session.
func latestSession(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: session VARIABLE")
	}
	ts.Check(ts.Exec("spar", "history", "--json"))
	var history struct{ Sessions []struct{ ID string } }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &history))
	if len(history.Sessions) == 0 {
		ts.Fatalf("no session")
	}
	ts.Setenv(args[0], history.Sessions[0].ID)
}
