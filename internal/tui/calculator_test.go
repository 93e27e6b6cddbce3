package tui_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"spar/internal/golden"
	"spar/internal/notebook"
	"spar/internal/store/mem"
	"spar/internal/tui/editor"
	"spar/internal/tui/nav"
)

// sheets returns the lines of the stored sheets by their ids.
func (a *app) sheets() map[string]string {
	a.t.Helper()
	sheets, err := a.store.(notebook.Store).Sheets(context.Background())
	if err != nil {
		a.t.Fatal(err)
	}
	held := make(map[string]string)
	for _, s := range sheets {
		held[s.ID] = strings.Join(s.Lines, "|")
	}
	return held
}

// calculated takes the calculator through all it shows and calls look at every
// screen on the way.
func calculated(t *testing.T, width, height int, look func(screen string, a *app)) {
	a := start(t, newStore(), width, height, nil)
	a.press("=")
	look("calculator-new", a)
	a.write("# a shortener", "writes = 100M/day", "reads = writes * 10", "storage = writes * 10 years * 500 bytes in TB", "storage ? 1460 TB",
		"broken = 3 GB + 5/s", "1bn items * 50 to 200 bytes * 10..30%")
	a.wait(time.Second)
	look("calculator", a)
	a.press("up", "up", "up")
	look("calculator-line", a)
	a.press("tab")
	look("calculator-tab", a)
	a.press("tab", "ctrl+l")
	a.write("ssd")
	look("calculator-facts", a)
	a.press("esc", "esc", "esc", "n", "enter")
	a.write("5 TB")
	a.wait(time.Second)
	a.press("esc", "e", "enter")
	look("calculator-earlier", a)
	a.press("esc", "s", "enter")
	a.write("~/estimate.txt")
	look("calculator-save", a)
}

func TestCalculatorFrames(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}, {"40x12", 40, 12}} {
		t.Run(size.name, func(t *testing.T) {
			calculated(t, size.width, size.height, func(screen string, a *app) {
				golden.Check(t, size.name+"/"+screen+".txt", []byte(a.frame()))
			})
		})
	}
}

func TestCalculatorSizes(t *testing.T) {
	calculated(t, 100, 30, func(screen string, a *app) {
		for _, size := range [][2]int{{1, 1}, {39, 11}, {40, 12}, {41, 13}, {60, 20}, {99, 24}, {100, 24}, {133, 50}, {250, 80}, {100, 30}} {
			a.width, a.height = size[0], size[1]
			a.send(windowSize(size[0], size[1]))
			a.frame()
		}
	})
}

// What depends on a line follows it, and undo goes back.
func TestCalculatorRecomputes(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Calculator{})
	a.write("writes = 100M/day", "reads = writes * 10")
	a.shows("11.6k/s (1bn/day)")
	a.press("up")
	a.write("x")
	a.shows("did you mean", "writes has no value: its own line is refused")
	a.press("ctrl+_")
	a.shows("11.6k/s (1bn/day)")
	a.press("ctrl+y")
	a.hides("11.6k/s (1bn/day)")
	a.press("backspace")
	a.shows("11.6k/s (1bn/day)", "read as", "100M/day", "roughly 1k/s", "about one thousand two hundred a", "disks seeking at once")
}

// The sheet is stored within a second, and is there again at the next start.
func TestCalculatorKeepsSheets(t *testing.T) {
	store := newStore()
	a := start(t, store, 100, 30, nav.Calculator{})
	a.wait(time.Second)
	if got := a.sheets(); len(got) != 0 {
		t.Errorf("an empty sheet is stored: %v", got)
	}
	for i := range 20 {
		a.write("5")
		a.wait(100 * time.Millisecond)
		if stored := len(a.sheets()["sheet-1"]); i >= 10 && stored < i-9 {
			t.Fatalf("%d of %d keys are stored a second later", stored, i+1)
		}
	}
	a.press("enter")
	a.write("7 TB")
	a.press("ctrl+c")
	b := start(t, store, 150, 30, nil)
	b.now = a.now.Add(time.Second)
	b.press("=")
	b.shows("55555555555555555555", "7 TB", "saved 12:00")
	b.press("esc", "n", "enter")
	b.hides("7 TB")
	b.shows("a new sheet; the one before is among the earlier ones")
	b.write("9 GB")
	b.wait(time.Second)
	b.press("esc", "e", "enter")
	b.shows("9 GB", "this one", "55555555555555555555", "2 lines, just now")
	b.press("down", "enter")
	b.shows("7 TB")
	b.hides("9 GB")
	b.write(" * 2")
	b.wait(time.Second)
	// Each program of this test counts its ids from 1, so the second sheet's is
	// taken and it gets the next.
	want := map[string]string{"sheet-1": "55555555555555555555|7 TB * 2", "sheet-1-2": "9 GB"}
	if got := b.sheets(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("stored %v, want %v", got, want)
	}
}

