package org.sockrace.conform.ftrace;

import org.sockrace.kernel.Net;

/**
 * One event of a recording.
 *
 * @param line its line, from 1
 * @param kind what happened
 * @param time its time stamp, in nanoseconds, or in whatever the clock counts
 * @param at the line of the first event of its tie, or its own line: events of different processors with one and the same stamp have no order
 * @param tied whether it is in such a tie
 * @param task the task: its pid, or a negative number for the interrupts of one kind on one processor, which are nobody's
 * @param cpu the processor
 * @param context in which context of the processor it happened: a task, a softirq or a hardirq, each of which can interrupt those before
 * @param module the module that is named, or null
 * @param value what it returns, or for objects 1, or 0 for NULL
 * @param object the address of the socket or sock, or 0
 * @param refcnt the module's counter as shown, or -1
 * @param socket family, type and protocol of a call that makes a socket, or null
 * @param family the family of sock_unregister, or of sock_register if the recorder asked for it, or -1
 * @param caller the function that called, as far as the recording names it, or null
 * @param text the line
 */
record TraceEvent(int line, EventKind kind, long time, int at, boolean tied, int task, int cpu, int context, String module, int value, long object,
                  int refcnt, SocketCall socket, int family, String caller, String text) {

    /** How many contexts a processor has. */
    static final int CONTEXTS = 3;

    /** The same event as one of the tie that begins in that line. */
    TraceEvent inTie(int first) {
        return new TraceEvent(line, kind, time, first, true, task, cpu, context, module, value, object, refcnt, socket, family, caller, text);
    }

    /** Which context of which processor it happened in, as one number. */
    int slot() {
        return cpu * CONTEXTS + context;
    }

    /**
     * The arguments of __sock_create.
     *
     * @param family the protocol family
     * @param type the socket type without flags
     * @param protocol the protocol
     */
    record SocketCall(int family, int type, int protocol) {

        /** The family that __sock_create looks up: an obsolete way to a packet socket is by way of PF_INET. */
        int lookedUp() {
            return family == Net.PF_INET && type == Net.SOCK_PACKET ? Net.PF_PACKET : family;
        }
    }
}
