package corpus

import (
	"fmt"
	"math"
)

// interval returns the Wilson score interval, at 95 %, of k successes in n trials.
func interval(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	middle := (p + z*z/(2*m)) / (1 + z*z/m)
	half := z / (1 + z*z/m) * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, middle-half), min(1, middle+half)
}

// rate formats k of n with its interval. Example: 19/20 = 95 % (76 to 99 %)
func rate(k, n int) string {
	if n == 0 {
		return "0/0"
	}
	low, high := interval(k, n)
	return fmt.Sprintf("%d/%d = %.0f %% (%.0f to %.0f %%)", k, n, 100*float64(k)/float64(n), 100*low, 100*high)
}
