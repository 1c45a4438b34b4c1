// Command claims runs every claim about the client libraries and prints what
// was expected and what was seen. Run it in the directory of its module:
//
//	go run ./cmd/claims [-library PART] [-json]
package main

import (
	"os"

	"github.com/hublint/hublint/proof/claims"
	"github.com/hublint/hublint/proof/claims/claim"
)

func main() { os.Exit(claim.Program(claims.All(), "legacy", "early", "streaming")) }
