package org.sockrace.conform.ftrace;

import org.sockrace.kernel.Net;

/**
 * One event of a recording.
 *
 * @param line its line, from 1
 * @param kind what happened
 * @param task the task: its pid, or a negative number for interrupts of one processor, which are nobody's
 * @param cpu the processor
 * @param module the module that is named, or null
 * @param value what it returns, or for objects 1, or 0 for NULL
 * @param object the address of the socket or sock, or 0
 * @param refcnt the module's counter as shown, or -1
 * @param socket family, type and protocol of a call that makes a socket, or null
 * @param family the family of sock_unregister, or -1
 * @param caller the function that called, as far as the recording names it, or null
 * @param text the line
 */
record TraceEvent(int line, EventKind kind, int task, int cpu, String module, int value, long object, int refcnt, SocketCall socket, int family,
                  String caller, String text) {

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
