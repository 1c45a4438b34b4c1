module github.com/hublint/hublint/integration/formats

go 1.26.0

require (
	github.com/reviewdog/reviewdog v0.21.2
	google.golang.org/protobuf v1.36.12
)
