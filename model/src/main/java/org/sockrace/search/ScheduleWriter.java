package org.sockrace.search;

import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.Property;

/** Makes a schedule of single operations of the moves that lead to what is looked for. Not thread-safe. */
final class ScheduleWriter {

    private final Model model;
    private final Goal goal;
    private final Findings scratch;
    private final Expander expander;
    private final MicroSteps micro;

    /** Of a model that does not exchange identical threads. */
    ScheduleWriter(Model model, Goal goal) {
        this.model = model;
        this.goal = goal;
        this.scratch = new Findings(model.world);
        this.expander = new Expander(model, scratch);
        this.micro = new MicroSteps(model);
    }

    /** The visible node of the thread that has that place in a state. */
    static int node(Model model, int place, long[] states, int at) {
        return model.layout.blocks[place].get(states, at) & (1 << model.layout.nodeBits[place]) - 1;
    }

    /** The thread moves by that successor of that visible node, and is then at another one: perhaps further than the successor, if it goes on at once. */
    void move(int thread, int node, int successor, int arrived) {
        RoleTable table = model.tables[model.roleOf(thread)];
        micro.move(thread, table.original[node], table.entered[successor]);
        for (int n = table.target[successor]; n != arrived;) {
            int next = table.rows[n][0];
            micro.move(thread, table.original[n], table.entered[next]);
            n = table.target[next];
        }
        micro.leaveSections(thread, table.stands[arrived]);
    }

    /**
     * All moves were made: what is broken in the state that they lead to, if a property is looked for, comes last.
     *
     * @param thread by place in the state: the thread that has it
     * @param broken what is broken there, or null
     */
    Schedule end(long[] states, int at, int[] thread, Finding broken) {
        boolean everybodyArrives = broken == null || broken.property() == Property.NO_DATA_RACE
                || broken.property() == Property.UNREGISTER_CONTRACT || broken.property() == Property.NO_DEADLOCK;
        for (int place = 0; everybodyArrives && place < model.threads(); place++) {
            micro.reach(thread[place], model.tables[model.roleOf(place)].original[node(model, place, states, at)]);
        }
        if (broken != null) {
            lastMove(states, at, thread, broken);
        }
        return micro.schedule();
    }

    /** The step that breaks it, if a step does: of the thread that is at the broken node, or whose next operation meets it. */
    private void lastMove(long[] states, int at, int[] thread, Finding broken) {
        for (int place = 0; place < model.threads(); place++) {
            scratch.clear();
            expander.forget();
            expander.expand(states, at, place);
            if (broken.equals(goal.metBy(model.world, scratch))) {
                lastMove(thread[place], node(model, place, states, at), broken);
                return;
            }
        }
    }

    private void lastMove(int thread, int node, Finding broken) {
        RoleTable table = model.tables[model.roleOf(thread)];
        int[] rows = table.rows[node];
        for (int s = rows[0]; s < rows[rows.length - 1]; s++) {
            if (breaches(table.effect[s], broken)) {
                micro.move(thread, table.original[node], table.entered[s]);
                return;
            }
        }
        micro.reach(thread, table.original[node]);
        micro.step(thread);
    }

    private boolean breaches(int effects, Finding broken) {
        if (effects != 0) {
            for (Effect effect : model.effects[effects]) {
                if (effect.breach() != null && effect.breach().property() == broken.property() && effect.breach().message().equals(broken.detail())) {
                    return true;
                }
            }
        }
        return false;
    }
}
