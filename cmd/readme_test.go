package cmd

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// The README's frame is one that a test has captured.
func TestREADMEShowsARealFrame(t *testing.T) {
	readme := string(readFileT(t, "../README.md"))
	m := regexp.MustCompile("(?s)<!-- frame: (\\S+) -->\n```\n(.*?)```\n").FindStringSubmatch(readme)
	if m == nil {
		t.Fatal("README.md has no frame")
	}
	if want := string(readFileT(t, "../"+m[1])); m[2] != want {
		t.Errorf("README.md shows\n%s\nbut %s holds\n%s", m[2], m[1], want)
	}
}

// Every command block of the README works. The command that runs the tests is
// running this one, so that it is only held to be the one that guards main.
func TestREADMECommands(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)\n```").FindAllStringSubmatch(string(readFileT(t, "../README.md")), -1)
	var commands []string
	for _, b := range blocks {
		commands = append(commands, strings.Split(b[1], "\n")...)
	}
	if got, want := strings.Join(commands, "; "), "go run .; go test ./..."; got != want {
		t.Fatalf("README.md has the commands %q, want %q", got, want)
	}
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "SPAR_HOME="+t.TempDir(), "LANG=C.UTF-8")
	out, err := cmd.Output()
	if err != nil || !strings.Contains(string(out), "182.5 TB") {
		t.Errorf("go run . ends with %v and prints %d bytes", err, len(out))
	}
	if ci := string(readFileT(t, "../.ci/run")); !strings.HasSuffix(strings.TrimSpace(ci), "\ngo test ./...") {
		t.Error(".ci/run does not end with go test ./...")
	}
}

func readFileT(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
