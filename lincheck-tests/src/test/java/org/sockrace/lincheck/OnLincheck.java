package org.sockrace.lincheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jetbrains.lincheck.LincheckAssertionError;

/** Lincheck on the kernel of this JVM's class path, for {@link EngineMatrix}. */
final class OnLincheck {

    private OnLincheck() { }

    /** The file for the answer, and how the names of suspicions begin. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), first(arguments[1]));
    }

    private static String first(String prefix) {
        long begin = System.nanoTime();
        Counted.reset();
        for (Map.Entry<Group, List<Suspicion>> group : Group.all().entrySet()) {
            List<Suspicion> suspicions = group.getValue().stream().filter(suspicion -> suspicion.name().startsWith(prefix)).toList();
            try {
                if (!suspicions.isEmpty()) {
                    group.getKey().check(suspicions, Counted.counting(group.getKey().verifier()));
                }
            } catch (LincheckAssertionError e) {
                return "found " + race(e, suspicions) + "execution " + (Counted.sound() + 1) + ", " + seconds(begin);
            } catch (RuntimeException | Error e) {
                // A kernel that cannot even be set up.
                return "found in the set-up, " + seconds(begin) + ": " + e.getClass().getSimpleName();
            }
        }
        return String.format(Locale.ROOT, "not found %,d executions, %s", Counted.sound(), seconds(begin));
    }

    /** The number of the suspicion whose calls the failure shows, if it is the only one. */
    private static String race(LincheckAssertionError failure, List<Suspicion> suspicions) {
        List<String> numbers = suspicions.stream().filter(suspicion -> shows(failure, suspicion)).map(suspicion -> suspicion.name().split(" ")[0]).toList();
        return numbers.size() == 1 && numbers.get(0).matches("\\d+") ? numbers.get(0) + ", " : "";
    }

    private static boolean shows(LincheckAssertionError failure, Suspicion suspicion) {
        String message = failure.getMessage();
        return suspicion.scenario().getThreads().stream().flatMap(List::stream).allMatch(actor -> Arrays.stream(message.split("\n"))
                .anyMatch(line -> line.contains(actor.toString())));
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - begin) / 1e9);
    }
}
