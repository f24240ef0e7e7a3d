// Package nbhttp stands for that of the clients: a connection keeps who waits for a response.
package nbhttp

type Client struct{}

func (c *Client) Do(req any, handler func(res, conn any, err error)) { go (&ClientConn{}).Do(req, handler) }

type ClientConn struct{ handlers []func(any, any, error) }

func (c *ClientConn) Do(req any, handler func(res, conn any, err error)) {
	c.handlers = append(c.handlers, handler)
}

func (c *ClientConn) OnClose(h func()) { h() }
