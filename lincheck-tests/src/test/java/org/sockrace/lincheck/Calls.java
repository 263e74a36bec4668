package org.sockrace.lincheck;

import org.sockrace.kernel.Errno;

/**
 * What Lincheck calls, and what it compares: the kernel on threads and its specification have the same calls. Each task is one thread's.
 * A call returns its descriptor, 0, or the name of an error.
 */
public interface Calls {

    /** So many tasks. */
    int TASKS = 3;
    /** The family of the modules. */
    int TOY = 18;
    /** A family that is built in, if anybody registers it. */
    int BUILT_IN = 19;

    /** socket(2). */
    String socket(int task, int family);

    /** accept(2). */
    String accept(int task, int fd);

    /** close(2). */
    String close(int task, int fd);

    /** dup(2). */
    String dup(int task, int fd);

    /** dup2(2). */
    String dup2(int task, int from, int to);

    /** delete_module(2). */
    String rmmod(int task, String module);

    /** finit_module(2). */
    String insmod(int task, String module);

    /** sock_register of the built-in family. */
    String register(int task);

    /** sock_unregister of the built-in family, whoever registered it. */
    String unregister(int task);

    /**
     * The task of one of Lincheck's threads, whose numbers begin at 1. The thread before the race is number 0, and the one after it the
     * number of threads plus 1: both are alone, and take the place of another.
     */
    static int index(int thread) {
        return (thread + TASKS - 1) % TASKS;
    }

    /** What a system call returned, as people write it. */
    static String result(int value) {
        return value < 0 ? Errno.name(-value) : Integer.toString(value);
    }
}
