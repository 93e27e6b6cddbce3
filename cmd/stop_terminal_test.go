//go:build linux

package cmd

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"spar/internal/terminal/terminaltest"
)

// A shell is bash on a terminal, as those who work in one have it.
type shell struct {
	*terminaltest.Terminal
	t   *testing.T
	cmd *exec.Cmd
}

// startShell starts bash, with spar's state in a folder.
func startShell(t *testing.T, home string) *shell {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash")
	}
	cmd := exec.Command(bash, "--norc", "--noprofile", "-i")
	cmd.Env = append(spar(t, home).Env, "PS1=ready> ")
	x := terminaltest.Start(t, cmd, 100, 30)
	x.WaitFor("ready>")
	return &shell{x, t, cmd}
}

// run starts spar in the shell and returns its process id once the screen shows
// text.
func (s *shell) run(text string, args ...string) (pid int) {
	s.t.Helper()
	path := spar(s.t, "").Path
	s.Type(path + " " + strings.Join(args, " ") + "\r")
	s.WaitFor(text)
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", s.cmd.Process.Pid, s.cmd.Process.Pid))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, field := range strings.Fields(string(children)) {
		if exe, err := os.Readlink("/proc/" + field + "/exe"); err == nil && exe == path {
			pid, err = strconv.Atoi(field)
			if err != nil {
				s.t.Fatal(err)
			}
			return pid
		}
	}
	s.t.Fatalf("spar is no child of the shell; it has %q", children)
	return 0
}

// stopped waits until the shell has the terminal back, and fails the test unless the
// process has stopped.
func (s *shell) stopped(pid, times int) {
	s.t.Helper()
	s.WaitFor("Stopped")
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		s.t.Fatal(err)
	}
	if state := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])[0]; string(state) != "T" {
		s.t.Errorf("the process is in state %s, want T", state)
	}
	s.Type(fmt.Sprintf("clear; echo $((4000-%d))\r", 1+times))
	s.WaitFor(strconv.Itoa(3999 - times))
}

// A program that is stopped, by a signal or the key for it, has saved all, and the
// shell has its terminal. At fg the screen is there again.
func TestStop(t *testing.T) {
	for _, test := range []struct {
		name, shows, typed, after string
		args                      []string
	}{
		{"session", "ask the interviewer", "\tShorten a long URL", "Shorten a long URL", []string{"practice", "url-shortener"}},
		{"mock", "start the clock", "\r", "ask the interviewer", []string{"mock", "url-shortener"}},
		{"plain", "interviewer>", "\rShorten a long URL\r:time\r", "left in requirements", []string{"practice", "url-shortener", "--plain"}},
		{"home", "Mock interview", "", "Mock interview", nil},
		{"calculator", "type it as you would say it", "2 * 22", "44", []string{"calc"}},
		{"lab", "busiest", "", "busiest", []string{"sim", "run", "balancing"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			s := startShell(t, home)
			pid := s.run(test.shows, test.args...)
			s.Type(test.typed)
			s.WaitFor(test.after)
			for i, stop := range []func(){
				func() { _ = syscall.Kill(pid, syscall.SIGTSTP) },
				func() { s.Type("\x1a") },
			} {
				stop()
				s.stopped(pid, i)
				if strings.Contains(test.typed, "Shorten") && functional(t, home) != "Shorten a long URL" {
					t.Errorf("stopped with %q stored", functional(t, home))
				}
				s.Type("fg; echo ended with $?\r")
				if test.name == "plain" {
					test.after = "functional>" // what was said before is not said again
				}
				s.WaitFor(test.after)
			}
			_ = syscall.Kill(pid, syscall.SIGQUIT)
			s.WaitFor("ended with 131")
		})
	}
}

// Without a shell to go back to, the key says so and the program goes on.
func TestStopWithoutShell(t *testing.T) {
	x := terminaltest.Start(t, spar(t, t.TempDir()), 100, 30)
	x.WaitFor("Mock interview")
	x.Signal(syscall.SIGTSTP)
	x.Type("\x1a")
	x.WaitFor("no shell waits for this terminal")
	x.Type("\x03")
	if state := x.Wait(); state.ExitCode() != 0 || !x.Cooked() {
		t.Errorf("ended with %v, terminal restored: %v", state, x.Cooked())
	}
}
