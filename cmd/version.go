package cmd

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// version is set by release builds (see .goreleaser.yaml); otherwise the build's
// own information tells.
var version string

// buildVersion returns what --version prints: the version, and in parentheses the
// commit with its time, whether files differed from it, and the Go that built it, as
// far as the build knows. A version that a release build set wins over info's, which
// may be nil.
func buildVersion(set string, info *debug.BuildInfo) string {
	if info == nil {
		info = new(debug.BuildInfo)
	}
	name := set
	if name == "" {
		name = strings.TrimPrefix(strings.TrimSuffix(info.Main.Version, "+dirty"), "v")
	}
	if name == "" || name == "(devel)" {
		name = "devel"
	}
	settings := make(map[string]string)
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	var facts []string
	if revision := settings["vcs.revision"]; revision != "" {
		facts = append(facts, fmt.Sprintf("commit %.12s", revision))
	}
	if time := settings["vcs.time"]; time != "" {
		facts = append(facts, time)
	}
	if settings["vcs.modified"] == "true" {
		facts = append(facts, "modified")
	}
	if info.GoVersion != "" {
		facts = append(facts, info.GoVersion)
	}
	if len(facts) == 0 {
		return name
	}
	return name + " (" + strings.Join(facts, ", ") + ")"
}
