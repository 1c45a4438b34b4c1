// Package analyzer defines an analyzer that reports second connections to a hub.
//
// # Analyzer hublint
//
// hublint: report second connections to a hub
//
// A hub (Azure IoT Hub, an MQTT broker, an AMQP server) keeps one connection for a device. When
// a device connects again while it is connected, the hub serves the new connection and closes
// the old one: 409002 LinkCreationConflict, 400027 ConnectionForcefullyClosedOnNewConnection,
// MQTT 5 reason 0x8E, or a connection that simply drops. Nothing fails where the mistake is, and
// no test without a real hub sees it.
//
// The hublint analyzer reports the paths on which a client is connected while it is open, with
// no close and no "are you connected?" on the way, and shows the path: related positions lead
// from the first connect to the second. It follows variables, fields, closures, helper functions
// and methods, also those of other packages, and it knows what each client library does on a
// second connect in the version that is built.
//
// Each finding has a category, which stands at the end of its message. "hublint explain
// CATEGORY" prints what this manual says of it.
//
// # Category doubleconnect
//
// doubleconnect: connect on a client that is still open
//
// What happens then depends on the library and its version: a second CONNECT goes out and the
// hub closes the first connection, or the call fails, or it returns at once and connects
// nothing. The message says which.
//
// The usual way there is an error that is taken for a lost connection:
//
//	func badAfterAnyError(c mqtt.Client, readings []string) {
//		c.Connect().Wait()
//		for _, r := range readings {
//			if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
//				c.Connect().Wait() // the connection may be there as before
//			}
//		}
//	}
//
// Ask first:
//
//	func goodAsks(c mqtt.Client, readings []string) {
//		c.Connect().Wait()
//		for _, r := range readings {
//			if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil && !c.IsConnected() {
//				c.Connect().Wait()
//			}
//		}
//	}
//
// or close what is there:
//
//	func goodCloses(c mqtt.Client, readings []string) {
//		c.Connect().Wait()
//		for _, r := range readings {
//			if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
//				c.Disconnect(250)
//				c.Connect().Wait()
//			}
//		}
//	}
//
// This connects in a loop and is fine: it goes round only while no connection has come up.
//
//	func goodRetries(c mqtt.Client) {
//		for {
//			t := c.Connect()
//			if t.Wait() && t.Error() == nil {
//				return
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// The fix asks first, if the library can be asked and all that is skipped is about the outcome of
// the connect. It closes first where a second connect costs more than a note, if the library can
// be closed at any time. In a loop that counts its attempts, and does nothing else, it is a break
// after the first success; around a close that a loop defers, a function for each round.
//
// # Category reuseclosed
//
// reuseclosed: connect on a closed client that cannot be used again
//
// Some clients are for one connection. To connect such a client after its close fails, or opens
// a connection that nothing closes any more:
//
//	func badRestarts(ctx context.Context, c *iotdevice.Client) error {
//		c.Close()
//		return c.Connect(ctx)
//	}
//
// Make another one:
//
//	func goodMakesAnother(ctx context.Context, c *iotdevice.Client, conn string) error {
//		c.Close()
//		next, err := iotdevice.NewFromConnectionString(mqtt.New(), conn)
//		if err != nil {
//			return err
//		}
//		return next.Connect(ctx)
//	}
//
// or leave it open, if the library reconnects by itself, and close it at the end:
//
//	func goodClosesLast(ctx context.Context, c *iotdevice.Client) error {
//		if err := c.Connect(ctx); err != nil {
//			return err
//		}
//		defer c.Close()
//		return c.SendEvent(ctx, []byte("21.5"))
//	}
//
// This looks the same and is fine, because a paho client can be connected again:
//
//	func goodReusable(c mqtt.Client) {
//		c.Connect().Wait()
//		c.Disconnect(250)
//		c.Connect().Wait()
//	}
//
// There is no fix: which client is to live longer is not in the code.
//
// # Category timeoutretry
//
// timeoutretry: connect again after an attempt that only timed out
//
// Whoever stops waiting does not stop the attempt. It may succeed a moment later, beside the
// next one:
//
//	func badStopsWaiting(c mqtt.Client) {
//		for {
//			t := c.Connect()
//			if t.WaitTimeout(10*time.Second) && t.Error() == nil {
//				return
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// A new client does not help, since nobody can end the attempt of the one that was dropped:
//
//	func badDrops(o *mqtt.ClientOptions) mqtt.Client {
//		for {
//			c := mqtt.NewClient(o)
//			if t := c.Connect(); t.WaitTimeout(10*time.Second) && t.Error() == nil {
//				return c
//			}
//		}
//	}
//
// Nor does a check say that an attempt has ended for which nobody waits:
//
//	func badAsks(o *mqtt.ClientOptions) mqtt.Client {
//		for {
//			c := mqtt.NewClient(o)
//			c.Connect()
//			time.Sleep(10 * time.Second)
//			if c.IsConnected() {
//				return c
//			}
//		}
//	}
//
// Let the attempt end:
//
//	func goodWaits(c mqtt.Client) {
//		for {
//			t := c.Connect()
//			if t.Wait() && t.Error() == nil {
//				return
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// or end it:
//
//	func goodEnds(c mqtt.Client) {
//		for {
//			t := c.Connect()
//			if t.WaitTimeout(10*time.Second) && t.Error() == nil {
//				return
//			}
//			c.Disconnect(250)
//			time.Sleep(time.Minute)
//		}
//	}
//
// This waits again for the same attempt, and is fine:
//
//	func goodWaitsOn(c mqtt.Client) error {
//		t := c.Connect()
//		for !t.WaitTimeout(10 * time.Second) {
//			log.Print("still connecting")
//		}
//		return t.Error()
//	}
//
// There is no fix: whether to wait on or to give up is not in the code.
//
// # Category sameidentity
//
// sameidentity: connect of a second client of the same identity
//
// The hub knows a device by its client id, device id or connection string, and not by the
// variable that holds the client:
//
//	func badTwoClients(o *mqtt.ClientOptions) {
//		o.SetClientID("thermostat")
//		readings, commands := mqtt.NewClient(o), mqtt.NewClient(o)
//		readings.Connect().Wait()
//		commands.Connect().Wait()
//	}
//
// Give each its own name, if the hub lets the device have two:
//
//	func goodTwoNames(o *mqtt.ClientOptions) {
//		readings := mqtt.NewClient(o.SetClientID("thermostat-readings"))
//		readings.Connect().Wait()
//		commands := mqtt.NewClient(o.SetClientID("thermostat-commands"))
//		commands.Connect().Wait()
//	}
//
// or close the first before the second:
//
//	func goodOneAfterTheOther(o *mqtt.ClientOptions) {
//		o.SetClientID("thermostat")
//		readings, commands := mqtt.NewClient(o), mqtt.NewClient(o)
//		readings.Connect().Wait()
//		readings.Disconnect(250)
//		commands.Connect().Wait()
//	}
//
// One name at two hubs is fine:
//
//	func goodTwoHubs() {
//		a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("ssl://a.example.net:8883").SetClientID("thermostat"))
//		b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("ssl://b.example.net:8883").SetClientID("thermostat"))
//		a.Connect().Wait()
//		b.Connect().Wait()
//	}
//
// The fix closes the first client where its variable ends, or before the second one is connected,
// if nothing uses it from there on.
//
// # Category lostclient
//
// lostclient: connect of a client in place of one that is open and out of reach
//
// A client that nothing refers to any more is still connected, and most reconnect by themselves.
// It is lost most often where a step after the connect fails:
//
//	func badLeaves(url string) *amqp.Channel {
//		for {
//			conn, err := amqp.Dial(url)
//			if err == nil {
//				if ch, err := conn.Channel(); err == nil {
//					return ch
//				}
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// Close it:
//
//	func goodCloses(url string) *amqp.Channel {
//		for {
//			conn, err := amqp.Dial(url)
//			if err == nil {
//				if ch, err := conn.Channel(); err == nil {
//					return ch
//				}
//				conn.Close()
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// or keep it, and repeat the step that failed:
//
//	func goodKeeps(conn *amqp.Connection) *amqp.Channel {
//		for {
//			if ch, err := conn.Channel(); err == nil {
//				return ch
//			}
//			time.Sleep(time.Minute)
//		}
//	}
//
// This opens one connection after the other and is fine, because they are all at hand:
//
//	func goodPool(urls []string) (pool []*amqp.Connection) {
//		for _, url := range urls {
//			if conn, err := amqp.Dial(url); err == nil {
//				pool = append(pool, conn)
//			}
//		}
//		return pool
//	}
//
// The fix closes the client on each way out on which nothing keeps it. It must be held by a
// variable of the function, or by one of the package that is never copied.
//
// # Category abandoned
//
// abandoned: an error return that leaves a client open and out of reach
//
// It is lostclient without the attempt that opens the next one: who calls the function again is
// not in sight. An error invites the caller to try again, so a function that returns one must not
// leave a connection behind. The category is off unless it is turned on, because a program
// that ends after the error is fine:
//
//	func BadSetUp(url string) (*amqp.Channel, error) {
//		conn, err := amqp.Dial(url)
//		if err != nil {
//			return nil, err
//		}
//		return conn.Channel()
//	}
//
// Close it:
//
//	func GoodCloses(url string) (*amqp.Channel, error) {
//		conn, err := amqp.Dial(url)
//		if err != nil {
//			return nil, err
//		}
//		ch, err := conn.Channel()
//		if err != nil {
//			conn.Close()
//			return nil, err
//		}
//		return ch, nil
//	}
//
// or let a deferred call look at the error:
//
//	func GoodDefers(url string) (ch *amqp.Channel, err error) {
//		conn, err := amqp.Dial(url)
//		if err != nil {
//			return nil, err
//		}
//		defer func() {
//			if err != nil {
//				conn.Close()
//			}
//		}()
//		return conn.Channel()
//	}
//
// This returns the open connection together with the error and is fine, because the caller
// can close it:
//
//	func GoodReturns(url string) (*amqp.Connection, *amqp.Channel, error) {
//		conn, err := amqp.Dial(url)
//		if err != nil {
//			return nil, nil, err
//		}
//		ch, err := conn.Channel()
//		return conn, ch, err
//	}
//
// The fix is that of lostclient.
//
// # Category callbackconnect
//
// callbackconnect: connect in a handler while the library reconnects by itself
//
// The library is already bringing the link back when it calls the handler, unless it was told
// not to. A second loop for one identity competes with the first:
//
//	func badLost(o *mqtt.ClientOptions) mqtt.Client {
//		o = mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
//		o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
//			c.Connect()
//		})
//		return mqtt.NewClient(o)
//	}
//
// A new client is worse, because now there are two:
//
//	func badAnother() mqtt.Client {
//		o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
//		o.SetConnectionLostHandler(func(mqtt.Client, error) {
//			mqtt.NewClient(o).Connect()
//		})
//		return mqtt.NewClient(o)
//	}
//
// Leave it to the library:
//
//	func goodLogs(o *mqtt.ClientOptions) mqtt.Client {
//		o.SetConnectionLostHandler(func(_ mqtt.Client, err error) {
//			log.Print(err)
//		})
//		return mqtt.NewClient(o)
//	}
//
// or tell the library not to, and do it yourself:
//
//	func goodManual(o *mqtt.ClientOptions) mqtt.Client {
//		o.SetAutoReconnect(false)
//		o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
//			time.Sleep(time.Second)
//			c.Connect()
//		})
//		return mqtt.NewClient(o)
//	}
//
// This closes the client first, which stops the library's attempts, and is fine:
//
//	func goodRestarts(o *mqtt.ClientOptions) mqtt.Client {
//		o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
//			c.Disconnect(250)
//			c.Connect()
//		})
//		return mqtt.NewClient(o)
//	}
//
// The fix turns automatic reconnect off, if the handler goes on until it has succeeded and the
// options are at hand where it is registered. Where it tries once, and the library ignores that,
// the connect is removed.
//
// # Category eagerreconnect
//
// eagerreconnect: connect again with no pause after an attempt that failed
//
// A hub that has just lost a device may still count it as connected: it closes the connection that
// it has for the one that comes too soon. And a hub that is down refuses at once, so that a loop
// without a pause tries as fast as the processor allows:
//
//	func badHammers(c mqtt.Client) {
//		for {
//			t := c.Connect()
//			if t.Wait() && t.Error() == nil {
//				return
//			}
//			log.Print(t.Error())
//		}
//	}
//
// Wait, best a little longer each time:
//
//	func goodBacksOff(c mqtt.Client) {
//		for pause := time.Second; ; pause = min(2*pause, time.Minute) {
//			t := c.Connect()
//			if t.Wait() && t.Error() == nil {
//				return
//			}
//			time.Sleep(pause)
//		}
//	}
//
// or give up:
//
//	func goodGivesUp(c mqtt.Client) error {
//		t := c.Connect()
//		t.Wait()
//		for n := 0; n < 3 && t.Error() != nil; n++ {
//			t = c.Connect()
//			t.Wait()
//		}
//		return t.Error()
//	}
//
// This has no pause of its own and is fine, because it waits for something to do:
//
//	func goodWaitsForReadings(c mqtt.Client, readings <-chan string) {
//		for r := range readings {
//			if !c.IsConnected() {
//				c.Connect().Wait()
//			}
//			c.Publish("readings", 1, false, r)
//		}
//	}
//
// All that may take time is a pause: sleeping, receiving and sending, reading, requests, calls of
// function values and of functions that are not analysed. What changes from round to round, as
// a counter or a clock, may be a limit. A single connect in a handler is no loop.
//
// # Category directive
//
// directive: a comment for hublint that does not do what it says
//
// A comment that silences findings has no reason, names a category that does not exist, or
// silences nothing. A directive is misspelt, stands where it can be about nothing, names what is
// not there, or is contradicted by the body of its function. See below.
//
// # Suppressing findings
//
// A comment in Staticcheck's form silences findings on the next line, or on its own if there is
// code before it:
//
//	//lint:ignore hublint/doubleconnect the hub of the test bench takes any number of connections
//	c.Connect()
//
// The reason is required. Several checks are separated by commas, those of other tools among
// them; hublint alone stands for all its categories. //lint:file-ignore in the same form silences
// a whole file.
//
// # Clients of your own
//
// A type that holds a client of a known library needs no words: what its methods do is found
// out. Directives are for a type that connects by other means, and for one whose methods are too
// much to be followed:
//
//	package link
//
//	type Link struct{ conn net.Conn }
//
//	//hublint:identity device
//	func New(device string) *Link { return &Link{} }
//
//	//hublint:connect
//	func (l *Link) Open() (err error) {
//		l.conn, err = net.Dial("tcp", "hub:5671")
//		return err
//	}
//
//	//hublint:close
//	func (l *Link) Close() error { return l.conn.Close() }
//
//	//hublint:check
//	func (l *Link) Up() bool { return l.conn != nil }
//
//	func badTwice(l *Link) {
//		if l.Open() == nil {
//			l.Open()
//		}
//	}
//
//	func goodAsks(l *Link) {
//		if l.Open() == nil && !l.Up() {
//			l.Open()
//		}
//	}
//
//	func badTwins() {
//		New("thermostat").Open()
//		New("thermostat").Open()
//	}
//
// They stand right above functions, methods, and methods of interfaces, and hold in every package
// that uses these:
//
//	//hublint:connect [NAME]             opens the connection; it has worked if the error is nil or the bool true
//	//hublint:close [NAME]               ends the connection
//	//hublint:check [NAME] [open|closed] says by true, or a nil error, that the client is open (or closed)
//	//hublint:identity PARAM[.FIELD]     the hub knows the client that is made or connected by this string
//
// The client is the receiver. For a function it is the result, if that is of a struct or interface
// type of the package, so that a connect which returns one makes an open client; else the
// parameter of such a type. NAME tells it where there are several. A connect of a client that is
// open is an error then (doubleconnect), and so is one of a second client of the same identity
// (sameidentity); dropping an open one for another is a warning (lostclient). A closed client can
// be connected again.
//
// The .hublint.yaml beside go.mod can say more, and can describe types of others; it stands above
// directives:
//
//	protocols:
//	  - name: acme
//	    client: acme client            # what a message calls it
//	    package: example.com/acme/hub  # declares the types and operations
//	    types: [Client]
//	    ops:
//	      - {func: New, event: create}
//	      - {func: Client.Open, event: connect, success: nilerror}
//	      - {func: Client.Close, event: close}
//	      - {func: Client.Up, event: check, success: booltrue, "true": open, "false": notopen}
//	    semantics:
//	      - again: {severity: error, consequence: the hub closes the first connection}
//
// "hublint schema" has all keys. In the package itself the clients of other libraries that it uses
// are judged, and its own are not; other packages know of it what is said here.
//
// Where there is a directive, it says what becomes of the client, and the body says only what
// the function stores and returns. A client of a library inside is not reported a second time. A
// method without a directive does what its body does. A body that leaves a known client connected
// under close, leaves it closed under connect, or does either under check is reported.
//
// What cannot be seen in the code can be said in it:
//
//	func Resume(c mqtt.Client) {
//		//hublint:assume open c
//		serve(c)
//	}
//
// From that line on c is taken to be open (or closed), whatever was believed before. The client is
// a variable, or a field by way of variables and fields.
//
// # Plugins
//
// The loop that calls a plugin is in its framework. hublint knows some of them: telegraf's agent, for
// one, calls Connect again after an error, so that an output which has left a connection open then
// opens a second one (lostclient). "hublint catalog" lists the interfaces. In a .hublint.yaml the
// same can be said of others:
//
//	contracts:
//	  - interface: example.com/fleet.Plugin  # import path and name
//	    owner: the fleet                     # who calls, as a message puts it
//	    start: Open                          # the method that is called first,
//	    retry: true                          # again after an error, until it returns nil
//	    steps: [Poll, Send]                  # called then, any number of times, in any order
//	    restart: [ErrGone]                   # errors of a step after which start is called again
//
// All but interface and owner may be left out. Only calls that are made again belong here, and none
// that come at the end. A type of a package is a plugin if the package makes a fleet.Plugin of it.
//
// # Fixes
//
// Many findings have a fix, which -fix applies and -fix -diff shows. Each was tried on the package:
// with it the code compiles, the finding is gone, and no other one is there. Where it cannot be
// seen that all else stays as it was, there is no fix. Of several the first is applied.
//
// # What is not followed
//
// A client that hublint loses track of is never reported. That is so for what goroutines do that
// nobody waits for, unless it is to open a client of their own or to wait until the connection has gone,
// for calls by reflection, for functions
// that are handed to code which is not analysed, for elements of slices and maps with an index that is
// not constant, and for objects behind more than a few fields and pointers. A call through an
// interface is followed into each type that the packages at hand put into such an interface, unless
// more than four of them have a client, or the program asks which type it is. Two parameters are taken
// to be different clients. What a test leaves open ends with its process, so lostclient and abandoned
// are silent in test files.
//
// # How it works
//
// Package protocol is the form in which a client library is described, package catalog the
// libraries that are built in. A package that cannot reach one of them is left alone. For others
// the SSA form is built, and package typestate simulates each function for each client that it
// makes or is given: branches that tell something about the connection are kept apart, all else
// is joined. Package drive writes the loops of frameworks that call plugins. What a function does to
// the clients of its callers becomes its summary, which other packages get as a fact. Package eager
// looks for what repeats while a hub is down. Package report turns what was found into words, package
// repair looks for fixes.
//
// # Facts
//
// Reaches is a package fact: a client library can be reached from here, in these versions.
// Summary is an object fact: what a call of the function does. Described is a package fact: what
// the directives of the package say. Prompt is an object fact: while the hub is down, the function
// comes back without a pause. Boxed is a package fact: these types, which have clients, are put into
// these interfaces.
package analyzer

import _ "embed" // for source

//go:embed doc.go
var source string
