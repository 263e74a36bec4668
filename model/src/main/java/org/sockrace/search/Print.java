package org.sockrace.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A digest of all that decides how a model's states look and what their successors are. Has no state. */
final class Print {

    private Print() { }

    static long of(Model model) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, Arrays.toString(model.initial) + model.words() + model.layout.rows.size() + model.symmetry.active() + (model.ample != null));
            add(digest, Arrays.toString(model.layout.roleOf) + Arrays.toString(model.layout.nodeBits) + Arrays.toString(model.layout.blocks));
            model.layout.cells.forEach((cell, field) -> add(digest, cell.id + " " + cell + field));
            model.layout.freed.forEach((region, field) -> add(digest, region.id + " " + region + field));
            model.layout.withdrawn.forEach((object, field) -> add(digest, object + " " + field));
            for (RoleTable table : model.tables) {
                add(digest, table);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, RoleTable table) {
        for (int[] numbers : new int[][] {table.stands, table.original, table.flags, table.freedAfter, table.a, table.b, table.lowest, table.target,
                table.entered, table.effect, table.edge}) {
            add(digest, Arrays.toString(numbers));
        }
        add(digest, Arrays.toString(table.kind) + Arrays.toString(table.cell) + Arrays.toString(table.freed) + Arrays.toString(table.keep));
        add(digest, Arrays.deepToString(table.rows) + Arrays.deepToString(table.values) + Arrays.deepToString(table.terms));
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
