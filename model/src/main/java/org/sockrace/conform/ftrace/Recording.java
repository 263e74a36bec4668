package org.sockrace.conform.ftrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.Rereadable;

/** A recording of a real kernel, in a file. It is read twice: once for what was going on when it began, once to validate it. */
public final class Recording {

    private final String name;
    private final Supplier<Lines> source;

    /** The recording in that file. */
    public Recording(Path file) {
        this(new Rereadable(file));
    }

    private Recording(Rereadable file) {
        this(file.name(), file::lines);
    }

    Recording(String name, Supplier<Lines> source) {
        this.name = name;
        this.source = source;
    }

    /**
     * Validates the recording against the modelled kernel.
     *
     * @param kernel the kernel's version as scenarios write it, for example {@code 6.1}
     * @param modulesBefore a copy of {@code /proc/modules} from before the recording, or null
     * @param modulesAfter one from after it, when nothing that was recorded goes on any more, or null
     * @param kprobeProfile a copy of {@code kprobe_profile} from after it, or null
     * @throws FileFormatException if a file is damaged
     */
    public Validation validate(String kernel, Path modulesBefore, Path modulesAfter, Path kprobeProfile) {
        ModulesFiles modules = ModulesFiles.read(modulesBefore, modulesAfter);
        Map<EventKind, Long> missed = kprobeProfile == null ? null : KprobeProfile.read(kprobeProfile);
        Beginnings beginnings = beginnings();
        return validate(new CallModel(kernel, beginnings.modules()), beginnings, modules, missed);
    }

    /** The copy of {@code kprobe_profile} that lies beside a recording, as NAME.kprobe-profile beside NAME.trace, either with .gz or without; else null. */
    public static Path kprobeProfileBeside(Path recording) {
        String file = recording.getFileName() == null ? "" : recording.getFileName().toString();
        String base = file.replaceFirst("\\.trace(\\.gz)?$", "");
        if (base.equals(file)) {
            return null;
        }
        return Stream.of(".kprobe-profile", ".kprobe-profile.gz").map(end -> recording.resolveSibling(base + end)).filter(Files::isRegularFile)
                .findFirst().orElse(null);
    }

    /**
     * A scenario of the calls that were going on around a line.
     *
     * @param kernel the kernel's version as scenarios write it, for example {@code 6.1}
     * @param line the line, from 1, or 0 for one where a call failed because of another
     * @throws FileFormatException if the file is damaged, or no call was going on there
     */
    public String scenario(String kernel, int line) {
        CallLog log = new CallLog();
        read(new Summary(), log::note);
        int around = line > 0 ? line : Window.interesting(log);
        Window window = Window.around(log, around);
        if (window.calls().isEmpty()) {
            throw new FileFormatException(name + (line > 0 ? ":" + line + ": no call was going on here that a scenario can make"
                    : ": there is no call in it that a scenario can make"));
        }
        String file = Path.of(name).getFileName().toString();
        return new ScenarioWriter(log, window, file.replaceFirst("(\\.[a-z]+)?(\\.gz)?$", ""), kernel).text();
    }

    /**
     * A part of the recording: what went on before the event that nothing explains, or around a line worth looking at if there is no such event.
     *
     * @param finding that event, or null
     * @param most no more events than that
     * @throws FileFormatException if the file is damaged
     */
    public Excerpt excerpt(Finding finding, int most) {
        CallLog log = new CallLog();
        List<Integer> lines = new ArrayList<>();
        read(new Summary(), e -> {
            log.note(e);
            lines.add(e.line());
        });
        int line = finding != null ? finding.line() : Window.interesting(log);
        int centre = (int) lines.stream().takeWhile(l -> l < line).count();
        int before = finding != null ? most - most / 20 : most / 2;
        int first = Math.max(0, Math.min(centre - before, lines.size() - most));
        ExcerptBuilder excerpt = new ExcerptBuilder(first + 1, finding);
        int[] number = new int[1];
        read(new Summary(), e -> {
            if (number[0] >= first && number[0] < first + most) {
                excerpt.add(e);
            }
            number[0]++;
        });
        return excerpt.build(log.calls(), lines.size());
    }

    /**
     * How long calls took, in nanoseconds, by function.
     *
     * @throws FileFormatException if the file is damaged, its clock counts no seconds, or no call in it came to its end
     */
    public Map<String, List<Long>> durations() {
        CallTimes times = new CallTimes();
        read(new Summary(), times::note);
        if (times.samples().isEmpty()) {
            throw new FileFormatException(name + ": no call of a function came to its end in it, so there is no time to read off");
        }
        return times.samples();
    }

    /**
     * Its halves, before and after the unload in the middle.
     *
     * @throws FileFormatException if the file is damaged, its clock counts no seconds, or there are not two unloads that succeeded
     */
    public Halves halves(Halves.Calls calls) {
        HalvesReader reader = new HalvesReader(calls);
        read(new Summary(), reader::note);
        if (reader.unloads() < 2) {
            throw new FileFormatException(name + ": " + (reader.unloads() == 0 ? "no unload" : "one unload") + " of " + calls.module()
                    + " succeeded in it, and two are needed: one to learn from, one to predict");
        }
        CallTimes times = new CallTimes();
        read(new Summary(), event -> {
            if (event.line() < reader.line()) {
                times.note(event);
            }
        });
        return reader.halves(times.samples());
    }

    /** What was going on when it began. */
    Beginnings beginnings() {
        Beginnings beginnings = new Beginnings();
        read(new Summary(), beginnings::note);
        return beginnings;
    }

    Validation validate(CallModel model, Beginnings beginnings, ModulesFiles modules, Map<EventKind, Long> missed) {
        Summary summary = new Summary();
        Gaps gaps = new Gaps(missed);
        Validator validator = new Validator(model, beginnings, modules.before(), gaps, summary);
        try {
            Ties ties = new Ties(name, validator);
            int lost = read(summary, ties);
            ties.flush();
            if (lost > 0) {
                return gap(new Validation.Gap(lost, null, false, true), summary);
            }
            validator.end(modules.after());
            if (summary.events() == 0) {
                throw new FileFormatException(name + ": there is no event in it that says anything about sockets or modules");
            }
            return gaps.firstLine() > 0 ? gap(new Validation.Gap(gaps.firstLine(), gaps.text(), true, gaps.isKnown()), summary)
                    : new Validation(Validation.Verdict.EXPLAINED, null, null, summary);
        } catch (UnexplainedException x) {
            if (gaps.explain(x)) {
                return gap(new Validation.Gap(x.event().line(), gaps.text(), false, true), summary);
            }
            String text = new String(x.event().text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            Finding finding = new Finding(x.event().line(), text, x.rule(), x.getMessage() + gaps.hint(x), validator.state());
            return new Validation(Validation.Verdict.UNEXPLAINED, finding, null, summary);
        }
    }

    private static Validation gap(Validation.Gap gap, Summary summary) {
        return new Validation(Validation.Verdict.HAS_GAPS, null, gap, summary);
    }

    /** Reads the events up to the first place where some are lost; returns its line, or 0 if there is none. */
    private int read(Summary summary, Consumer<TraceEvent> consumer) {
        try (Lines lines = source.get()) {
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
            throw new FileFormatException(name + ": cannot be read: " + e.getMessage());
        }
    }
}
