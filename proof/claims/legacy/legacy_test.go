package legacy_test

import (
	"testing"

	"github.com/hublint/hublint/proof/claims/claimtest"
	"github.com/hublint/hublint/proof/claims/legacy"
)

func TestMain(m *testing.M)     { claimtest.Main(m, legacy.All()) }
func TestClaims(t *testing.T)   { claimtest.Run(t, legacy.All()) }
func TestVersions(t *testing.T) { claimtest.Versions(t, legacy.All()) }
