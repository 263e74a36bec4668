package org.sockrace.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A file of states in ascending order, none twice, that was written whole and never changes. It consists of blocks, each with its number of states, the length
 * and the checksum of its bytes, its first state, and a checksum of all that; in memory there is of each block where it begins, and its first state.
 */
final class Run {

    /** Of states. */
    static final int BLOCK = 4096;
    private static final int NUMBERS = 3 * Integer.BYTES;
    final Path file;
    final int words;
    private long states;
    private int blocks;
    /** Where each block begins, and where the file ends. */
    private long[] offset = new long[2];
    private long[] first;

    Run(Path file, int words) {
        this.file = file;
        this.words = words;
        this.first = new long[words];
    }

    /**
     * A file that was written before, by whatever process.
     *
     * @throws WorkException if it is not as it was written
     */
    static Run open(Path file, int words, long states, long bytes) throws IOException {
        Run run = new Run(file, words);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != bytes) {
                throw WorkException.damaged(file, channel.size() + " bytes instead of " + bytes);
            }
            ByteBuffer head = ByteBuffer.allocate(head(words));
            long[] state = new long[words];
            while (run.bytes() < bytes) {
                read(channel, head, run.bytes(), head(words), file);
                int count = head.getInt(0);
                int length = head.getInt(Integer.BYTES);
                checkHead(head, words, file, run.blocks);
                head.position(NUMBERS).limit(head.capacity());
                head.asLongBuffer().get(state);
                run.add(state, count, head(words) + length);
            }
        } catch (NoSuchFileException e) {
            throw WorkException.damaged(file, "it is missing");
        }
        if (run.states != states || run.bytes() != bytes) {
            throw WorkException.damaged(file, run.states + " states instead of " + states);
        }
        return run;
    }

    /** How long the head of a block is. */
    static int head(int words) {
        return NUMBERS + words * Long.BYTES + Integer.BYTES;
    }

    /** The checksum of a head, which lies at its end. */
    static int headSum(ByteBuffer head, int words) {
        CRC32C sum = new CRC32C();
        sum.update(head.duplicate().clear().limit(head(words) - Integer.BYTES));
        return (int) sum.getValue();
    }

    static void checkHead(ByteBuffer head, int words, Path file, int block) {
        if (head.getInt(head(words) - Integer.BYTES) != headSum(head, words)) {
            throw WorkException.damaged(file, "checksum of the head of block " + block);
        }
    }

    /** Reads so many bytes from that place of the file to the beginning of the buffer. */
    static void read(FileChannel channel, ByteBuffer into, long from, int length, Path file) throws IOException {
        into.clear().limit(length);
        long at = from;
        while (into.hasRemaining()) {
            int n = channel.read(into, at);
            if (n < 0) {
                throw WorkException.damaged(file, "it ends too early");
            }
            at += n;
        }
    }

    /** Another block was written. */
    void add(long[] state, int count, int length) {
        if (blocks + 2 > offset.length) {
            offset = Arrays.copyOf(offset, 2 * offset.length);
        }
        if ((blocks + 1) * words > first.length) {
            first = Arrays.copyOf(first, 2 * first.length);
        }
        System.arraycopy(state, 0, first, blocks * words, words);
        blocks++;
        offset[blocks] = offset[blocks - 1] + length;
        states += count;
    }

    long states() {
        return states;
    }

    long bytes() {
        return offset[blocks];
    }

    int blocks() {
        return blocks;
    }

    long offset(int block) {
        return offset[block];
    }

    /** The last block, from that one on, that begins with no more than that state; or that one. */
    int blockOf(long[] state, int at, int from) {
        int low = from;
        // Mostly it is this one or the next.
        int step = 1;
        while (low + step < blocks && StateSort.compare(first, (low + step) * words, state, at, words) <= 0) {
            low += step;
            step *= 2;
        }
        int high = Math.min(low + step, blocks);
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (StateSort.compare(first, middle * words, state, at, words) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
