package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sockrace.scenario.Catalogue;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes command lines out of the commands and options that there are: most of them nearly right, the rest of anything. */
final class CommandLineGenerator {

    private static final Path RECORDED = Path.of("src", "test", "resources", "real-kernel");
    private static final Path LITMUS = Path.of("src", "test", "resources", "litmus");
    /** Small scenarios, and some that are none. */
    static final List<String> PROGRAMS = List.of(
            "T0: close(3) || T1: close(3)", "module toy family=PF_TOY; T0: s = socket(PF_TOY); close(s) || T1: r = rmmod(toy)",
            "module toy family=PF_TOY create=ok|-ENOMEM; T0 x2: s = socket(PF_TOY) || T1: r = rmmod(toy); faults all; outcome r; * acceptable",
            "module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet); never fd, EWOULDBLOCK",
            "module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet); never fd, 0",
            "kernel 6.1 preemptible=no; T0 user: p = socketpair(PF_UNIX, SOCK_STREAM, 0); a = close(p.0)",
            "setup: s = socket(PF_INET); T0: a = close(s) || T1: b = dup(s); process T0, T1; expect breaks rollback",
            "module toy family=PF_TOY loaded=no; T0: s = socket(PF_TOY); autoload yes; always no-deadlock, termination",
            "module toy family=-1; T0: s = socket(-1)", "module a family=PF_TOY depends=b; T0: insmod(a)", "T0: sockt(PF_INET)", "T0:", "",
            ";", "||", "outcome", "T0 x99: close(3)", "T0 xN: close(3)", "expect breaks", "T0: s = socket(2147483648)", "kernel 9.9",
            "module toy family=PF_TOY owner=toy; T0: close(3)", "module own source=None.java; T0: close(3)", "module own source=\"\"; T0: m = call(mount)",
            "module own source=java.lang.String; T0: close(3)", "scenario \u00e4 \"\ud83d\ude00\"; T0: close(3)");
    private static final List<String> GARBAGE = List.of("", "--", "-1", "0", "1", "2.7", "1e9", "99999999999999999999", "x", "\u00e4\ud83d\ude00",
            "a\0b", "'", "\"", "*", "?", "[", "\\E", "\\", "@", "@file", "=", "-x", "--nope", "-e", "-f", "%s", "${x}", "${sys:user.home}", "/", ".", "..",
            " ", "\n", "\t", "true", "10", "all", "y".repeat(5000));

    private Random random;
    private final List<String> files = new ArrayList<>();
    private final List<String> names;
    private final List<String> written;
    private final CommandLine root;
    private final Path folder;

    CommandLineGenerator(Path folder, CommandLine root) throws IOException {
        this.folder = folder;
        this.root = root;
        this.names = Catalogue.load().names();
        file(folder, "good.race", PROGRAMS.get(1));
        file(folder, "bad.race", "T0: clse(3)\n");
        Files.writeString(folder.resolve("Good.java"), Files.readString(Path.of("docs", "own-module", "MyProto.java")).replace("MyProto", "Good"));
        Files.writeString(folder.resolve("Bad.java"), "class Bad extends Worse { int x; }\n");
        file(folder, "own.race", "module good source=Good.java; T0: s = socket(18); close(s) || T1: r = rmmod(good)");
        file(folder, "empty", "");
        file(folder, "binary", "\0\1\2\ufffd");
        file(folder, "mark.race", "\ufeffT0: close(3)\r\n");
        file(folder, "observed.tsv", "s\tr\tsamples\nfd\tEWOULDBLOCK\t5\nEAFNOSUPPORT\t0\t7\n");
        file(folder, "jcstress.tsv", "RESULT\tSAMPLES\nfd, EWOULDBLOCK, ok\t5\nEAFNOSUPPORT, 0, ok, alone\t7\nfd, 0, rollback\t1\n");
        file(folder, "times.tsv", "operation\tmean\nread\t20ns\n*\t1us\n");
        file(folder, "good.litmus", Files.readString(LITMUS.resolve("RCU-free.litmus")));
        file(folder, "bad.litmus", "C T\n{}\nP0(int *x) { call_rcu(x); }\nexists (x=1)\n");
        file(folder, "part.json", "{\"schema\": 1, \"command\": \"check\", \"shard\": {\"part\": 1, \"of\": 2, \"all\": null}}");
        file(folder, "modules", "l2tp_ip 16384 1 - Live 0x0000000000000000\n");
        List<String> trace = Files.readAllLines(RECORDED.resolve("l2tp_ip_unload.trace"));
        file(folder, "short.trace", String.join("\n", trace.subList(0, 400)) + "\n");
        List<String> table = Files.readAllLines(RECORDED.resolve("errno-6.1-a.tsv"));
        file(folder, "short.tsv", String.join("\n", table.subList(0, 100)) + "\n");
        written = List.of(folder.resolve("new/report").toString(), folder.resolve("report.xml").toString(), folder.toString(), "-");
        files.addAll(List.of(folder.toString(), folder.resolve("none").toString()));
    }

