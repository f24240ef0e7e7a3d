// Package rocketmq has the operations of RocketMQ's client as promises.
package rocketmq

//go:generate unnest generate -assume -for github.com/apache/rocketmq-client-go/v2
