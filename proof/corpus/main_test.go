package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// fake names the variable that makes the test binary stand for hublint: its value says how it
// behaves.
const fake = "CORPUS_FAKE"

func TestMain(m *testing.M) {
	if how := os.Getenv(fake); how != "" {
		os.Exit(pretend(how, os.Args[1:]))
	}
	os.Exit(m.Run())
}

const finding = `{"findings": [{"category": "lostclient", "client": "amqp", "message": "m",
	"pos": {"file": "sub/p.go", "line": 3}, "related": [{"message": "r", "pos": {"file": "../q.go", "line": 4}}]}]}`

// pretend does what hublint does in one case or the other.
func pretend(how string, args []string) int {
	switch how {
	case "finds":
		fmt.Print(finding)
		return 1
	case "is silent":
		fmt.Print(`{"findings": []}`)
	case "prints its arguments":
		fmt.Printf(`{"findings": [{"message": %q, "pos": {}}]}`, strings.Join(args, " "))
		return 1
	case "fails with tests":
		if strings.Contains(strings.Join(args, " "), "-tests=true") {
			fmt.Fprintln(os.Stderr, "hublint: package p: undefined: x")
			fmt.Print(`{"findings": []}`)
			return 2
		}
		fmt.Print(finding)
		return 1
	case "has an internal error":
		fmt.Fprintln(os.Stderr, "hublint: hublint: internal error in p: oops\n\tat line 1")
		fmt.Print(`{"findings": []}`)
		return 2
	case "prints nothing":
		return 1
	case "crashes":
		exec.Command("kill", "-9", fmt.Sprint(os.Getpid())).Run()
		time.Sleep(time.Minute)
	case "hangs":
		time.Sleep(time.Minute)
	case "depends on processors":
		fmt.Printf(`{"findings": [{"message": %q, "pos": {}}]}`, os.Getenv("GOMAXPROCS"))
		return 1
	case "has a schema":
		fmt.Print(`{"properties": {"checks": {"items": {"enum": ["a", "-a", "b", "-b", "all", "-all"]}}}}`)
	case "has no schema":
		fmt.Print("{}")
	}
	return 0
}

func tool(t *testing.T, how string) Tool {
	t.Setenv(fake, how)
	return Tool{Path: os.Args[0], Checks: []string{"a", "b"}, Timeout: 20 * time.Second}
}
