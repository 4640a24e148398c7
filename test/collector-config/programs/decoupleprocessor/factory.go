// Package decoupleprocessor stands in for the processor of the same name in OpenTelemetry's Lambda layer, whose module
// no Go mirror serves. It takes the same settings, so that a config can be validated, and passes everything on at once.
package decoupleprocessor

import (
	"context"
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
)

type config struct {
	MaxQueueSize uint32 `mapstructure:"max_queue_size"`
}

// Validate refuses a queue that could hold nothing, as the real processor does.
func (c *config) Validate() error {
	if c.MaxQueueSize == 0 {
		return errors.New("max_queue_size must be greater than 0")
	}
	return nil
}

// NewFactory makes the factory that the collector builder looks for.
func NewFactory() processor.Factory {
	return processor.NewFactory(
		component.MustNewType("decouple"),
		func() component.Config { return &config{MaxQueueSize: 200} },
		processor.WithTraces(passTraces, component.StabilityLevelDevelopment),
		processor.WithMetrics(passMetrics, component.StabilityLevelDevelopment),
	)
}

func passTraces(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
	pass := func(_ context.Context, traces ptrace.Traces) (ptrace.Traces, error) { return traces, nil }
	return processorhelper.NewTraces(ctx, set, cfg, next, pass)
}

func passMetrics(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
	pass := func(_ context.Context, metrics pmetric.Metrics) (pmetric.Metrics, error) { return metrics, nil }
	return processorhelper.NewMetrics(ctx, set, cfg, next, pass)
}
