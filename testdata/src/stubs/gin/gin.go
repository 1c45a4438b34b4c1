// Package gin has the signatures of github.com/gin-gonic/gin v1.12.0 that the cases use. Nothing here
// does anything.
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

func Default() *Engine { return &Engine{} }

func (c *Context) JSON(code int, obj any) {}

func (group *RouterGroup) Group(relativePath string, handlers ...HandlerFunc) *RouterGroup {
	return group
}

func (group *RouterGroup) GET(relativePath string, handlers ...HandlerFunc) IRoutes {
	return nil
}

func (engine *Engine) Run(addr ...string) error { return nil }
