module github.com/unnest-go/unnest/runtime/bench

go 1.27.0

toolchain go1.27.4

require (
	github.com/chebyrash/promise v0.0.0-20230709133807-42ec49ba1459
	github.com/jizhuozhi/go-future v0.1.5
	github.com/lesismal/nbio v1.6.8
	github.com/panjf2000/gnet/v2 v2.9.7
	github.com/samber/mo v1.16.0
	github.com/unnest-go/unnest v0.0.0
)

require (
	github.com/panjf2000/ants/v2 v2.11.3 // indirect
	github.com/sourcegraph/conc v0.3.0 // indirect
	github.com/valyala/bytebufferpool v1.0.0 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	go.uber.org/zap v1.27.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	gopkg.in/natefinch/lumberjack.v2 v2.2.1 // indirect
)

replace github.com/unnest-go/unnest => ../..
