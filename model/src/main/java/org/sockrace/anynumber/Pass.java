package org.sockrace.anynumber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.explore.Budget;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;

/**
 * One computation of all views of some automata: views are taken out one after the other, and each configuration is expanded when the last of its views is, so
 * that none is missed. Not thread-safe.
 */
final class Pass {

    private static final int SOME = 256;
    private final Configurations configurations;
    private final Findings findings;
    private final Set<Property> until;
    private final Budget budget;
    private final Set<Guard> dropped;
    private final int k;
    /** The shared part, and so many locals in ascending order. */
    private final Rows views;
    /** By shared part: the locals of views that were taken out. */
    private final List<int[]> present = new ArrayList<>();
    private final Rows presentPairs = new Rows(1);
    private final Exclusion exclusion;
    private final Standstill standstill;
    private final Map<Integer, List<Integer>> shown = new HashMap<>();
    private final long[] view;
    private final int[] configuration;
    private int places;
    private boolean over;
    private long expanded;
    private long whenUnknown = -1;

    /** Views of k threads; nothing more is done when one of the properties {@code until} is broken. */
    Pass(Configurations configurations, Exclusion exclusion, Standstill standstill, int k, Findings findings, Set<Property> until, Budget budget,
            Set<Guard> dropped) {
        this.exclusion = exclusion;
        this.standstill = standstill;
        this.configurations = configurations;
        this.k = k;
        this.findings = findings;
        this.until = until;
        this.budget = budget;
        this.dropped = dropped;
        this.views = new Rows(1 + k);
        this.view = new long[1 + k];
        this.configuration = new int[configurations.size()];
    }

    /**
     * Computes all views, unless something is reached that the automata do not cover: then soon ends.
     *
     * @throws CutShortException if the budget is used up before
     * @throws ObstacleException if views say nothing sound of these threads
     */
    void run(long[] initial, int words) {
        findings.starts();
        over = findings.byProperty().keySet().stream().anyMatch(until::contains);
        for (int at = 0; at < initial.length; at += words) {
            add(configurations.initial(initial, at));
        }
        for (int v = 0; v < views.size() && !over && !enough(); v++) {
            if ((v & SOME - 1) == 0) {
                poll();
            }
            takeOut(v);
        }
    }

    /** Whether so much was done since something unknown was met that larger automata are better now. */
    private boolean enough() {
        whenUnknown = whenUnknown < 0 && !findings.unknown().isEmpty() ? expanded : whenUnknown;
        return whenUnknown >= 0 && expanded > 2 * whenUnknown + SOME;
    }

    private void takeOut(int v) {
        int sharedPart = (int) views.get(v, 0);
        int[] members = new int[k];
        for (int i = 0; i < k; i++) {
            members[i] = (int) views.get(v, 1 + i);
        }
        if (configurations.size() == k) {
            System.arraycopy(members, 0, configuration, 0, k);
            expand(sharedPart);
            return;
        }
        Arrays.stream(members).forEach(local -> meet(sharedPart, local));
        int[] others = present.get(sharedPart);
        for (int i = 1; i <= others[0]; i++) {
            System.arraycopy(members, 0, configuration, 0, k);
            configuration[k] = others[i];
            Arrays.sort(configuration);
            if (isLastOf(v, sharedPart) && !exclusion.excludes(configuration)) {
                expand(sharedPart);
            }
        }
    }

    /** The local is there with the shared part. */
    private void meet(int sharedPart, int local) {
        int before = presentPairs.size();
        if (presentPairs.number(new long[] {(long) sharedPart << 32 | local}) < before) {
            return;
        }
        while (present.size() <= sharedPart) {
            present.add(new int[8]);
        }
        int[] list = present.get(sharedPart);
        if (list[0] + 1 == list.length) {
            list = Arrays.copyOf(list, 2 * list.length);
            present.set(sharedPart, list);
        }
        list[++list[0]] = local;
    }

