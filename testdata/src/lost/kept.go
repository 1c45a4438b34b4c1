package lost

import (
	"context"
	"io"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// A connection is kept where its type does not show: the next attempt closes it from there.

func keptDial() (*amqp.Connection, error) { return amqp.Dial("amqp://hub") }

type keptCloser struct{ conn io.Closer }

func (k *keptCloser) open() error {
	if k.conn != nil {
		_ = k.conn.Close()
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

func goodKeptCloser(k *keptCloser) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

func (k *keptCloser) drop() error {
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

func badKeptCloser(k *keptCloser) {
	for {
		_ = k.drop() // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

type keptShut interface{ Close() error }

func keptShutdown(s keptShut) { _ = s.Close() }

type keptOwn struct{ conn keptShut }

func (k *keptOwn) open() error {
	if k.conn != nil {
		keptShutdown(k.conn)
		k.conn = nil
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

func goodKeptOwn(k *keptOwn) {
	_ = k.open()
	_ = k.open()
}

type keptStop struct{ stop func() error }

func (k *keptStop) open() error {
	if k.stop != nil {
		_ = k.stop()
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.stop = conn.Close
	return nil
}

func goodKeptStop(k *keptStop) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

func (k *keptStop) drop() error {
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.stop = conn.Close
	return nil
}

func badKeptStop(k *keptStop) {
	for {
		_ = k.drop() // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

type keptStops struct{ stops []func() }

func (k *keptStops) open() error {
	for _, stop := range k.stops {
		stop()
	}
	k.stops = nil
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.stops = append(k.stops, func() { conn.Close() })
	return nil
}

func goodKeptStops(k *keptStops) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

type keptAny struct{ conn any }

func (k *keptAny) open() error {
	if c, ok := k.conn.(io.Closer); ok {
		_ = c.Close()
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

func goodKeptAny(k *keptAny) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

type keptManager struct {
	cancel context.CancelFunc
	cm     *autopaho.ConnectionManager
}

func (k *keptManager) open(hub *url.URL) error {
	if k.cancel != nil {
		k.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	cm, err := autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{hub}, ClientConfig: paho.ClientConfig{ClientID: "one"}})
	if err != nil {
		cancel()
		return err
	}
	k.cancel, k.cm = cancel, cm
	return nil
}

// The end of its context closes a manager.
func goodKeptManager(k *keptManager, hub *url.URL) {
	for {
		_ = k.open(hub)
		time.Sleep(time.Minute)
	}
}

// Two at once of one identity close each other's connection.

func keptClient() (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub").SetClientID("one"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

type keptHolder struct{ client mqtt.Client }

type keptPointer struct{ current atomic.Pointer[keptHolder] }

func (k *keptPointer) open() error {
	if old := k.current.Swap(nil); old != nil {
		old.client.Disconnect(250)
	}
	c, err := keptClient()
	if err != nil {
		return err
	}
	k.current.Store(&keptHolder{c})
	return nil
}

func goodKeptPointer(k *keptPointer) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

func (k *keptPointer) drop() error {
	c, err := keptClient()
	if err != nil {
		return err
	}
	k.current.Store(&keptHolder{c})
	return nil
}

func badKeptPointer(k *keptPointer) {
	for {
		_ = k.drop() // want `\(sameidentity\)`
		time.Sleep(time.Minute)
	}
}

type keptSync struct{ clients sync.Map }

func (k *keptSync) open() error {
	if old, ok := k.clients.LoadAndDelete("one"); ok {
		old.(mqtt.Client).Disconnect(250)
	}
	c, err := keptClient()
	if err != nil {
		return err
	}
	k.clients.Store("one", c)
	return nil
}

func goodKeptSync(k *keptSync) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

type keptMap struct{ conns map[string]*amqp.Connection }

func (k *keptMap) open() error {
	if old, ok := k.conns["one"]; ok {
		_ = old.Close()
		delete(k.conns, "one")
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conns["one"] = conn
	return nil
}

func goodKeptMap(k *keptMap) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

func (k *keptMap) drop() error {
	if _, ok := k.conns["one"]; ok {
		delete(k.conns, "one")
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conns["one"] = conn
	return nil
}

func badKeptMap(k *keptMap) {
	for {
		_ = k.drop() // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

func keptContext(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c, err := keptClient()
	if err != nil {
		return
	}
	context.AfterFunc(ctx, func() { c.Disconnect(250) })
	time.Sleep(time.Minute)
}

// The end of the context closes it.
func goodKeptContext(ctx context.Context) {
	for ctx.Err() == nil {
		keptContext(ctx)
	}
}

func keptAlone(ctx context.Context) {
	c, err := keptClient()
	if err != nil {
		return
	}
	context.AfterFunc(ctx, func() { time.Sleep(time.Second) })
	c.Publish("state", 1, false, "up")
	time.Sleep(time.Minute)
}

func badKeptAlone(ctx context.Context) {
	for ctx.Err() == nil {
		keptAlone(ctx) // want `\(lostclient\)`
	}
}

type keptSpawned struct{ conn io.Closer }

func (k *keptSpawned) open() error {
	if old := k.conn; old != nil {
		go func() { _ = old.Close() }()
	}
	conn, err := keptDial()
	if err != nil {
		return err
	}
	k.conn = conn
	return nil
}

func goodKeptSpawned(k *keptSpawned) {
	for {
		_ = k.open()
		time.Sleep(time.Minute)
	}
}

type keptTenants struct{ cancel map[string]context.CancelFunc }

func (k *keptTenants) open(id string, hub *url.URL) error {
	if cancel, ok := k.cancel[id]; ok {
		cancel()
		delete(k.cancel, id)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{hub}, ClientConfig: paho.ClientConfig{ClientID: id}}); err != nil {
		cancel()
		return err
	}
	k.cancel[id] = cancel
	return nil
}

// Whoever can end its context holds a manager, and some function of the map does.
func goodKeptTenants(k *keptTenants, hub *url.URL) {
	for range 3 {
		_ = k.open("one", hub)
	}
}

func (k *keptTenants) drop(id string, hub *url.URL) error {
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{hub}, ClientConfig: paho.ClientConfig{ClientID: id}}); err != nil {
		cancel()
		return err
	}
	k.cancel[id] = cancel
	return nil
}

func badKeptTenants(k *keptTenants, hub *url.URL) {
	for range 3 {
		_ = k.drop("one", hub) // want `\(sameidentity\)`
	}
}

type keptTyped struct{ held any }

func (k *keptTyped) set(v any) {
	switch old := k.held.(type) {
	case mqtt.Client:
		old.Disconnect(250)
	case *amqp.Connection:
		_ = old.Close()
	}
	k.held = v
}

// What is behind the interface is what was put there.
func goodKeptTyped(k *keptTyped) {
	for range 3 {
		conn, err := keptDial()
		if err != nil {
			return
		}
		k.set(conn)
	}
}

func goodKeptNone(k *keptTyped) {
	for range 3 {
		k.set(nil)
		c, err := keptClient()
		if err != nil {
			return
		}
		k.set(c)
	}
}

func (k *keptTyped) setOther(v any) {
	if old, ok := k.held.(mqtt.Client); ok {
		old.Disconnect(250)
	}
	k.held = v
}

func badKeptOther(k *keptTyped) {
	for range 3 {
		conn, err := keptDial() // want `\(lostclient\)`
		if err != nil {
			return
		}
		k.setOther(conn)
	}
}
