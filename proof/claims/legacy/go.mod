module github.com/hublint/hublint/proof/claims/legacy

go 1.26.0

require github.com/hublint/hublint/proof/claims v0.0.0

require (
	github.com/amenzhinsky/iothub v0.9.0 // indirect
	github.com/eclipse/paho.mqtt.golang v1.5.1 // indirect
	github.com/gorilla/websocket v1.5.3 // indirect
	github.com/mochi-mqtt/server/v2 v2.7.9 // indirect
	github.com/rs/xid v1.4.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sync v0.19.0 // indirect
)

replace github.com/hublint/hublint/proof/claims => ../

// The version under test. The claims of the module above are built against it.
replace github.com/eclipse/paho.mqtt.golang => github.com/eclipse/paho.mqtt.golang v1.4.1
