// Package naming makes names of clients.
package naming

import (
	"fmt"
	"os"
	"strings"
)

// Host returns prefix with the host's name.
func Host(prefix string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s-%s-%05d", strings.ToLower(prefix), host, os.Getpid())
}

var count int

// Next returns prefix with a number.
func Next(prefix string) string {
	count++
	return fmt.Sprintf("%s-%05d", prefix, count)
}
