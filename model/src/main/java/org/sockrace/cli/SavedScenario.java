package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sockrace.report.Origin;

/** A scenario as text, with an execution of it that is worth keeping. */
final class SavedScenario {

    private final Selection.Selected one;
    private final Origin origin;

    SavedScenario(Selection.Selected one) {
        this.one = one;
        this.origin = one.origin();
    }

    /** The command that replays the schedule. */
    String command(String schedule) {
        return schedule.isEmpty() ? "no step was taken yet" : origin.replay(schedule);
    }

    /** The same of the scenario in that file. */
    String command(Path file, String schedule) {
        Origin there = new Origin(origin.name(), "-f", file.toString());
        return schedule.isEmpty() ? there.command("check") : there.replay(schedule);
    }

    /**
     * What {@code replay -f} and {@code check -f} read.
     *
     * @throws IOException if the file from which the scenario is cannot be read any more
     */
    String text(String schedule) throws IOException {
        String note = schedule.isEmpty() ? "" : "# An execution of it: sockrace replay -f FILE " + schedule + "\n";
        return note + one.text() + (origin.option().equals("-e") ? "\n" : "");
    }
}
