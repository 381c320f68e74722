/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_PLATFORM_H
#define PAY_CORE_PLATFORM_H

/* The few calls that Windows spells otherwise. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#ifdef _WIN32
#include <io.h>
#include <process.h>
#include <winsock2.h>

#include <windows.h>

#define pay_process_id() ((long) _getpid())
#define pay_socket_close(handle) closesocket(handle)
typedef WSAPOLLFD pay_pollfd;
typedef SOCKET pay_socket_handle;
#define PAY_SOCKET_RECEIVE SD_RECEIVE
#define pay_utc(seconds, out) (gmtime_s((out), (seconds)) == 0)
#define pay_file_seek(file, offset) _fseeki64((file), (offset), SEEK_SET)
#define pay_file_seek_end(file) _fseeki64((file), 0, SEEK_END)
#define pay_file_tell(file) ((int64_t) _ftelli64(file))
#define pay_file_cut(file) _chsize_s(_fileno(file), 0)
#define pay_file_number(file) _fileno(file)
#define pay_file_sync(handle) _commit(handle)
#define pay_file_dup(file) _dup(_fileno(file))
#define pay_handle_close(handle) _close(handle)
#else
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define pay_process_id() ((long) getpid())
#define pay_socket_close(handle) close(handle)
typedef struct pollfd pay_pollfd;
typedef int pay_socket_handle;
#define PAY_SOCKET_RECEIVE SHUT_RD
#define pay_utc(seconds, out) (gmtime_r((seconds), (out)) != NULL)
#define pay_file_seek(file, offset) fseeko((file), (off_t) (offset), SEEK_SET)
#define pay_file_seek_end(file) fseeko((file), 0, SEEK_END)
#define pay_file_tell(file) ((int64_t) ftello(file))
#define pay_file_cut(file) ftruncate(fileno(file), 0)
#define pay_file_number(file) fileno(file)
#define pay_file_sync(handle) fsync(handle)
#define pay_file_dup(file) fcntl(fileno(file), F_DUPFD_CLOEXEC, 0)
#define pay_handle_close(handle) close(handle)
#endif

/* Zeroes that a compiler must not leave out because nobody reads them. memset() is several times faster than OPENSSL_cleanse(). */
static inline void pay_wipe(void *bytes, size_t size)
{
#ifdef _WIN32
	(void) SecureZeroMemory(bytes, size);
#else
	(void) memset(bytes, 0, size);
	__asm__ volatile("" : : "r"(bytes) : "memory");
#endif
}

static inline int64_t pay_clock_microseconds(void)
{
#ifdef _WIN32
	return (int64_t) GetTickCount64() * 1000;
#else
	struct timespec now;

	(void) clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000 + now.tv_nsec / 1000;
#endif
}

static inline int64_t pay_clock_milliseconds(void)
{
	return pay_clock_microseconds() / 1000;
}

/* Sleeps that long, whatever signals come. */
static inline void pay_sleep(int64_t milliseconds)
{
#ifdef _WIN32
	Sleep((DWORD) milliseconds);
#else
	struct timespec left = {(time_t) (milliseconds / 1000), (long) (milliseconds % 1000) * 1000000};

	while (milliseconds > 0 && nanosleep(&left, &left) != 0) {
	}
#endif
}

/* How many of the sockets are ready; none where a signal came first. */
static inline int pay_poll(pay_pollfd *watched, size_t count, int64_t milliseconds)
{
#ifdef _WIN32
	if (count == 0) {
		Sleep((DWORD) milliseconds);
		return 0;
	}
	return WSAPoll(watched, (ULONG) count, (INT) milliseconds);
#else
	return poll(watched, (nfds_t) count, (int) milliseconds);
#endif
}

/* Whether the other side has closed a connection on which something waits to be read; false where the system cannot tell. */
static inline bool pay_socket_hung_up(pay_socket_handle handle)
{
#ifdef POLLRDHUP
	pay_pollfd look = {.fd = handle, .events = POLLRDHUP};

	return poll(&look, 1, 0) > 0;
#else
	(void) handle;
	return false;
#endif
}

/* Makes a file empty: what an attempt that failed has left in it. */
static inline bool pay_file_empty(FILE *file)
{
	return fflush(file) == 0 && pay_file_seek(file, 0) == 0 && pay_file_cut(file) == 0;
}

/*
 * Bytes from a place in the file, whoever else reads it: after a fork the offset is shared. What was written is flushed. -1 where
 * it cannot be read.
 */
static inline int64_t pay_file_read_at(FILE *file, void *bytes, size_t size, int64_t offset)
{
#ifdef _WIN32
	if (pay_file_seek(file, offset) != 0) {
		return -1;
	}
	size = fread(bytes, 1, size, file);
	return ferror(file) != 0 ? -1 : (int64_t) size;
#else
	ssize_t got;

	do {
		got = pread(pay_file_number(file), bytes, size, (off_t) offset);
	} while (got < 0 && errno == EINTR);
	return (int64_t) got;
#endif
}

#endif
