package settings

import _ "embed" // for the schema

// schema is made of the types and their comments by the test of this package, which also sees
// that it is up to date.
//
//go:embed schema.json
var schema string

// Schema returns the JSON schema of configuration files, for editors.
func Schema() string { return schema }
