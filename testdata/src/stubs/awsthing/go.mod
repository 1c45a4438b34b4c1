module github.com/kuzemkon/aws-iot-device-sdk-go

go 1.26
