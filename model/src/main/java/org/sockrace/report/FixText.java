package org.sockrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.check.Attempt;
import org.sockrace.check.Attempt.Result;
import org.sockrace.check.FixCheck;
import org.sockrace.machine.Property;

/** What repairs a scenario that breaks, in prose. */
public final class FixText {

    private static final String SWITCH = "kernel switch ";
    private static final String VERSION = "kernel ";

    private FixText() { }

    /** One sentence each. Nothing but an exhaustive search makes it say that something holds. */
    public static List<String> sentences(FixCheck fix) {
        List<String> sentences = new ArrayList<>();
        List<Attempt> known = fix.attempts().stream().filter(a -> !a.scenario().isEmpty()).toList();
        List<Attempt> single = fix.attempts().stream().filter(a -> a.scenario().isEmpty()).toList();
        known.forEach(attempt -> sentences.add(catalogue(attempt)));
        if (known.stream().noneMatch(a -> a.result() == Result.HOLDS && !a.hides())) {
            sentences.addAll(single(single, known.isEmpty()));
        }
        Attempt right = fix.followed();
        for (int i = 0; right != null && i < fix.along().size(); i++) {
            sentences.add((i > 0 ? "" : "The same schedule " + (right.scenario().isEmpty() ? "with " + right.change() : "in " + right.scenario()) + ": ")
                    + (i > 0 ? fix.along().get(i) : lowerFirst(fix.along().get(i))));
        }
        return sentences;
    }

    private static String lowerFirst(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String catalogue(Attempt attempt) {
        String same = attempt.scenario() + " makes the same calls with " + attempt.change();
        return switch (attempt.result()) {
            case HOLDS -> same + ", and holds: " + Numbers.count(attempt.states(), "state") + ", exhaustive."
                    + (attempt.hides() ? " That hides it and repairs nothing." : "");
            case BREAKS -> same + ", and should hold, but breaks " + ids(attempt.broken()) + ".";
            case BOUNDED -> same + ", and nothing breaks as far as was searched: " + attempt.why() + ".";
            case IMPOSSIBLE -> same + ", but cannot be set up: " + attempt.why() + ".";
            case NOT_TRIED -> same + ", but was not tried: " + attempt.why() + ".";
        };
    }

    private static List<String> single(List<Attempt> attempts, boolean alone) {
        List<String> sentences = new ArrayList<>();
        String begin = alone ? "No scenario of the catalogue makes the same calls and holds. " : "";
        if (attempts.isEmpty()) {
            sentences.add(begin + "There is no single change that could be tried.");
            return sentences;
        }
        List<Attempt> holding = of(attempts, Result.HOLDS);
        long tried = attempts.stream().filter(a -> a.result() != Result.NOT_TRIED).count();
        if (holding.isEmpty()) {
            sentences.add(begin + (tried == 0 ? "No change was tried." : tried == 1 ? "The single change that was tried does not make it hold."
                    : "None of the " + tried + " single changes that were tried makes it hold."));
        } else {
            sentences.add(begin + "Of " + Numbers.count(tried, "single change") + " that " + (tried == 1 ? "was" : "were") + " tried, "
                    + (holding.size() == 1 ? "this one makes it hold, searched exhaustively: " : "these make it hold, each searched exhaustively: ")
                    + list(holding.stream().map(a -> a.change() + " (" + Numbers.count(a.states(), "state") + ")").toList()) + ".");
        }
        group(sentences, "Still broken with ", of(attempts, Result.BREAKS), a -> ids(a.broken()));
        group(sentences, "Nothing broken as far as was searched, which proves nothing, with ", of(attempts, Result.BOUNDED), Attempt::why);
        group(sentences, "Cannot be set up with ", of(attempts, Result.IMPOSSIBLE), Attempt::why);
        group(sentences, "Not tried: ", of(attempts, Result.NOT_TRIED), Attempt::why);
        return sentences;
    }

    private static List<Attempt> of(List<Attempt> attempts, Result result) {
        return attempts.stream().filter(a -> a.result() == result).toList();
    }

    private static void group(List<String> sentences, String begin, List<Attempt> attempts, java.util.function.Function<Attempt, String> why) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        attempts.forEach(a -> groups.computeIfAbsent(why.apply(a), w -> new ArrayList<>()).add(a.change()));
        groups.forEach((reason, changes) -> sentences.add(begin + list(changes) + ": " + reason + "."));
    }

    /** {@code kernel switches a=yes, b=no, kernels 4.19, 5.4}: what several have in common is said once. */
    private static String list(List<String> changes) {
        List<String> parts = new ArrayList<>();
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (String change : changes) {
            String kind = change.startsWith(SWITCH) ? SWITCH : change.startsWith(VERSION) ? VERSION : "";
            alike.computeIfAbsent(kind, k -> new ArrayList<>()).add(change.substring(kind.length()));
        }
        alike.forEach((kind, several) -> parts.add((several.size() == 1 || kind.isEmpty() ? kind : kind.equals(SWITCH) ? "kernel switches " : "kernels ")
                + String.join(", ", several)));
        return String.join(", ", parts);
    }

    private static String ids(List<Property> properties) {
        return String.join(", ", properties.stream().map(Property::id).toList());
    }
}
