module example.com/sample

go 1.26.0

require (
	github.com/eclipse/ditto-clients-golang v0.0.0-20230504175246-3e6e17510ac4
	github.com/eclipse/paho.golang v0.23.0
	github.com/eclipse/paho.mqtt.golang v1.5.1
)

require (
	github.com/google/uuid v1.1.1 // indirect
	github.com/gorilla/websocket v1.5.3 // indirect
	golang.org/x/net v0.44.0 // indirect
	golang.org/x/sync v0.17.0 // indirect
)
