// Command checkrelease reads a release configuration as goreleaser does, strictly: an
// unknown key or a wrong type is an error. Building goreleaser itself for its
// own check takes longer than everything else that guards main.
package main

import (
	"fmt"
	"os"

	"github.com/goreleaser/goreleaser/v2/pkg/config"
)

func main() {
	project, err := config.Load(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if project.Version != 2 || len(project.Builds) == 0 || len(project.Archives) == 0 {
		fmt.Fprintln(os.Stderr, os.Args[1], "builds or packs nothing")
		os.Exit(1)
	}
}
