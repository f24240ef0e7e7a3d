// The path lets tests import what is internal to the command.
module github.com/unnest-go/unnest/cmd/unnest/formats

go 1.27.0

toolchain go1.27.4

require (
	github.com/owenrumney/go-sarif/v3 v3.3.1
	github.com/unnest-go/unnest v0.0.0
	github.com/xeipuuv/gojsonschema v1.2.0
	gopkg.in/yaml.v3 v3.0.1
)

require (
	github.com/xeipuuv/gojsonpointer v0.0.0-20180127040702-4e3ac2762d5f // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
)

replace github.com/unnest-go/unnest => ../..
