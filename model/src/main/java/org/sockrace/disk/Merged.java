package org.sockrace.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several runs read as one, in ascending order; a state that is in several comes once. Not thread-safe. */
final class Merged implements AutoCloseable {

    private final int words;
    private final List<RunCursor> open = new ArrayList<>();
    private RunCursor[] cursors;
    private int left;

    Merged(List<Run> runs, int words) throws IOException {
        this.words = words;
        try {
            for (Run run : runs) {
                open.add(new RunCursor(run));
            }
            cursors = open.toArray(RunCursor[]::new);
            for (RunCursor cursor : open) {
                if (cursor.more()) {
                    cursors[left++] = cursor;
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Fills the array with the next states, as far as it goes, and returns how many there were. */
    int fill(long[] into, int most) throws IOException {
        int count = 0;
        while (count < most && left > 0) {
            RunCursor least = cursors[0];
            for (int i = 1; i < left; i++) {
                least = StateSort.compare(cursors[i].states, cursors[i].next * words, least.states, least.next * words, words) < 0 ? cursors[i] : least;
            }
            if (count == 0 || StateSort.compare(into, (count - 1) * words, least.states, least.next * words, words) != 0) {
                System.arraycopy(least.states, least.next * words, into, count * words, words);
                count++;
            }
            pass(least);
        }
        // What comes again after this part would be taken for another one.
        for (int i = 0; i < left;) {
            boolean again = StateSort.compare(into, (count - 1) * words, cursors[i].states, cursors[i].next * words, words) == 0;
            int before = left;
            if (again) {
                pass(cursors[i]);
            }
            i += before == left ? 1 : 0;
        }
        return count;
    }

    private void pass(RunCursor cursor) throws IOException {
        cursor.next++;
        if (!cursor.more()) {
            for (int i = 0; i < left; i++) {
                if (cursors[i] == cursor) {
                    cursors[i] = cursors[--left];
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (RunCursor cursor : open) {
            cursor.close();
        }
    }
}
