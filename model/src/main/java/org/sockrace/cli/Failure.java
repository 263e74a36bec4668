package org.sockrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Says that this program has failed, not the kernel that it checks. */
final class Failure {

    private Failure() { }

    /** What failed, in one line. */
    static String text(Throwable failure) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage().lines().findFirst().orElse("");
        return failure.getClass().getSimpleName() + message;
    }

    /** One line, and the stack trace if it is wanted. */
    static void report(Session session, String where, Throwable failure, boolean trace) {
        session.complain("internal error" + (where.isEmpty() ? "" : " in " + where) + ": " + text(failure) + (trace ? "" : " (-v shows where)"));
        if (trace) {
            StringWriter stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            session.complain(stack.toString().stripTrailing());
        }
    }
}
