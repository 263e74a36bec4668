package org.sockrace.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was visited: runs that are merged so that each is at least twice as large as the next: there are few, and each state is copied seldom. Not thread-safe.
 */
final class Visited {

    private final Folder folder;
    private final int words;
    /** The larger ones first. */
    final List<Run> runs = new ArrayList<>();

    Visited(Folder folder, int words) {
        this.folder = folder;
        this.words = words;
    }

    /** The new ones among the successors, which are visited from now on; the successors are cleared. */
    Run add(Successors successors) throws IOException {
        successors.begin();
        List<RunCursor> old = new ArrayList<>();
        Run level;
        try (RunWriter writer = new RunWriter(folder.newFile(), words)) {
            for (Run run : runs) {
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
            level = writer.finish();
        } finally {
            for (RunCursor cursor : old) {
                cursor.close();
            }
        }
        successors.clear();
        if (level.states() > 0) {
            runs.add(level);
        }
        return level;
    }

    /** Merges the last runs if that is due: the one that they became, or null. Their files are left. */
    Run merge() throws IOException {
        int from = Math.max(0, runs.size() - 1);
        long sum = runs.isEmpty() ? 0 : runs.get(from).states();
        while (from > 0 && runs.get(from - 1).states() < 2 * sum) {
            from--;
            sum += runs.get(from).states();
        }
        if (from >= runs.size() - 1) {
            return null;
        }
        List<Run> tail = runs.subList(from, runs.size());
        Run all = Successors.merge(folder, tail, words);
        tail.clear();
        runs.add(all);
        return all;
    }
}
