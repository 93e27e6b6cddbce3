package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"spar/internal/interview"
	"spar/internal/notebook"
	"spar/internal/sanitize"
	"spar/internal/store/sqlite"
)

// hostile is text that would command a terminal or disguise what it shows.
const hostile = "x\x1b[31m\x1b]0;title\a\u009b2Jy\u202etxt\u200bz\x7f"

// fill sets every text of a struct, however deep, to hostile text.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + hostile)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				fill(f)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.String && v.Type().Key().Kind() == reflect.String {
			v.Set(reflect.ValueOf(map[string]string{hostile: hostile}).Convert(v.Type()))
		}
	}
}

func hostileAct[A interview.Act](act A) interview.Act {
	fill(reflect.ValueOf(&act).Elem())
	return act
}

// No text of a store reaches a terminal as it is, whatever command shows it, whichever
// of its columns it stands in.
func TestNothingStoredReachesATerminalAsItIs(t *testing.T) {
	home := t.TempDir()
	id := "s" + hostile
	store, err := sqlite.Open(t.Context(), filepath.Join(home, "sessions.db"))
	if err != nil {
		t.Fatal(err)
	}
	started := hostileAct(interview.Started{Plan: interview.PlanOf([5]int{5, 5, 10, 15, 10})}).(interview.Started)
	started.Pack, started.Question = "spar", "url-shortener"
	var events []interview.Event
	for _, act := range []interview.Act{
		started,
		hostileAct(interview.Asked{}),
		interview.Wrote{Field: interview.Functional, Inserted: []string{hostile}},
		interview.Wrote{Field: interview.Sheet, Inserted: []string{hostile + " = 3 GB"}},
		interview.Wrote{Field: interview.Graph, Inserted: []string{hostile + " -> b"}},
		hostileAct(interview.Estimated{}),
		interview.Decided{Decision: hostile, Topic: interview.Caching, Choice: hostile, Because: hostile},
		hostileAct(interview.HintTaken{}),
		hostileAct(interview.CurveballThrown{}),
		hostileAct(interview.Predicted{}),
		hostileAct(interview.Ran{}),
		hostileAct(interview.Overrode{}),
		interview.Lost{Stored: hostile, Data: []byte(hostile)},
	} {
		events = append(events, interview.Event{Seq: len(events) + 1, At: time.Unix(0, 0).UTC(), Act: act})
	}
	answer := notebook.Answer{}
	fill(reflect.ValueOf(&answer).Elem())
	if err := errors.Join(store.Append(t.Context(), id, events...), store.AddAnswers(t.Context(), answer), store.Close()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(home, "attempt.yaml")
	for _, args := range [][]string{
		{"history"},
		{"history", "--json"},
		{"show", id},
		{"show", id, "--json"},
		{"report", id},
		{"report", id, "-o", file},
		{"score", id},
		{"score", id, "--json"},
		{"score", id, "--explain"},
		{"calc", "--drills"},
		{"calc", "--drills", "--json"},
		{"doctor"},
		{"doctor", "--json"},
		{"resume", id, "--plain"},
		{"resume", id + "?"},
		{"doctor", "--repair"},
		{"__complete", "show", ""},
	} {
		var out, diagnostics bytes.Buffer
		Main(context.Background(), &Env{
			Stdin: strings.NewReader(":show\n"), Stdout: &out, Stderr: &diagnostics, Now: time.Now, GOOS: "linux",
			Getenv: func(name string) string { return map[string]string{"SPAR_HOME": home, "LANG": "C.UTF-8"}[name] },
		}, args)
		written, _ := os.ReadFile(file)
		_ = os.Remove(file)
		for where, text := range map[string]string{"stdout": out.String(), "stderr": diagnostics.String(), "the file": string(written)} {
			text = strings.ReplaceAll(text, "\t", " ") // what completion puts between columns
			if clean := sanitize.Text(text); clean != text {
				t.Errorf("spar %.8q: %s holds what a terminal must not get: %q", args, where, text[max(0, differ(text, clean)-60):min(len(text), differ(text, clean)+20)])
			}
		}
		if out.Len() == 0 && diagnostics.Len() == 0 && args[len(args)-1] != file {
			t.Errorf("spar %.8q says nothing", args)
		}
		if args[len(args)-1] == "--json" {
			if !json.Valid(out.Bytes()) {
				t.Errorf("spar %.8q: no JSON:\n%s", args, out.String())
			}
			if args[0] == "history" && !strings.Contains(out.String(), `\u202e`) {
				t.Errorf("JSON has lost a character:\n%s", out.String())
			}
		}
	}
}

// differ returns where two texts differ first.
func differ(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
