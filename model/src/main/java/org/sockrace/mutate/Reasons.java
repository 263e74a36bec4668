package org.sockrace.mutate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reasons that are written down, by the mistake's name. Immutable. In their text lines that begin at the margin name mistakes, one a line; the indented
 * lines below say the kind of the reason with its argument, and then why, for all of them:
 *
 * <pre>
 * SocketCore.java sock_unregister unlocked: spin_lock(net_family_lock);
 *   left-out words of the mark
 *   Nobody else registers.
 * </pre>
 */
final class Reasons {

    private static final String RESOURCE = "/mutate/reasons.txt";

    private final Map<String, Reason> all;

    private Reasons(Map<String, Reason> all) {
        this.all = all;
    }

    /** None. */
    static Reasons none() {
        return new Reasons(Map.of());
    }

    /** Those that come with the program. */
    static Reasons bundled() {
        try (InputStream in = Reasons.class.getResourceAsStream(RESOURCE)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads them.
     *
     * @throws MutationException if the text is none of reasons; the message says where
     */
    static Reasons of(String text) {
        Map<String, Reason> all = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> said = new ArrayList<>();
        int number = 0;
        for (String line : (text + "\n.").lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(" ")) {
                said.add(line.strip());
                continue;
            }
            if (!said.isEmpty()) {
                int at = number;
                reasons(names, said, at).forEach(r -> add(all, r, at));
                names.clear();
                said.clear();
            }
            names.add(line.strip());
        }
        if (names.size() > 1) {
            throw new MutationException("reasons.txt: nothing is said of " + names.get(0));
        }
        return new Reasons(all);
    }

    private static void add(Map<String, Reason> all, Reason reason, int line) {
        if (all.put(reason.mistake(), reason) != null) {
            throw new MutationException("reasons.txt, before line " + line + ": a second reason for " + reason.mistake());
        }
    }

    private static List<Reason> reasons(List<String> names, List<String> said, int line) {
        String claim = said.get(0);
        String word = claim.contains(" ") ? claim.substring(0, claim.indexOf(' ')) : claim;
        String argument = claim.substring(word.length()).strip();
        for (Reason.Kind kind : Reason.Kind.values()) {
            if (kind.id().equals(word) && kind.isArgued() != argument.isEmpty() && said.size() > 1 && !names.isEmpty()) {
                String sentence = said.subList(1, said.size()).stream().collect(Collectors.joining(" "));
                return names.stream().map(name -> new Reason(name, kind, argument, sentence)).toList();
            }
        }
        throw new MutationException("reasons.txt, before line " + line + ": expected mistakes, and below them, indented, masked-by MISTAKE, equivalent, "
                + "same-ends, left-out WORDS, lkmm SCENARIO or ordered SCENARIO, and why; found: " + claim);
    }

    /** Why nothing notices the mistake; null if nothing is written down. */
    Reason of(Mutant mutant) {
        return all.get(mutant.name());
    }

    /** The names of the mistakes that have one. */
    Set<String> names() {
        return all.keySet();
    }

    /** The names of the mistakes that reasons speak of besides. */
    List<String> others() {
        return all.values().stream().filter(r -> r.kind() == Reason.Kind.MASKED_BY).map(Reason::argument).distinct().toList();
    }
}
