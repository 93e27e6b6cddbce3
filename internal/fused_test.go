package internal_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// computing packages are those whose figures must be the same on every processor.
var computing = []string{
	"./sim", "./balance", "./shard", "./cache", "./shortid", "./topology", "./delivery", "./limit", "./autoscale", "./metric", "./health", "./price", "./system/...", "./quantity", "./capacity", "./score", "./drill", "./interviewer",
}

// A compiler may round a*b + c once where it is written as two operations, and
// does so for arm64: results would differ from those of other processors. The
// machine code of what computes must hold no such instruction.
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles for another processor")
	}
	compiler, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command to compile with")
	}
	build := exec.CommandContext(t.Context(), compiler, append([]string{"build", "-gcflags=-S"}, computing...)...)
	build.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	code, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("compile for arm64: %v\n%s", err, code)
	}
	if !strings.Contains(string(code), "FMULD") {
		t.Fatal("the machine code shows no multiplication at all")
	}
	fused := regexp.MustCompile(`\((\S+\.go:\d+)\)\s+(FN?M(?:ADD|SUB)[DS])`)
	for _, found := range fused.FindAllStringSubmatch(string(code), -1) {
		t.Errorf("%s: %s; write float64(a*b) + c", found[1], found[2])
	}
}
