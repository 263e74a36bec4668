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
import org.sockrace.search.Cache;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;
import org.sockrace.search.Passes;

/** One search of one model. Each level is a run, and what was visited is {@link Visited}. Not thread-safe. */
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
    private final Visited visited;
    private final Shown shown = new Shown();
    private final List<Run> fresh = new ArrayList<>();
    private Run frontier;
    private int level = 1;
    private long states;
    private long transitions;
    private long whenUnknown = -1;
    private long committed = System.nanoTime();

    /** With room in memory for so many successors; writes down where it is when so many nanoseconds have passed. */
    DiskSearch(Folder folder, Model model, Budget budget, int most, long interval) throws IOException {
        this.folder = folder;
        this.model = model;
        this.budget = budget;
        this.interval = interval;
        this.words = model.words();
        this.successors = new Successors(folder, words, most);
        this.cache = new Cache(Cache.besides(most), words);
        this.visited = new Visited(folder, words);
        this.bytes = (long) most * words * Long.BYTES;
        DataInputStream before = folder.state == null ? null : new DataInputStream(new ByteArrayInputStream(folder.state));
        if (before != null) {
            shown.read(before);
        }
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
        shown.write(out);
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
        List<Run> all = new ArrayList<>(visited.runs);
        if (!all.contains(frontier)) {
            all.add(frontier);
        }
        out.writeInt(visited.runs.size());
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

    /** Which states show what the pass that the folder is in has found. */
    static Shown shown(Folder folder) throws IOException {
        Shown shown = new Shown();
        shown.read(new DataInputStream(new ByteArrayInputStream(folder.state)));
        return shown;
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
        visited.runs.addAll(all.subList(0, many));
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
                room();
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

    /** There is a second copy of all states when the largest files are merged: the disk is full when there is no room for that. */
    private void room() throws IOException {
        long used = visited.runs.stream().mapToLong(Run::bytes).sum();
        budget.progress().room(Progress.Store.DISK, used, Math.max(used, used + folder.room() >> 1));
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
                shown.look(findings, cursor.states, cursor.next * words, words);
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

    private void nextLevel() throws IOException {
        frontier = visited.add(successors);
        states += frontier.states();
        fresh.add(frontier);
        Run merged = visited.merge();
        if (merged != null) {
            fresh.add(merged);
        }
    }

    @Override
    public void close() throws IOException {
        successors.close();
    }
}
