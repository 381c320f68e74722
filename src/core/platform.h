/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_PLATFORM_H
#define PAY_CORE_PLATFORM_H

/* The few calls that Windows spells otherwise. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifdef _WIN32
#include <io.h>
#include <process.h>
#include <winsock2.h>

#include <windows.h>

#define pay_process_id() ((long) _getpid())
#define pay_socket_close(handle) closesocket(handle)
#define pay_sleep(milliseconds) Sleep((DWORD) (milliseconds))
#define pay_file_seek(file, offset) _fseeki64((file), (offset), SEEK_SET)
#define pay_file_cut(file) _chsize_s(_fileno(file), 0)
#define pay_file_sync(handle) _commit(handle)
#else
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define pay_process_id() ((long) getpid())
#define pay_socket_close(handle) close(handle)
#define pay_sleep(milliseconds) ((void) poll(NULL, 0, (int) (milliseconds)))
#define pay_file_seek(file, offset) fseeko((file), (off_t) (offset), SEEK_SET)
#define pay_file_cut(file) ftruncate(fileno(file), 0)
#define pay_file_sync(handle) fsync(handle)
#endif

/* Makes a file empty: what an attempt that failed has left in it. */
static inline bool pay_file_empty(FILE *file)
{
	return fflush(file) == 0 && pay_file_seek(file, 0) == 0 && pay_file_cut(file) == 0;
}

#endif
