package typestate

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines which well-known functions call a function that they are given, and how often.

// An invocation says by which discipline argument arg is called.
type invocation struct {
	arg  int
	mode discipline
}

// invokes returns how obj calls its function argument, for well-known ones.
func invokes(obj *types.Func) (invocation, bool) {
	inv, ok := invocations[obj.Origin().FullName()]
	if !ok && routes(obj) {
		return invocation{1, atOnce}, true
	}
	return inv, ok
}

// routes reports whether obj registers what a web framework calls for each request: a method named
// after one of HTTP's, of a router, with the path before the handlers.
func routes(obj *types.Func) bool {
	if obj.Pkg() == nil || obj.Signature().Recv() == nil || obj.Signature().Params().Len() < 2 {
		return false
	}
	path, _, _ := strings.Cut(obj.Pkg().Path(), "/v")
	switch path {
	case "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/go-chi/chi", "github.com/gofiber/fiber":
	default:
		return false
	}
	switch strings.ToUpper(obj.Name()) {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY", "ALL":
		b, ok := obj.Signature().Params().At(0).Type().(*types.Basic)
		return ok && b.Kind() == types.String
	}
	return false
}

// invocations are of the newest versions of each major one; the signatures of older ones are the same.
var invocations = map[string]invocation{
	"github.com/cenkalti/backoff.Retry":                                  {0, untilNil},
	"github.com/cenkalti/backoff.RetryNotify":                            {0, untilNil},
	"github.com/cenkalti/backoff/v3.Retry":                               {0, untilNil},
	"github.com/cenkalti/backoff/v3.RetryNotify":                         {0, untilNil},
	"github.com/cenkalti/backoff/v4.Retry":                               {0, untilNil},
	"github.com/cenkalti/backoff/v4.RetryNotify":                         {0, untilNil},
	"github.com/cenkalti/backoff/v4.RetryWithData":                       {0, untilNil},
	"github.com/cenkalti/backoff/v4.RetryNotifyWithData":                 {0, untilNil},
	"github.com/cenkalti/backoff/v5.Retry":                               {1, untilNil},
	"github.com/avast/retry-go.Do":                                       {0, untilNil},
	"github.com/avast/retry-go/v3.Do":                                    {0, untilNil},
	"github.com/avast/retry-go/v4.Do":                                    {0, untilNil},
	"github.com/avast/retry-go/v4.DoWithData":                            {0, untilNil},
	"(*github.com/avast/retry-go/v5.Retrier).Do":                         {0, untilNil},
	"(*github.com/avast/retry-go/v5.RetrierWithData[T]).Do":              {0, untilNil},
	"github.com/sethvargo/go-retry.Do":                                   {2, whileMarked},
	"github.com/sethvargo/go-retry.DoValue":                              {2, whileMarked},
	"github.com/sethvargo/go-retry.Constant":                             {2, whileMarked},
	"github.com/sethvargo/go-retry.Exponential":                          {2, whileMarked},
	"github.com/sethvargo/go-retry.Fibonacci":                            {2, whileMarked},
	"github.com/Rican7/retry.Retry":                                      {0, untilNil},
	"(*github.com/eapache/go-resiliency/retrier.Retrier).Run":            {0, untilNil},
	"(*github.com/eapache/go-resiliency/retrier.Retrier).RunCtx":         {1, untilNil},
	"(*github.com/eapache/go-resiliency/retrier.Retrier).RunFn":          {1, untilNil},
	"k8s.io/apimachinery/pkg/util/wait.ExponentialBackoff":               {1, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.ExponentialBackoffWithContext":    {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.Poll":                             {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollWithContext":                  {3, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediate":                    {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediateWithContext":         {3, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollUntil":                        {1, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollUntilWithContext":             {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediateUntil":               {1, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediateUntilWithContext":    {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollInfinite":                     {1, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollInfiniteWithContext":          {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediateInfinite":            {1, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollImmediateInfiniteWithContext": {2, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollUntilContextCancel":           {3, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.PollUntilContextTimeout":          {4, untilDone},
	"k8s.io/apimachinery/pkg/util/wait.Forever":                          {0, manyTimes},
	"k8s.io/apimachinery/pkg/util/wait.Until":                            {0, manyTimes},
	"k8s.io/apimachinery/pkg/util/wait.UntilWithContext":                 {1, manyTimes},
	"k8s.io/apimachinery/pkg/util/wait.JitterUntil":                      {0, manyTimes},
	"k8s.io/apimachinery/pkg/util/wait.JitterUntilWithContext":           {1, manyTimes},
	"(*golang.org/x/sync/errgroup.Group).Go":                             {0, aside},
	"(*sync.WaitGroup).Go":                                               {0, aside},
	"time.AfterFunc":                                                     {1, later},
	"(*testing.common).Cleanup":                                          {0, later},
	"(*testing.T).Run":                                                   {1, once},
	"(*golang.org/x/sync/singleflight.Group).Do":                         {1, once},
	"net/http.HandleFunc":                                                {1, atOnce},
	"(*net/http.ServeMux).HandleFunc":                                    {1, atOnce},
	"net/http.Handle":                                                    {1, atOnce},
	"(*net/http.ServeMux).Handle":                                        {1, atOnce},
	"(*github.com/gorilla/mux.Router).HandleFunc":                        {1, atOnce},
	"(*github.com/robfig/cron.Cron).AddFunc":                             {1, repeatedly},
	"(*github.com/robfig/cron/v3.Cron).AddFunc":                          {1, repeatedly},
	"(*github.com/go-co-op/gocron.Scheduler).Do":                         {0, repeatedly},
	"(*github.com/jasonlvhit/gocron.Job).Do":                             {0, repeatedly},
	"github.com/go-co-op/gocron/v2.NewTask":                              {0, repeatedly},
	"(*github.com/hibiken/asynq.ServeMux).HandleFunc":                    {1, atOnce},
	"github.com/aws/aws-lambda-go/lambda.Start":                          {0, repeatedly},
	"github.com/aws/aws-lambda-go/lambda.StartWithOptions":               {0, repeatedly},
	"sort.Slice":      {1, manyTimes},
	"slices.SortFunc": {1, manyTimes},
	"strings.Map":     {0, manyTimes},
}

// final reports whether err is an error that says to whoever retries that no attempt is to follow.
func (u *universe) final(err value) bool {
	return u.comesFrom(err, "github.com/cenkalti/backoff.Permanent", "github.com/avast/retry-go.Unrecoverable")
}

// toRetry is what marks an error as one after which another attempt is to follow.
const toRetry = "github.com/sethvargo/go-retry.RetryableError"

// comesFrom reports whether v is the result of one of the functions of these names, in any version.
func (u *universe) comesFrom(v value, names ...string) bool {
	var obj *types.Func
	switch p := u.node(v).ptr.(type) {
	case *ssa.Call:
		obj = Callee(&p.Call)
	case *types.Func:
		obj = p
	}
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	path, _, _ := strings.Cut(obj.Pkg().Path(), "/v")
	return slices.Contains(names, path+"."+obj.Name())
}
