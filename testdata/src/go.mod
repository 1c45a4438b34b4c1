module example.com/cases

go 1.26.0

require (
	github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs v1.3.2
	github.com/Azure/go-amqp v1.7.0
	github.com/Azure/iot-operations-sdks/go/mqtt v0.4.2
	github.com/amenzhinsky/iothub v0.9.0
	github.com/at-wat/mqtt-go v0.19.4
	github.com/cenkalti/backoff/v4 v4.3.0
	github.com/eclipse/ditto-clients-golang v0.0.0-20230504175246-3e6e17510ac4
	github.com/eclipse/paho.golang v0.23.0
	github.com/eclipse/paho.mqtt.golang v1.5.1
	github.com/gin-gonic/gin v1.12.0
	github.com/goburrow/modbus v0.1.0
	github.com/goiiot/libmqtt v0.9.6
	github.com/go-stomp/stomp/v3 v3.1.5
	github.com/gonzalop/mq v0.9.6
	github.com/google/uuid v1.6.0
	github.com/gopcua/opcua v0.8.0
	github.com/grid-x/modbus v0.0.0-20251121133955-8a6c959be366
	github.com/hashicorp/go-multierror v1.1.1
	github.com/influxdata/telegraf v0.0.0
	github.com/kuzemkon/aws-iot-device-sdk-go v0.0.0
	github.com/nats-io/nats.go v1.55.0
	github.com/nats-io/stan.go v0.10.4
	github.com/philippseith/signalr v0.8.0
	github.com/pkg/errors v0.9.1
	github.com/rabbitmq/amqp091-go v1.16.0
	github.com/redpanda-data/benthos/v4 v4.0.0
	github.com/simonvetter/modbus v1.6.3
	github.com/soypat/natiu-mqtt v0.5.1
	github.com/streadway/amqp v1.1.0
	github.com/vaelen/iot v0.0.0
	github.com/yosssi/gmq v0.0.1
	gobot.io/x/gobot/v2 v2.6.0
	golang.org/x/sync v0.24.0
	k8s.io/apimachinery v0.0.0
	pack.ag/amqp v0.11.2
	tinygo.org/x/bluetooth v0.13.0
	tinygo.org/x/drivers v0.24.0
)

require (
	github.com/Azure/azure-sdk-for-go v68.0.0+incompatible // indirect
	github.com/Azure/azure-sdk-for-go/sdk/azcore v1.18.0 // indirect
	github.com/Azure/azure-sdk-for-go/sdk/internal v1.11.0 // indirect
	github.com/Azure/go-autorest/autorest v0.11.30 // indirect
	github.com/Azure/go-autorest/autorest/adal v0.9.24 // indirect
	github.com/Azure/go-autorest/autorest/to v0.4.1 // indirect
	github.com/Azure/go-autorest/autorest/validation v0.3.1 // indirect
	github.com/Azure/iot-operations-sdks/go/internal v0.3.1 // indirect
	github.com/VividCortex/ewma v1.2.0 // indirect
	github.com/cheggaaa/pb/v3 v3.1.7 // indirect
	github.com/clipperhouse/stringish v0.1.1 // indirect
	github.com/clipperhouse/uax29/v2 v2.3.0 // indirect
	github.com/coder/websocket v1.8.13 // indirect
	github.com/fatih/color v1.18.0 // indirect
	github.com/fsnotify/fsnotify v1.9.0 // indirect
	github.com/go-kit/log v0.2.1 // indirect
	github.com/go-logfmt/logfmt v0.6.0 // indirect
	github.com/goburrow/serial v0.1.0 // indirect
	github.com/gofrs/uuid v4.4.0+incompatible // indirect
	github.com/gogo/protobuf v1.3.2 // indirect
	github.com/gorilla/websocket v1.5.3 // indirect
	github.com/grid-x/serial v0.0.0-20211107191517-583c7356b3aa // indirect
	github.com/hashicorp/errwrap v1.1.0 // indirect
	github.com/iancoleman/strcase v0.3.0 // indirect
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.20 // indirect
	github.com/mattn/go-runewidth v0.0.19 // indirect
	github.com/nats-io/nats-server/v2 v2.15.2 // indirect
	github.com/nats-io/nats-streaming-server v0.25.6 // indirect
	github.com/nats-io/nkeys v0.4.16 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	github.com/princjef/mageutil v1.0.0 // indirect
	github.com/quic-go/qpack v0.5.1 // indirect
	github.com/quic-go/quic-go v0.53.0 // indirect
	github.com/quic-go/webtransport-go v0.9.0 // indirect
	github.com/sethvargo/go-retry v0.3.0 // indirect
	github.com/teivah/onecontext v1.3.0 // indirect
	github.com/vmihailenco/msgpack/v5 v5.4.1 // indirect
	github.com/vmihailenco/tagparser/v2 v2.0.0 // indirect
	go.uber.org/mock v0.5.0 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	nhooyr.io/websocket v1.8.6 // indirect
)

// These cannot be had from the module proxy, or not with all that they need, or would bring much with them.
replace (
	github.com/gin-gonic/gin => ./stubs/gin
	github.com/go-stomp/stomp/v3 => ./stubs/stomp
	github.com/gonzalop/mq => ./stubs/mq
	github.com/influxdata/telegraf => ./stubs/telegraf
	github.com/kuzemkon/aws-iot-device-sdk-go => ./stubs/awsthing
	github.com/redpanda-data/benthos/v4 => ./stubs/benthos
	github.com/vaelen/iot => ./stubs/thing
	k8s.io/apimachinery => ./stubs/apimachinery
	tinygo.org/x/bluetooth => ./stubs/bluetooth
)
