// Command checkrelease reads a release configuration as goreleaser does, strictly: an
// unknown key or a wrong type is an error. Building goreleaser itself for its
// own check takes longer than everything else that guards main.
package main

import (
	"fmt"
	"os"
	"regexp"

	"github.com/goreleaser/goreleaser/v2/pkg/config"
)

func main() {
	project, err := config.Load(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if project.Version != 2 {
		fmt.Fprintln(os.Stderr, os.Args[1], "is not of version 2")
		os.Exit(1)
	}
	for part, count := range map[string]int{
		"builds": len(project.Builds), "archives": len(project.Archives), "nfpms": len(project.NFPMs),
		"sboms": len(project.SBOMs), "homebrew_casks": len(project.Casks), "scoops": len(project.Scoops),
		"winget": len(project.Winget), "nix": len(project.Nix), "aurs": len(project.AURs),
	} {
		if count == 0 {
			fmt.Fprintln(os.Stderr, os.Args[1], "has no", part)
			os.Exit(1)
		}
	}
	for _, secret := range secrets(project) {
		if !single.MatchString(secret) {
			fmt.Fprintf(os.Stderr, "%s: a secret is %q, not one variable, which goreleaser refuses when it publishes\n", os.Args[1], secret)
			os.Exit(1)
		}
	}
}

// single matches what goreleaser takes for a token or a key.
var single = regexp.MustCompile(`^{{ \.Env\.[A-Z_]+ }}$`)

// secrets returns the tokens and keys that the channels publish with.
func secrets(project config.Project) []string {
	var all []string
	for _, c := range project.Casks {
		all = append(all, c.Repository.Token)
	}
	for _, c := range project.Scoops {
		all = append(all, c.Repository.Token)
	}
	for _, c := range project.Winget {
		all = append(all, c.Repository.Token)
	}
	for _, c := range project.Nix {
		all = append(all, c.Repository.Token)
	}
	for _, c := range project.AURs {
		all = append(all, c.PrivateKey)
	}
	return all
}
