package org.sockrace.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Reads a {@link Run} from its beginning, block by block. Not thread-safe. */
final class RunCursor implements AutoCloseable {

    private final Run run;
    private final int words;
    private final FileChannel channel;
    private final DeltaCode code;
    private final CRC32C sum = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    /** The states of the present block, one after the other; those from {@link #next} on are still to come. */
    final long[] states;
    int count;
    int next;
    private int block = -1;

    RunCursor(Run run) throws IOException {
        this.run = run;
        this.words = run.words;
        this.code = new DeltaCode(words);
        this.states = new long[Run.BLOCK * words];
        this.channel = FileChannel.open(run.file, StandardOpenOption.READ);
    }

    /** Makes sure that there is a next state; false at the end. */
    boolean more() throws IOException {
        return next < count || block + 1 < run.blocks() && read(block + 1);
    }

    /** Takes those out of the ascending states that this run has, and returns how many are left. */
    int remove(long[] candidates, int many) throws IOException {
        int kept = 0;
        for (int i = 0; i < many; i++) {
            if (!has(candidates, i * words)) {
                if (kept < i) {
                    System.arraycopy(candidates, i * words, candidates, kept * words, words);
                }
                kept++;
            }
        }
        return kept;
    }

    /** Whether the run has that state; asked in ascending order. */
    private boolean has(long[] state, int at) throws IOException {
        while (true) {
            while (next < count) {
                int sign = StateSort.compare(states, next * words, state, at, words);
                if (sign >= 0) {
                    return sign == 0;
                }
                next++;
            }
            if (block + 1 >= run.blocks()) {
                return false;
            }
            read(run.blockOf(state, at, block + 1));
        }
    }

    private boolean read(int number) throws IOException {
        int length = (int) (run.offset(number + 1) - run.offset(number));
        if (length > buffer.capacity()) {
            buffer = ByteBuffer.allocate(2 * length);
        }
        Run.read(channel, buffer, run.offset(number), length, run.file);
        Run.checkHead(buffer, words, run.file, number);
        int head = Run.head(words);
        sum.reset();
        sum.update(buffer.array(), head, length - head);
        if ((int) sum.getValue() != buffer.getInt(2 * Integer.BYTES)) {
            throw WorkException.damaged(run.file, "checksum of block " + number);
        }
        count = buffer.getInt(0);
        for (int w = 0; w < words; w++) {
            states[w] = buffer.getLong(3 * Integer.BYTES + w * Long.BYTES);
        }
        code.decode(buffer.array(), head, count, states);
        next = 0;
        block = number;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
