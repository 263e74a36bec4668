package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.machine.simulated.SplitException;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.scenario.ScenarioSyntaxException;
import org.sockrace.scenario.Values;

/**
 * Whatever is written for a scenario is one, or is answered with a message: texts of the catalogue and of {@link RandomScenario} are changed at random, read,
 * set up, and some of them searched a little. {@code -Dfuzz=100000 -Dfuzz.first=0} asks for more of them.
 */
class ScenarioFuzzTest {

    private static final int TEXTS = Integer.getInteger("fuzz", 3_000);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    /** One in so many that can be set up is searched. */
    private static final int SEARCHED = 10;
    private static final int MOST_STATES = 300;
    private static final int MOST_POLLS = 50;
    private static final long SLOW_SECONDS = 60;
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3", "-1", "11", "12", "46", "255", "256", "262", "1000", "2147483647", "-2147483648",
            "2147483648", "99999999999", "0xffffffff", "0x80000000", "-0x1", "00");
    private static final List<String> SYMBOLS = List.of(":", "=", "(", ")", ",", "|", "||", "*", "[", "]", ";", "\"", "#", "\n", "\t", "\r\n", "@", "\u0007",
            "\u00e4", "\ud83d\ude00", "\ufeff", "-", ".", "x3", "x0", "x99999999999", "user", "all", "none", "yes", "no", "force", "setup", "fd", "O1", "o1");
    private static final List<String> VOCABULARY = vocabulary();

    private static List<String> vocabulary() {
        List<String> words = new ArrayList<>(NUMBERS);
        words.addAll(SYMBOLS);
        words.addAll(List.of("scenario", "kernel", "module", "process", "faults", "autoload", "always", "never", "outcome", "expect", "holds", "breaks",
                "bounded", "acceptable", "interesting", "allowed", "forbidden", "T0", "T1", "s", "r", "k", "p.0", "p.1", "PF_TOY",
                "PF_UNIX", "PF_INET", "PF_PACKET", "PF_CAN", "PF_ALG", "SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "IPPROTO_L2TP", "CAN_RAW", "owner=none",
                "family=PF_TOY", "loaded=no"));
        Stream.of(Property.values()).map(Property::id).forEach(words::add);
        words.addAll(KernelVersion.texts());
        words.addAll(CallKind.ids());
        words.addAll(Fault.ids());
        words.addAll(KernelSwitch.ids());
        words.addAll(KnownModule.ids());
        words.addAll(ModuleAttribute.ids());
        words.addAll(Values.words(Returns.STATUS));
        return List.copyOf(words);
    }

    /** What came of many texts. */
    private static final class Tally {
        private int read;
        private int setUp;
        private int searched;
        private final List<String> wrong = new ArrayList<>();

        @Override
        public String toString() {
            return TEXTS + " texts: " + read + " are scenarios, " + setUp + " can be set up, " + searched + " were searched";
        }
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyTextIsAScenarioOrIsAnswered() {
        List<String> texts = Catalogue.load().entries().stream().map(CatalogueEntry::text).toList();
        Tally tally = new Tally();
        for (int seed = FIRST; seed < FIRST + TEXTS; seed++) {
            Random dice = new Random(seed * 0x9E3779B97F4A7C15L);
            String base = dice.nextInt(3) == 0 ? RandomScenario.draw(seed).toString() : texts.get(dice.nextInt(texts.size()));
            String text = changed(base, texts.get(dice.nextInt(texts.size())), dice);
            long start = System.nanoTime();
            try {
                use(text, seed, tally);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
                tally.wrong.add("seed " + seed + ": " + e + " at " + Arrays.stream(e.getStackTrace()).limit(5).toList() + "\n" + text);
            }
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(SLOW_SECONDS)) {
                tally.wrong.add("seed " + seed + " takes more than " + SLOW_SECONDS + " s\n" + text);
            }
        }
        System.getLogger("fuzz").log(System.Logger.Level.INFO, tally.toString());
        assertThat(tally.wrong).as(tally.toString()).isEmpty();
        assertThat(tally.read).as(tally.toString()).isGreaterThan(TEXTS / 20);
        assertThat(tally.searched).as(tally.toString()).isPositive();
    }

    private static void use(String text, int seed, Tally tally) {
        Scenario scenario;
        try {
            scenario = ScenarioParser.parse(text, "", "x");
        } catch (ScenarioSyntaxException e) {
            assertThat(e.getMessage().lines().skip(1)).allMatch(line -> line.length() <= 120 && line.chars().noneMatch(Character::isISOControl));
            return;
        }
        tally.read++;
        try {
            SceneBuilder.build(scenario);
            tally.setUp++;
            if (seed % SEARCHED == 0) {
                tally.searched++;
                Checker.check(scenario, CheckOptions.DEFAULT.withLimits(MOST_STATES, 0, 0).cancelledBy(polls()), Progress.NONE);
            }
        } catch (SetupException | ModelTooLargeException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (SplitException e) {
            throw new IllegalStateException("while nothing is searched", e);
        }
    }

    private static BooleanSupplier polls() {
        AtomicLong left = new AtomicLong(MOST_POLLS);
        return () -> left.decrementAndGet() < 0;
    }

    // ---- changing texts ------------------------------------------------------------------------------------------------

    private static String changed(String base, String other, Random dice) {
        String text = base;
        int times = 1 + dice.nextInt(3);
        for (int i = 0; i < times; i++) {
            text = switch (dice.nextInt(4)) {
                case 0 -> characters(text, dice);
                case 1 -> lines(text, other, dice);
                default -> words(text, dice);
            };
        }
        return text;
    }

    private static String characters(String text, Random dice) {
        int at = dice.nextInt(text.length() + 1);
        String added = dice.nextBoolean() ? SYMBOLS.get(dice.nextInt(SYMBOLS.size())) : Character.toString((char) dice.nextInt(0x250));
        return text.substring(0, at) + (dice.nextBoolean() ? added : "") + text.substring(Math.min(text.length(), at + dice.nextInt(3)));
    }

    private static String words(String text, Random dice) {
        List<String> words = new ArrayList<>(List.of(text.replaceAll("(?m)^#.*\n", "").split("(?<=\\W)|(?=\\W)")));
        int at = dice.nextInt(words.size());
        String word = VOCABULARY.get(dice.nextInt(VOCABULARY.size()));
        switch (dice.nextInt(6)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(dice.nextInt(words.size())));
            case 2 -> words.add(at, " " + word + " ");
            case 3 -> java.util.Collections.swap(words, at, dice.nextInt(words.size()));
            default -> replace(words, word, dice);
        }
        return String.join("", words);
    }

    /** Puts the word where another word stood. */
    private static void replace(List<String> words, String word, Random dice) {
        List<Integer> places = java.util.stream.IntStream.range(0, words.size()).filter(i -> words.get(i).matches("\\w+")).boxed().toList();
        if (!places.isEmpty()) {
            words.set(places.get(dice.nextInt(places.size())), word);
        }
    }

    private static String lines(String text, String other, Random dice) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        List<String> others = List.of(other.split("\n"));
        int at = dice.nextInt(lines.size());
        switch (dice.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(dice.nextInt(lines.size())));
            case 2 -> lines.add(at, others.get(dice.nextInt(others.size())));
            default -> java.util.Collections.swap(lines, at, dice.nextInt(lines.size()));
        }
        return String.join("\n", lines);
    }

    // ---- numbers -----------------------------------------------------------------------------------------------------

    /** Whatever number is given for a family, a type or a protocol, the call returns. */
    @Test
    void everyNumberIsAnswered() {
        List<String> families = List.of("-2147483648", "-1", "46", "1000", "2147483647", "0xffffffff", "PF_UNSPEC", "PF_UNIX", "PF_INET", "PF_INET6",
                "PF_NETLINK", "PF_PACKET", "PF_CAN", "PF_PHONET", "PF_PPPOX", "PF_TOY", "PF_ALG");
        List<String> types = List.of("-2147483648", "-1", "0", "10", "11", "15", "2147483647", "SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW",
                "SOCK_SEQPACKET", "SOCK_PACKET");
        String modules = "module toy family=PF_TOY; module af_packet; module can; module can_raw; module phonet; module pn_pep; module pppox; module pppoe; "
                + "module l2tp_ip; ";
        List<String> kernels = KernelVersion.texts().stream().filter(version -> KernelVersion.of(version).orElseThrow().since(3, 10)).toList();
        // A few at a time: each raw socket leaves something to soft interrupts, which run whenever they like.
        List<List<String>> protocols = List.of(List.of("-2147483648", "-1", "3"), List.of("8", "32"), List.of("256", "2147483647"));
        for (int i = 0; i < 2; i++) {
            for (String family : families) {
                for (String type : types) {
                    String kernel = kernels.get((families.indexOf(family) * types.size() + types.indexOf(type) + i * 3) % kernels.size());
                    for (List<String> some : protocols) {
                        returns("kernel " + kernel + "; " + modules + "T0: " + calls(family, type, some));
                    }
                }
            }
        }
    }

    private static String calls(String family, String type, List<String> protocols) {
        List<String> calls = new ArrayList<>();
        for (String protocol : protocols) {
            for (String call : List.of("socket", "socketpair", "sock_create_kern")) {
                calls.add(call + "(" + family + ", " + type + ", " + protocol + ")");
            }
        }
        return String.join("; ", calls);
    }

    private static void returns(String program) {
        CheckReport report = Checker.check(ScenarioParser.parse(program, "", "x"), CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
        assertThat(report.verdict()).as(program).isEqualTo(Verdict.HOLDS);
    }
}