    private void file(Path folder, String name, String text) throws IOException {
        files.add(Files.writeString(folder.resolve(name), text).toString());
    }

    /** One that these dice choose. Searches are short, and only scenarios are read from the standard input: the others read what this process has. */
    List<String> next(Random dice) {
        random = dice;
        List<String> words = new ArrayList<>();
        CommandSpec spec = root.getCommandSpec();
        while (!spec.subcommands().isEmpty() && chance(spec == root.getCommandSpec() ? 98 : 90)) {
            String name = one(List.copyOf(spec.subcommands().keySet()));
            words.add(name);
            spec = spec.subcommands().get(name).getCommandSpec();
        }
        List<List<String>> parts = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            boolean seldom = option.usageHelp() || option.versionHelp() || option.longestName().equals("--all");
            if (chance(option.required() ? 95 : seldom ? 1 : 10)) {
                parts.add(option(option));
            }
        }
        for (int i = spec.positionalParameters().isEmpty() ? 0 : random.nextInt(3); i > 0; i--) {
            parts.add(List.of(positional(words)));
        }
        Collections.shuffle(parts, random);
        parts.forEach(words::addAll);
        mutate(words);
        words.replaceAll(w -> w.equals("-") && !words.contains("-f") ? "x" : w);
        onlyInto(words);
        limit(words);
        keepTo(words);
        return words;
    }

    private List<String> option(OptionSpec option) {
        String name = one(List.of(option.names()));
        if (option.arity().max() == 0) {
            return List.of(name);
        }
        String value = chance(6) ? one(GARBAGE) : value(option);
        return name.startsWith("--") && chance(20) ? List.of(name + "=" + value) : List.of(name, value);
    }

    private String value(OptionSpec option) {
        return switch (option.paramLabel()) {
            case "PAGE" -> folder.resolve("page.html").toString();
            case "PROGRAM" -> program();
            case "FILE" -> option.shortestName().equals("-f") && chance(10) ? "-" : one(files);
            case "PROPERTY" -> one(List.of("rollback", "no-deadlock", "outcomes", "no-use-after-unload", "rollbak"));
            case "SIZE" -> one(List.of("1k", "1m", "2g", "0"));
            case "TIME" -> one(List.of("1s", "10ms", "0.5", "0"));
            case "FORMAT" -> one(List.of("json", "text", "JSON", "xml", "junit", "sarif", "github"));
            case "TO" -> one(written);
            case "SOURCE" -> chance(20) ? one(files) : folder.resolve(one(List.of("Good.java", "Bad.java", "None.java"))).toString();
            case "DIR" -> folder.resolve(one(List.of("out", "out/deeper", "page.html", "none/out"))).toString();
            case "LEVEL" -> one(List.of("summary", "calls", "steps", "all"));
            case "WHEN" -> one(List.of("auto", "never", "always"));
            case "NAME" -> one(List.of("breadth-first", "depth-first", "by-preemptions", "random-walk", "random", "pct", "walk"));
            case "D" -> one(List.of("1", "3", "20", "0", "21", "-1", "x"));
            case "THREAD" -> one(List.of("T0", "T1", "T9", ""));
            case "K" -> one(List.of("0", "1", "2", "-1", "99999999999"));
            case "RELEASE" -> one(List.of("4.4", "6.1", "6.1.0-56-amd64", "99.9", "5", "3.10.0-1160.el7.x86_64"));
            case "LIST" -> one(List.of("unix", "unix,netlink", "mptcp", "netlink:xfrm,packet", "netlink:", "nope", ",", ""));
            case "LINE", "N" -> one(List.of("1", "2", "40", "80", "120", "300", "0", "-1", "2k"));
            case "OP" -> one(List.of("drop", "split", "DROP", "drip", ""));
            case "FILE[:LINE]" -> one(List.of("Split.java", "SocketCore.java:0", "Mptcp.java", "../Kernel.java", ":", ""));
            case "MISTAKE" -> one(List.of("SocketCore.java sock_register drop: spin_lock(net_family_lock);", "SocketCore.java", "x", ""));
            case "GOAL" -> one(List.of("no-use-after-unload", "rollback", "fd, *", "*", "rolback", ",", ""));
            case "OPERATION=TIME" -> one(List.of("inet_create/read=5ms", "read=1us constant", "*=lognormal 1us 9us", "*=1us",
                    "synchronize_rcu=2s", "read=0s", "reed=1s", "read", "=", ""));
            case "TEXT" -> one(List.of("a machine", "two\nlines", ""));
            case "MASTER" -> one(List.of("local[2]", "local", "spark://nowhere:7077", "bogus", ""));
            case "MODEL" -> one(List.of("lkmm", "sc", "lkmm-porf", "LKMM", "tso", ""));
            case "ENGINE" -> one(List.of("enumerate", "explore", "explor", ""));
            case "I/N" -> one(List.of("1/9999", "2/2", "2/1", "0/0", "1", "a/b"));
            default -> throw new IllegalStateException("say what the values of " + option.paramLabel() + " are");
        };
    }

    private String program() {
        String program = one(PROGRAMS);
        for (int i = random.nextInt(3); i > 0 && chance(30) && !program.isEmpty(); i--) {
            int at = random.nextInt(program.length());
            program = program.substring(0, at) + (chance(50) ? "" : one(List.of(",", ";", "(", " ", "T0", "0", "|", "\""))) + program.substring(at + 1);
        }
        return program;
    }

    private String positional(List<String> command) {
        String of = command.isEmpty() ? "" : command.get(0);
        if (chance(5)) {
            return one(GARBAGE);
        }
        return switch (of) {
            case "conform", "litmus", "merge" -> one(files);
            case "list" -> one(List.of("scenarios", "switches", "faults", "FAULTS", "nothing"));
            case "new" -> one(List.of("MyProto", "my", "Kernel", "AfPacket", "1", "class"));
            case "completion" -> one(List.of("bash", "zsh", "ZSH", "fish"));
            case "witness" -> chance(50) ? one(names) : one(List.of("fd, 0", "fd,EWOULDBLOCK", "*, *", "*", "fd", "EWOULDBLOK,0", "0,0,0", "fd, 3"));
            case "mutate" -> one(List.of("rmmod-vs-socket", "socket-alone", "inet-vs-rmmod", "nothing"));
            case "help" -> one(List.copyOf(root.getSubcommands().keySet()));
            case "replay" -> chance(30) ? one(List.of("inet-vs-rmmod:0x24,1x36,0", "rmmod-vs-socket:1x4,0x99")) : one(names) + ":" + schedule();
            case "diff", "export" -> chance(40) ? one(List.of("inet-vs-rmmod:0x24,1x46,0", "inet-vs-rmmod", "inet-vs-rmmod-pinned")) : one(names)
                    + (chance(30) ? ":" + schedule() : "");
            default -> chance(85) ? one(names) : one(List.of("10", "01", "rmmod-vs-*", "inet-vs-rmmo?", "*-6-19"));
        };
    }

    private String schedule() {
        List<String> steps = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            steps.add(one(List.of("0", "1", "0x4", "1x9", "0x24", "1x36", "2", "0=1", "0x0", "9x9", "0x99999999999", "z")));
        }
        return String.join(",", steps);
    }

    private void mutate(List<String> words) {
        for (int i = chance(25) ? 1 + random.nextInt(2) : 0; i > 0 && !words.isEmpty(); i--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(5)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(at));
                case 2 -> words.add(at, one(GARBAGE));
                case 3 -> Collections.swap(words, at, random.nextInt(words.size()));
                default -> words.set(at, words.get(at).substring(0, words.get(at).length() / 2));
            }
        }
    }

    /** What would take long is not asked for. */
    private void limit(List<String> words) {
        CommandLine command = words.isEmpty() ? null : root.getSubcommands().get(words.get(0));
        if (command == null) {
            return;
        }
        if (words.get(0).equals("mutate")) {
            // All of them take an hour.
            words.removeIf(w -> w.equals("--all") || w.startsWith("--sample"));
            words.addAll(1, List.of("--sample", "1"));
        }
        Map<String, String> most = Map.of("--max-states", "500", "--time", "2s", "--threads", "1", "--walks", "20", "--jobs", "2", "--attempts", "20",
                "--for", "1ms");
        command.getCommandSpec().optionsMap().keySet().stream().filter(most::containsKey).forEach(name -> {
            if (words.stream().noneMatch(w -> w.startsWith(name))) {
                words.addAll(1, List.of(name, most.get(name)));
            }
        });
    }

    /** Documents are written to the folder only, whatever has become of their names. */
    private void keepTo(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("--output=")) {
                words.set(i, "--output=" + one(written));
            } else if (word.equals("--output") && i + 1 < words.size() && !words.get(i + 1).startsWith("-")) {
                words.set(i + 1, one(written));
            }
        }
    }

    /** Pages are written into the folder only, whatever was made of the words. */
    private void onlyInto(List<String> words) {
        for (String option : List.of("--to", "--write", "--work")) {
            words.replaceAll(w -> w.startsWith(option + "=") ? option + "=" + folder.resolve("out") : w);
        }
        if (words.contains("new")) {
            words.addAll(List.of("--to", folder.resolve("out").toString()));
        }
        words.replaceAll(w -> w.startsWith("--html=") ? "--html=" + folder.resolve("page.html") : w);
        for (int i = 1; i < words.size(); i++) {
            if (List.of("--to", "--write", "--work").contains(words.get(i - 1))) {
                words.set(i, folder.resolve(one(List.of("out", "page.html", "out/deeper"))).toString());
            }
            if (words.get(i - 1).equals("--html")) {
                words.set(i, (random.nextBoolean() ? folder : folder.resolve("none")).resolve("page.html").toString());
            }
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
