// Package clients keeps the libraries in go.mod that the cases are written against: paho before
// its status guard (v1.4.2).
package clients

import _ "github.com/eclipse/paho.mqtt.golang"
