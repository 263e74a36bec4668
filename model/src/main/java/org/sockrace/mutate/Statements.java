package org.sockrace.mutate;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.util.List;
import java.util.Set;

/** Where the statements of a kernel file are, and what they are for. Made for one file; has no other state. */
final class Statements {

    /** What only the model says: whose a reference is, where a label is. No mistake of a kernel. */
    private static final Set<String> NOTES = Set.of("own", "disown", "keeps", "yields", "label", "registered", "unloaded", "within", "join", "change", "boot",
            "disown_base");
    /** Checks that the kernel makes of itself; to leave them out hides nothing that is wrong. */
    private static final Set<String> ASSERTIONS = Set.of("BUG_ON", "WARN_ON", "bug", "might_sleep");

    final String source;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Statements(String source, CompilationUnitTree unit, SourcePositions positions) {
        this.source = source;
        this.unit = unit;
        this.positions = positions;
    }

    int from(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    int to(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    String text(Tree tree) {
        return source.substring(from(tree), to(tree));
    }

    /** The text in one line, as far as a block that begins in it. */
    String head(Tree tree) {
        String text = Edit.inOneLine(text(tree));
        int block = text.indexOf('{');
        return (block < 0 ? text : text.substring(0, block)).strip();
    }

    int line(Tree tree) {
        return (int) unit.getLineMap().getLineNumber(from(tree));
    }

    /** The call that the statement is, or null. */
    static MethodInvocationTree call(StatementTree statement) {
        return statement instanceof ExpressionStatementTree expression && expression.getExpression() instanceof MethodInvocationTree call ? call : null;
    }

    /** The name of what is called. */
    static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select ? select.getIdentifier().toString() : call.getMethodSelect().toString();
    }

    /** Whether a statement only says what the model wants to know: a note, or a test with nothing else in it. */
    static boolean isNote(StatementTree statement) {
        MethodInvocationTree call = call(statement);
        if (call != null) {
            return NOTES.contains(name(call));
        }
        if (statement instanceof BlockTree block) {
            return !block.getStatements().isEmpty() && block.getStatements().stream().allMatch(Statements::isNote);
        }
        return statement instanceof IfTree test && test.getElseStatement() == null && isNote(test.getThenStatement());
    }

    /** Whether it is a call of the kernel, and so may be forgotten or misplaced. */
    static boolean isAction(StatementTree statement) {
        MethodInvocationTree call = call(statement);
        return call != null && !NOTES.contains(name(call)) && !ASSERTIONS.contains(name(call)) && !name(call).equals("super") && !name(call).equals("this");
    }

    /** Where the statement ends, with the notes that belong to it: those that follow it at once. Where threads can be and what paths have in common stays. */
    int toWithNotes(List<? extends StatementTree> block, int index) {
        int last = index;
        while (last + 1 < block.size() && isNote(block.get(last + 1)) && !isPlace(block.get(last + 1))) {
            last++;
        }
        return to(block.get(last));
    }

    static boolean isLabel(StatementTree statement) {
        return isCallOf("label", statement);
    }

    private static boolean isPlace(StatementTree statement) {
        return isLabel(statement) || isCallOf("join", statement);
    }

    private static boolean isCallOf(String name, StatementTree statement) {
        MethodInvocationTree call = call(statement);
        return call != null && name(call).equals(name);
    }
}