// Two programs with one sheet: the second goes on in a sheet of its own.
func TestCalculatorTwice(t *testing.T) {
	store := newStore()
	a := start(t, store, 100, 30, nav.Calculator{})
	a.write("5")
	a.wait(time.Second)
	b := start(t, store, 100, 30, nav.Calculator{})
	b.write(" TB")
	b.wait(time.Second)
	a.write(" GB")
	a.wait(time.Second)
	a.shows("another spar changed this sheet; yours goes on as a sheet of its own")
	if got, want := fmt.Sprint(a.sheets()), "map[sheet-1:5 TB sheet-1-2:5 GB]"; got != want {
		t.Errorf("stored %s, want %s", got, want)
	}
}

// full is a store whose disk is full while err is set.
type full struct {
	mem.Store
	err error
}

func (f *full) SaveSheet(ctx context.Context, sheet notebook.Sheet) error {
	if f.err != nil {
		return f.err
	}
	return f.Store.SaveSheet(ctx, sheet)
}

// A store that fails is said, no sheet is left that is not saved, and nothing is
// lost once the store is well again.
func TestCalculatorStoreFails(t *testing.T) {
	store := &full{err: errors.New("the disk is full")}
	a := start(t, store, 120, 30, nav.Calculator{})
	a.write("5 TB")
	a.wait(2 * time.Second)
	a.shows("NOT SAVED, still trying: save sheet sheet-1: the disk is full", "not saved")
	a.press("esc", "n", "enter")
	a.shows("5 TB")
	store.err = nil
	a.wait(2 * time.Second)
	a.hides("NOT SAVED")
	if got := a.sheets()["sheet-1"]; got != "5 TB" {
		t.Errorf("stored %q", got)
	}
	a.press("n", "enter")
	a.hides("5 TB")
}

// One key adds a factor, again takes the next, and undo takes it off.
func TestCalculatorModifiers(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Calculator{})
	a.write("storage = 5 TB + 1 TB in TB")
	for _, c := range []struct{ key, want, said string }{
		{"ctrl+x", "storage = (5 TB + 1 TB) * 3x peak in TB", "3x peak; the same key again takes the next factor"},
		{"ctrl+x", "storage = (5 TB + 1 TB) * 5x peak in TB", "5x peak"},
		{"ctrl+o", "storage = (5 TB + 1 TB) * 5x peak + 30% headroom in TB", "30% headroom"},
		{"ctrl+_", "storage = (5 TB + 1 TB) * 5x peak in TB", ""},
		{"ctrl+r", "storage = (5 TB + 1 TB) * 5x peak * 3 replicas in TB", "3 replicas"},
	} {
		a.press(c.key)
		a.shows(c.said)
		a.wait(time.Second)
		if got := a.sheets()["sheet-1"]; got != c.want {
			t.Errorf("%s gives %q, want %q", c.key, got, c.want)
		}
	}
	a.shows("90 TB")
	a.press("enter", "ctrl+x")
	a.shows("peak: there is no figure in this line")
	a.press("esc", "up", "r", "enter", "r", "enter", "r", "enter")
	a.wait(time.Second)
	if got := a.sheets()["sheet-1"]; got != "storage = (5 TB + 1 TB) * 5x peak in TB" {
		t.Errorf("after all replicas: %q", got)
	}
	a.shows("replicas taken off again", "30 TB")
}

func TestCalculatorBase(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Calculator{})
	a.write("4 KB in bytes")
	a.shows("4,000 bytes")
	a.press("esc", "b", "enter")
	a.shows("base 1024", "4,096 bytes", "1 KB is 1024 bytes now")
	a.press("b", "enter")
	a.shows("base 1000", "4,000 bytes", "1 KB is 1000 bytes now")
	a.press("u", "enter", "u", "enter")
	a.hides("base 1000", "base 1024")
}

// A fact is found by typing and lands in the line.
func TestCalculatorFacts(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Calculator{})
	a.write("5 TB /")
	a.press("ctrl+l")
	a.shows("powers of two", "1,073,741,824")
	a.write("memory ordinary")
	a.shows("memory of an ordinary server", "64 GiB", "2023, Amazon EC2 instance types, m7i.4xlarge")
	a.hides("powers of two")
	a.press("enter")
	a.shows("5 TB / 64 GiB")
	a.press("ctrl+l")
	a.write("no such thing")
	a.shows("no fact has these words")
	a.press("enter", "esc")
	a.shows("powers of two")
	a.press("down", "down", "esc")
	a.press("enter")
	a.write("2 *")
	a.press("ctrl+l")
	a.write("99.99%")
	a.press("enter")
	a.shows("2 * ((1 - 99.99%) * 1 year)", "1.752 hours")
	a.press("enter", "ctrl+l")
	a.click("a month of 30 days")
	a.shows("thirty days")
}

