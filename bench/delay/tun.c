/* SPDX-License-Identifier: MIT */
/*
 * A wire with a delay, for kernels without netem: two TUN devices in two network namespaces, and every packet that comes out
 * of one goes into the other when its time has come.
 *   tun NAMESPACE_A NAMESPACE_B     each gets a device pay0; "ready" when both are there
 * Each line on standard input is a new delay of one way, in microseconds; it ends with standard input.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PACKETS 4096 /* that are under way in one direction; more are lost, as on a wire */
#define PACKET_MAX 2048

typedef struct wire {
	int from, to;
	unsigned head, tail;
	struct {
		int64_t due;
		ssize_t size;
		char bytes[PACKET_MAX];
	} packets[PACKETS];
} wire;

static wire wires[2];
static int64_t delay;

static int64_t nanoseconds(void)
{
	struct timespec now;

	(void) clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static int open_device(const char *name_space)
{
	struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
	char path[256];
	int inside, device;

	(void) snprintf(path, sizeof(path), "/var/run/netns/%s", name_space);
	inside = open(path, O_RDONLY | O_CLOEXEC);
	if (inside < 0 || setns(inside, CLONE_NEWNET) != 0) {
		perror(path);
		exit(1);
	}
	(void) close(inside);
	device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	memcpy(request.ifr_name, "pay0", sizeof("pay0"));
	if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0) {
		perror("/dev/net/tun");
		exit(1);
	}
	return device;
}

static void take(wire *on)
{
	while (on->tail - on->head < PACKETS) {
		unsigned slot = on->tail % PACKETS;

		on->packets[slot].size = read(on->from, on->packets[slot].bytes, PACKET_MAX);
		if (on->packets[slot].size <= 0) {
			return;
		}
		on->packets[slot].due = nanoseconds() + delay;
		on->tail++;
	}
}

static void deliver(wire *on)
{
	while (on->head != on->tail && on->packets[on->head % PACKETS].due <= nanoseconds()) {
		unsigned slot = on->head++ % PACKETS;

		(void) !write(on->to, on->packets[slot].bytes, (size_t) on->packets[slot].size);
	}
}

/* NULL: nothing is under way. */
static const struct timespec *next_due(struct timespec *wait)
{
	int64_t soonest = INT64_MAX, left;

	for (int i = 0; i < 2; i++) {
		if (wires[i].head != wires[i].tail
			&& wires[i].packets[wires[i].head % PACKETS].due < soonest) {
			soonest = wires[i].packets[wires[i].head % PACKETS].due;
		}
	}
	if (soonest == INT64_MAX) {
		return NULL;
	}
	left = soonest - nanoseconds();
	left = left > 0 ? left : 0;
	*wait = (struct timespec) {left / 1000000000, left % 1000000000};
	return wait;
}

/* False at the end of standard input. */
static int take_order(void)
{
	char line[64];
	ssize_t size = read(STDIN_FILENO, line, sizeof(line) - 1);

	if (size <= 0) {
		return 0;
	}
	line[size] = '\0';
	delay = strtoll(line, NULL, 10) * 1000;
	return 1;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: tun NAMESPACE_A NAMESPACE_B\n");
		return 2;
	}
	wires[0].from = wires[1].to = open_device(argv[1]);
	wires[1].from = wires[0].to = open_device(argv[2]);
	puts("ready");
	(void) fflush(stdout);
	for (;;) {
		struct pollfd waiting[3] = {{.fd = STDIN_FILENO, .events = POLLIN},
			{.fd = wires[0].from, .events = POLLIN}, {.fd = wires[1].from, .events = POLLIN}};
		struct timespec wait;

		if (ppoll(waiting, 3, next_due(&wait), NULL) < 0 && errno != EINTR) {
			return 1;
		}
		if (waiting[0].revents != 0 && !take_order()) {
			return 0;
		}
		take(&wires[0]), take(&wires[1]);
		deliver(&wires[0]), deliver(&wires[1]);
	}
}