    /** Whether all views of the configuration are there, and the others were taken out before this one. */
    private boolean isLastOf(int v, int sharedPart) {
        for (int left = 0; left < configuration.length; left++) {
            int found = views.find(without(left, sharedPart, configuration));
            if (found < 0 || found > v) {
                return false;
            }
        }
        return true;
    }

    /** The view of all but one. */
    private long[] without(int left, int sharedPart, int[] all) {
        view[0] = sharedPart;
        for (int i = 0, at = 1; i < all.length; i++) {
            if (i != left) {
                view[at++] = all[i];
            }
        }
        return view;
    }

    private void expand(int sharedPart) {
        if ((expanded & SOME - 1) == 0) {
            poll();
        }
        findings.level((int) Math.min(Integer.MAX_VALUE, ++expanded));
        int successors = configurations.expand(sharedPart, configuration);
        standstill.expanded(sharedPart, configuration);
        for (int i = 0; i < successors; i++) {
            add(configurations.successor(i));
        }
        if (findings.places() > places) {
            places = findings.places();
            shown.put((int) Math.min(Integer.MAX_VALUE, expanded), configurations.nodes());
            over = findings.byProperty().keySet().stream().anyMatch(until::contains);
        }
    }

    /** Adds the views of the configuration whose locals were left by {@link #configurations}. */
    private void add(int sharedPart) {
        boolean onlyOfMover = dropped.contains(Guard.EVERY_VIEW_OF_WHAT_FOLLOWS) && configurations.moved >= 0;
        int mover = configurations.moved < 0 ? -1 : configurations.after[configurations.moved];
        int[] all = configurations.after.clone();
        Arrays.sort(all);
        if (all.length == k) {
            views.number(without(-1, sharedPart, all));
            return;
        }
        for (int left = 0; left < all.length; left++) {
            if (!(onlyOfMover && all[left] == mover)) {
                views.number(without(left, sharedPart, all));
            }
        }
    }

    private void poll() {
        String limit = budget.reached(expanded, views.bytes() + configurations.bytes() + presentPairs.bytes());
        if (limit != null) {
            throw new CutShortException(limit);
        }
        budget.progress().at(Progress.Phase.SEARCHING, expanded, 0, 0);
    }

    /** Whether it ended because one of the properties is broken. */
    boolean over() {
        return over;
    }

    // ---- what was found --------------------------------------------------------------------------------------------------

    int views() {
        return views.size();
    }

    long expanded() {
        return expanded;
    }

    /** Where each thread stood in that configuration, counted from 1, if something was found there first. */
    List<Integer> shown(int number) {
        return shown.getOrDefault(number, List.of());
    }

    /** Where one of the threads and all others may have ended together: the nodes of the others in their order, then of the one. */
    Set<Ending> ends() {
        Set<Ending> ends = new LinkedHashSet<>();
        for (int v = 0; v < views.size(); v++) {
            for (int i = 0; i < k; i++) {
                configurations.ending((int) views.get(v, 0), (int) views.get(v, 1 + i)).ifPresent(ends::add);
            }
        }
        return ends;
    }

    /** Somebody of more than k threads who may wait for ever; null if nobody may. */
    Views.Waiting waiting() {
        for (int s = 0; s < present.size(); s++) {
            int[] list = present.get(s);
            Views.Waiting found = standstill.of(s, Arrays.copyOfRange(list, 1, 1 + list[0]));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** All views of so many threads, at most {@link #k}, in words that do not depend on how many threads there are. */
    Set<String> inWords(int size) {
        InWords inWords = configurations.inWords();
        Set<String> words = new TreeSet<>();
        for (int v = 0; v < views.size(); v++) {
            for (int chosen = 0; chosen < 1 << k; chosen++) {
                if (Integer.bitCount(chosen) == size) {
                    List<String> locals = new ArrayList<>();
                    for (int i = 0; i < k; i++) {
                        if ((chosen >> i & 1) != 0) {
                            locals.add(inWords.local((int) views.get(v, 1 + i)));
                        }
                    }
                    locals.sort(null);
                    words.add(inWords.shared((int) views.get(v, 0)) + " | " + String.join(" | ", locals));
                }
            }
        }
        return words;
    }
}
