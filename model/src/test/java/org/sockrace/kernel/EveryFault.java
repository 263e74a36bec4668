package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Calls something again and again on a fresh kernel, each time with another one of its failures. */
final class EveryFault {

    /** What cannot make a call fail. */
    private static final Set<String> IGNORED = Set.of("request_module", "kmod_limit", "signal");

    /** What the loader fails with, whatever it loads. */
    private static final Set<String> OF_THE_LOADER = Set.of("load_module=ENOMEM", "proto_idx=ENOSPC");

    private EveryFault() { }

    /** What was taken and not given back. */
    static Map<String, Integer> ledger(LoneTask t) {
        Map<String, Integer> ledger = new TreeMap<>(t.machine.ledger());
        ledger.values().removeIf(n -> n == 0);
        return ledger;
    }

    /**
     * Checks that each single failure makes the call fail and leave nothing behind, and that without any it succeeds.
     *
     * @return the failures and their results, as {@code name=errno}, without those that every module meets when it is loaded
     */
    static Set<String> rollsBack(Supplier<LoneTask> fresh, Function<LoneTask, IntSupplier> call) {
        Set<String> results = new TreeSet<>();
        for (int n = 0;; n++) {
            LoneTask t = fresh.get();
            IntSupplier made = call.apply(t);
            String[] failed = new String[1];
            int[] left = {n};
            t.machine.injecting(fault -> {
                if (IGNORED.contains(fault) || left[0]-- != 0) {
                    return false;
                }
                failed[0] = fault;
                return true;
            });
            Map<String, Integer> before = ledger(t);
            int result = made.getAsInt();
            if (failed[0] == null) {
                assertThat(result).isNotNegative();
                results.removeAll(OF_THE_LOADER);
                return results;
            }
            assertThat(result).as(failed[0]).isNegative();
            assertThat(ledger(t)).as(failed[0]).isEqualTo(before);
            results.add(failed[0] + "=" + Errno.name(-result));
        }
    }
}
