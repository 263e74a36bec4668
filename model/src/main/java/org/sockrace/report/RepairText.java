package org.sockrace.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What became of the scenarios that others say they are repaired by. */
public final class RepairText {

    private RepairText() { }

    /** A line for each scenario that says what repairs it: whether that holds, as far as it was checked. */
    public static String lines(List<Checked> done) {
        StringBuilder text = new StringBuilder();
        for (Checked one : done) {
            String by = one.scenario().repairedBy();
            if (!by.isEmpty()) {
                text.append(' ').append(one.scenario().name()).append(": ").append(repair(by, repairing(done, one, by))).append('\n');
            }
        }
        return text.toString();
    }

    private static Optional<Checked> repairing(List<Checked> done, Checked one, String by) {
        return done.stream().filter(c -> c.scenario().name().equals(by) && Objects.equals(c.origin().file(), one.origin().file())).findFirst();
    }

    private static String repair(String by, Optional<Checked> repair) {
        return repair.map(c -> switch (c.report().verdict()) {
            case HOLDS -> "holds in " + by;
            case BREAKS -> "breaks in " + by + ", too";
            case BOUNDED -> "nothing breaks in " + by + " as far as it was searched";
        }).orElse("is repaired by " + by + ", which was not checked");
    }
}
