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

// errorsOf returns what a library says is wrong, a pack a line.
func errorsOf(l *Library) string {
	var lines []string
	for _, err := range l.Errors() {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
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
	if len(l.Errors()) > 0 {
		t.Errorf("problems\n%v", l.Errors())
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
			got = q.FullID()
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
	want := `second/pack.yaml:1:1: id "twin" is already that of the pack first (leave one of them out, or give it another id)
empty: neither a pack nor a folder of packs (name a folder with a pack.yaml)
none: no such file or folder
file: not a folder`
	got := strings.ReplaceAll(errorsOf(l), dir+string(filepath.Separator), "")
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
	problems := l.Errors()[0].(*PackError).Problems
	for _, link := range []string{"absolute", "relative", "within", "loop"} {
		if !strings.Contains(problems.Error(), filepath.Join("questions", link+".yaml")) {
			t.Errorf("no problem with %s in\n%v", link, l.Errors())
		}
	}
	if len(l.Errors()) != 1 || len(problems) != 4 {
		t.Errorf("problems\n%v", l.Errors())
	}
}

// TestBrokenCostsItself holds that a broken question is told when it is asked for, by
// its line and the command that tells more, while the others can be used.
func TestBrokenCostsItself(t *testing.T) {
	pack := place(t, filepath.Join(t.TempDir(), "my pack"), "p", "a", "b", "c", "d", "e")
	file := func(name string) string { return filepath.Join(pack, "questions", name+".yaml") }
	write(t, file("b"), minimal("b")+"brief: two\nlevel: genius\nbrief: three\ncolour: blue\n")
	write(t, file("c"), strings.Replace(minimal("c"), "level: mid", "level: genius", 1))
	l := Open(Shelves{Folders: []string{pack}})
	if got, want := errorsOf(l), file("c")+`:4:8: unknown level "genius" (want mid, senior, staff); see "spar pack lint '`+pack+`'"`; got != want {
		t.Errorf("errors\n%s\nwant\n%s", got, want)
	}
	// What happens to the files later.
	write(t, file("d"), minimal("other"))
	if err := os.Remove(file("e")); err != nil {
		t.Fatal(err)
	}
	hint := `; see "spar pack lint '` + pack + `'"`
	for id, want := range map[string]string{
		"a": "",
		"b": "open question p/b: " + file("b") + `:12:1: key "brief" is already on line 5 (remove it, or begin the item that it belongs to above it); and 1 more` + hint,
		"c": `find question "c": no such question; there are p/a, p/b, p/d, p/e`,
		"d": "open question p/d: " + file("d") + `:2:5: the id was "d" a moment ago (start spar again)` + hint,
		"e": "open question p/e: " + file("e") + ":1:1: no such file or folder" + hint,
	} {
		q, err := l.Find(id)
		if got := fmt.Sprint(err); err != nil && got != want || err == nil && (want != "" || q.ID != id || q.Pack != "p") {
			t.Errorf("Find(%q) = %v, %v\nwant %s", id, q, err, want)
		}
	}
	all, errs := l.All()
	if len(all) != 1 || all[0].ID != "a" || len(errs) != 3 {
		t.Errorf("All() = %v, %v", all, errs)
	}
}

// TestHeads holds that questions are listed whatever their files look like, and in
// the order of the files where ids are taken twice.
func TestHeads(t *testing.T) {
	long := "tags: [" + strings.Repeat("tag,\n  ", 60) + "tag]\n" + strings.Repeat("# a comment\n", 100)
	sources := map[string]string{
		"a": minimal("plain"),
		"b": strings.ReplaceAll(minimal("windows"), "\n", "\r\n"),
		"c": "\ufeff" + minimal("marked"),
		"d": strings.Replace(minimal("quoted"), "id: quoted", `"id": 'quoted'`, 1),
		"e": strings.Replace(minimal("long"), "schema: 1\n", "schema: 1\n"+long, 1),
		"f": minimal("below") + "tags: [late]\nlike: x\n",
		"g": minimal("plain") + "like: x\n",
	}
	files := map[string]string{"pack.yaml": packYAML}
	for name, source := range sources {
		files["questions/"+name+".yaml"] = source
	}
	l := Open(Shelves{BuiltIn: packOf(t, files)})
	var got []string
	for _, s := range l.Questions() {
		got = append(got, fmt.Sprintf("%s %s %d", s.File[len("questions/"):], s.ID, len(s.Tags)))
	}
	if got, want := strings.Join(got, ", "), "a.yaml plain 0, b.yaml windows 0, c.yaml marked 0, d.yaml quoted 0, e.yaml long 61, f.yaml below 1"; got != want {
		t.Errorf("questions %s\nwant %s", got, want)
	}
	if got, want := filepath.ToSlash(errorsOf(l)), `built in/questions/g.yaml:2:5: id "plain" is already that of questions/a.yaml (give it another id)`; got != want {
		t.Errorf("errors %s\nwant %s", got, want)
	}
}

// many returns a pack of questions of real size.
func many(tb testing.TB, n int) fstest.MapFS {
	text, _, _ := strings.Cut(string(readTestdata(tb, "good/questions/pastebin.yaml")), "samples:\n")
	fsys := fstest.MapFS{"pack.yaml": &fstest.MapFile{Data: []byte(packYAML)}}
	for i := range n {
		id := fmt.Sprintf("q%d", i)
		question := strings.Replace(text, "id: pastebin", "id: "+id, 1)
		fsys["questions/"+id+".yaml"] = &fstest.MapFile{Data: []byte(question)}
	}
	return fsys
}

// BenchmarkOpen lists packs, from memory and from a disk.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{2, 200} {
		fsys := many(b, n)
		folder := b.TempDir()
		if err := os.CopyFS(folder, fsys); err != nil {
			b.Fatal(err)
		}
		for name, shelves := range map[string]Shelves{"memory": {BuiltIn: fsys}, "disk": {Folders: []string{folder}}} {
			b.Run(fmt.Sprintf("%s/questions=%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if l := Open(shelves); len(l.Questions()) != n {
						b.Fatal(errorsOf(l))
					}
				}
			})
		}
	}
}

