package org.sockrace.weak.litmus;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.litmus.ThreadPath.Constraint;
import org.sockrace.weak.litmus.ThreadPath.Step;

/**
 * Finds every way in which the reads of a combination of paths can read its writes, such that each value and each address is decided and the branches go as
 * the paths say. Executions with values that are computed from themselves are left out: nothing decides them. What coherence forbids within a location is
 * not tried.
 */
final class ReadsFromSearch {

    /** No write chosen yet. */
    static final int OPEN = -1;
    private static final int UNKNOWN_LOCATION = -1;
    private static final int NO_LOCATION = -2;

    private final PathCombination paths;
    private final boolean incoherentToo;
    private final BooleanSupplier stop;
    private final Consumer<Assignment> found;
    private boolean wildPointers;

    /**
     * Who reads what.
     *
     * @param rf the write that each read reads; nothing is said of other events
     * @param location the location of each event, -1 if it has none
     * @param value what each access reads or writes
     */
    record Assignment(int[] rf, int[] location, long[] value) {

        Assignment copy() {
            return new Assignment(rf.clone(), location.clone(), value.clone());
        }
    }

    /**
     * A search.
     *
     * @param incoherentToo whether what coherence forbids is tried as well
     * @param stop whether to stop, asked now and then
     * @param found gets each assignment
     */
    ReadsFromSearch(PathCombination paths, boolean incoherentToo, BooleanSupplier stop, Consumer<Assignment> found) {
        this.paths = paths;
        this.incoherentToo = incoherentToo;
        this.stop = stop;
        this.found = found;
    }

    /** Searches; whether an execution was left out because it uses as an address what is none. */
    boolean search() {
        int size = paths.size();
        Assignment start = new Assignment(new int[size], new int[size], new long[size]);
        Arrays.fill(start.rf, OPEN);
        Arrays.fill(start.value, Term.UNKNOWN);
        Arrays.fill(start.location, UNKNOWN_LOCATION);
        for (int e = 0; e < size; e++) {
            if (paths.initial(e)) {
                start.location[e] = e;
                start.value[e] = paths.test().initial(e);
            } else if (paths.step(e).location() == null) {
                start.location[e] = NO_LOCATION;
            }
        }
        extend(start);
        return wildPointers;
    }

    private void extend(Assignment so) {
        if (stop.getAsBoolean() || !propagate(so)) {
            return;
        }
        int read = nextRead(so);
        if (read < 0) {
            if (takeFromThinAir(so) && isComplete(so)) {
                found.accept(so);
            }
            return;
        }
        for (int write = 0; write < paths.size(); write++) {
            if (mayRead(so, read, write)) {
                Assignment next = so.copy();
                next.rf[read] = write;
                extend(next);
            }
        }
    }

    /** Works out what is known now; whether it contradicts nothing. */
    private boolean propagate(Assignment so) {
        for (boolean more = true; more;) {
            more = false;
            for (int e = paths.variables(); e < paths.size(); e++) {
                if (so.location[e] == UNKNOWN_LOCATION) {
                    long address = paths.step(e).location().value(so.value, paths.baseOf(e));
                    if (address != Term.UNKNOWN) {
                        so.location[e] = paths.test().locations().at(address);
                        more = true;
                        if (so.location[e] < 0) {
                            wildPointers = true;
                            return false;
                        }
                    }
                }
                if (so.value[e] == Term.UNKNOWN && paths.step(e).value() != null) {
                    so.value[e] = value(so, e);
                    more |= so.value[e] != Term.UNKNOWN;
                }
            }
        }
        return locationsAgree(so) && branchesGoSo(so);
    }

    private long value(Assignment so, int event) {
        Step step = paths.step(event);
        if (paths.kind(event) == Kind.WRITE) {
            return step.value().value(so.value, paths.baseOf(event));
        }
        return so.rf[event] == OPEN ? Term.UNKNOWN : so.value[so.rf[event]];
    }

    private boolean locationsAgree(Assignment so) {
        for (int e = paths.variables(); e < paths.size(); e++) {
            int write = so.rf[e];
            if (write != OPEN && so.location[write] != UNKNOWN_LOCATION && so.location[e] != so.location[write]) {
                return false;
            }
        }
        return true;
    }

    private boolean branchesGoSo(Assignment so) {
        for (int t = 0; t < paths.paths().size(); t++) {
            for (Constraint constraint : paths.paths().get(t).constraints()) {
                if (constraint.contradicts(constraint.condition().value(so.value, paths.base(t)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first read that has no write yet although its location is known; -1 if there is none. */
    private int nextRead(Assignment so) {
        for (int e = paths.variables(); e < paths.size(); e++) {
            if (paths.kind(e) == Kind.READ && so.rf[e] == OPEN && so.location[e] >= 0) {
                return e;
            }
        }
        return -1;
    }

    /**
     * Gives a value that equals no other one to reads whose value is only copied in a circle, so that anything would do: no rule of the test decides it, and
     * whether the execution is allowed does not depend on it. As herd7 does. What is computed in a circle stays unknown. Whether nothing is contradicted.
     */
    private boolean takeFromThinAir(Assignment so) {
        int symbols = 0;
        for (int e = paths.variables(); e < paths.size(); e++) {
            if (paths.kind(e) == Kind.READ && so.rf[e] != OPEN && so.value[e] == Term.UNKNOWN && isCopiedInACircle(so, e)) {
                so.value[e] = Locations.symbol(symbols++);
                if (!propagate(so)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isCopiedInACircle(Assignment so, int read) {
        int at = read;
        for (int steps = 0; steps < paths.size(); steps++) {
            int write = so.rf[at];
            if (write == OPEN || paths.initial(write) || !(paths.step(write).value() instanceof Term.Read source)) {
                return false;
            }
            at = paths.baseOf(write) + source.event();
            if (at == read) {
                return true;
            }
        }
        return false;
    }

    private boolean isComplete(Assignment so) {
        for (int e = paths.variables(); e < paths.size(); e++) {
            boolean access = paths.kind(e) != Kind.FENCE;
            if (so.location[e] == UNKNOWN_LOCATION || access && so.value[e] == Term.UNKNOWN || paths.kind(e) == Kind.READ && so.rf[e] == OPEN) {
                return false;
            }
        }
        return branchesAreDecided(so);
    }

    private boolean branchesAreDecided(Assignment so) {
        for (int t = 0; t < paths.paths().size(); t++) {
            for (Constraint constraint : paths.paths().get(t).constraints()) {
                if (constraint.condition().value(so.value, paths.base(t)) == Term.UNKNOWN) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean mayRead(Assignment so, int read, int write) {
        if (paths.kind(write) != Kind.WRITE || so.location[write] != UNKNOWN_LOCATION && so.location[write] != so.location[read]) {
            return false;
        }
        return incoherentToo || !paths.before(read, write) && !isHidden(so, write, read) && !isTakenByAnother(so, write, read);
    }

    /** Whether the reading thread has itself written to the location since. */
    private boolean isHidden(Assignment so, int write, int read) {
        for (int e = paths.baseOf(read); e < read; e++) {
            if (paths.kind(e) == Kind.WRITE && so.location[e] == so.location[read] && (paths.initial(write) || paths.before(write, e))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an atomic operation that succeeds reads the write, and the one at hand would as well: one of their writes would come between. */
    private boolean isTakenByAnother(Assignment so, int write, int read) {
        if (paths.rmwWrite(read) < 0) {
            return false;
        }
        for (int e = paths.variables(); e < paths.size(); e++) {
            if (so.rf[e] == write && paths.rmwWrite(e) >= 0) {
                return true;
            }
        }
        return false;
    }
}
