package oracle

import (
	"slices"

	"github.com/hublint/hublint/proof/world/env"
)

// categories returns the categories of a report that may mean a violation of kind k. The first
// is the one by which it is counted.
func categories(k env.Kind) []string {
	switch k {
	case env.WhileOpen, env.HandlingOpen:
		return []string{"doubleconnect"}
	case env.WhilePending:
		// It may also be up already: nobody knows.
		return []string{"timeoutretry", "doubleconnect"}
	case env.AfterClose:
		return []string{"reuseclosed"}
	case env.Twin:
		return []string{"sameidentity"}
	case env.TwinPending:
		return []string{"timeoutretry", "sameidentity"}
	case env.Handling:
		return []string{"callbackconnect", "doubleconnect"}
	case env.HandlingNew:
		return []string{"callbackconnect"}
	case env.Lost:
		return []string{"lostclient"}
	case env.LostPending:
		return []string{"timeoutretry", "lostclient"}
	}
	return nil
}

// Categories returns the categories that the oracle judges.
func Categories() []string {
	return []string{"doubleconnect", "reuseclosed", "timeoutretry", "sameidentity", "lostclient", "callbackconnect"}
}

// Means reports whether a report of this category may mean e.
func (e *Event) Means(category string) bool { return slices.Contains(categories(e.Kind), category) }

// Category returns the category by which e is counted, or "" if e is no violation.
func (e *Event) Category() string {
	if c := categories(e.Kind); len(c) > 0 {
		return c[0]
	}
	return ""
}
