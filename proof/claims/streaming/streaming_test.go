package streaming_test

import (
	"testing"

	"github.com/hublint/hublint/proof/claims/claimtest"
	"github.com/hublint/hublint/proof/claims/streaming"
)

func TestMain(m *testing.M)     { claimtest.Main(m, streaming.All()) }
func TestClaims(t *testing.T)   { claimtest.Run(t, streaming.All()) }
func TestVersions(t *testing.T) { claimtest.Versions(t, streaming.All()) }
