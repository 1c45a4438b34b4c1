// Package analyzer is the hall of hublint: it wires the rooms into a go/analysis analyzer.
package analyzer

// Doc is the manual.
const Doc = `report second connections to a hub

The hublint analyzer reports paths on which a hub client is connected while it is open.`
