package org.sockrace.conform.source;

import java.util.stream.Stream;

/** Looks for jumps back. */
final class Continues {

    private Continues() { }

    /** Whether there is a {@code continue label} in it. */
    static boolean in(Stmt s, String label) {
        if (s instanceof Stmt.Continue c) {
            return label.equals(c.label());
        }
        return parts(s).anyMatch(part -> in(part, label));
    }

    private static Stream<Stmt> parts(Stmt s) {
        if (s instanceof Stmt.Block block) {
            return block.body().stream();
        }
        if (s instanceof Stmt.If branch) {
            return Stream.of(branch.yes(), branch.no() == null ? branch.yes() : branch.no());
        }
        if (s instanceof Stmt.Loop loop) {
            return Stream.of(loop.body());
        }
        if (s instanceof Stmt.Labelled labelled) {
            return Stream.of(labelled.body());
        }
        return s instanceof Stmt.Switch choice ? choice.cases().stream().flatMap(c -> c.body().stream()) : Stream.of();
    }
}
