/* The work of child.go for libuv. Prints CPU ns and bytes per unit. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <uv.h>

enum { million = 1000000, posts = 2000000, trips = 50000 };

static double cpu(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e9 + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1e3;
}

static double wall(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static int fired;
static void on_timer(uv_timer_t *t) { (void)t; fired++; }

static void timers(int spread) {
    uv_loop_t *loop = uv_default_loop();
    uv_timer_t *ts = calloc(million, sizeof *ts);
    double began = cpu();
    for (uint32_t i = 0; i < million; i++) {
        uint32_t x = i * 2654435761u + 1;
        uv_timer_init(loop, &ts[i]);
        uv_timer_start(&ts[i], on_timer, spread ? 1 + (x >> 8) % 2000 : 500, 0);
    }
    uv_run(loop, UV_RUN_DEFAULT);
    printf("%f %zu\n", (cpu() - began) / million, sizeof *ts);
    if (fired != million) exit(1);
}

struct node { struct node *next; void (*f)(void); };

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static struct node *head, **tail = &head;
static uv_async_t async;
static int ran;

static void count(void) { ran++; }

static void on_async(uv_async_t *a) {
    pthread_mutex_lock(&mu);
    struct node *n = head;
    head = NULL, tail = &head;
    pthread_mutex_unlock(&mu);
    while (n) {
        struct node *next = n->next;
        n->f();
        free(n);
        n = next;
    }
    if (ran == posts) uv_stop(a->loop);
}

static void *producer(void *arg) {
    for (long i = 0; i < posts / (long)arg; i++) {
        struct node *n = malloc(sizeof *n);
        n->next = NULL, n->f = count;
        pthread_mutex_lock(&mu);
        *tail = n, tail = &n->next;
        pthread_mutex_unlock(&mu);
        uv_async_send(&async);
    }
    return NULL;
}

static void post_all(long producers) {
    pthread_t threads[4];
    ran = 0;
    for (long i = 0; i < producers; i++) pthread_create(&threads[i], NULL, producer, (void *)producers);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    for (long i = 0; i < producers; i++) pthread_join(threads[i], NULL);
}

static void post(long producers) {
    uv_async_init(uv_default_loop(), &async, on_async);
    post_all(producers); /* warms up */
    double began = cpu();
    post_all(producers);
    printf("%f 0\n", (cpu() - began) / posts);
}

static uv_sem_t back;
static int done;

static void on_trip(uv_async_t *a) {
    uv_sem_post(&back);
    if (done) uv_close((uv_handle_t *)a, NULL);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void *traveller(void *arg) {
    static double took[trips];
    for (int i = 0; i < trips; i++) {
        double began = wall();
        uv_async_send(&async);
        uv_sem_wait(&back);
        took[i] = wall() - began;
    }
    qsort(took, trips, sizeof *took, by_value);
    printf("%f 0\n", took[trips / 2]);
    done = 1;
    uv_async_send(&async);
    return arg;
}

static void roundtrip(void) {
    pthread_t thread;
    uv_sem_init(&back, 0);
    uv_async_init(uv_default_loop(), &async, on_trip);
    pthread_create(&thread, NULL, traveller, NULL);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    pthread_join(thread, NULL);
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    if (!strcmp(mode, "uv-timers-spread")) timers(1);
    else if (!strcmp(mode, "uv-timers-same")) timers(0);
    else if (!strcmp(mode, "uv-post-1")) post(1);
    else if (!strcmp(mode, "uv-post-4")) post(4);
    else if (!strcmp(mode, "uv-roundtrip")) roundtrip();
    else return 2;
    return 0;
}
