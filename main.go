// Spar is a sparring partner for system design interviews, in the terminal.
package main

import (
	"context"
	"os"

	"spar/cmd"
)

func main() {
	os.Exit(cmd.Main(context.Background(), cmd.Process(), os.Args[1:]))
}
