package org.sockrace.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.report.Style;

/**
 * Whether somebody is looking, and how.
 *
 * @param color whether results may be coloured
 * @param rewrites whether progress may be a line that is written again and again
 * @param columns the width of results
 */
record Terminal(boolean color, boolean rewrites, IntSupplier columns) {

    /** Nobody is looking: output goes to a file or to another program. */
    static final Terminal NONE = new Terminal(false, false, () -> Style.WIDTH);
    /** One of the usual width that can do everything. */
    static final Terminal PLAIN = new Terminal(true, true, () -> Style.WIDTH);

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})");

    /** What this process is connected to. */
    static Terminal ofProcess() {
        return of(System.getenv(), isTerminal(1), isTerminal(2), Terminal::askForColumns);
    }

    /**
     * What these environment variables make of it: {@code TERM=dumb} is a terminal that can only add text, a {@code NO_COLOR} that is not empty wants no
     * colour, {@code COLUMNS} is the width.
     *
     * @param out whether results go to a terminal
     * @param err whether progress does
     * @param ask the width as the terminal says it, or 0; asked if {@code COLUMNS} does not say
     */
    static Terminal of(Map<String, String> environment, boolean out, boolean err, IntSupplier ask) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean color = out && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(color, err && !dumb, out ? once(() -> columns(environment.getOrDefault("COLUMNS", ""), ask)) : NONE.columns());
    }

    /** Whether somebody types what is read, and sees what is printed, on a terminal that can do more than add text. */
    static boolean isTyped() {
        return isTerminal(0) && isTerminal(1) && !"dumb".equals(System.getenv("TERM"));
    }

    private static IntSupplier once(IntSupplier ask) {
        int[] answer = {0};
        return () -> {
            answer[0] = answer[0] == 0 ? ask.getAsInt() : answer[0];
            return answer[0];
        };
    }

    private static int columns(String said, IntSupplier ask) {
        int columns = said.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(said) : ask.getAsInt();
        return columns > 0 ? Math.max(Style.LEAST, columns) : Style.WIDTH;
    }

    /** Java has no way to ask. Who has no stty, or no terminal, gets 0. */
    private static int askForColumns() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectErrorStream(true).start();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroy();
                return 0;
            }
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            return size.matches() ? Integer.parseInt(size.group(2)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Linux says what a descriptor is. Elsewhere there is a console if input and output are a terminal. */
    private static boolean isTerminal(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString().matches("/dev/(pts/.*|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return hasConsole();
        }
    }

    /** From JDK 22 on there is a console even if there is no terminal, and it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean hasConsole() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
