package org.sockrace.search;

import org.sockrace.explore.Findings;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.machine.Property;

/** What steps do besides their operations: the compiled form of {@link UnregisterContract}, and broken rules. */
final class Effects {

    private final Model model;
    private final int[] role;
    private final Findings findings;

    Effects(Model model, Findings findings) {
        this.model = model;
        this.role = model.layout.roleOf;
        this.findings = findings;
    }

    /** The thread takes a step with these effects from the state being expanded; its successor lies at that place. */
    void of(Expander from, int thread, Effect[] effects, int successor) {
        int own = model.tables[role[thread]].original[from.node(thread)];
        for (Effect effect : effects) {
            switch (effect.kind()) {
                case WITHDRAWN -> effect.field().set(from.out, successor, 1);
                case PUBLISHED -> effect.field().set(from.out, successor, 0);
                case LOOKED_UP -> {
                    if (from.value(effect.field()) != 0) {
                        findings.noted(Property.UNREGISTER_CONTRACT, role[thread], own, UnregisterContract.LOOKED_UP);
                    }
                }
                case UNLOADED -> unloaded(from, thread, effect);
                case BREACH -> findings.noted(effect.breach().property(), role[thread], own, effect.breach().message());
            }
        }
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
