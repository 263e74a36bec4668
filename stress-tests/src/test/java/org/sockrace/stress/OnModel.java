package org.sockrace.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sockrace.mutate.Right;
import org.sockrace.mutate.Run;
import org.sockrace.mutate.Subject;
import org.sockrace.mutate.loaded.CheckRun;
import org.sockrace.scenario.Catalogue;

/** The exhaustive search on the kernel of this JVM's class path, for {@link EngineMatrix}. */
final class OnModel {

    /** A wrong kernel may have as many states as it likes, but not for ever. */
    private static final long STATES = 3_000_000;
    private static final double SECONDS = 30;

    private OnModel() { }

    /** The file for the answer, and as many races as a regular expression matches, by their numbers. */
    public static void main(String[] arguments) throws IOException {
        List<Subject> races = Races.all().stream().filter(race -> race.name().matches(arguments[1])).toList();
        List<Subject> catalogue = Catalogue.load().entries().stream().map(entry -> new Subject(entry.name(), null, false)).toList();
        Files.writeString(Path.of(arguments[0]), first(races) + "\t" + (arguments[1].equals(".*") ? first(catalogue) : ""));
    }

    /** The first that is not as it should be, and how long it took to get there. */
    private static String first(List<Subject> subjects) {
        long begin = System.nanoTime();
        int cut = 0;
        for (Subject subject : subjects) {
            String run = check(subject);
            if (run.startsWith("NOTICED")) {
                return EngineMatrix.FOUND + subject.name() + ", " + seconds(begin) + ": " + run.substring("NOTICED ".length()).replaceFirst("(?s)[,:\n].*", "");
            }
            cut += run.startsWith("CUT_SHORT") ? 1 : 0;
        }
        return (cut == 0 ? EngineMatrix.NOT_FOUND : EngineMatrix.NOT_ALL) + seconds(begin);
    }

    /** What makes the checker fail was not found by it. */
    private static String check(Subject subject) {
        try {
            Run run = CheckRun.check(subject.name(), subject.text(), "", STATES, SECONDS, Right.NOTHING, () -> false);
            return run.kind() + " " + run.text();
        } catch (RuntimeException e) {
            return "CUT_SHORT " + e;
        }
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
