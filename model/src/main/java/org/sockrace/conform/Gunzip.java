package org.sockrace.conform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks what gzip has compressed, unless it is made to fill whatever reads it. Not thread-safe. */
final class Gunzip extends GZIPInputStream {

    /** Recordings and tables become 10 to 60 times smaller; what becomes this much smaller says the same over and over. */
    private static final int MOST = 500;
    /** Less than this may become as small as it will. */
    private static final long HARMLESS = 64L << 20;
    private static final int BUFFER = 1 << 16;

    /** How much was read; a file may have several parts, each compressed for itself. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            bytes += Math.max(0, n);
            return n;
        }
    }

    private final Counted packed;
    private long unpacked;

    Gunzip(InputStream in) throws IOException {
        this(new Counted(in));
    }

    private Gunzip(Counted packed) throws IOException {
        super(packed, BUFFER);
        this.packed = packed;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int n = super.read(into, from, length);
        unpacked += Math.max(0, n);
        if (unpacked > HARMLESS && unpacked / MOST > packed.bytes) {
            throw new ZipException("it becomes more than " + MOST + " times as large, which no recording or table does");
        }
        return n;
    }
}
