package org.sockrace.disk;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Property;

/** Of each property that is broken, the first state that shows it. Not thread-safe. */
final class Shown {

    private final Map<Property, long[]> states = new EnumMap<>(Property.class);
    private int places;

    /** That state was expanded, with these findings up to now: mostly there is nothing new. */
    void look(Findings findings, long[] from, int at, int words) {
        if (findings.places() != places) {
            places = findings.places();
            for (Finding finding : findings.all()) {
                // What is broken before the first step is shown by no state.
                if (finding.level() > 0) {
                    states.computeIfAbsent(finding.property(), p -> Arrays.copyOfRange(from, at, at + words));
                }
            }
        }
    }

    /** The state that shows it, or null if none does. */
    long[] of(Property property) {
        return states.get(property);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(states.size());
        for (Map.Entry<Property, long[]> state : states.entrySet()) {
            out.writeUTF(state.getKey().name());
            out.writeInt(state.getValue().length);
            for (long word : state.getValue()) {
                out.writeLong(word);
            }
        }
    }

    /** What was written. */
    void read(DataInputStream in) throws IOException {
        for (int i = in.readInt(); i > 0; i--) {
            Property property = Property.valueOf(in.readUTF());
            long[] state = new long[in.readInt()];
            for (int w = 0; w < state.length; w++) {
                state[w] = in.readLong();
            }
            states.put(property, state);
        }
    }
}
