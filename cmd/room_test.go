//go:build linux

package cmd

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"spar/internal/terminal/terminaltest"
)

// smallDisk returns a command that runs a script of a shell with a small disk of its own
// as $SPAR_HOME, and the folder that $TMPDIR is. It skips the test where none can be
// mounted.
func smallDisk(t *testing.T, script string) (cmd *exec.Cmd, temporary string) {
	t.Helper()
	program := spar(t, t.TempDir())
	temporary = t.TempDir()
	shell := func(script string) *exec.Cmd {
		cmd := exec.Command("unshare", "--mount", "--map-root-user", "sh", "-c", `mount -t tmpfs -o size=600k none "$SPAR_HOME" || exit
full() { dd if=/dev/zero of="$SPAR_HOME/filler" bs=1k count=10000 2>/dev/null; dd if=/dev/zero of="$SPAR_HOME/filler2" bs=1 count=100000 2>/dev/null; }
`+script)
		cmd.Env = append(program.Env, "TMPDIR="+temporary, "PATH="+filepath.Dir(program.Path)+":/usr/sbin:/usr/bin:/sbin:/bin", "HOME="+t.TempDir())
		cmd.Dir = t.TempDir()
		return cmd
	}
	if out, err := shell("").CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v: %s", err, out)
	}
	return shell(script), temporary
}

// inSmallDisk returns what such a script prints.
func inSmallDisk(t *testing.T, script string) string {
	t.Helper()
	cmd, _ := smallDisk(t, script)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v", err)
	}
	return string(out)
}

func wantLines(t *testing.T, out string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(out, want) {
			t.Errorf("the output lacks %q:\n%s", want, out)
		}
	}
}

// reading looks at everything that is stored and at what needs no store.
const reading = `
spar history &&
id=$(spar history --json | sed -n 's/.*"id": "\(.*\)".*/\1/p') &&
spar show $id | grep -c 'Shorten a link' && spar report $id | grep -c 'Shorten a link' && spar score $id | grep 'of 4' &&
spar calc --drills && spar questions | wc -l && spar sim list | grep -c balancing && spar calc '1 GB * 2' &&
echo read
`

// Where nothing can be written, everything can be read: on a full disk, on a read-only
// one, and with a log that a killed spar left there.
func TestReadingNeedsNoWriting(t *testing.T) {
	begin := "printf '\\nShorten a link\\n:quit\\n' | spar practice url-shortener --plain >/dev/null\n"
	for name, script := range map[string]string{
		"full":                      begin + "full\n" + reading,
		"read-only":                 begin + "mount -o remount,ro \"$SPAR_HOME\"\n" + reading,
		"left by a kill, full":      kill + "full\n" + reading,
		"left by a kill, read-only": kill + "mount -o remount,ro \"$SPAR_HOME\"\n" + reading,
	} {
		t.Run(name, func(t *testing.T) {
			out := inSmallDisk(t, script)
			wantLines(t, out, "url-shortener-", "\nread\n")
		})
	}
}

// kill leaves a log beside the store.
const kill = `mkfifo "$TMPDIR/in"
spar practice url-shortener --plain <"$TMPDIR/in" >"$TMPDIR/out" & pid=$!
exec 3>"$TMPDIR/in"
printf '\nShorten a link\n:show\n' >&3
until grep -q 'Shorten a link' "$TMPDIR/out"; do sleep 0.05; done
kill -9 $pid
wait $pid
exec 3>&-
test -s "$SPAR_HOME/sessions.db-wal" && rm "$SPAR_HOME/sessions.db-shm"
`

// A session on a full disk ends with its lines in another place, and exit code 1.
func TestAFullDiskLosesNothing(t *testing.T) {
	out := inSmallDisk(t, `spar history
full
printf '\nShorten a link\n:quit\n:quit\n' | spar practice url-shortener --plain
echo exit $?
cat "$TMPDIR"/spar-unsaved-*.yaml
spar score "$TMPDIR"/spar-unsaved-*.yaml | grep 'of 4'
`)
	wantLines(t, out, "! not saved, and tried again: save session url-shortener-", "the latest lines are not saved", "what is not saved is in ", "exit 1", "- Shorten a link", "of 4")
}

// Without any room they are printed.
func TestWithoutAnyRoomLinesArePrinted(t *testing.T) {
	out := inSmallDisk(t, `cd "$SPAR_HOME"
full
printf '\nShorten a link\n' | TMPDIR=$PWD HOME=$PWD spar practice url-shortener --plain
echo exit $?
`)
	wantLines(t, out, "nor is there room for a file: what is not saved follows", "- Shorten a link", "exit 1")
}

// The screens work there too, say that nothing is saved, and ask before they end.
func TestScreensWithoutRoom(t *testing.T) {
	for name, script := range map[string]string{
		"full":      "spar history; full; exec spar",
		"read-only": `spar history; mount -o remount,ro "$SPAR_HOME"; exec spar`,
	} {
		t.Run(name, func(t *testing.T) {
			cmd, temporary := smallDisk(t, script)
			x := terminaltest.Start(t, cmd, 100, 30)
			x.WaitFor("Mock interview")
			x.Type("l")
			x.WaitFor("balancing")
			x.Type("\x1b")
			x.WaitFor("Mock interview")
			x.Type("=")
			x.WaitFor("type it as you would say it")
			x.Type("storage = 3 GB * 2\r")
			x.WaitFor("6 GB")
			x.WaitFor("NOT SAVED")
			x.Type("\x03")
			x.WaitFor("leave all the same")
			x.Type("y")
			if state := x.Wait(); state.ExitCode() != 1 || !x.Cooked() {
				t.Errorf("left with %v, terminal restored: %v", state, x.Cooked())
			}
			x.WaitFor("what is not saved is in " + temporary)
			files, err := filepath.Glob(filepath.Join(temporary, "spar-unsaved-*.txt"))
			if err != nil || len(files) != 1 {
				t.Fatalf("files %v, %v", files, err)
			}
			if data, err := os.ReadFile(files[0]); !strings.Contains(string(data), "storage = 3 GB * 2\n") {
				t.Errorf("it holds %q, %v", data, err)
			}
		})
	}
}
