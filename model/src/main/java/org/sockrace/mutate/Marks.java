package org.sockrace.mutate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The marks of a kernel file that say what the model leaves out, each with the function or field at which it stands. */
final class Marks {

    private static final String MARK = "MODEL:";
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?://[^\n]*\\s*)+", Pattern.DOTALL);

    private record At(String member, boolean field, String text) { }

    private final List<At> all = new ArrayList<>();

    Marks(CompilationUnitTree unit, Statements at) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree node, Void p) {
                int end = at.from(node);
                for (Tree member : node.getMembers()) {
                    if (at.to(member) > end && at.from(member) >= end) {
                        member(member, at.source.substring(end, at.to(member)));
                        end = at.to(member);
                    }
                }
                return super.visitClass(node, null);
            }
        }.scan(unit, null);
    }

    private void member(Tree member, String text) {
        boolean field = member instanceof VariableTree;
        if (!field && !(member instanceof MethodTree)) {
            return;
        }
        String name = field ? ((VariableTree) member).getName().toString() : ((MethodTree) member).getName().toString();
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            int mark = comment.group().indexOf(MARK);
            if (mark >= 0) {
                all.add(new At(name, field, comment.group().substring(mark).replaceAll("\\*/|\\s*\n\\s*(\\*|//)?\\s*", " ").replaceAll("\\s+", " ")));
            }
        }
    }

    /** Whether a mark with these words stands in the function, or at a field that the statement names. */
    boolean stands(String words, String function, String statement) {
        return all.stream().filter(mark -> mark.field() ? statement.matches(".*\\b" + Pattern.quote(mark.member()) + "\\b.*") : mark.member().equals(function))
                .anyMatch(mark -> mark.text().contains(words));
    }
}
