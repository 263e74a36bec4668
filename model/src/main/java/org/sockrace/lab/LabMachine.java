package org.sockrace.lab;

import java.time.Duration;
import org.sockrace.machine.Condition;
import org.sockrace.machine.hardware.HardwareMachine;

/**
 * The machine of a {@link Lab}: real threads, where one that waits for modprobe does modprobe's work itself. Override a primitive to make a
 * machine with a defect, see {@link Defects}.
 */
public class LabMachine extends HardwareMachine {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(10);

    /** The lab that runs on it; null until there is one. */
    Lab lab;

    /** A machine without a defect. */
    public LabMachine() {
        super(STALL_LIMIT);
    }

    /** A task that waits for its helper runs the helper instead: it would do nothing else meanwhile. */
    @Override
    public void wait_event(Condition condition) {
        if (lab != null) {
            lab.runHelperOf(current());
        }
        super.wait_event(condition);
    }
}
