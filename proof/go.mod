module github.com/hublint/hublint/proof

go 1.26.0

replace github.com/hublint/hublint => ../

require (
	github.com/hublint/hublint v0.0.0-00010101000000-000000000000
	golang.org/x/tools v0.52.0
)

require (
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)
