package org.sockrace.machine.simulated;

/** Identical threads turned out not to be interchangeable, because others can reach memory of one of them: give each a role of its own. */
public final class SplitException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int role;

    SplitException(int role, String name) {
        super("threads " + name + " are not interchangeable", null, false, false);
        this.role = role;
    }

    /** The role to be split. */
    public int role() {
        return role;
    }
}
