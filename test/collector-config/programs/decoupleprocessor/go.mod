module github.com/open-telemetry/opentelemetry-lambda/collector/processor/decoupleprocessor

go 1.26

require (
	go.opentelemetry.io/collector/component v1.62.0
	go.opentelemetry.io/collector/consumer v1.62.0
	go.opentelemetry.io/collector/pdata v1.62.0
	go.opentelemetry.io/collector/processor v1.62.0
	go.opentelemetry.io/collector/processor/processorhelper v0.156.0
)
