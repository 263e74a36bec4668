package org.sockrace.conform.errno;

import java.util.List;
import org.sockrace.kernel.Net;

/**
 * One row of a table: a call on a real kernel, and its result.
 *
 * @param line its line in the file
 * @param call the call
 * @param result what came of it
 */
record Row(int line, Call call, Result result) {

    /**
     * A call of socket(2), and on which machine.
     *
     * @param modules the modules that are loaded
     * @param root whether the user may do everything, or nothing
     * @param family its first argument
     * @param type its second argument, with all bits
     * @param protocol its third argument
     */
    record Call(List<String> modules, boolean root, int family, int type, int protocol) {

        /** The type without its flags. */
        int baseType() {
            return type & Net.SOCK_TYPE_MASK;
        }

        /** Whether it comes as far as to ask a family: flags, family and type are such that there can be one. */
        boolean wellFormed() {
            int flags = type & ~Net.SOCK_TYPE_MASK;
            return (flags & ~(Net.SOCK_CLOEXEC | Net.SOCK_NONBLOCK)) == 0 && baseType() < Net.SOCK_MAX && family >= 0 && family < Net.NPROTO;
        }

        /** The family that is asked: for obsolete packet sockets it is not that of the call. */
        int slot() {
            return family == Net.PF_INET && baseType() == Net.SOCK_PACKET ? Net.PF_PACKET : family;
        }

        /** The same call on a machine with other modules. */
        Call with(List<String> others) {
            return new Call(others, root, family, type, protocol);
        }
    }
}
