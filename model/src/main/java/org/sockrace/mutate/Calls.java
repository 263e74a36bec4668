package org.sockrace.mutate;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which functions of the kernel call which, by their names: an indirect call is none. */
final class Calls extends TreeScanner<Void, Void> {

    private final Map<String, Set<String>> called = new HashMap<>();
    private String function = "";

    @Override
    public Void visitMethod(MethodTree node, Void p) {
        function = node.getName().toString();
        return super.visitMethod(node, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
        called.computeIfAbsent(function, f -> new HashSet<>()).add(Statements.name(node));
        return super.visitMethodInvocation(node, null);
    }

    /** Whether they are the same, or one calls the other, or a third calls both. */
    boolean related(String one, String other) {
        return one.equals(other) || called.getOrDefault(one, Set.of()).contains(other) || called.getOrDefault(other, Set.of()).contains(one)
                || called.values().stream().anyMatch(by -> by.contains(one) && by.contains(other));
    }
}
