package eager

import (
	"slices"
	"strings"
)

// This file lists what is known to take no time: packages of the standard library and of others
// that compute, format, count or log. Reading a local file is taken to be quick, too, and so is
// dialling, for the clients that are given a network connection: it is refused at once.

type names map[string]bool

func set(list ...string) names {
	s := names{}
	for _, n := range list {
		s[n] = true
	}
	return s
}

// quickPackages are quick but for the functions that are named.
var quickPackages = map[string]names{
	"bytes": nil, "cmp": nil, "container/heap": nil, "container/list": nil, "container/ring": nil,
	"context":      nil,
	"crypto/ecdsa": nil, "crypto/ed25519": nil, "crypto/hmac": nil, "crypto/md5": nil, "crypto/rand": nil, "crypto/rsa": nil,
	"crypto/sha1": nil, "crypto/sha256": nil, "crypto/sha512": nil, "crypto/x509": nil, "crypto/x509/pkix": nil,
	"encoding/base64": nil, "encoding/binary": nil, "encoding/hex": nil, "encoding/json": nil, "encoding/pem": nil,
	"encoding/xml": nil,
	"errors":       nil, "expvar": nil, "flag": nil,
	"fmt":  set("Scan", "Scanf", "Scanln", "Fscan", "Fscanf", "Fscanln"),
	"hash": nil, "hash/crc32": nil, "hash/fnv": nil, "html": nil,
	"io/ioutil": set("ReadAll"),
	"log":       nil, "log/slog": nil, "maps": nil, "math": nil, "math/big": nil, "math/bits": nil, "math/rand": nil, "math/rand/v2": nil,
	"net/netip": nil, "net/url": nil,
	"path": nil, "path/filepath": nil, "reflect": nil, "regexp": nil, "runtime": nil, "runtime/debug": nil,
	"slices": nil, "sort": nil, "strconv": nil, "strings": nil,
	"sync":        set("Cond.Wait", "WaitGroup.Wait", "WaitGroup.Go", "Once.Do", "Map.Range", "Pool.Get"),
	"sync/atomic": nil, "text/template": nil,
	"time":    set("Sleep"),
	"unicode": nil, "unicode/utf8": nil, "unsafe": nil,

	"github.com/hashicorp/go-multierror": set("Group.Go", "Group.Wait"),
	"go.uber.org/multierr":               set("AppendInvoke", "AppendFunc", "Close", "Invoke"), // they call what they are given
}

// quickFunctions are those of packages of which the others may wait.
var quickFunctions = map[string]names{
	"crypto/tls": set("Dial", "DialWithDialer", "Dialer.Dial", "Dialer.DialContext", "LoadX509KeyPair", "X509KeyPair", "Config.Clone"),
	"net":        set("Dial", "DialTimeout", "DialTCP", "ResolveTCPAddr", "Dialer.Dial", "Dialer.DialContext", "JoinHostPort", "SplitHostPort", "ParseIP", "ParseCIDR", "IP.String", "Error.Timeout", "Error.Temporary", "OpError.Timeout", "OpError.Error"),
	"os": set("Getenv", "LookupEnv", "Setenv", "Hostname", "Getpid", "ReadFile", "Open", "Stat", "IsNotExist", "IsExist", "IsTimeout",
		"Getwd", "Executable", "Remove", "MkdirAll", "Environ", "File.Close", "File.Name"),
	"os/signal": set("Notify", "Stop", "Reset", "Ignore"),
}

// quickModules are quick with all that is below them.
var quickModules = []string{
	"go.uber.org/zap", "github.com/sirupsen/logrus", "github.com/rs/zerolog", "k8s.io/klog", "github.com/golang/glog",
	"github.com/go-logr/logr", "github.com/hashicorp/go-hclog", "github.com/apex/log", "github.com/charmbracelet/log",
	"github.com/op/go-logging", "github.com/go-kit/log", "github.com/go-kit/kit/log", "github.com/inconshreveable/log15",
	"github.com/kataras/golog", "github.com/cihub/seelog",
	"github.com/pkg/errors", "golang.org/x/xerrors", "github.com/google/uuid", "github.com/gofrs/uuid", "github.com/satori/go.uuid",
	"github.com/rs/xid", "github.com/prometheus/client_golang/prometheus", "go.opentelemetry.io/otel",
}

// statelessPackage reports whether what a function of a quick package returns does not depend on
// how often it was called, although it is given a pointer: a lock, a logger, the target of errors.As.
func statelessPackage(path string) bool {
	switch path {
	case "context", "errors", "fmt", "log", "log/slog", "os", "os/signal", "runtime", "sync", "time":
		return true
	}
	return quickModule(path)
}

func quickModule(path string) bool {
	return slices.ContainsFunc(quickModules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}
