package org.sockrace.conform.ftrace;

import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code /proc/modules} said around a recording.
 *
 * @param before before it, or null if nobody knows
 * @param after after it, or null if nobody knows
 */
record ModulesFiles(Map<String, ModulesFile.Loaded> before, Map<String, ModulesFile.Loaded> after) {

    /** Reads the files that there are; either may be null. */
    static ModulesFiles read(Path before, Path after) {
        return new ModulesFiles(before == null ? null : ModulesFile.read(before), after == null ? null : ModulesFile.read(after));
    }
}
