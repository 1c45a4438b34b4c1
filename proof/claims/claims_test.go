package claims_test

import (
	"testing"

	"github.com/hublint/hublint/proof/claims"
	"github.com/hublint/hublint/proof/claims/claimtest"
)

func TestMain(m *testing.M)     { claimtest.Main(m, claims.All()) }
func TestClaims(t *testing.T)   { claimtest.Run(t, claims.All()) }
func TestVersions(t *testing.T) { claimtest.Versions(t, claims.All()) }
