package org.sockrace.machine.hardware;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;

/** Memory that is poisoned when it is freed and never used again. */
final class HardwareRegion implements Region {

    private static final VarHandle FREED;

    static {
        try {
            FREED = MethodHandles.lookup().findVarHandle(HardwareRegion.class, "freed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HardwareMachine machine;
    private final String name;
    private final Kind kind;
    /**
     * Read without any order: a thread that sees it comes after the free, so there are no false alarms, and a look costs next to nothing.
     */
    private boolean freed;

    HardwareRegion(HardwareMachine machine, String name, Kind kind) {
        this.machine = machine;
        this.name = name;
        this.kind = kind;
    }

    boolean freed() {
        return freed;
    }

    void free() {
        if (!FREED.compareAndSet(this, false, true)) {
            machine.record(property(), name + " freed twice");
        }
    }

    /** Somebody accesses {@code part} of this memory now. */
    void touch(String part) {
        if (freed) {
            machine.record(property(), "use of freed memory: " + name + "." + part);
        }
    }

    private Property property() {
        return kind.usedTooLate();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return name;
    }
}
