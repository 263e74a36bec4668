package org.sockrace.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.Memory;
import org.sockrace.automata.World;
import org.sockrace.explore.UnregisterContract;
import org.sockrace.reduce.Contraction;

/** Compiles one role's automaton into a {@link RoleTable}. */
final class TableBuilder {

    private final World world;
    private final int role;
    private final Contraction contraction;
    private final Layout layout;
    private final List<Effect[]> effects;
    private final List<Node> nodes;
    private final int[] dense;
    private final List<int[]> successors = new ArrayList<>();
    private final List<Long> keeps = new ArrayList<>();
    private final boolean contract;

    /**
     * Prepares to compile.
     *
     * @param effects the table of effects of all roles; entry 0 means none
     * @param contract whether somebody wants to know of broken contracts of sock_unregister and delete_module
     */
    TableBuilder(World world, int role, Contraction contraction, Layout layout, List<Effect[]> effects, boolean contract) {
        this.contract = contract;
        this.world = world;
        this.role = role;
        this.contraction = contraction;
        this.layout = layout;
        this.effects = effects;
        this.nodes = world.automata().get(role).nodes();
        this.dense = number(contraction, nodes.size());
    }

    /** Dense numbers of the visible nodes, -1 for the others. */
    static int[] number(Contraction contraction, int nodes) {
        int[] dense = new int[nodes];
        int next = 0;
        for (int n = 0; n < nodes; n++) {
            dense[n] = contraction.visible(n) ? next++ : -1;
        }
        return dense;
    }

    static int visible(Contraction contraction, int nodes) {
        return (int) Arrays.stream(number(contraction, nodes)).filter(d -> d >= 0).count();
    }

    /** The dense numbers of the nodes at which a thread of this role can start. */
    int[] starts() {
        return Arrays.stream(contraction.closure(world.automata().get(role).start())).map(n -> dense[n]).toArray();
    }

    RoleTable build() {
        RoleTable table = new RoleTable((int) Arrays.stream(dense).filter(d -> d >= 0).count());
        BitSet idle = world.automata().get(role).idle();
        for (int n = 0; n < dense.length; n++) {
            if (dense[n] >= 0) {
                fill(table, n, dense[n], idle.get(n));
                table.stands[dense[n]] = n;
            }
        }
        table.target = successors.stream().mapToInt(s -> s[0]).toArray();
        table.entered = successors.stream().mapToInt(s -> s[1]).toArray();
        table.effect = successors.stream().mapToInt(s -> s[2]).toArray();
        table.edge = successors.stream().mapToInt(s -> s[3]).toArray();
        table.keep = keeps.stream().mapToLong(Long::longValue).toArray();
        return table;
    }

    private void fill(RoleTable table, int n, int d, boolean idle) {
        Node node = nodes.get(contraction.operationAt(n));
        Operation op = node.op();
        table.original[d] = contraction.operationAt(n);
        table.kind[d] = op.kind();
        table.flags[d] = flags(nodes.get(n), node, idle) | (contraction.passable(n) ? RoleTable.PASSABLE : 0);
        table.a[d] = op.a();
        table.b[d] = op.b();
        if (op.cell() != null) {
            operands(table, d, op);
        }
        Memory region = op.touches();
        table.module[d] = region != null && region.kind() == Region.Kind.MODULE;
        table.freed[d] = region == null || world.sharing().isPrivate(region, role) ? null : layout.freed.get(region);
        table.freedAfter[d] = op.kind() == OpKind.FREE ? -1 : layout.rows.indexOf(new Layout.Row(-1, OpKind.RCU, region));
        if (op.kind() == OpKind.WAIT) {
            table.terms[d] = op.condition().terms().stream().map(this::term).toArray(RoleTable.Term[]::new);
        }
        rows(table, node, d);
    }

    private int flags(Node stands, Node node, boolean idle) {
        Operation op = node.op();
        Cell cell = op.cell();
        boolean fixed = op.kind() != OpKind.CHOICE && node.edges().size() == 1
                && (cell == null || world.sharing().determined(cell, role) || !op.kind().observes());
        boolean racy = cell != null && op.order() == Order.PLAIN && world.sharing().contended(cell) && !world.sharing().isPrivate(cell.region, role);
        return (stands.reader() ? RoleTable.READER : 0) | (stands.schedReader() ? RoleTable.SCHED_READER : 0) | (idle ? RoleTable.IDLE : 0)
                | (op.kind() == OpKind.DONE ? RoleTable.ENDED : 0) | (fixed ? RoleTable.FIXED : 0) | (racy ? RoleTable.RACY : 0)
                | (node.broken() != null ? RoleTable.BROKEN : 0);
    }

