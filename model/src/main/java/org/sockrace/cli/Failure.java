package org.sockrace.cli;

/** Says that this program has failed, not the kernel that it checks. */
final class Failure {

    private Failure() { }

    /** One line, and the stack trace if it is wanted. */
    static void report(Session session, String where, Throwable failure, boolean trace) {
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage().lines().findFirst().orElse("");
        session.complain("internal error" + (where.isEmpty() ? "" : " in " + where) + ": " + what + (trace ? "" : " (-v shows where)"));
        if (trace) {
            failure.printStackTrace(session.err());
            session.err().flush();
        }
    }
}
