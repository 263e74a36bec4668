package org.sockrace.explore;

import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.machine.Order;
import org.sockrace.machine.Region;

/**
 * A plain access that races in the real kernel too and does no harm.
 *
 * @param structure the cache that the struct is taken from; {@code module} for any module's memory, {@code kernel} for the image
 * @param field the field
 * @param function the function that accesses it
 * @param reason why it does no harm
 */
public record Exemption(String structure, String field, String function, String reason) {

    /** Whether the access at that node is meant: one that is marked needs no exemption. */
    public boolean covers(Node node) {
        Cell cell = node.op().cell();
        return node.op().order() == Order.PLAIN && cell.name.equals(field) && structure(cell).equals(structure) && node.at().top() != null
                && node.at().top().function().equals(function);
    }

    /** In one line. */
    public String text() {
        return structure + "." + field + ": " + reason;
    }

    private static String structure(Cell cell) {
        return cell.region.kind() == Region.Kind.MODULE ? "module" : cell.region.cache;
    }
}
