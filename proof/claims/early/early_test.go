package early_test

import (
	"testing"

	"github.com/hublint/hublint/proof/claims/claimtest"
	"github.com/hublint/hublint/proof/claims/early"
)

func TestMain(m *testing.M)     { claimtest.Main(m, early.All()) }
func TestClaims(t *testing.T)   { claimtest.Run(t, early.All()) }
func TestVersions(t *testing.T) { claimtest.Versions(t, early.All()) }
