package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"spar/questions"
)

// packOfMany writes a pack of n questions that are the built-in ones by other ids,
// and returns its folder.
func packOfMany(tb testing.TB, n int) string {
	tb.Helper()
	folder := filepath.Join(tb.TempDir(), fmt.Sprintf("pack-of-%d", n))
	files, err := fs.Glob(questions.FS, "questions/*.yaml")
	if err != nil || len(files) == 0 {
		tb.Fatal(files, err)
	}
	write(tb, filepath.Join(folder, "pack.yaml"), fmt.Sprintf("schema: 1\nid: of-%d\ntitle: Many\nversion: 1\n", n))
	for i := range n {
		data, err := fs.ReadFile(questions.FS, files[i%len(files)])
		if err != nil {
			tb.Fatal(err)
		}
		name := fmt.Sprintf("q%d", i)
		text := strings.Replace(string(data), "\nid: ", "\nid: "+name+"-", 1)
		text, _, _ = strings.Cut(text, "\nsamples:\n")
		write(tb, filepath.Join(folder, "questions", name+".yaml"), text+"\n")
	}
	return folder
}

func write(tb testing.TB, file, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkStart runs spar, as a process, with packs of 2 and of 200 questions of
// real size: to list them, and to show one.
func BenchmarkStart(b *testing.B) {
	home := b.TempDir()
	for _, n := range []int{2, 200} {
		folder := packOfMany(b, n)
		for name, args := range map[string][]string{
			"list": {"questions"},
			"show": {"questions", "show", fmt.Sprintf("of-%d/q1-url-shortener", n)},
		} {
			b.Run(fmt.Sprintf("%s/questions=%d", name, n), func(b *testing.B) {
				for b.Loop() {
					spar := exec.Command("spar", append([]string{"--pack", folder}, args...)...)
					spar.Env = append(os.Environ(), "SPAR_HOME="+home)
					if out, err := spar.CombinedOutput(); err != nil {
						b.Fatalf("%v\n%s", err, out)
					}
				}
			})
		}
	}
}
