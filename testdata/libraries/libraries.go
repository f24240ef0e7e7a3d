// Package libraries has nothing in it but what its test generates adapters for:
// libraries whose operations report to a callback.
package libraries

import (
	_ "github.com/Arceliar/phony"
	_ "github.com/apache/rocketmq-client-go/v2"
	_ "github.com/couchbase/gocbcore/v10"
	_ "github.com/lesismal/nbio/nbhttp"

	_ "github.com/unnest-go/unnest/runtime/promise"
)
