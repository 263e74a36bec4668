package org.sockrace.search;

import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.OpKind;

/**
 * Looks for data races: two threads about to access the same cell, one of them to write it, at least one of them without marking. In a sequentially
 * consistent search a program has a data race exactly if such a state can be reached.
 */
final class RaceWatch {

    private final Model model;
    private final boolean possible;

    RaceWatch(Model model) {
        this.model = model;
        boolean any = false;
        for (RoleTable table : model.tables) {
            for (int flags : table.flags) {
                any |= (flags & RoleTable.RACY) != 0;
            }
        }
        possible = any;
    }

    /** Whether any access could race at all. */
    boolean possible() {
        return possible;
    }

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
        OpKind kind = theirs.kind[other];
        boolean sameCell = mine.cell[node] != null && mine.cell[node] == theirs.cell[other];
        if (sameCell && kind.onCell() && (kind.writes() || mine.kind[node].writes())) {
            findings.broken(new Breakage(Property.NO_DATA_RACE, model.roleOf(t), mine.original[node],
                    model.roleOf(u) + ":" + theirs.original[other]));
        }
    }
}