// Saving never writes over a file without a question, and opening keeps the
// sheet of before.
func TestCalculatorFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sheet.txt")
	a := start(t, newStore(), 200, 30, nav.Calculator{})
	a.write("# first", "", "x = 5 TB")
	save := func() {
		t.Helper()
		a.press("ctrl+s")
		a.press("ctrl+u")
		a.send(tea.PasteMsg{Content: path})
		a.press("enter")
	}
	save()
	a.shows("saved to " + path)
	a.press("enter")
	a.write("x * 2")
	save()
	a.shows("sheet.txt is there already; y writes over it:")
	a.press("enter")
	a.shows("not saved to " + path)
	if got := contents(t, path); got != "# first\n\nx = 5 TB\n" {
		t.Errorf("the file holds %q", got)
	}
	save()
	a.press("y", "enter")
	a.shows("saved to " + path)
	if got := contents(t, path); got != "# first\n\nx = 5 TB\nx * 2\n" {
		t.Errorf("the file holds %q", got)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	file := path
	path = filepath.Join(dir, "link.txt")
	if err := os.Symlink(file, path); err != nil {
		t.Fatal(err)
	}
	save()
	a.press("y", "enter")
	if info, err := os.Lstat(path); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link became %v, %v", info, err)
	}
	path = file
	if err := os.WriteFile(path, []byte("big = 7 GB\r\nbig * 2 \x1b[31m\r\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	open := func(path string) {
		t.Helper()
		a.press("esc", "o", "enter")
		a.send(tea.PasteMsg{Content: path})
		a.press("enter")
	}
	open(path)
	a.shows("opened "+path, "big = 7 GB", "14 GB")
	a.wait(time.Second)
	if got, want := fmt.Sprint(a.sheets()), "map[sheet-1:# first||x = 5 TB|x * 2 sheet-2:big = 7 GB|big * 2 ]"; got != want {
		t.Errorf("stored %s, want %s", got, want)
	}
	for name, content := range map[string]string{
		"long.txt":   strings.Repeat("5\n", editor.MaxLines+1),
		"wide.txt":   strings.Repeat("5", editor.MaxLineLength+1),
		"binary.txt": "5\x00",
		"huge.txt":   strings.Repeat("5\n", 1_000_000),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		open(path)
		a.shows("not opened: "+path, "big = 7 GB")
		a.press("enter")
	}
	open(filepath.Join(dir, "nothing.txt"))
	a.shows("not opened: open " + dir)
	a.press("enter")
	open(dir)
	a.shows("is no file")
	a.press("enter")
	path = filepath.Join(dir, "no", "folder.txt")
	save()
	a.shows("not saved: open " + path)
	path = dir
	save()
	a.shows("is there already")
	a.press("y", "enter")
	a.shows("not saved: " + dir + " is no file")
}

func contents(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A click places the cursor at its cell, also in a line of several rows.
func TestCalculatorMouse(t *testing.T) {
	a := start(t, newStore(), 40, 12, nav.Calculator{})
	a.write("5 TB", "storage = 100M/day * 500 bytes * 10 years in TB", "7 GB")
	a.click("0 years")
	a.write("2")
	a.press("enter")
	a.wait(time.Second)
	if got := a.sheets()["sheet-1"]; got != "5 TB|storage = 100M/day * 500 bytes * 12|0 years in TB|7 GB" {
		t.Errorf("stored %q", got)
	}
	a.press("ctrl+_", "ctrl+_")
	for range 20 {
		a.press("enter")
	}
	a.hides(" 5 TB")
	for range 10 {
		a.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	}
	a.shows(" 5 TB")
	a.write("9") // typing goes back to the cursor
	a.hides(" 5 TB")
}

// Pasted lines keep their places, and what a sheet cannot hold is cut.
func TestCalculatorPaste(t *testing.T) {
	a := start(t, newStore(), 100, 30, nav.Calculator{})
	a.send(tea.PasteMsg{Content: "writes = 100M/day\r\n\x1b]52;c;aGk=\x07\nreads = writes * 10\n\u202e"})
	a.shows("11.6k/s (1bn/day)")
	a.send(tea.PasteMsg{Content: strings.Repeat("5 TB\n", 2*editor.MaxLines)})
	a.wait(time.Second)
	if got := strings.Count(a.sheets()["sheet-1"], "|") + 1; got != editor.MaxLines {
		t.Errorf("%d lines are stored, want %d", got, editor.MaxLines)
	}
}

// BenchmarkCalculatorKey is a key typed at the end of a long sheet, with the
// frame that follows.
func BenchmarkCalculatorKey(b *testing.B) {
	a := start(&testing.T{}, newStore(), 120, 40, nav.Calculator{})
	for i := range 499 {
		a.send(tea.PasteMsg{Content: fmt.Sprintf("x%d = %d TB * 20%%\n", i, i)})
		a.press("enter")
	}
	for b.Loop() {
		a.press("7")
		a.model.View()
		a.press("backspace")
	}
}
