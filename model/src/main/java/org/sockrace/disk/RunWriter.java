package org.sockrace.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes a {@link Run}. Not thread-safe. */
final class RunWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 17;
    private final Run run;
    private final int words;
    private final FileChannel channel;
    private final long[] block;
    private int held;
    private final DeltaCode code;
    private final byte[] bytes;
    private final ByteBuffer out;

    RunWriter(Path file, int words) throws IOException {
        this.run = new Run(file, words);
        this.words = words;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.block = new long[Run.BLOCK * words];
        this.code = new DeltaCode(words);
        this.bytes = new byte[code.room(Run.BLOCK)];
        this.out = ByteBuffer.allocate(Math.max(BUFFER, bytes.length + Run.head(words)));
    }

    /** The next state, greater than the last. */
    void add(long[] states, int at) throws IOException {
        for (int w = 0; w < words; w++) {
            block[held * words + w] = states[at + w];
        }
        if (++held == Run.BLOCK) {
            block();
        }
    }

    private void block() throws IOException {
        int length = code.encode(block, held, bytes);
        int head = Run.head(words);
        if (out.remaining() < head + length) {
            flush();
        }
        ByteBuffer place = ByteBuffer.allocate(head);
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        place.putInt(held).putInt(length).putInt((int) sum.getValue());
        for (int w = 0; w < words; w++) {
            place.putLong(block[w]);
        }
        place.putInt(Run.headSum(place, words)).flip();
        out.put(place).put(bytes, 0, length);
        run.add(block, held, head + length);
        held = 0;
    }

    private void flush() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            channel.write(out);
        }
        out.clear();
    }

    /** All states were added. */
    Run finish() throws IOException {
        if (held > 0) {
            block();
        }
        flush();
        channel.close();
        return run;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
