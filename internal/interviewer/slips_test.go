package interviewer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "spar/internal/interviewer"
)

// slipped returns a text with a slip of the fingers in its longest word: a letter
// missing, doubled, wrong, or in the place of its neighbour.
func slipped(text string, kind int) string {
	longest := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r < 'A' || r > 'z' }) {
		if len(word) > len(longest) {
			longest = word
		}
	}
	at := 1 + len(longest)/2
	if len(longest) < 5 || at+1 >= len(longest) {
		return text
	}
	head, c, next, tail := longest[:at], longest[at:at+1], longest[at+1:at+2], longest[at+2:]
	wrong := []string{head + next + tail, head + c + c + next + tail, head + "x" + next + tail, head + next + c + tail}[kind%4]
	return strings.Replace(text, longest, wrong, 1)
}

// A slip of the fingers in the word that says most changes few replies.
func TestSlips(t *testing.T) {
	same, all, wrong := 0, 0, 0
	for _, id := range []string{"url-shortener", "chat"} {
		in := For(builtIn(t, id))
		data, err := os.ReadFile(filepath.Join("testdata", "interview", id, "asks.json"))
		if err != nil {
			t.Fatal(err)
		}
		var list []judged
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for i, q := range list {
			typed := slipped(q.Ask, i)
			if q.Kind != "fact" || typed == q.Ask {
				continue
			}
			was, is := in.Ask(q.Ask, Reply{}), in.Ask(typed, Reply{})
			all++
			switch {
			case is.Kind == was.Kind && slices.Equal(is.Clarifications, was.Clarifications):
				same++
			case is.Kind == Answered:
				wrong++
				fallthrough
			default:
				t.Logf("%q: %s %v, not %s %v", typed, is.Kind, is.Clarifications, was.Kind, was.Clarifications)
			}
		}
	}
	t.Logf("%d of %d as without the slip, %d answered as something else", same, all, wrong)
	if float64(same) < .85*float64(all) || float64(wrong) > .05*float64(all) {
		t.Errorf("%d of %d as without the slip, %d answered as something else", same, all, wrong)
	}
}

func TestShorthand(t *testing.T) {
	q := builtIn(t, "chat")
	for text, want := range map[string]string{
		"hw mny usrs r there":                "users",
		"waht is the avg lenght of a mesage": "messages",
		"can ppl send pics pls":              "media",
		"hwo long r msgs kept":               "history",
	} {
		if r := For(q).Ask(text, Reply{}); r.Kind != Answered || ids(q, r) != want {
			t.Errorf("%q: %s %s, want %s", text, r.Kind, ids(q, r), want)
		}
	}
}
