package main

import (
	"fmt"
	"io"
	"net"

	"github.com/lesismal/nbio"
	"github.com/lesismal/nbio/logging"
	"github.com/panjf2000/gnet/v2"
)

// freePort is one that nobody listens at, for those that do not tell theirs.
func freePort() (int, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return ln.Addr().(*net.TCPAddr).Port, ln.Close()
}

type gnetServer struct {
	gnet.BuiltinEventEngine
	port int
}

func (s *gnetServer) OnBoot(gnet.Engine) gnet.Action {
	fmt.Println(s.port)
	return gnet.None
}

func (s *gnetServer) OnTraffic(c gnet.Conn) gnet.Action {
	p, err := c.Next(-1)
	if err != nil {
		return gnet.Close
	}
	c.Write(p)
	return gnet.None
}

func serveGnet() error {
	port, err := freePort()
	if err != nil {
		return err
	}
	return gnet.Run(&gnetServer{port: port}, fmt.Sprintf("tcp://127.0.0.1:%d", port), gnet.WithNumEventLoop(1))
}

func serveNbio() error {
	port, err := freePort()
	if err != nil {
		return err
	}
	logging.Output = io.Discard
	engine := nbio.NewEngine(nbio.Config{
		Network: "tcp", Addrs: []string{fmt.Sprintf("127.0.0.1:%d", port)}, NPoller: 1,
	})
	engine.OnData(func(c *nbio.Conn, p []byte) { c.Write(p) })
	if err := engine.Start(); err != nil {
		return err
	}
	fmt.Println(port)
	select {}
}
