package cmd

import (
	"runtime/debug"
	"testing"
)

func TestBuildVersion(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "5d41402abc4b2a76b9719d911017c592aabbccdd"}
	at := debug.BuildSetting{Key: "vcs.time", Value: "2026-11-25T17:47:17Z"}
	changed := debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	same := debug.BuildSetting{Key: "vcs.modified", Value: "false"}
	for _, test := range []struct {
		name, set, module, goVersion string
		settings                     []debug.BuildSetting
		want                         string
	}{
		{"nothing known", "", "", "", nil, "devel"},
		{"go test", "", "(devel)", "go1.26.5", nil, "devel (go1.26.5)"},
		{"go build in a clone", "", "(devel)", "go1.26.5", []debug.BuildSetting{commit, at, same}, "devel (commit 5d41402abc4b, 2026-11-25T17:47:17Z, go1.26.5)"},
		{"with changes", "", "v0.0.0-20261125174717-5d41402abc4b+dirty", "", []debug.BuildSetting{commit, changed}, "0.0.0-20261125174717-5d41402abc4b (commit 5d41402abc4b, modified)"},
		{"go install", "", "v1.4.0", "go1.26.5", nil, "1.4.0 (go1.26.5)"},
		{"release", "1.4.0", "v0.0.0-2026", "go1.26.5", []debug.BuildSetting{commit, at}, "1.4.0 (commit 5d41402abc4b, 2026-11-25T17:47:17Z, go1.26.5)"},
		{"release without information", "1.4.0", "", "", nil, "1.4.0"},
	} {
		info := &debug.BuildInfo{GoVersion: test.goVersion, Main: debug.Module{Version: test.module}, Settings: test.settings}
		if got := buildVersion(test.set, info); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if got := buildVersion("", nil); got != "devel" {
		t.Errorf("without information: %q", got)
	}
}
