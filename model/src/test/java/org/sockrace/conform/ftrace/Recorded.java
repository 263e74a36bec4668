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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.sockrace.conform.Lines;

/** The recordings of a real kernel that come with the tests, and variations of them. */
final class Recorded {

    static final Path FOLDER = Path.of("src/test/resources/real-kernel");
    static final List<String> NAMES = List.of("can_raw_create_close", "can_raw_unload", "l2tp_ip_unload", "phonet_unload", "ax25_unload");

    private static final Map<String, Recorded> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final List<String> lines;
    private final CallModel model;
    private final ModulesFiles modules;

    private Recorded(String name, List<String> lines, CallModel model, ModulesFiles modules) {
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

    /** Making the model of its calls takes a while, so each is made once; tests of the same recording must not run at the same time. */
    static Recorded load(String name) {
        return LOADED.computeIfAbsent(name, Recorded::read);
    }

    private static Recorded read(String name) {
        try {
            List<String> lines = Files.readAllLines(trace(name));
            CallModel model = new CallModel("6.1", new Recording(trace(name)).beginnings().modules());
            return new Recorded(name, lines, model, ModulesFiles.read(modulesBefore(name), modulesAfter(name)));
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

    Validation validate() {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Recording recording = new Recording(name, () -> new Lines(name, new ByteArrayInputStream(bytes)));
        return recording.validate(model, recording.beginnings(), modules);
    }
}
