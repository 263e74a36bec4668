package org.sockrace.disk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;

/** What an engine has found, as bytes: for a file, or for another process. Has no state. */
public final class Saved {

    private Saved() { }

    /** Writes all that was found. */
    public static void write(DataOutputStream out, Findings findings) throws IOException {
        List<Finding> all = findings.all();
        out.writeInt(all.size());
        for (Finding f : all) {
            out.writeUTF(f.property().name());
            out.writeInt(f.role());
            out.writeInt(f.node());
            out.writeUTF(f.detail());
            out.writeInt(f.level());
        }
        out.writeInt(findings.stops().size());
        for (Property property : findings.stops()) {
            out.writeUTF(property.name());
        }
        out.writeInt(findings.exempted().size());
        for (Exemption e : findings.exempted()) {
            out.writeUTF(e.structure());
            out.writeUTF(e.field());
            out.writeUTF(e.function());
            out.writeUTF(e.reason());
        }
        out.writeInt(findings.endings().size());
        for (var ending : findings.endings().entrySet()) {
            write(out, ending.getKey().nodes());
            write(out, ending.getKey().contested());
            out.writeLong(ending.getValue());
        }
        unknown(out, findings.unknown());
    }

    /**
     * What was written.
     *
     * @param world the automata in which it was found, or the same made again
     */
    public static Findings findings(DataInputStream in, World world) throws IOException {
        Findings findings = new Findings(world);
        for (int i = in.readInt(); i > 0; i--) {
            Property property = Property.valueOf(in.readUTF());
            int role = in.readInt();
            int node = in.readInt();
            String detail = in.readUTF();
            findings.level(in.readInt());
            findings.noted(property, role, node, detail);
        }
        for (int i = in.readInt(); i > 0; i--) {
            findings.stops().add(Property.valueOf(in.readUTF()));
        }
        for (int i = in.readInt(); i > 0; i--) {
            findings.exempted(new Exemption(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
        }
        for (int i = in.readInt(); i > 0; i--) {
            Ending ending = new Ending(numbers(in), numbers(in));
            findings.endings().put(ending, in.readLong());
        }
        findings.unknown().addAll(unknown(in));
        return findings;
    }

    static void unknown(DataOutputStream out, Set<Source.Unknown> unknown) throws IOException {
        out.writeInt(unknown.size());
        for (Source.Unknown u : unknown) {
            out.writeInt(u.role());
            out.writeInt(u.node());
            out.writeInt(u.observed());
        }
    }

    static Set<Source.Unknown> unknown(DataInputStream in) throws IOException {
        Set<Source.Unknown> unknown = new LinkedHashSet<>();
        for (int i = in.readInt(); i > 0; i--) {
            unknown.add(new Source.Unknown(in.readInt(), in.readInt(), in.readInt()));
        }
        return unknown;
    }

    private static void write(DataOutputStream out, List<Integer> numbers) throws IOException {
        out.writeInt(numbers.size());
        for (int n : numbers) {
            out.writeInt(n);
        }
    }

    private static List<Integer> numbers(DataInputStream in) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            numbers.add(in.readInt());
        }
        return numbers;
    }
}
