package identity

import (
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/identity/naming"
)

// -- names that look unique --

// uniqueID is unique among the processes of all hosts, and the same in each one.
func uniqueID(prefix string) string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s-%s-%d", prefix, host, os.Getpid())
}

func connected(id string) mqtt.Client {
	c := forID(id)
	c.Connect().Wait()
	return c
}

func badProcess(n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected("dev-"+strconv.Itoa(os.Getpid()))) // want `\(sameidentity\)`
	}
	return pool
}

func badHost(prefix string, n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(uniqueID(prefix))) // want `\(sameidentity\)`
	}
	return pool
}

// A package from where no client is reached has no summaries.
func fnElsewhere(n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(naming.Host("Dev")))
	}
	return pool
}

func badCleaned(name string) {
	a := connected(strings.TrimSpace(name))
	b := connected(strings.TrimSpace(name)) // want `\(sameidentity\)`
	a.Disconnect(250)
	b.Disconnect(250)
}

func goodByNumber(prefix string, n int) (pool []mqtt.Client) {
	for i := range n {
		pool = append(pool, connected(uniqueID(prefix)+"-"+strconv.Itoa(i)))
	}
	return pool
}

func goodCounted(n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(naming.Next("dev")))
	}
	return pool
}

func goodEachHost(prefixes []string) (pool []mqtt.Client) {
	for _, p := range prefixes {
		pool = append(pool, connected(uniqueID(p)))
	}
	return pool
}

func randomID(prefix string) string { return prefix + strconv.Itoa(rand.Int()) }

func goodRandom(n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(randomID("dev")))
	}
	return pool
}

func timedID(prefix string) string { return fmt.Sprint(prefix, time.Now().UnixNano()) }

func goodTimed(n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(timedID("dev")))
	}
	return pool
}

func goodCut(name string) {
	a := connected(strings.TrimSpace(name))
	b := connected(strings.ToUpper(name))
	a.Disconnect(250)
	b.Disconnect(250)
}

func shorter(name string) string {
	for strings.HasSuffix(name, "-") {
		name = strings.TrimSuffix(name, "-")
	}
	return name
}

func goodShorter(name string) {
	var last mqtt.Client
	for range 3 {
		name = shorter(strings.TrimSuffix(name, "x"))
		c := connected(name)
		if last != nil {
			last.Disconnect(250)
		}
		last = c
	}
}

type numbered struct{ n int }

func (c *numbered) next() string {
	c.n++
	return "dev-" + strconv.Itoa(c.n)
}

func goodNext(c *numbered, n int) (pool []mqtt.Client) {
	for range n {
		pool = append(pool, connected(c.next()))
	}
	return pool
}