// BenchmarkFind reads one question among many.
func BenchmarkFind(b *testing.B) {
	l := Open(Shelves{BuiltIn: many(b, 200)})
	for b.Loop() {
		if _, err := l.Find("q7"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestWhatUsersRelyOn draws the line between what keeps a question from being used and
// what only its author should know.
func TestWhatUsersRelyOn(t *testing.T) {
	const app = "graph: client -> app -> db"
	for _, test := range []struct {
		from, to string
		usable   bool
	}{
		{"brief: Text", "brief: [Text]", false},
		{"brief: Text", "breif: Text", false},
		{"brief: Text", "brief: Text\ngivens: {rate: 5 apples + 3 GB}", false},
		{"capacity: {}", "capacity: {estimates: [{id: a, ask: A, formula: 0/s, in: /s}]}", false},
		{"capacity: {}", "capacity: {estimates: [{id: a, ask: A, formula: 5/s, in: TB}]}", false},
		{"capacity: {}", "capacity: {rubric: [{id: a, text: A, says: [a cache], points: 9}]}", false},
		{"capacity: {}", "capacity: {hints: [{for: nothing, steps: [think]}]}", false},
		{"scale: {}", "scale: {curveballs: [{id: a, phase: end, minute: 1, says: A, expects: [a cache]}]}", false},
		{"scale: {}", "scale: {curveballs: [{id: a, phase: scale, minute: 1, says: A, changes: {rate: 5/s}, expects: [a cache]}]}", false},
		{app, app + ", paths: [client]", false},
		{app, "graph: client -> -> db", true},
		{app, app + ", components: [cache], paths: [db to client]", true},
		{"scale: {}", "scale: {}\nsamples: [{file: none.yaml, level: mid, overall: 3..1}]", true},
		{"scale: {}", "scale: {}\nreferences: [{title: T, url: nowhere}]", true},
		{"requirements: {}", "requirements: {clarifications: [{id: a, ask: A, answer: Yes, standard: [nothing]}]}", false},
	} {
		fsys := packOf(t, map[string]string{"pack.yaml": packYAML, "questions/x.yaml": strings.Replace(minimal("x"), test.from, test.to, 1)})
		if _, err := Open(Shelves{BuiltIn: fsys}).Find("x"); (err == nil) != test.usable {
			t.Errorf("with %q: Find returns %v, want it usable: %t", test.to, err, test.usable)
		}
		if _, problems := linted(fsys, ""); len(problems) == 0 {
			t.Errorf("with %q: the linter finds no mistake", test.to)
		}
	}
}
