package org.sockrace.lincheck.sequential;

import org.sockrace.machine.Region;

/** A piece of memory that knows whether it was freed. */
final class Memory implements Region {

    private final String name;
    private final Kind kind;
    private boolean freed;

    Memory(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    void free() {
        touch("free");
        freed = true;
    }

    /** Somebody uses {@code part} of it. A specification that uses what was freed specifies nothing, so that is an error. */
    void touch(String part) {
        if (freed) {
            throw new IllegalStateException("use of freed memory: " + name + "." + part);
        }
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
