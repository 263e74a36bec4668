package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.machine.simulated.Experience;

/**
 * Threads that begin as on the right kernel are not followed: that is right only if what a set-up leaves is told with all that threads can find there. Mistakes
 * that leave the same are followed here all the same; {@code -Dmutate.starts.every=1} tries all, which takes ten minutes.
 */
@SameOnEveryJdk
class StartTest {

    private static final int EVERY = Integer.getInteger("mutate.starts.every", 40);
    private static KernelSources sources;
    private static Baseline baseline;

    @BeforeAll
    static void prepare() {
        RightKernel right = RightKernel.in("rmmod-vs-socket", "socket-alone-inet", "rmmod-vs-rmmod", "two-unix", "socket-packet-twice");
        sources = right.sources();
        baseline = right.baseline();
    }

    /** By mistake and scenario: how it came out if only the beginning is looked at, and if everything is. */
    private static Map<String, List<Run>> tried(Mutant mutant, LoadedKernel kernel) {
        Map<String, List<Run>> tried = new TreeMap<>();
        for (Subject subject : baseline.executing(List.of(sources.statement(mutant)))) {
            if (!baseline.isExecutedByThreads(subject, sources.function(mutant))) {
                Run quick = kernel.check(subject, "", 200_000, 60, new Right(Experience.NONE, false, baseline.start(subject), null), () -> false);
                Run whole = kernel.check(subject, "", 200_000, 60, Right.NOTHING, () -> false);
                tried.put(mutant.name() + " in " + subject.name(), List.of(quick, whole));
            }
        }
        return tried;
    }

    @Test
    void threadsThatBeginAlikeDoTheSame() {
        List<String> wrong = new ArrayList<>();
        int alike = 0;
        int otherwise = 0;
        try (KernelCompiler compiler = new KernelCompiler()) {
            for (int m = 0; m < sources.mutants().size(); m += EVERY) {
                Mutant mutant = sources.mutants().get(m);
                Map<String, byte[]> classes = compiler.compile(sources.texts(List.of(mutant)));
                if (classes == null) {
                    continue;
                }
                for (Map.Entry<String, List<Run>> one : tried(mutant, new LoadedKernel(classes)).entrySet()) {
                    Run quick = one.getValue().get(0);
                    Run whole = one.getValue().get(1);
                    if (quick.kind() == Run.Kind.EQUAL) {
                        alike++;
                        if (whole.kind() != Run.Kind.AS_EXPECTED) {
                            wrong.add(one.getKey() + ": " + whole.kind() + " " + whole.text());
                        }
                    } else {
                        otherwise++;
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(alike).isGreaterThan(10);
        assertThat(otherwise).isGreaterThan(10);
    }
}
