// Package pulsar stands for the client of Apache Pulsar.
package pulsar

import "context"

type (
	MessageID       interface{ Serialize() []byte }
	ProducerMessage struct{ Payload []byte }
	Message         interface{ Payload() []byte }
)

type Producer interface {
	SendAsync(context.Context, *ProducerMessage, func(MessageID, *ProducerMessage, error))
}

type Consumer interface {
	Each(context.Context, func(Message, error))
}
