package question

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// place writes a pack with an id and questions into a folder.
func place(t *testing.T, folder, id string, questions ...string) string {
	t.Helper()
	write(t, filepath.Join(folder, "pack.yaml"), "schema: 1\nid: "+id+"\ntitle: Pack\nversion: 1\n")
	for _, q := range questions {
		write(t, filepath.Join(folder, "questions", q+".yaml"), minimal(q))
	}
	return folder
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	join := func(name string) string { return filepath.Join(dir, name) }
	place(t, join("single"), "single", "chat", "feed")
	place(t, join("many/a"), "a", "chat")
	place(t, join("many/b"), "b", "maps")
	write(t, join("many/notes.txt"), "no pack")
	place(t, join("installed/c"), "c", "crawler")
	l := Open(Shelves{
		BuiltIn:   os.DirFS("testdata/good"),
		Folders:   []string{join("single"), join("many")},
		Installed: join("installed"),
	})
	if len(l.Problems()) > 0 {
		t.Errorf("problems\n%v", l.Problems())
	}
	var packs, questions []string
	for _, p := range l.Packs() {
		packs = append(packs, p.ID+" in "+strings.TrimPrefix(p.Origin, dir))
	}
	for _, q := range l.Questions() {
		questions = append(questions, q.Pack+"/"+q.ID)
	}
	if got, want := strings.Join(packs, ", "), "examples in built in, single in /single, a in /many/a, b in /many/b, c in /installed/c"; filepath.ToSlash(got) != want {
		t.Errorf("packs: %s\nwant: %s", got, want)
	}
	// By title, and as found where titles are alike.
	if got, want := strings.Join(questions, " "), "single/chat single/feed a/chat b/maps c/crawler examples/counter examples/pastebin"; got != want {
		t.Errorf("questions: %s\nwant: %s", got, want)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	l := Open(Shelves{Folders: []string{place(t, filepath.Join(dir, "a"), "a", "chat", "url-shortener", "news-feed"), place(t, filepath.Join(dir, "b"), "b", "chat", "maps")}})
	tests := []struct{ id, want, err string }{
		{"a/chat", "a/chat", ""},
		{"maps", "b/maps", ""},
		{"chat", "", `find question "chat": several packs have it; say which: a/chat, b/chat`},
		{"url-shortner", "", `find question "url-shortner": no such question; did you mean a/url-shortener?`},
		{"feed", "", `find question "feed": no such question; did you mean a/news-feed?`},
		{"a/maps", "", `find question "a/maps": no such question; did you mean b/maps?`},
		{"zzz", "", `find question "zzz": no such question; there are a/chat, a/news-feed, a/url-shortener, b/chat, b/maps`},
		{"", "", `find question "": no such question; there are a/chat, a/news-feed, a/url-shortener, b/chat, b/maps`},
		{"\x1b[31m", "", `find question "\x1b[31m": no such question; there are a/chat, a/news-feed, a/url-shortener, b/chat, b/maps`},
	}
	for _, tt := range tests {
		q, err := l.Find(tt.id)
		got, message := "", ""
		if err != nil {
			message = err.Error()
		} else {
			got = q.Pack + "/" + q.ID
		}
		if got != tt.want || message != tt.err {
			t.Errorf("Find(%q) = %q, %q, want %q, %q", tt.id, got, message, tt.want, tt.err)
		}
	}
	if _, err := Open(Shelves{}).Find("chat"); err == nil || err.Error() != `find question "chat": no pack has any question` {
		t.Errorf("Find in an empty library: %v", err)
	}
}

func TestOpenProblems(t *testing.T) {
	dir := t.TempDir()
	join := func(name string) string { return filepath.Join(dir, name) }
	place(t, join("first"), "twin", "chat")
	place(t, join("second"), "twin", "chat")
	if err := os.Mkdir(join("empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, join("file"), "")
	l := Open(Shelves{Folders: []string{join("first"), join("second"), join("empty"), join("none"), join("file")}, Installed: join("not-there")})
	want := `second/pack.yaml: id "twin" is already that of the pack first (leave one of them out, or give it another id)
empty: neither a pack nor a folder of packs (name a folder with a pack.yaml)
none: no such file or folder
file: not a directory`
	got := strings.ReplaceAll(l.Problems().Error(), dir+string(filepath.Separator), "")
	if filepath.ToSlash(got) != want || len(l.Packs()) != 1 || len(l.Questions()) != 1 {
		t.Errorf("problems\n%s\nwant\n%s\npacks %v", got, want, l.Packs())
	}
}

// TestNoWayOut holds that a pack reads nothing outside its folder.
func TestNoWayOut(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(dir, "outside")
	write(t, filepath.Join(outside, "secret.yaml"), minimal("secret"))
	pack := place(t, filepath.Join(dir, "pack"), "p", "inside")
	links := map[string]string{
		filepath.Join(outside, "secret.yaml"): "questions/absolute.yaml",
		"../../outside/secret.yaml":           "questions/relative.yaml",
		"inside.yaml":                         "questions/within.yaml",
		"loop.yaml":                           "questions/loop.yaml",
	}
	for target, link := range links {
		if err := os.Symlink(target, filepath.Join(pack, filepath.FromSlash(link))); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	l := Open(Shelves{Folders: []string{pack}})
	if len(l.Questions()) != 1 || l.Questions()[0].ID != "inside" {
		t.Errorf("questions %v", l.Questions())
	}
	for _, link := range []string{"absolute", "relative", "within", "loop"} {
		if !strings.Contains(l.Problems().Error(), filepath.Join("questions", link+".yaml")) {
			t.Errorf("no problem with %s in\n%v", link, l.Problems())
		}
	}
	if len(l.Problems()) != 4 {
		t.Errorf("problems\n%v", l.Problems())
	}
}

// BenchmarkOpen reads a pack of a hundred questions of real size.
func BenchmarkOpen(b *testing.B) {
	data, err := os.ReadFile("testdata/good/questions/pastebin.yaml")
	if err != nil {
		b.Fatal(err)
	}
	text, _, _ := strings.Cut(string(data), "samples:\n")
	fsys := fstest.MapFS{"pack.yaml": &fstest.MapFile{Data: []byte(packYAML)}}
	for i := range 100 {
		id := fmt.Sprintf("q%d", i)
		question := strings.Replace(text, "id: pastebin", "id: "+id, 1)
		fsys["questions/"+id+".yaml"] = &fstest.MapFile{Data: []byte(question)}
	}
	for b.Loop() {
		if l := Open(Shelves{BuiltIn: fsys}); len(l.Questions()) != 100 {
			b.Fatal(l.Problems())
		}
	}
}
