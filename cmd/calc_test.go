package cmd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// calc runs `spar calc` with standard input and returns what it printed.
func calc(t *testing.T, stdin io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, err bytes.Buffer
	env := &Env{
		Stdin: stdin, Stdout: &out, Stderr: &err, Now: time.Now, GOOS: "linux",
		Getenv: func(name string) string { return map[string]string{"LANG": "C.UTF-8"}[name] },
	}
	code = Main(context.Background(), env, append([]string{"calc"}, args...))
	return out.String(), err.String(), code
}

// document is what `spar calc --json` prints, as a program would read it.
type document struct {
	Lines []struct {
		Input, Unit, Display, Reading string
		OK                            bool
		Value, Low, High              *float64
		BaseValue                     *float64 `json:"base_value"`
		LikelyLow                     *float64 `json:"likely_low"`
		LikelyHigh                    *float64 `json:"likely_high"`
		Dimension                     map[string]int
		Warnings                      []string
		Error                         *struct {
			Message, Fix   string
			Offset, Length int
		}
	}
}

func TestCalcJSON(t *testing.T) {
	out, stderr, code := calc(t, nil, "--json",
		"100M/day * 500B * 10y", "rate = 1bn/day", "50..200 bytes * 10..30", "1 Gbps", "40 TB * $0.023/GB/month",
		"10M * 10 KB in boxes of 64 GB", "wries = 5", "3 + writes", "# text", "base 1024", "20%", "rate ? 12k/s")
	if code != 1 || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	var d document
	decoder := json.NewDecoder(strings.NewReader(out))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	number := func(x float64) *float64 { return &x }
	equal := func(a, b *float64) bool {
		return (a == nil) == (b == nil) && (a == nil || math.Abs(*a/(*b)-1) < 1e-12)
	}
	for i, want := range []struct {
		ok        bool
		value     *float64
		unit      string
		base      *float64
		dimension map[string]int
		isRange   bool
	}{
		{true, number(182.5), "TB", number(182.5e12), map[string]int{"byte": 1}, false},
		{true, number(1e9 / 86400), "/s", number(1e9 / 86400), map[string]int{"second": -1}, false},
		{true, number(1732.0508075688772), "", number(1732.0508075688772), map[string]int{"byte": 1}, true},
		{true, number(125), "MB/s", number(125e6), map[string]int{"byte": 1, "second": -1}, false},
		{true, number(920), "$/month", number(920. / (30 * 86400)), map[string]int{"dollar": 1, "second": -1}, false},
		{true, number(2), "boxes of 64 GB", number(2), map[string]int{}, false},
		{true, number(5), "", number(5), map[string]int{}, false},
		{false, nil, "", nil, map[string]int{}, false},
		{true, nil, "", nil, map[string]int{}, false},
		{true, nil, "", nil, map[string]int{}, false},
		{true, number(20), "%", number(.2), map[string]int{}, false},
		{true, number(12000), "/s", number(12000), map[string]int{"second": -1}, false},
	} {
		got := d.Lines[i]
		if want.isRange {
			want.value, want.unit, want.base = got.Value, got.Unit, got.BaseValue // checked below
		}
		if got.OK != want.ok || !equal(got.Value, want.value) || got.Unit != want.unit || !equal(got.BaseValue, want.base) ||
			!reflect.DeepEqual(got.Dimension, want.dimension) || got.Warnings == nil || (got.Error == nil) != want.ok {
			t.Errorf("line %d is %+v, want %+v", i, got, want)
		}
		for _, bound := range []*float64{got.Low, got.High, got.LikelyLow, got.LikelyHigh} {
			if (bound != nil) != want.isRange {
				t.Errorf("line %d has the bounds %v %v %v %v", i, got.Low, got.High, got.LikelyLow, got.LikelyHigh)
			}
		}
	}
	if r := d.Lines[2]; *r.Low != 500 || *r.High != 6000 || !(500 < *r.LikelyLow && *r.LikelyLow < *r.LikelyHigh && *r.LikelyHigh < 6000) {
		t.Errorf("the range is %v..%v, likely %v..%v", *r.Low, *r.High, *r.LikelyLow, *r.LikelyHigh)
	}
	if got := d.Lines[0]; got.Input != "100M/day * 500B * 10y" || got.Display != "182.5 TB" ||
		got.Reading != "100M/day × 500 bytes × 10 years (365 d)" || !reflect.DeepEqual(got.Warnings, []string{"read 500B as 500 bytes"}) {
		t.Errorf("the first line is %+v", got)
	}
	if e := d.Lines[7].Error; e.Message != "nothing is named writes" || e.Offset != 4 || e.Length != 6 || e.Fix != "3 + wries → 8" {
		t.Errorf("the refusal is %+v", e)
	}
}

