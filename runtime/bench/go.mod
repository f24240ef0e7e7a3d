module github.com/unnest-go/unnest/runtime/bench

go 1.27.0

toolchain go1.27.4

require (
	github.com/chebyrash/promise v0.0.0-20230709133807-42ec49ba1459
	github.com/jizhuozhi/go-future v0.1.5
	github.com/samber/mo v1.16.0
	github.com/unnest-go/unnest v0.0.0
)

require (
	github.com/panjf2000/ants/v2 v2.8.1 // indirect
	github.com/sourcegraph/conc v0.3.0 // indirect
	go.uber.org/atomic v1.7.0 // indirect
	go.uber.org/multierr v1.9.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

replace github.com/unnest-go/unnest => ../..
