package org.sockrace.conform.ftrace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sockrace.conform.Lines;

/** The recordings of a real kernel that come with the tests, and variations of them. */
final class Recorded {

    static final Path FOLDER = Path.of("src/test/resources/real-kernel");
    static final List<String> NAMES = List.of("can_raw_create_close", "can_raw_unload", "l2tp_ip_unload", "phonet_unload", "ax25_unload");
    /** Of families and kernels that are not modelled. */
    static final List<String> MORE = List.of("af_key_6.12.117+deb12-amd64", "appletalk_6.1.0-56-amd64", "atm_svc_6.1.0-56-amd64", "bt_hidp_6.1.0-56-amd64",
            "can_j1939_6.1.0-56-amd64", "phonet_counterclock_6.1.0-56-amd64", "qrtr_unload", "rds_6.1.0-56-rt-amd64", "rxrpc_dgram_6.1.0-56-amd64",
            "sctp_stream_6.1.0-56-amd64", "smc_6.1.0-56-amd64", "tipc_prof_6.1.0-56-amd64");
    /** Those in which probes were missed. */
    static final Set<String> WITH_GAPS = Set.of("sctp_stream_6.1.0-56-amd64", "tipc_prof_6.1.0-56-amd64");

    private static final Pattern TIME = Pattern.compile("\\[(\\d+)\\].* (\\d+(?:\\.\\d+)?): \\w+:");
    private static final Map<String, Recorded> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final List<String> lines;
    /** Of each thread, because it is not thread-safe. */
    private final ThreadLocal<CallModel> model;
    private final ModulesFiles modules;
    /** How often each probe was missed, or null if nobody knows. */
    private final Map<EventKind, Long> missed;

    private Recorded(String name, List<String> lines, ThreadLocal<CallModel> model, ModulesFiles modules, Map<EventKind, Long> missed) {
        this.name = name;
        this.lines = lines;
        this.model = model;
        this.modules = modules;
        this.missed = missed;
    }

    /** The file of that recording that ends so, possibly compressed; null if there is none. */
    static Path file(String name, String end) {
        return Stream.of(FOLDER.resolve(name + end), FOLDER.resolve(name + end + ".gz")).filter(Files::exists).findFirst().orElse(null);
    }

    static Path trace(String name) {
        return file(name, ".trace");
    }

    /** All lines of that file, which may be compressed. */
    static List<String> lines(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        try (Lines lines = Lines.of(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** Making the model of its calls takes a while, so each thread makes it once. */
    static Recorded load(String name) {
        return LOADED.computeIfAbsent(name, Recorded::read);
    }

    private static Recorded read(String name) {
        try {
            List<String> lines = lines(trace(name));
            Set<String> named = new Recording(trace(name)).beginnings().modules();
            ThreadLocal<CallModel> model = ThreadLocal.withInitial(() -> new CallModel("6.1", named));
            ModulesFiles modules = ModulesFiles.read(file(name, ".modules-before"), file(name, ".modules-after"));
            Path profile = file(name, ".kprobe-profile");
            return new Recorded(name, lines, model, modules, profile == null ? null : KprobeProfile.read(profile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** The same without what is known of the modules before. */
    Recorded alone() {
        return new Recorded(name, lines, model, new ModulesFiles(null, null), missed);
    }

    /** The same with the lines changed. */
    Recorded with(UnaryOperator<List<String>> change) {
        return new Recorded(name, change.apply(new ArrayList<>(lines)), model, modules, missed);
    }

    /** The same with other files of modules. */
    Recorded with(ModulesFiles files) {
        return new Recorded(name, lines, model, files, missed);
    }

    /** The same with another count of missed probes. */
    Recorded missing(Map<EventKind, Long> counts) {
        return new Recorded(name, lines, model, modules, counts);
    }

    /** Whether probes were missed in it. */
    boolean hasGaps() {
        return WITH_GAPS.contains(name);
    }

    ModulesFiles modules() {
        return modules;
    }

    /** The same with the time of each line not before that of the line above, nor at the same time on another processor: what happened is in this order. */
    Recorded inOrder() {
        return with(changed -> {
            BigDecimal last = BigDecimal.ZERO;
            String cpu = "";
            boolean moved = false;
            for (int i = 0; i < changed.size(); i++) {
                Matcher time = TIME.matcher(changed.get(i));
                if (!changed.get(i).startsWith("#") && time.find()) {
                    BigDecimal own = new BigDecimal(time.group(2));
                    boolean back = own.compareTo(last) < 0 || moved && own.compareTo(last) == 0 && !time.group(1).equals(cpu);
                    moved |= back;
                    last = back ? last.add(last.ulp()) : own;
                    cpu = time.group(1);
                    changed.set(i, new StringBuilder(changed.get(i)).replace(time.start(2), time.end(2), last.toPlainString()).toString());
                }
            }
            return changed;
        });
    }

    /** The same with the last digit of each time so rough that it counts that many at once; at one time, the processors are in their order. */
    Recorded tied(int units) {
        return with(changed -> {
            List<String> tied = new ArrayList<>();
            Map<Integer, List<String>> now = new TreeMap<>();
            String last = "";
            for (String line : changed) {
                Matcher time = TIME.matcher(line);
                if (line.startsWith("#") || !time.find()) {
                    tied.add(line);
                    continue;
                }
                BigDecimal own = new BigDecimal(time.group(2));
                BigDecimal unit = own.ulp().multiply(BigDecimal.valueOf(units));
                String rough = own.divideToIntegralValue(unit).multiply(unit).setScale(own.scale()).toPlainString();
                if (!rough.equals(last)) {
                    now.values().forEach(tied::addAll);
                    now.clear();
                    last = rough;
                }
                now.computeIfAbsent(Integer.parseInt(time.group(1)), c -> new ArrayList<>())
                        .add(new StringBuilder(line).replace(time.start(2), time.end(2), rough).toString());
            }
            now.values().forEach(tied::addAll);
            return tied;
        });
    }

    Validation validate() {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Recording recording = new Recording(name, () -> new Lines(name, new ByteArrayInputStream(bytes)));
        return recording.validate(model.get(), recording.beginnings(), modules, missed);
    }
}
