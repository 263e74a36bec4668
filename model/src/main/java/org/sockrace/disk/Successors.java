package org.sockrace.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The successors of a level: sorted in memory, and in files when there are more than fit. Not thread-safe. */
final class Successors implements AutoCloseable {

    private static final int FIRST_ROOM = 1 << 12;
    private static final int MOST_FILES = 64;
    private final Folder folder;
    private final int words;
    private final int most;
    private long[] states;
    private int count;
    private final List<Run> files = new ArrayList<>();
    private Merged merged;
    private int handed;

    /** Keeps so many in memory. */
    Successors(Folder folder, int words, int most) {
        this.folder = folder;
        this.words = words;
        this.most = most;
        this.states = new long[Math.min(FIRST_ROOM, most) * words];
    }

    void add(long[] from, int at) throws IOException {
        if ((count + 1) * words > states.length) {
            room();
        }
        for (int w = 0; w < words; w++) {
            states[count * words + w] = from[at + w];
        }
        count++;
    }

    private void room() throws IOException {
        if (states.length < most * words) {
            states = java.util.Arrays.copyOf(states, (int) Math.min(2L * states.length, (long) most * words));
            return;
        }
        count = StateSort.sort(states, count, words);
        if (count > most / 2) {
            spill();
        }
    }

    private void spill() throws IOException {
        try (RunWriter writer = new RunWriter(folder.newFile(), words)) {
            for (int i = 0; i < count; i++) {
                writer.add(states, i * words);
            }
            files.add(writer.finish());
        }
        count = 0;
        if (files.size() == MOST_FILES) {
            Run all = merge(folder, files, words);
            delete();
            files.add(all);
        }
    }

    /** One run of what these have. */
    static Run merge(Folder folder, List<Run> runs, int words) throws IOException {
        long[] part = new long[Run.BLOCK * words];
        try (Merged merged = new Merged(runs, words); RunWriter writer = new RunWriter(folder.newFile(), words)) {
            for (int n = merged.fill(part, Run.BLOCK); n > 0; n = merged.fill(part, Run.BLOCK)) {
                for (int i = 0; i < n; i++) {
                    writer.add(part, i * words);
                }
            }
            return writer.finish();
        }
    }

    /** All are added: they are handed over in ascending order, none twice. */
    void begin() throws IOException {
        count = StateSort.sort(states, count, words);
        handed = 0;
        if (!files.isEmpty()) {
            spill();
            merged = new Merged(files, words);
        }
    }

    /** Puts the next ones into the array, and returns how many; 0 at the end. */
    int fill(long[] into, int room) throws IOException {
        if (merged != null) {
            return merged.fill(into, room);
        }
        int n = Math.min(room, count - handed);
        System.arraycopy(states, handed * words, into, 0, n * words);
        handed += n;
        return n;
    }

    /** The next level's can be added. */
    void clear() throws IOException {
        if (merged != null) {
            merged.close();
            merged = null;
        }
        delete();
        count = 0;
    }

    private void delete() throws IOException {
        for (Run run : files) {
            run.delete();
        }
        files.clear();
    }

    @Override
    public void close() throws IOException {
        if (merged != null) {
            merged.close();
        }
    }
}
