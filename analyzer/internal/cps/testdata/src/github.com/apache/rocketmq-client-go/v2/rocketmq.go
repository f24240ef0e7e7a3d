// Package rocketmq stands for the client of Apache RocketMQ.
package rocketmq

import "context"

type (
	Message    struct{ Body []byte }
	SendResult struct{ MsgID string }
)

type Producer interface {
	SendAsync(ctx context.Context, mq func(ctx context.Context, result *SendResult, err error), msg ...*Message) error
}
