package org.sockrace.conform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks what gzip has packed, all of it: recordings and tables are kept so. Not thread-safe. */
final class Gzip extends GZIPInputStream {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    /** What stands behind each packed part: its checksum and its length. */
    private static final int TRAILER = 8;
    private static final int BUFFER = 1 << 16;
    /** Recordings and tables become 10 to 60 times smaller; what becomes this much smaller says the same over and over, to fill whatever reads it. */
    private static final int MOST = 500;
    /** Less than this may become as small as it will. */
    private static final long HARMLESS = 64L << 20;

    private final Peeking packed;
    private long unpacked;

    private Gzip(Peeking packed) throws IOException {
        super(packed, BUFFER);
        this.packed = packed;
    }

    /** Whether that is how a packed file begins. */
    static boolean begins(byte[] bytes, int length) {
        return length >= 2 && (bytes[0] & 0xff) == FIRST && (bytes[1] & 0xff) == SECOND;
    }

    /**
     * Unpacks a stream of which some bytes have been read.
     *
     * @param begun those bytes
     * @throws IOException if it cannot be read, or is damaged
     */
    static InputStream unpacked(byte[] begun, int length, InputStream rest) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(rest, Math.max(1, length));
        whole.unread(begun, 0, length);
        return new Gzip(new Peeking(whole));
    }

    /** What is behind the last packed part, and is none, would be passed over in silence. */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n = super.read(into, from, length);
        if (n < 0 && (inf.getRemaining() > TRAILER || in.available() > 0)) {
            throw new ZipException("what follows is not packed, or cut off");
        }
        unpacked += Math.max(0, n);
        if (unpacked > HARMLESS && unpacked / MOST > packed.bytes) {
            throw new ZipException("it becomes more than " + MOST + " times as large, which no recording or table does");
        }
        return n;
    }

    /** Says truly whether there is more: that is how the unpacker knows whether another packed part follows, and pipes say no when they should wait. */
    private static final class Peeking extends FilterInputStream {

        private final PushbackInputStream whole;
        private long bytes;

        Peeking(PushbackInputStream whole) {
            super(whole);
            this.whole = whole;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            bytes += Math.max(0, n);
            return n;
        }

        @Override
        public int available() throws IOException {
            int next = whole.read();
            if (next >= 0) {
                whole.unread(next);
            }
            return next < 0 ? 0 : 1;
        }
    }
}
