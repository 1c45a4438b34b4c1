// Package frame has the type of frames that package stomp's signatures name.
package frame

// Frame is what goes over a connection.
type Frame struct{ _ byte }
