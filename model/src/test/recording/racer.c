// SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0
// Runs inside the virtual machine. "racer race FAMILY TYPE PROTOCOL MILLISECONDS [MODULE.ko...]": two threads make and close sockets
// while a third unloads and reloads the modules, which are given in the order of loading; prints what they counted.
// "racer send": writes its input to the debug port. "racer table MODULES USER": calls socket() with many arguments, and prints one row of the table of results for each.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ERRNOS 256
#define DEBUG_PORT 0xe9
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int family, type, protocol;
static char **modules;
static int module_count;
static atomic_bool done;
static struct timespec end;

static int over(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec >= end.tv_nsec);
}

struct tally {
	long errors[ERRNOS];
};

static void count(struct tally *t, int ret)
{
	int e = ret < 0 ? errno : 0;

	t->errors[e < ERRNOS ? e : ERRNOS - 1]++;
}

static void print(const char *head, const char *ok, const struct tally *a, const struct tally *b)
{
	printf("%s", head);
	for (int e = 0; e < ERRNOS; e++) {
		long n = a->errors[e] + (b ? b->errors[e] : 0);

		if (n)
			printf("%s%s=%ld", e || *head ? " " : "", e ? strerrorname_np(e) : ok, n);
	}
	printf("\n");
}

static void *make_and_close(void *arg)
{
	struct tally *t = arg;
	unsigned int seed = (unsigned int)(long)arg;

	while (!done) {
		int fd = socket(family, type, protocol);

		count(t, fd);
		if (fd >= 0)
			close(fd);
		// Now and then nobody holds the family, or it could never be unloaded.
		usleep(rand_r(&seed) % 400);
	}
	return NULL;
}

// delete_module() takes the name of the module, not of its file.
static void name_of(const char *path, char *name, size_t size)
{
	const char *slash = strrchr(path, '/');

	snprintf(name, size, "%s", slash ? slash + 1 : path);
	name[strcspn(name, ".")] = 0;
	for (char *c = name; *c; c++)
		if (*c == '-')
			*c = '_';
}

static int load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret = syscall(SYS_finit_module, fd, "", 0);
	int e = errno;

	close(fd);
	errno = e;
	return ret;
}

static void unload_and_load(struct tally *unloads, struct tally *loads)
{
	char name[64];
	int left = module_count;

	// The last one loaded goes first; whatever went comes back.
	while (left > 0 && !over()) {
		name_of(modules[left - 1], name, sizeof(name));
		int ret = syscall(SYS_delete_module, name, O_NONBLOCK);

		count(unloads, ret);
		if (ret == 0)
			left--;
		else if (errno == EAGAIN)
			usleep(500);
		else
			break;
	}
	while (left < module_count)
		count(loads, load(modules[left++]));
	// For a while everything is there.
	usleep(20000);
}

static int race(int argc, char **argv)
{
	struct tally made[2] = {0}, unloads = {0}, loads = {0};
	pthread_t threads[2];

	family = atoi(argv[2]);
	type = atoi(argv[3]);
	protocol = atoi(argv[4]);
	modules = argv + 6;
	module_count = argc - 6;
	clock_gettime(CLOCK_MONOTONIC, &end);
	long ns = end.tv_nsec + atol(argv[5]) % 1000 * 1000000;
	end.tv_sec += atol(argv[5]) / 1000 + ns / 1000000000;
	end.tv_nsec = ns % 1000000000;
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, make_and_close, &made[i]);
	do {
		if (module_count)
			unload_and_load(&unloads, &loads);
		else
			usleep(1000);
	} while (!over());
	done = 1;
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	print("", "ok", &made[0], &made[1]);
	print("rmmod:", "0", &unloads, NULL);
	print("insmod:", "0", &loads, NULL);
	return 0;
}

static void row(const char *mods, const char *user, int f, int t, int p)
{
	int fd = socket(f, t, p);
	int e = errno;

	printf("%s\t%s\t%d\t%d\t%d\t%s\t%d\t%d\n", mods, user, f, t, p, fd < 0 ? strerrorname_np(e) : "OK",
	       fd < 0 ? -1 : !!(fcntl(fd, F_GETFD) & FD_CLOEXEC), fd < 0 ? -1 : !!(fcntl(fd, F_GETFL) & O_NONBLOCK));
	if (fd >= 0)
		close(fd);
}

static int table(char **argv)
{
	static const int families[] = {-1, 0, 1, 2, 3, 5, 10, 12, 16, 17, 24, 29, 30, 35, 38, 40, 45, 46, 47, 1000};
	static const int types[] = {-1, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 256};
	static const int flags[] = {0, SOCK_NONBLOCK, SOCK_CLOEXEC, SOCK_NONBLOCK | SOCK_CLOEXEC, 0x40000000};
	static const int protocols[] = {-1, 0, 1, 2, 3, 6, 7, 17, 33, 47, 58, 115, 132, 136, 255, 256, 262, 263, 768, 1000};
	int user = strcmp(argv[3], "root") != 0;

	if (user && (setgid(1000) || setuid(1000)))
		return 1;
	for (size_t f = 0; f < COUNT(families); f++)
		for (size_t t = 0; t < COUNT(types); t++)
			for (size_t p = 0; p < COUNT(protocols); p++)
				// Flags with every protocol would make the table five times as long and tell nothing.
				for (size_t g = 0; g < (protocols[p] == 0 || protocols[p] == 1 ? COUNT(flags) : 1); g++)
					row(argv[2], user ? "user" : "root", families[f], types[t] | flags[g], protocols[p]);
	return 0;
}

static int send_input(void)
{
	static char buffer[1 << 16];
	ssize_t n;

	if (ioperm(DEBUG_PORT, 1, 1))
		return 1;
	while ((n = read(0, buffer, sizeof(buffer))) > 0)
		outsb(DEBUG_PORT, buffer, n);
	return n < 0;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "send") == 0)
		return send_input();
	if (argc >= 6 && strcmp(argv[1], "race") == 0)
		return race(argc, argv);
	if (argc == 4 && strcmp(argv[1], "table") == 0)
		return table(argv);
	fprintf(stderr, "usage: racer race FAMILY TYPE PROTOCOL MILLISECONDS [MODULE.ko...] | racer send | racer table MODULES root|user\n");
	return 2;
}
