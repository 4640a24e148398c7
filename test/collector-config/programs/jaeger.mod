// Jaeger v2.13 is cmd/jaeger of the module's v1.76.0: the repository has both version numbers, and the module path the first.
module kinesis-otel.test/jaeger

go 1.26

tool github.com/jaegertracing/jaeger/cmd/jaeger

require github.com/jaegertracing/jaeger v1.76.0
