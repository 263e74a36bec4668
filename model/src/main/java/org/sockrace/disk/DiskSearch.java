package org.sockrace.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Progress;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;
import org.sockrace.search.Passes;

/**
 * One search of one model. Each level is a run; what was visited is in runs that are merged so that each is at least twice as large as the next: there are few,
 * and each state is copied seldom. Not thread-safe.
 */
final class DiskSearch implements AutoCloseable {

    private static final int POLL = 1 << 12;
    private final Folder folder;
    private final Model model;
    private final Budget budget;
    private final long interval;
    private final int words;
    private final Findings findings;
    private final PackedStates packed;
    private final Successors successors;
    private final Cache cache;
    private final long bytes;
    private final List<Run> visited = new ArrayList<>();
    private final List<Run> fresh = new ArrayList<>();
    private Run frontier;
    private int level = 1;
    private long states;
    private long transitions;
    private long whenUnknown = -1;
    private long committed = System.nanoTime();

    /** With so much room in memory for successors; writes down where it is when so many nanoseconds have passed. */
    DiskSearch(Folder folder, Model model, Budget budget, long room, long interval) throws IOException {
        this.folder = folder;
        this.model = model;
        this.budget = budget;
        this.interval = interval;
        this.words = model.words();
        long one = (long) words * Long.BYTES;
        int most = (int) Math.max(16, Math.min(Integer.MAX_VALUE / words - 8L, room / one));
        this.successors = new Successors(folder, words, most);
        this.cache = new Cache(Math.min(1 << 20, Integer.highestOneBit(Math.max(16, most / 4))), words);
        this.bytes = most * one;
        DataInputStream before = folder.state == null ? null : new DataInputStream(new ByteArrayInputStream(folder.state));
        this.findings = before == null ? new Findings(model.world()) : Saved.findings(before, model.world());
        this.packed = new PackedStates(model, findings);
        if (before == null) {
            begin();
        } else {
            goOn(before);
        }
    }

    private void begin() throws IOException {
        findings.starts();
        long[] initial = packed.initial();
        for (int i = 0; i < initial.length; i += words) {
            successors.add(initial, i);
        }
        nextLevel();
        commit();
    }

    // ---- what is written down --------------------------------------------------------------------------------------------

    private void commit() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(to);
        Saved.write(out, findings);
        out.writeInt(level);
        out.writeLong(states);
        out.writeLong(transitions);
        out.writeLong(whenUnknown);
        for (long[] role : packed.taken()) {
            for (long n : role) {
                out.writeLong(n);
            }
        }
        List<Run> all = new ArrayList<>(visited);
        if (!all.contains(frontier)) {
            all.add(frontier);
        }
        out.writeInt(visited.size());
        out.writeInt(all.indexOf(frontier));
        out.writeInt(all.size());
        for (Run run : all) {
            out.writeLong(Long.parseLong(run.file.getFileName().toString().substring("states-".length())));
            out.writeLong(run.states());
            out.writeLong(run.bytes());
        }
        folder.state = to.toByteArray();
        folder.commit(fresh.stream().filter(all::contains).toList());
        folder.keepOnly(all);
        fresh.clear();
        committed = System.nanoTime();
    }

    /** The findings were read already. */
    private void goOn(DataInputStream in) throws IOException {
        level = in.readInt();
        states = in.readLong();
        transitions = in.readLong();
        whenUnknown = in.readLong();
        for (long[] role : packed.taken()) {
            for (int i = 0; i < role.length; i++) {
                role[i] = in.readLong();
            }
        }
        int many = in.readInt();
        int waiting = in.readInt();
        List<Run> all = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            all.add(Run.open(folder.file(in.readLong()), words, in.readLong(), in.readLong()));
        }
        visited.addAll(all.subList(0, many));
        frontier = all.get(waiting);
        folder.keepOnly(all);
    }

    // ---- searching -------------------------------------------------------------------------------------------------------

    Exploration run() throws IOException {
        String limit = limit();
        while (limit == null && frontier.states() > 0) {
            findings.level(level);
            limit = expand();
            if (limit != null) {
                break;
            }
            nextLevel();
            level += frontier.states() > 0 ? 1 : 0;
            if (whenUnknown < 0 && !findings.unknown().isEmpty()) {
                whenUnknown = states;
            }
            if (System.nanoTime() - committed >= interval || frontier.states() == 0) {
                commit();
            }
            budget.progress().at(Progress.Phase.SEARCHING, states, frontier.states(), level);
            limit = limit();
            if (limit != null && !fresh.isEmpty()) {
                commit();
            }
        }
        Claim claim = limit == null ? new Claim.Exhaustive() : new Claim.CutShort(limit);
        return new Exploration(model.world(), claim, findings, packed.visits(), states, transitions, level, bytes);
    }

    private String limit() {
        String limit = budget.reached(states, 0);
        return limit == null && Passes.enough(states, whenUnknown) ? Passes.ENOUGH : limit;
    }

    /** Expands the level. Tells why it did not come to the end: then what was found of it counts, and nothing else. */
    private String expand() throws IOException {
        int done = 0;
        try (RunCursor cursor = new RunCursor(frontier)) {
            for (; cursor.more(); cursor.next++) {
                packed.expand(cursor.states, cursor.next * words);
                int count = packed.count();
                long[] out = packed.successors();
                transitions += count;
                for (int i = 0; i < count; i++) {
                    if (!cache.met(out, i * words)) {
                        successors.add(out, i * words);
                    }
                }
                if (++done % POLL == 0) {
                    String limit = budget.spent();
                    if (limit != null) {
                        return limit;
                    }
                }
            }
        }
        return null;
    }

    /** The new ones among the successors are the next level. */
    private void nextLevel() throws IOException {
        successors.begin();
        List<RunCursor> old = new ArrayList<>();
        try (RunWriter writer = new RunWriter(folder.newFile(), words)) {
            for (Run run : visited) {
                old.add(new RunCursor(run));
            }
            long[] part = new long[Run.BLOCK * words];
            for (int n = successors.fill(part, Run.BLOCK); n > 0; n = successors.fill(part, Run.BLOCK)) {
                int left = n;
                for (RunCursor cursor : old) {
                    left = cursor.remove(part, left);
                }
                for (int i = 0; i < left; i++) {
                    writer.add(part, i * words);
                }
            }
            frontier = writer.finish();
        } finally {
            for (RunCursor cursor : old) {
                cursor.close();
            }
        }
        successors.clear();
        states += frontier.states();
        fresh.add(frontier);
        if (frontier.states() > 0) {
            visited.add(frontier);
            merge();
        }
    }

    private void merge() throws IOException {
        int from = visited.size() - 1;
        long sum = visited.get(from).states();
        while (from > 0 && visited.get(from - 1).states() < 2 * sum) {
            from--;
            sum += visited.get(from).states();
        }
        if (from < visited.size() - 1) {
            List<Run> tail = visited.subList(from, visited.size());
            Run all = Successors.merge(folder, tail, words);
            tail.clear();
            visited.add(all);
            fresh.add(all);
        }
    }

    @Override
    public void close() throws IOException {
        successors.close();
    }
}
