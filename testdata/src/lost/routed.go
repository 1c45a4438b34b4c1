package lost

import (
	"example.com/cases/lost/request"
	"github.com/gin-gonic/gin"
)

// -- what a web framework calls for each request --

func authorise(*gin.Context) {}

func badRouted(engine *gin.Engine) {
	group := engine.Group("/v1", authorise)
	group.GET("/mail", authorise, func(c *gin.Context) {
		request.Send("amqp://hub") // want `\(lostclient\)`
		c.JSON(200, "sent")
	})
	engine.GET("/mail", authorise, request.Post) // want `\(lostclient\)`
}

func badRoutedBy(routes gin.IRoutes) {
	routes.GET("/mail", request.Post) // want `\(lostclient\)`
}

func goodRouted(engine *gin.Engine) {
	engine.GET("/health", authorise, request.Health)
}

// What is called once loses one, and no other is opened in its place.
func goodSentOnce(c *gin.Context) {
	request.Send("amqp://hub")
	c.JSON(200, "sent")
}
