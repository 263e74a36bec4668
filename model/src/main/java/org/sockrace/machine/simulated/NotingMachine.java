package org.sockrace.machine.simulated;

import java.util.Arrays;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;

/** What the code says about itself, to whoever runs it. */
abstract class NotingMachine implements Machine {

    /** Who runs the code. */
    Interpreter interpreter;
    private boolean joins = true;

    @Override
    public boolean test(boolean condition) {
        if (interpreter.noting()) {
            interpreter.note(new Note.Test(interpreter.here(), condition));
        }
        return condition;
    }

    @Override
    public void join(Object... live) {
        if (joins) {
            interpreter.join(Arrays.asList(live));
        }
    }

    @Override
    public int loop() {
        return interpreter.loop();
    }

    @Override
    public void again(int loop) {
        interpreter.again(loop);
    }

    /** Whether histories are joined where the code says so: false makes automata that are the same, and take longer to make. Default true. */
    public void joins(boolean value) {
        joins = value;
    }

    @Override
    public void label(String label) {
        if (interpreter.noting()) {
            interpreter.note(new Note.Label(interpreter.here(), label));
        }
    }

    @Override
    public void own(String kind, Atomic counter) {
        interpreter.own(kind, (SimAtomic) counter, 1);
    }

    @Override
    public void disown(String kind, Atomic counter) {
        interpreter.own(kind, (SimAtomic) counter, -1);
    }

    @Override
    public void keeps(Region keeper, String kind, Region object) {
        interpreter.keep(new Holding(kind, (Memory) object, (Memory) keeper), 1);
    }

    @Override
    public void yields(Region keeper, String kind, Region object) {
        interpreter.keep(new Holding(kind, (Memory) object, (Memory) keeper), -1);
    }
}
