package org.sockrace.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Memory;
import org.sockrace.automata.World;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.reduce.Contraction;

/**
 * Where everything of a global state lies in a few longs: for each thread a block with its node and one bit for each grace period that waits for it; then
 * the shared cells, the freed flags of memory that somebody may free, and which family tables were withdrawn. Bit 63 of the first long is kept free.
 */
final class Layout {

    /** A grace period in progress: whose, and of which flavour; or before which region is freed, then it is no thread's (-1). */
    record Row(int thread, int flavour, Memory region) { }

    private static final int USABLE = 63;
    private final World world;
    private final List<Integer> used = new ArrayList<>();
    final List<Row> rows = new ArrayList<>();
    final Field[] blocks;
    final int[] nodeBits;
    final int[] roleOf;
    final Map<Cell, Field> cells = new LinkedHashMap<>();
    final Map<Memory, Field> freed = new LinkedHashMap<>();
    final Map<Integer, Field> withdrawn = new LinkedHashMap<>();

    Layout(World world, List<Contraction> contractions, int[] visibleNodes) {
        this.world = world;
        roleOf = world.roles();
        blocks = new Field[roleOf.length];
        nodeBits = new int[roleOf.length];
        findRows();
        for (int t = 0; t < blocks.length; t++) {
            nodeBits[t] = bitsFor(visibleNodes[roleOf[t]]);
            blocks[t] = place(nodeBits[t] + rows.size());
        }
        for (int r = 0; r < world.automata().size(); r++) {
            placeCells(r, contractions.get(r));
        }
    }

    /** The row of a thread's grace periods of that flavour, or -1 if it begins none. */
    int row(int thread, int flavour) {
        return rows.indexOf(new Row(thread, flavour, null));
    }

    /** How many longs a state takes. */
    int words() {
        return Math.max(1, used.size());
    }

    private void findRows() {
        for (int t = 0; t < roleOf.length; t++) {
            TreeSet<Integer> flavours = new TreeSet<>();
            for (Node node : world.automata().get(roleOf[t]).nodes()) {
                if (node.op().kind() == OpKind.SYNC_BEGIN) {
                    flavours.add(node.op().a());
                }
            }
            for (int flavour : flavours) {
                rows.add(new Row(t, flavour, null));
            }
        }
        findFreedLater();
    }

    private void findFreedLater() {
        for (int r = 0; r < world.automata().size(); r++) {
            for (Node node : world.automata().get(r).nodes()) {
                Row row = new Row(-1, OpKind.RCU, node.op().region());
                if (node.op().kind() == OpKind.FREE_RCU && !world.sharing().isPrivate(node.op().region(), r) && !rows.contains(row)) {
                    rows.add(row);
                }
            }
        }
    }

    private void placeCells(int role, Contraction contraction) {
        List<Node> nodes = world.automata().get(role).nodes();
        world.automata().get(role).startNotes().forEach(this::placeWithdrawn);
        for (int n = 0; n < nodes.size(); n++) {
            Node node = nodes.get(n);
            if (contraction.visible(n)) {
                placeCell(node, role, contraction);
            }
            for (Edge edge : node.edges()) {
                edge.notes().forEach(this::placeWithdrawn);
            }
        }
    }

    private void placeWithdrawn(Note note) {
        if (note instanceof Note.Registered reg && !reg.published()) {
            withdrawn.computeIfAbsent(reg.object(), o -> place(1));
        }
    }

    private void placeCell(Node node, int role, Contraction contraction) {
        if (node.op().kind() == OpKind.WAIT) {
            node.op().condition().terms().forEach(term -> cellField((Cell) term.cell()));
        }
        Memory region = node.op().touches();
        Cell cell = node.op().cell();
        if (cell != null) {
            if (contraction.tracked(cell) && !world.sharing().untouched(cell)) {
                cellField(cell);
            }
        }
        if (region != null && world.sharing().mortal(region) && !world.sharing().isPrivate(region, role)) {
            freed.computeIfAbsent(region, r -> place(1));
        }
    }

    private void cellField(Cell cell) {
        if (!cells.containsKey(cell)) {
            int[] domain = world.sharing().domain(cell);
            cells.put(cell, place(bitsFor(domain != null ? domain.length : world.sharing().largest(cell) + 1)));
        }
    }

    /** What the cells hold in that state that several threads write. */
    List<Integer> contested(long[] states, int at) {
        List<Integer> values = new ArrayList<>();
        for (Cell cell : world.sharing().contested()) {
            Field field = cells.get(cell);
            int[] domain = world.sharing().domain(cell);
            values.add(field == null ? world.initial(cell) : domain == null ? field.get(states, at) : domain[field.get(states, at)]);
        }
        return values;
    }

    private Field place(int bits) {
        for (int w = 0; w < used.size(); w++) {
            if (used.get(w) + bits <= USABLE) {
                Field field = new Field(w, used.get(w), bits);
                used.set(w, used.get(w) + bits);
                return field;
            }
        }
        if (bits > USABLE) {
            throw new ModelTooLargeException("where a thread is and who waits for it takes " + bits + " bits, and " + USABLE
                    + " are the most: use fewer threads that wait for grace periods");
        }
        used.add(bits);
        return new Field(used.size() - 1, 0, bits);
    }

    /** How many bits tell that many values apart. */
    static int bitsFor(int values) {
        return values <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(values - 1);
    }
}
