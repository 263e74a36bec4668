package org.sockrace.conform.ftrace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A recording of a real kernel, in a file. It is read twice: once for what was going on when it began, once to validate it. */
public final class Recording {

    private final Path file;

    /** The recording in that file. */
    public Recording(Path file) {
        this.file = file;
    }

    /**
     * Validates the recording against the modelled kernel.
     *
     * @param kernel the kernel's version as scenarios write it, for example {@code 6.1}
     * @param modulesBefore a copy of {@code /proc/modules} from before the recording, or null
     * @throws TraceFormatException if a file is damaged
     */
    public Validation validate(String kernel, Path modulesBefore) {
        Map<String, ModulesFile.Loaded> before = modulesBefore == null ? null : ModulesFile.read(modulesBefore);
        Beginnings beginnings = beginnings();
        return validate(new CallModel(kernel, beginnings.modules()), beginnings, before);
    }

    /** What was going on when it began. */
    Beginnings beginnings() {
        Beginnings beginnings = new Beginnings();
        read(new Summary(), beginnings::note);
        return beginnings;
    }

    Validation validate(CallModel model, Beginnings beginnings, Map<String, ModulesFile.Loaded> before) {
        Summary summary = new Summary();
        Validator validator = new Validator(model, beginnings, before, summary);
        try {
            int lost = read(summary, validator::next);
            validator.end();
            if (summary.events() == 0) {
                throw new TraceFormatException(file + ": there is no event in it that says anything about sockets or modules");
            }
            return new Validation(lost > 0 ? Validation.Verdict.BOUNDED : Validation.Verdict.EXPLAINED, null, lost, summary);
        } catch (UnexplainedException x) {
            Finding finding = new Finding(x.event().line(), x.event().text(), x.rule(), x.getMessage(), validator.state());
            return new Validation(Validation.Verdict.UNEXPLAINED, finding, 0, summary);
        }
    }

    /** Reads the events up to the first place where some are lost; returns its line, or 0 if there is none. */
    private int read(Summary summary, Consumer<TraceEvent> consumer) {
        try (Lines lines = new Lines(file)) {
            EventParser parser = new EventParser(lines);
            for (String line = lines.next(); line != null; line = lines.next()) {
                Object read = parser.parse(line);
                if (read instanceof TraceEvent event) {
                    consumer.accept(event);
                } else if (read == EventParser.Other.EVENT) {
                    summary.passedOver("other events");
                } else if (read == EventParser.Other.LOST) {
                    return lines.number();
                }
                summary.lines(lines.number());
            }
            return 0;
        } catch (IOException e) {
            throw new TraceFormatException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
