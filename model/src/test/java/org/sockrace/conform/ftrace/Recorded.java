package org.sockrace.conform.ftrace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.conform.Lines;

/** The recordings of a real kernel that come with the tests, and variations of them. */
final class Recorded {

    static final Path FOLDER = Path.of("src/test/resources/real-kernel");
    static final List<String> NAMES = List.of("can_raw_create_close", "can_raw_unload", "l2tp_ip_unload", "phonet_unload", "ax25_unload");

    private static final Pattern TIME = Pattern.compile(" (\\d+\\.\\d+): ");
    private static final Map<String, Recorded> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final List<String> lines;
    /** Of each thread, because it is not thread-safe. */
    private final ThreadLocal<CallModel> model;
    private final ModulesFiles modules;

    private Recorded(String name, List<String> lines, ThreadLocal<CallModel> model, ModulesFiles modules) {
        this.name = name;
        this.lines = lines;
        this.model = model;
        this.modules = modules;
    }

    static Path trace(String name) {
        return FOLDER.resolve(name + ".trace");
    }

    static Path modulesBefore(String name) {
        return FOLDER.resolve(name + ".modules-before");
    }

    static Path modulesAfter(String name) {
        return FOLDER.resolve(name + ".modules-after");
    }

    /** Making the model of its calls takes a while, so each thread makes it once. */
    static Recorded load(String name) {
        return LOADED.computeIfAbsent(name, Recorded::read);
    }

    private static Recorded read(String name) {
        try {
            List<String> lines = Files.readAllLines(trace(name));
            Set<String> named = new Recording(trace(name)).beginnings().modules();
            ThreadLocal<CallModel> model = ThreadLocal.withInitial(() -> new CallModel("6.1", named));
            boolean modules = Files.exists(modulesBefore(name));
            return new Recorded(name, lines, model, ModulesFiles.read(modules ? modulesBefore(name) : null, modules ? modulesAfter(name) : null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** The same without what is known of the modules before. */
    Recorded alone() {
        return new Recorded(name, lines, model, new ModulesFiles(null, null));
    }

    /** The same with the lines changed. */
    Recorded with(UnaryOperator<List<String>> change) {
        return new Recorded(name, change.apply(new ArrayList<>(lines)), model, modules);
    }

    /** The same with other files of modules. */
    Recorded with(ModulesFiles files) {
        return new Recorded(name, lines, model, files);
    }

    ModulesFiles modules() {
        return modules;
    }

    /** The same with the time of each line not before that of the line above: what happened has changed, and not the clock. */
    Recorded inOrder() {
        return with(changed -> {
            String last = "";
            for (int i = 0; i < changed.size(); i++) {
                Matcher time = TIME.matcher(changed.get(i));
                if (!changed.get(i).startsWith("#") && time.find()) {
                    boolean back = !last.isEmpty() && Double.parseDouble(time.group(1)) < Double.parseDouble(last);
                    last = back ? last : time.group(1);
                    changed.set(i, new StringBuilder(changed.get(i)).replace(time.start(1), time.end(1), last).toString());
                }
            }
            return changed;
        });
    }

    Validation validate() {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Recording recording = new Recording(name, () -> new Lines(name, new ByteArrayInputStream(bytes)));
        return recording.validate(model.get(), recording.beginnings(), modules);
    }
}
