// Package adapt writes functions that return operations as promises.
//
// In go the operations, seen from their declarations, and what is known of the
// package that the file is for; out come the file's text and, for operations
// that get no adapter, the reasons. It neither reads nor writes files, and does
// not check that the text compiles.
//
// An adapter takes what the operation takes, but for the continuation:
//
//	func Login(name string, k func(User, error))
//	=> func LoginPromise(name string) *promise.Promise[User]
//	func (c *Client) Get(id int, k func(error, *Item))
//	=> func (c *Client) GetPromise(id int) *promise.Promise[*Item]
//	func Agent.Ping(opts Options, k func(*Result, *OpError)) error, of another package
//	=> func PingPromise(agent *api.Agent, opts api.Options) *promise.Promise[*api.Result]
//	func (c *conn) Read(k func(Item, error)), of another package, with type Client struct{ *conn }
//	=> func ReadPromise(client *api.Client) *promise.Promise[api.Item]
//	func Split(s string, k func(head, tail string, err error))
//	=> func SplitPromise(s string) *promise.Promise[SplitResult]
//	func Get(id int, k func(Item, error)) (Handle, error)
//	=> func GetPromise(id int) (Handle, *promise.Promise[Item])
//
// Where the body of the operation is at hand, the adapter may have that in place of the
// launch, with the continuation in front that it would pass: the first step to a
// twin.
//
// The promise is cold, as those of a chain are: the operation starts when
// somebody waits for the promise, and its handlers run where and when it calls
// back. Only an adapter that returns something beside the promise starts the
// operation itself, because it has to return what the operation returns.
package adapt
