package org.sockrace.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.sockrace.disk.Saved;
import org.sockrace.explore.Findings;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;

/** What was found while states were expanded, and how often each step was taken, as bytes. Has no state. */
final class Report {

    /** Of a partition that has expanded nothing. */
    static final byte[] NONE = new byte[0];

    private Report() { }

    static byte[] of(Findings findings, long transitions, long[][] taken) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(to)) {
            Saved.write(out, findings);
            out.writeLong(transitions);
            for (long[] role : taken) {
                for (int i = 0; i < role.length; i++) {
                    if (role[i] != 0) {
                        out.writeInt(i);
                        out.writeLong(role[i]);
                    }
                }
                out.writeInt(-1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.toByteArray();
    }

    /** Adds a report to what is known, and returns how many transitions it tells of. */
    static long add(byte[] report, Model model, Findings findings, PackedStates counts) {
        if (report.length == 0) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(report))) {
            findings.merge(Saved.findings(in, model.world()));
            long transitions = in.readLong();
            for (long[] role : counts.taken()) {
                for (int i = in.readInt(); i >= 0; i = in.readInt()) {
                    role[i] += in.readLong();
                }
            }
            return transitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
