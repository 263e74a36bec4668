package org.sockrace.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/** The states of one partition after a level. Immutable, but for being read. */
public final class Part implements Externalizable {

    private static final long serialVersionUID = 1L;
    private int words;
    /** What was visited, in runs; with the newest. */
    private long[][] visited;
    /** The newest: to be expanded. */
    private long[] frontier;
    /** What was found while the level before was expanded. */
    private byte[] report;

    /** For reading. */
    public Part() { }

    Part(int words, long[][] visited, long[] frontier, byte[] report) {
        this.words = words;
        this.visited = visited;
        this.frontier = frontier;
        this.report = report;
    }

    long[][] visited() {
        return visited;
    }

    long[] frontier() {
        return frontier;
    }

    Summary summary() {
        long longs = 0;
        for (long[] run : visited) {
            longs += run.length;
        }
        return new Summary(longs / words, frontier.length / words, report);
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeInt(words);
        out.writeInt(visited.length);
        for (long[] run : visited) {
            write(out, run);
        }
        // The newest states are a run of their own or were merged into one: this costs little.
        write(out, frontier);
        out.writeInt(report.length);
        out.write(report);
    }

    private void write(ObjectOutput out, long[] states) throws IOException {
        byte[] bytes = StateRuns.packed(states, words);
        out.writeInt(states.length);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        words = in.readInt();
        visited = new long[in.readInt()][];
        for (int i = 0; i < visited.length; i++) {
            visited[i] = read(in);
        }
        frontier = read(in);
        report = new byte[in.readInt()];
        in.readFully(report);
    }

    private long[] read(ObjectInput in) throws IOException {
        int length = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return StateRuns.unpacked(bytes, length, words);
    }
}
