// Package gin has the signatures of github.com/gin-gonic/gin v1.12.0 that the cases use.
package gin

type (
	Context     struct{}
	HandlerFunc func(*Context)
	IRoutes     interface {
		GET(string, ...HandlerFunc) IRoutes
	}
	RouterGroup struct{}
	Engine      struct{ RouterGroup }
)

func Default() *Engine

func (c *Context) JSON(code int, obj any)

func (group *RouterGroup) Group(relativePath string, handlers ...HandlerFunc) *RouterGroup

func (group *RouterGroup) GET(relativePath string, handlers ...HandlerFunc) IRoutes

func (engine *Engine) Run(addr ...string) error
