package main

// clean has projects in which nothing is to be found, although some of it looks
// like pyramids: scopes, handlers, goroutines, declarations.
var clean = []project{
	{Name: "std", Dir: "$GOROOT/src", Targets: []string{"std"}, Clean: true},
	{Name: "tools", Module: "golang.org/x/tools@v0.52.0", Clean: true},
	{
		Name: "k6", Module: "go.k6.io/k6@v1.8.1", Clean: true,
		Traps: []string{"js/modules/k6/http/request_test.go:609-1141"},
	},
	{
		Name: "etcd", Module: "go.etcd.io/etcd/server/v3@v3.7.3", Clean: true,
		Traps: []string{"etcdserver/server.go:859-902"},
	},
	{
		Name: "nats", Module: "github.com/nats-io/nats.go@v1.55.0", Clean: true,
		Traps: []string{"test/js_test.go:1706-1753", "test/conn_test.go:2580-2582"},
	},
	{
		Name: "nats-server", Module: "github.com/nats-io/nats-server/v2@v2.15.2", Clean: true,
		Traps: []string{"server/jetstream_cluster_1_test.go:4312-4319"},
	},
	{
		Name: "badger", Module: "github.com/dgraph-io/badger/v4@v4.9.6", Clean: true,
		Traps: []string{"db2_test.go:237-248", "db2_test.go:205-281"},
	},
	{
		Name: "bbolt", Module: "go.etcd.io/bbolt@v1.5.0", Clean: true,
		Traps: []string{"compact.go:92-96", "tx_test.go:489-496"},
	},
	{
		Name: "ginkgo", Module: "github.com/onsi/ginkgo/v2@v2.34.0", Clean: true,
		Traps: []string{"internal/suite_test.go:15-602"},
	},
	{
		Name: "fx", Module: "go.uber.org/fx@v1.24.0", Clean: true,
		Traps: []string{"app_test.go:1948"},
	},
	{Name: "boxo", Module: "github.com/ipfs/boxo@v0.43.0", Clean: true},
	{
		Name: "swarmkit", Module: "github.com/moby/swarmkit/v2@v2.0.0", Clean: true,
		Traps: []string{
			"manager/orchestrator/taskreaper/task_reaper.go:371-378",
			"agent/worker.go:496-500",
		},
	},
	{
		Name: "chi", Module: "github.com/go-chi/chi/v5@v5.5.0", Clean: true,
		Traps: []string{"mux_test.go:1996-2007", "mux_test.go:1028-1078"},
	},
	{
		Name: "webrtc", Module: "github.com/pion/webrtc/v4@v4.2.26", Clean: true,
		Traps: []string{
			"examples/quick-switch/main.go:51-55",
			"examples/vnet/show-network-usage/main.go:208-213",
			"peerconnection_media_test.go:2235-2251",
		},
	},
	{
		Name: "yggdrasil", Module: "github.com/yggdrasil-network/yggdrasil-go@v0.5.14", Clean: true,
		Traps: []string{"src/core/link.go:165-415"},
	},
	{
		Name: "playwright", Module: "github.com/playwright-community/playwright-go@v0.5200.1", Clean: true,
		Traps: []string{"route.go:63-70"},
	},
	{
		Name: "discordgo", Module: "github.com/bwmarrin/discordgo@v0.29.0", Clean: true,
		Traps: []string{"examples/auto_moderation/main.go:50-105"},
	},
	{
		Name: "libp2p", Module: "github.com/libp2p/go-libp2p@v0.51.0", Clean: true,
		Traps: []string{"p2p/transport/testsuite/stream_suite.go:273-288"},
	},
	{
		Name: "fyne", Module: "fyne.io/fyne/v2@v2.7.1", Clean: true,
		Traps: []string{
			"cmd/fyne_demo/tutorials/widget.go:83-98",
			"cmd/fyne_demo/tutorials/dialog.go:35",
		},
	},
	{
		Name: "grpc", Module: "google.golang.org/grpc@v1.85.0", Clean: true,
		Traps: []string{"internal/xds/clients/xdsclient/authority.go:668"},
	},
}
