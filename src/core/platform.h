/* SPDX-License-Identifier: MIT */
#ifndef PAY_CORE_PLATFORM_H
#define PAY_CORE_PLATFORM_H

/* The few calls that Windows spells otherwise. */
#ifdef _WIN32
#include <process.h>
#include <winsock2.h>

#include <windows.h>

#define pay_process_id() ((long) _getpid())
#define pay_socket_close(handle) closesocket(handle)
#define pay_sleep(milliseconds) Sleep((DWORD) (milliseconds))
#else
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define pay_process_id() ((long) getpid())
#define pay_socket_close(handle) close(handle)
#define pay_sleep(milliseconds) ((void) poll(NULL, 0, (int) (milliseconds)))
#endif

#endif
