package org.sockrace.stress;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the pom or the user says, as system properties that begin with {@code jcstress.}.
 *
 * @param java the JVM that runs jcstress and its forks
 * @param directory for results
 * @param tests which tests
 * @param budget for all of them together; not used if there is a mode
 * @param mode one of jcstress's own: how much it does is then its business; or empty
 * @param limit for all looks together: after that jcstress is killed
 * @param kernel what comes first on the class path of jcstress, with what separates it: a kernel with a mistake, as {@code sockrace mutate --write} writes it;
 *     empty for the kernel as it is
 */
record Settings(String java, Path directory, Pattern tests, Duration budget, String mode, Duration limit, String kernel) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Pattern MODES = Pattern.compile("|sanity|quick|default|tough|stress");
    /** Where others have the processors nine times out of ten, it takes so many times as long. */
    private static final int PATIENCE = 10;

    static Settings ofSystem() {
        Duration budget = duration("budget");
        String mode = choice("mode", MODES);
        return new Settings(executable(), Path.of(property("directory")), regex("tests"), budget, mode,
                mode.isEmpty() ? budget.multipliedBy(PATIENCE).plusMinutes(1) : duration("limit"), kernelFirst());
    }

    private static String kernelFirst() {
        String folder = property("kernel");
        if (!folder.isEmpty() && !Files.isDirectory(Path.of(folder).resolve("org/sockrace/kernel"))) {
            throw wrong("kernel", "the absolute path of a folder that sockrace mutate --write has written, or nothing");
        }
        return folder.isEmpty() ? "" : folder + File.pathSeparator;
    }

    private static String property(String name) {
        return System.getProperty("jcstress." + name, "");
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("jcstress." + name + "=" + property(name) + ": expected " + expected);
    }

    private static String choice(String name, Pattern choices) {
        if (!choices.matcher(property(name)).matches()) {
            throw wrong(name, "one of " + choices.pattern().substring(1).replace("|", ", ") + ", or nothing");
        }
        return property(name);
    }

    private static Duration duration(String name) {
        Matcher m = DURATION.matcher(property(name));
        if (!m.matches()) {
            throw wrong(name, "a time such as 90s, 4m or 8h");
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            default -> Duration.ofHours(n);
        };
    }

    /** Absolute, as it is started in another directory. */
    private static String executable() {
        Path java = Path.of(property("java")).toAbsolutePath();
        if (!Files.isRegularFile(java) || !Files.isExecutable(java)) {
            throw wrong("java", "the path of a java that can be run");
        }
        return java.toString();
    }

    private static Pattern regex(String name) {
        try {
            return Pattern.compile(property(name));
        } catch (PatternSyntaxException e) {
            throw wrong(name, "a regular expression: " + e.getDescription());
        }
    }
}
