package org.sockrace.mutate.loaded;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.RaceChecker;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.ScenarioParser;

/** Lets two threads race on the kernel of its class loader: loaded anew, and called by its method's name. */
public final class RaceRun {

    private RaceRun() { }

    /** What {@link RaceChecker#races} says of a scenario with that text. */
    public static Map<String, Long> races(String name, String text, double slower, int attempts, long seed, double seconds, BooleanSupplier cancelled) {
        return RaceChecker.races(ScenarioParser.parse(text, "", name), slower, attempts, seed,
                CheckOptions.DEFAULT.withLimits(0, 0, seconds).cancelledBy(cancelled), Progress.NONE);
    }
}
