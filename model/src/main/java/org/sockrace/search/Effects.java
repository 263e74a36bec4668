package org.sockrace.search;

import java.util.BitSet;
import org.sockrace.explore.Findings;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.machine.Property;

/** What steps do besides their operations: the compiled form of {@link UnregisterContract}, and broken rules. */
final class Effects {

    private final Model model;
    private final int[] role;
    private final Findings findings;
    /** The lists of effects whose broken rules were noted before: there are as many as successors, and the same ones are taken again and again. */
    private final BitSet noted = new BitSet();

    Effects(Model model, Findings findings) {
        this.model = model;
        this.role = model.layout.roleOf;
        this.findings = findings;
    }

    /** The thread takes a step with that list of effects from the state being expanded; its successor lies at that place. */
    void of(Expander from, int thread, int list, int successor) {
        int own = model.tables[role[thread]].original[from.node(thread)];
        boolean first = !noted.get(list);
        for (Effect effect : model.effects[list]) {
            switch (effect.kind()) {
                case WITHDRAWN -> effect.field().set(from.out, successor, 1);
                case PUBLISHED -> effect.field().set(from.out, successor, 0);
                case LOOKED_UP -> {
                    if (from.value(effect.field()) != 0) {
                        findings.noted(Property.UNREGISTER_CONTRACT, role[thread], own, UnregisterContract.LOOKED_UP);
                    }
                }
                case UNLOADED -> unloaded(from, thread, effect);
                case BREACH -> {
                    if (first) {
                        findings.noted(effect.breach().property(), role[thread], own, effect.breach().message());
                        noted.set(list);
                    }
                }
            }
        }
    }

    /** Notes again what was noted before. */
    void forget() {
        noted.clear();
    }

    private void unloaded(Expander from, int thread, Effect effect) {
        boolean gone = effect.field() != null && from.value(effect.field()) != 0;
        for (int u = 0; u < role.length && !gone; u++) {
            int stands = model.tables[role[u]].stands[from.node(u)];
            if (u != thread && model.world.node(role[u], stands).inside().contains(effect.region().id)) {
                findings.noted(Property.UNREGISTER_CONTRACT, role[u], stands, UnregisterContract.INSIDE);
            }
        }
    }
}
