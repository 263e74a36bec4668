package org.sockrace.search;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Property;

/** The compiled form of {@link DataRaces}: one for each worker. */
final class RaceWatch {

    private record Access(int role, Frame.Stack at, OpKind kind, Object cell) { }

    private final Model model;
    /** By role and visible node: the number of the place of its access, or -1 if it has none. */
    private final int[][] place;
    private final int places;
    /** Pairs of places that were reported before. */
    private final BitSet reported = new BitSet();
    private final boolean possible;

    RaceWatch(Model model) {
        this.model = model;
        Map<Access, Integer> numbers = new HashMap<>();
        place = new int[model.tables.length][];
        boolean any = false;
        for (int role = 0; role < place.length; role++) {
            RoleTable table = model.tables[role];
            place[role] = new int[table.original.length];
            for (int d = 0; d < place[role].length; d++) {
                Node node = model.world.node(role, table.original[d]);
                any |= (table.flags[d] & RoleTable.RACY) != 0;
                place[role][d] = node.op().cell() == null ? -1
                        : numbers.computeIfAbsent(new Access(role, node.at(), node.op().kind(), node.op().cell()), a -> numbers.size());
            }
        }
        places = numbers.size();
        possible = any && model.races != null;
    }

    /** Whether any access could race at all. */
    boolean possible() {
        return possible;
    }

    /** Looks at the state that is being expanded. */
    void look(Expander at, Findings findings) {
        int threads = model.threads();
        for (int t = 0; t < threads; t++) {
            RoleTable table = model.tables[model.roleOf(t)];
            int node = at.node(t);
            if ((table.flags[node] & RoleTable.RACY) != 0) {
                for (int u = 0; u < threads; u++) {
                    if (u != t) {
                        compare(at, findings, t, u);
                    }
                }
            }
        }
    }

    private void compare(Expander at, Findings findings, int t, int u) {
        RoleTable mine = model.tables[model.roleOf(t)];
        RoleTable theirs = model.tables[model.roleOf(u)];
        int node = at.node(t);
        int other = at.node(u);
        boolean sameCell = mine.cell[node] != null && mine.cell[node] == theirs.cell[other];
        if (!sameCell || !theirs.kind[other].writes() && !mine.kind[node].writes() || at.gone(mine, node)) {
            return;
        }
        int pair = place[model.roleOf(t)][node] * places + place[model.roleOf(u)][other];
        if (!reported.get(pair)) {
            reported.set(pair);
            report(findings, model.roleOf(t), mine.original[node], model.world.node(model.roleOf(u), theirs.original[other]));
        }
    }

    private void report(Findings findings, int role, int node, Node other) {
        Exemption exemption = model.races.exemption(model.world.node(role, node), other);
        if (exemption == null) {
            findings.noted(Property.NO_DATA_RACE, role, node, DataRaces.detail(other));
        } else {
            findings.exempted(exemption);
        }
    }

    /** Reports again what was reported before. */
    void forget() {
        reported.clear();
    }
}
