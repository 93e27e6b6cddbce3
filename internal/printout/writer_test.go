package printout

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestWriterWraps(t *testing.T) {
	for _, tt := range []struct {
		mark, text string
		ascii      bool
		want       string
	}{
		{"", "A policy such as least-connections or two-choices, and \n another", false, "A policy such as least-connections or\ntwo-choices, and   another\n"},
		{" • ", "a word that goes on in the next line of it", false, " • a word that goes on in the next line\n   of it\n"},
		{"  ", strings.Repeat("世", 20), false, "  " + strings.Repeat("世", 19) + "\n  世\n"},
		{"", strings.Repeat("≤", 30), true, strings.Repeat("<=", 20) + "\n" + strings.Repeat("<=", 10) + "\n"},
		{"", "\x1b[31mred\x07", false, "red\n"},
	} {
		if got := text(40, tt.ascii, func(w *Writer) { w.Item(tt.mark, tt.text) }); got != tt.want {
			t.Errorf("%q after %q is\n%s\nwant\n%s", tt.text, tt.mark, got, tt.want)
		}
	}
}

func TestTableLosesNothing(t *testing.T) {
	rows := [][]string{
		{"", "first column", "second column", "third column"},
		{"世界", "1", "22", "333"},
		{"only the last", "", "", "4"},
	}
	const want = `
       first column  second column
 世界             1             22
                third column
 世界                    333
 only the last             4
`
	if got := "\n" + text(50, false, func(w *Writer) { w.Table(rows) }); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}

func TestTableOfNames(t *testing.T) {
	if got, want := text(50, false, func(w *Writer) { w.Table([][]string{{"red"}, {"blue"}}) }), " red\n blue\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := text(50, false, func(w *Writer) { w.Table(nil); w.Columns(nil) }); got != "" {
		t.Errorf("nothing is written as %q", got)
	}
}

func TestColumnsAreNotCut(t *testing.T) {
	long := strings.Repeat("long ", 20)
	got := text(40, false, func(w *Writer) { w.Columns([][]string{{"a", "世", long + "."}, {"bcd", "x", "short"}}) })
	if want := "a    世  " + long + ".\nbcd  x   short\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// No twin of a sign is anything but ASCII, and none takes another number of cells
// but for those that say so.
func TestTwins(t *testing.T) {
	signs, twins := reflect.ValueOf(unicodeSigns), reflect.ValueOf(asciiSigns)
	for i := range signs.NumField() {
		name := signs.Type().Field(i).Name
		if signs.Field(i).Kind() != reflect.String {
			continue
		}
		sign, twin := signs.Field(i).String(), twins.Field(i).String()
		if strings.ContainsFunc(twin, func(r rune) bool { return r > '~' }) || twin == "" {
			t.Errorf("the twin of %s is %q", name, twin)
		}
		if wide := name == "Arrow" || name == "Interval"; !wide && (len(twin) != 1 || ansi.StringWidth(sign) != 1) {
			t.Errorf("%s is %q, its twin %q", name, sign, twin)
		}
	}
}
