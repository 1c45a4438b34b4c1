package paho

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

const (
	noop      = "token error nil; no further CONNECT"
	duplicate = "token error nil; a further CONNECT, which takes the session over"
	already   = `token error "status is already connected or reconnecting"; no further CONNECT`
	pingPong  = "they take each other over without end"
)

func secondRows() []row {
	return []row{{
		id: "second-connect", text: "Connect on an open client, defaults (AutoReconnect on)",
		racing: duplicate, guarded: noop,
		try: secondConnect(func(*mqtt.ClientOptions) {}),
	}, {
		id: "second-connect-no-auto", text: "Connect on an open client, AutoReconnect off",
		racing: duplicate, guarded: already,
		try: secondConnect(func(o *mqtt.ClientOptions) { o.SetAutoReconnect(false) }),
	}, {
		id: "second-connect-retry", text: "Connect on an open client, ConnectRetry on",
		racing: noop,
		try:    secondConnect(func(o *mqtt.ClientOptions) { o.SetConnectRetry(true) }),
	}, {
		id: "pending-connect", text: "Connect while the first CONNECT is unanswered",
		racing:  "token pending; a further CONNECT, which takes the session over",
		guarded: `token error "status can only transition to connecting from disconnected"; no further CONNECT`,
		try:     pendingConnect,
	}, {
		id: "reconnecting-connect", text: "Connect while the library's own reconnect is unanswered",
		racing:  "token pending; a further CONNECT, which takes the session over",
		guarded: "token error nil though IsConnectionOpen false; no further CONNECT",
		try:     reconnectingConnect,
	}}
}

func stateRows() []row {
	const down, retrying = "IsConnected false, IsConnectionOpen false", "IsConnected true, IsConnectionOpen false"
	return []row{{
		id: "defaults", text: "option defaults",
		racing: `NewClientOptions: AutoReconnect true, ConnectRetry false, ClientID ""; composite literal: AutoReconnect false`,
		try:    defaults,
	}, {
		id: "state-pending", text: "state while the first CONNECT is unanswered",
		racing: down, try: pendingState(false),
	}, {
		id: "state-pending-retry", text: "the same, ConnectRetry on",
		racing: retrying, try: pendingState(true),
	}, {
		id: "state-reconnecting", text: "state while the link is down and the library reconnects",
		racing: retrying, try: downState(true),
	}, {
		id: "state-lost", text: "state after the link is lost, AutoReconnect off",
		racing: down, try: downState(false),
	}}
}

func handlerRows() []row {
	const brings = "token error nil; one CONNECT brings the link back"
	return []row{{
		id: "connect-in-lost", text: "Connect inside the lost handler, AutoReconnect on",
		racing:  "token error nil; a CONNECT beside the library's own",
		guarded: brings,
		try:     connectInLost(true, false),
	}, {
		id: "connect-in-lost-no-auto", text: "Connect inside the lost handler, AutoReconnect off",
		racing: brings, try: connectInLost(false, false),
	}, {
		id: "disconnect-connect-in-lost", text: "Disconnect, then Connect inside the lost handler, AutoReconnect on",
		racing:  "token error nil; a session",
		early:   `token error "status can only transition to connecting from disconnected"; a session`,
		differs: "they had this reconnect from v1.4.2 on; it does from v1.5.0 on",
		try:     connectInLost(true, true),
	}, {
		id: "new-in-lost", text: "NewClient with the same options inside the lost handler, AutoReconnect on",
		racing: pingPong, alone: true, try: newInLost(true),
	}, {
		id: "new-in-lost-no-auto", text: "NewClient with the same options inside the lost handler, AutoReconnect off",
		racing: "no further CONNECT", alone: true, try: newInLost(false),
	}, {
		id: "connect-in-up", text: "Connect inside the OnConnect handler, AutoReconnect on",
		racing: duplicate, guarded: noop, try: connectInUp(true),
	}, {
		id: "connect-in-up-no-auto", text: "Connect inside the OnConnect handler, AutoReconnect off",
		racing: duplicate, guarded: already, try: connectInUp(false),
	}, {
		id: "lost-handler-no-auto", text: "the lost handler when the link drops, AutoReconnect off",
		racing: "it is called; no further CONNECT", try: lostWithoutAuto,
	}, {
		id: "lost-handler-on-close", text: "the lost handler on Disconnect",
		guarded: "it is not called", unsettled: true, try: lostOnClose,
	}}
}

func failureRows() []row {
	const again = "an error, nothing left (IsConnected false, IsConnectionOpen false); then token error nil, takeovers 0"
	return []row{{
		id: "after-denied", text: "Connect again after the hub denied the first",
		racing: again, try: afterFailure(true),
	}, {
		id: "after-refused", text: "Connect again after the first got no link",
		racing: again, try: afterFailure(false),
	}, {
		id: "first-not-retried", text: "a failed first Connect, AutoReconnect on, ConnectRetry off",
		racing: "an error, and no further attempt", try: firstRetried(false),
	}, {
		id: "first-retried", text: "a failed first Connect, ConnectRetry on",
		racing: "token pending true while attempts go on; then token error nil", try: firstRetried(true),
	}, {
		id: "timeout", text: "WaitTimeout runs out on an unanswered Connect",
		racing: "WaitTimeout false, token error nil; the attempt goes on and succeeds", try: timedOut,
	}, {
		id: "timeout-new", text: "a new client of the same id after WaitTimeout ran out",
		racing: pingPong, try: timedOutNew,
	}}
}

func identityRows() []row {
	return []row{{
		id: "same-id", text: "two clients of one client id, AutoReconnect on",
		racing: pingPong, try: twoClients(device, true),
	}, {
		id: "same-id-no-auto", text: "two clients of one client id, AutoReconnect off",
		racing: "token error nil; the older one is kicked, once true; newer: IsConnected true, IsConnectionOpen true",
		try:    twoClients(device, false),
	}, {
		id: "empty-id", text: "two clients of the empty client id",
		racing: "token error nil; takeovers false", try: twoClients("", true),
	}}
}

func closeRows() []row {
	return []row{{
		id: "after-close", text: "Connect after Disconnect",
		racing: "token error nil; a session; takeovers 0", try: afterClose,
	}, {
		id: "close-idle", text: "Disconnect, twice, before the first Connect",
		racing: "token error nil; a session; takeovers 0", try: closeIdle,
	}, {
		id: "close-reconnecting", text: "Disconnect while the library reconnects",
		racing: "it stays down; IsConnected false, IsConnectionOpen false", try: closeReconnecting,
	}, {
		id: "close-pending", text: "Disconnect while the first CONNECT is unanswered",
		racing:  "the session stays open; IsConnected true, IsConnectionOpen true",
		early:   "the session stays open; IsConnected false, IsConnectionOpen false",
		guarded: "no session stays; IsConnected false, IsConnectionOpen false",
		differs: "they had Disconnect abort an attempt from v1.4.2 on; it does from v1.5.0 on",
		try:     closePending,
	}}
}
