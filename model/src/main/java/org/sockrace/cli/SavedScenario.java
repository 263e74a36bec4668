package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sockrace.report.Origin;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.ScenarioFile;

/** A scenario as text, with an execution of it that is worth keeping. */
final class SavedScenario {

    private final Origin origin;

    SavedScenario(Selection.Selected one) {
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
        return switch (origin.option()) {
            case "" -> note + Catalogue.load().matching(origin.name()).get(0).text();
            case "-f" -> note + ScenarioFile.read(Path.of(origin.value()));
            default -> note + origin.value() + "\n";
        };
    }
}
