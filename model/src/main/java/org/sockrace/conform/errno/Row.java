package org.sockrace.conform.errno;

import java.util.List;

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
    record Call(List<String> modules, boolean root, int family, int type, int protocol) { }
}