// An argument may be a whole sheet.
func TestCalcSheetAsArgument(t *testing.T) {
	if out, _, code := calc(t, nil, "x1 = 5\nx1 * 2", "x1 * 3"); out != "5\n10\n15\n" || code != 0 {
		t.Errorf("exit code %d, stdout %q", code, out)
	}
}

func TestCalcJSONOfNothing(t *testing.T) {
	if out, _, code := calc(t, strings.NewReader(""), "--json"); out != "{\"lines\": []}\n" || code != 0 {
		t.Errorf("exit code %d, stdout %q", code, out)
	}
}

// A program that talks to the calculator through pipes gets each answer before
// it sends the next line.
func TestCalcAnswersAtOnce(t *testing.T) {
	for _, args := range [][]string{{"calc"}, {"calc", "--json"}} {
		inRead, inWrite := io.Pipe()
		outRead, outWrite := io.Pipe()
		env := &Env{Stdin: inRead, Stdout: outWrite, Stderr: io.Discard, Now: time.Now, Getenv: func(string) string { return "" }}
		ended := make(chan int, 1)
		go func() {
			code := Main(context.Background(), env, args)
			_ = outWrite.Close()
			ended <- code
		}()
		answers := bufio.NewReader(outRead)
		for _, c := range []struct{ line, want string }{{"x1 = 5 TB\n", "5 TB"}, {"x1 * 2\n", "10 TB"}} {
			if _, err := io.WriteString(inWrite, c.line); err != nil {
				t.Fatal(err)
			}
			read := ""
			for !strings.Contains(read, c.want) {
				b, err := answers.ReadByte()
				if err != nil {
					t.Fatalf("%q is answered by %q: %v", c.line, read, err)
				}
				read += string(b)
			}
		}
		go func() { _, _ = io.Copy(io.Discard, answers) }()
		_ = inWrite.Close()
		if code := <-ended; code != 0 {
			t.Errorf("exit code %d", code)
		}
	}
}

// Whatever comes in, a line gives a line, of bounded length, fit for a terminal.
func TestCalcHostileInput(t *testing.T) {
	long := strings.Repeat("5", 1<<20)
	in := strings.Join([]string{
		long, strings.Repeat("(", 9000) + "5", "9^9^9^9", "5 TB \x1b[2J", "\xff\xfe", "\x00", strings.Repeat("x", 9999) + " = 5", "last = 5",
	}, "\n")
	out, stderr, code := calc(t, strings.NewReader(in))
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 8 || lines[7] != "5" || code != 1 {
		t.Errorf("%d lines, exit code %d, the last line is %q", len(lines), code, lines[len(lines)-1])
	}
	for _, text := range []string{out, stderr} {
		if strings.ContainsAny(text, "\x1b\x00") || !utf8.ValidString(text) {
			t.Error("control characters are printed")
		}
	}
	if lines[0] != "error: the line has more than 10000 characters" {
		t.Errorf("the long line gives %.200q", lines[0])
	}
	if len(out)+len(stderr) > 100_000 {
		t.Errorf("%d bytes of output", len(out)+len(stderr))
	}
	if out, _, _ := calc(t, strings.NewReader(in), "--json"); !json.Valid([]byte(out)) {
		t.Error("the document is no JSON")
	}
}

// broken fails when it is read or written.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error)  { return 0, b.err }
func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestCalcBrokenPipes(t *testing.T) {
	out, stderr, code := calc(t, broken{io.ErrUnexpectedEOF}, "--json")
	if code != 1 || !strings.Contains(stderr, "read standard input: unexpected EOF") || !json.Valid([]byte(out)) {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, out, stderr)
	}
	var stderrBuffer bytes.Buffer
	env := &Env{Stdout: broken{io.ErrShortWrite}, Stderr: &stderrBuffer, Getenv: func(string) string { return "" }}
	if code := Main(context.Background(), env, []string{"calc", "5"}); code != 1 || !strings.Contains(stderrBuffer.String(), "short write") {
		t.Errorf("exit code %d, stderr %q", code, stderrBuffer.String())
	}
}
