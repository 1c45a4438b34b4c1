// Command claims runs the claims of this module; the command of the same name
// in the module above runs it and prints its answers with all others.
package main

import (
	"os"

	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/streaming"
)

func main() { os.Exit(claim.Program(streaming.All())) }
