// Command golangci is golangci-lint with hublint in it, as "golangci-lint custom" would build
// it from .custom-gcl.yml: from this repository, and without a clone of golangci-lint.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/hublint/hublint/analyzer/gclplugin"
)

func main() {
	// With this version golangci-lint keys its cache with a hash of the executable. Any other
	// would be the key itself, and a changed plugin would be given old answers.
	info := commands.BuildInfo{GoVersion: runtime.Version(), Version: "(devel)", Commit: "?", Date: "?"}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, "golangci-lint:", err)
		os.Exit(exitcodes.Failure)
	}
}
