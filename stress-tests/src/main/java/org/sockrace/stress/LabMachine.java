package org.sockrace.stress;

import java.time.Duration;
import org.sockrace.machine.hardware.HardwareMachine;

/** The machine of these tests. */
class LabMachine extends HardwareMachine {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(10);

    LabMachine() {
        super(STALL_LIMIT);
    }
}
