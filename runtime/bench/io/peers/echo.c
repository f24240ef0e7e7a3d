// An echo server on libuv that prints its port.
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

typedef struct {
	uv_write_t req;
	char data[];
} reply;

static char shared[65536];

static void allocate(uv_handle_t *h, size_t n, uv_buf_t *buf) { *buf = uv_buf_init(shared, sizeof shared); }
static void closed(uv_handle_t *h) { free(h); }
static void written(uv_write_t *req, int status) { free(req); }

// received writes at once what the socket takes, and queues a copy of the rest.
static void received(uv_stream_t *s, ssize_t n, const uv_buf_t *buf) {
	if (n < 0) {
		uv_close((uv_handle_t *)s, closed);
		return;
	}
	uv_buf_t out = uv_buf_init(buf->base, n);
	int sent = uv_try_write(s, &out, 1);
	if (sent < 0)
		sent = 0;
	if (sent == n)
		return;
	reply *r = malloc(sizeof *r + n - sent);
	for (ssize_t i = sent; i < n; i++)
		r->data[i - sent] = buf->base[i];
	out = uv_buf_init(r->data, n - sent);
	uv_write(&r->req, s, &out, 1, written);
}

static void arrived(uv_stream_t *listener, int status) {
	uv_tcp_t *c = malloc(sizeof *c);
	uv_tcp_init(listener->loop, c);
	if (uv_accept(listener, (uv_stream_t *)c) != 0) {
		uv_close((uv_handle_t *)c, closed);
		return;
	}
	uv_tcp_nodelay(c, 1);
	uv_read_start((uv_stream_t *)c, allocate, received);
}

int main(void) {
	uv_tcp_t listener;
	struct sockaddr_in at;
	int size = sizeof at;
	uv_tcp_init(uv_default_loop(), &listener);
	uv_ip4_addr("127.0.0.1", 0, &at);
	uv_tcp_bind(&listener, (struct sockaddr *)&at, 0);
	uv_listen((uv_stream_t *)&listener, 4096, arrived);
	uv_tcp_getsockname(&listener, (struct sockaddr *)&at, &size);
	printf("%d\n", ntohs(at.sin_port));
	fflush(stdout);
	return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
