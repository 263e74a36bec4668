package org.sockrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.sockrace.conform.Damage;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;

/** Makes what a user may give: all kinds of input, most of it good with a few changes. The same number gives the same input. */
final class InputGenerator {

    private static final Path RECORDED = Path.of("src", "test", "resources", "real-kernel");
    private static final List<String> RELEASES = List.of("4.4", "5.15", "6.1", "6.1.0-56-amd64", "6.19-rc1", "3.10.0-1160.el7.x86_64", "2.6.32", "2.6.9", "99");
    private static final List<String> IDS = List.of("inet-vs-rmmod:0x24,1x46,0", "rmmod-vs-socket:0x4,1x9,0", "10:1x4,0x3", "rmmod-forced:0x3,1x9,0",
            "socket-vs-failing-init:1x5,0x30", "rmmod-vs-two-sockets:0x9,1x9,2x9", "01:0=1,0x5", "toy-create-fails:0x9");
    private static final List<String> VALUES = List.of("--time", "1s", "--max-states", "2k", "--max-memory", "1m", "--jobs", "2", "--width", "80",
            "--preemptions", "1", "--seed", "7", "--walks", "9", "--level", "steps", "-p", "no-deadlock", "--color", "never", "--engine", "depth-first");

    /** The kinds of input. */
    enum Kind {
        SCENARIO(45), SCHEDULE(16), ERRNO_TABLE(12), OUTCOMES(12), RECORDING(1), RELEASE(5), OPTION(5), COMMAND_LINE(4);

        private final int share;

        Kind(int share) {
            this.share = share;
        }

        private static Kind draw(Random random) {
            int left = random.nextInt(Stream.of(values()).mapToInt(k -> k.share).sum());
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            throw new AssertionError();
        }
    }

    /** A command line and what is in the file that it reads, or null; the file may be the standard input. */
    record Input(int number, Kind kind, List<String> words, byte[] file) {

        @Override
        public String toString() {
            return "-Dfuzz.first=" + number + " " + kind + " " + words + (file == null ? "" : "\n" + new String(file, StandardCharsets.UTF_8));
        }
    }

    private final long seed;
    private final CommandLineGenerator lines;
    private final Path file;
    private final List<String> scenarios;
    private final List<List<String>> tables;
    private final List<List<String>> recordings;
    private Random random;
    private Mangler mangler;

    InputGenerator(long seed, Path folder, CommandLineGenerator lines) throws IOException {
        this.seed = seed;
        this.lines = lines;
        this.file = folder.resolve("fuzzed.race");
        this.scenarios = Stream.concat(CommandLineGenerator.PROGRAMS.stream(), Catalogue.load().entries().stream().map(CatalogueEntry::text)
                .map(text -> text.replaceAll("(?m)^#.*\n", ""))).toList();
        this.tables = List.of(Files.readAllLines(RECORDED.resolve("errno-6.1-a.tsv")), Files.readAllLines(RECORDED.resolve("errno-6.18-a.tsv")));
        this.recordings = List.of(Files.readAllLines(RECORDED.resolve("can_raw_unload.trace")), Files.readAllLines(RECORDED.resolve("pppoe_excerpt.trace")));
    }

    /** The input of that number. */
    Input input(int number) throws IOException {
        random = new Random(seed * 1_000_003 + number);
        mangler = new Mangler(random);
        Kind kind = Kind.draw(random);
        return switch (kind) {
            case SCENARIO -> scenario(number);
            case SCHEDULE -> new Input(number, kind, schedule(), null);
            case ERRNO_TABLE -> file(number, kind, Damage.some(mangler.one(tables), random), "conform", "errno");
            case OUTCOMES -> file(number, kind, Damage.some(List.of("s\tr\tsamples", "fd\tEWOULDBLOCK\t10", "EAFNOSUPPORT\t0\t7", "# a comment", "fd\t0\t1"),
                    random), "compare", "rmmod-vs-socket", "-q", "--jobs", "1", "--max-states", "5", "--observed");
            case RECORDING -> random.nextInt(4) == 0 ? file(number, kind, Damage.some(mangler.one(recordings), random), "scenario", "--from-ftrace")
                    : file(number, kind, Damage.some(mangler.one(recordings), random), "conform", "ftrace");
            case RELEASE -> new Input(number, kind, List.of("check", "-q", "-e", "kernel " + release() + "; T0: close(3)"), null);
            case OPTION -> new Input(number, kind, option(), null);
            case COMMAND_LINE -> new Input(number, kind, lines.next(random), null);
        };
    }

    private String release() {
        return random.nextInt(3) == 0 ? mangler.one(RELEASES) : mangler.mangled(mangler.one(RELEASES));
    }

    /** Good on the whole, but for what the mangler did; given as a program, a file, or the standard input. */
    private Input scenario(int number) throws IOException {
        String text = mangler.mangled(random.nextInt(3) == 0 ? mangler.one(scenarios) : mangler.one(CommandLineGenerator.PROGRAMS));
        List<String> words = new ArrayList<>(List.of(mangler.one(List.of("check", "check", "explain")), "--max-states", "30", "--time", "200ms", "--jobs", "1",
                "--no-why"));
        byte[] bytes = null;
        switch (random.nextInt(4)) {
            case 0, 1 -> words.addAll(List.of("-e", text));
            case 2 -> {
                words.add("-f");
                words.add("-");
                bytes = bytes(text);
            }
            default -> {
                words.add(file.toString());
                bytes = bytes(text);
                Files.write(file, bytes);
            }
        }
        return new Input(number, Kind.SCENARIO, words, bytes);
    }

    private byte[] bytes(String text) {
        byte[] bytes = text.getBytes(random.nextInt(30) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return random.nextInt(8) == 0 ? mangler.binary(bytes) : bytes;
    }

    private Input file(int number, Kind kind, byte[] damaged, String... command) throws IOException {
        byte[] bytes = random.nextInt(3) == 0 ? bytes(mangler.mangled(new String(damaged, StandardCharsets.UTF_8))) : damaged;
        Files.write(file, bytes);
        List<String> words = new ArrayList<>(List.of(command));
        words.add(file.toString());
        if (command[0].equals("conform") && random.nextInt(4) == 0) {
            words.addAll(List.of("--kernel", release()));
        }
        return new Input(number, kind, words, bytes);
    }

    private List<String> schedule() {
        String id = mangler.one(IDS);
        if (random.nextBoolean()) {
            int colon = id.indexOf(':') + 1;
            return List.of("replay", "-q", id.substring(0, colon) + mangler.number(id.substring(colon)));
        }
        return random.nextInt(5) == 0 ? List.of("replay", "-q", "-e", mangler.one(CommandLineGenerator.PROGRAMS), mangler.mangled("0x4,1x9,0"))
                : List.of("replay", "-q", mangler.mangled(id));
    }

    private List<String> option() {
        int at = random.nextInt(VALUES.size() / 2) * 2;
        String value = random.nextInt(5) == 0 ? VALUES.get(at + 1) : mangler.mangled(VALUES.get(at + 1));
        List<String> words = new ArrayList<>(List.of("check", "-e", "T0: close(3) || T1: close(3)"));
        words.addAll(random.nextBoolean() ? List.of(VALUES.get(at), value) : List.of(VALUES.get(at) + "=" + value));
        return words;
    }
}