    private void operands(RoleTable table, int d, Operation op) {
        table.cell[d] = contraction.tracked(op.cell()) ? layout.cells.get(op.cell()) : null;
        int[] domain = world.sharing().domain(op.cell());
        if (domain != null && (op.kind().writes() || op.kind() == OpKind.LOAD_IS)) {
            table.a[d] = indexOf(domain, op.a());
            table.b[d] = indexOf(domain, op.b());
        }
    }

    private static int indexOf(int[] domain, int value) {
        for (int i = 0; i < domain.length; i++) {
            if (domain[i] == value) {
                return i;
            }
        }
        return -1;
    }

    private RoleTable.Term term(Condition.Term term) {
        Cell cell = (Cell) term.cell();
        int[] domain = world.sharing().domain(cell);
        Field field = layout.cells.get(cell);
        int value = domain == null || field == null ? term.value() : indexOf(domain, term.value());
        return new RoleTable.Term(field, world.initial(cell), value, term.equal());
    }

    private void rows(RoleTable table, Node node, int d) {
        int[] domain = node.op().cell() == null ? null : world.sharing().domain(node.op().cell());
        boolean indexed = domain != null && node.op().kind().is(OpKind.Trait.OBSERVES_VALUE);
        table.values[d] = indexed ? domain : null;
        boolean fixed = (table.flags[d] & RoleTable.FIXED) != 0;
        table.lowest[d] = node.op().kind() == OpKind.DEC_IF_POSITIVE ? -1 : 0;
        int highest = 0;
        for (Edge edge : node.edges()) {
            highest = Math.max(highest, fixed ? 0 : indexed ? indexOf(domain, edge.observed()) : edge.observed() - table.lowest[d]);
        }
        Edge[] byRaw = new Edge[highest + 1];
        for (Edge edge : node.edges()) {
            byRaw[fixed ? 0 : indexed ? indexOf(domain, edge.observed()) : edge.observed() - table.lowest[d]] = edge;
        }
        table.rows[d] = new int[byRaw.length + 1];
        for (int raw = 0; raw < byRaw.length; raw++) {
            table.rows[d][raw] = successors.size();
            if (byRaw[raw] != null) {
                addSuccessors(node, byRaw[raw]);
            }
        }
        table.rows[d][byRaw.length] = successors.size();
    }

    private void addSuccessors(Node node, Edge edge) {
        int effect = effect(node, edge);
        for (int target : contraction.closure(edge.target())) {
            successors.add(new int[] {dense[target], edge.target(), effect, node.edgeFor(edge.observed())});
            keeps.add(keep(node, nodes.get(target)));
        }
    }

    /** The grace periods that still wait for the thread after this step. */
    private long keep(Node node, Node to) {
        long keep = 0;
        int bits = layout.nodeBits[firstThread()];
        for (int row = 0; row < layout.rows.size(); row++) {
            boolean rcu = layout.rows.get(row).flavour() == OpKind.RCU;
            boolean leaves = rcu ? node.reader() && !to.reader() : node.schedReader() && !to.schedReader();
            keep |= leaves ? 0 : 1L << bits + row;
        }
        return keep;
    }

    private int firstThread() {
        for (int t = 0; t < layout.roleOf.length; t++) {
            if (layout.roleOf[t] == role) {
                return t;
            }
        }
        throw new IllegalStateException("no thread of role " + role);
    }

    private int effect(Node node, Edge edge) {
        List<Effect> list = new ArrayList<>();
        if (contract && UnregisterContract.looksUp(node, edge) && layout.withdrawn.containsKey(edge.observed())) {
            list.add(new Effect(Effect.Kind.LOOKED_UP, layout.withdrawn.get(edge.observed()), null, null));
        }
        for (Note note : edge.notes()) {
            if (note instanceof Note.Registered reg && layout.withdrawn.containsKey(reg.object())) {
                list.add(new Effect(reg.published() ? Effect.Kind.PUBLISHED : Effect.Kind.WITHDRAWN, layout.withdrawn.get(reg.object()), null, null));
            } else if (note instanceof Note.Unloaded unloaded && contract) {
                list.add(new Effect(Effect.Kind.UNLOADED, layout.freed.get(unloaded.region()), unloaded.region(), null));
            } else if (note instanceof Note.Breach breach) {
                list.add(new Effect(Effect.Kind.BREACH, null, null, breach));
            }
        }
        if (list.isEmpty()) {
            return 0;
        }
        effects.add(list.toArray(Effect[]::new));
        return effects.size() - 1;
    }
}
