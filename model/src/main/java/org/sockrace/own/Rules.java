package org.sockrace.own;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.sockrace.machine.Machine;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.scenario.Suggest;

/**
 * What modelled code must not do: keep state outside the machine's cells, ask for what is different each time, or get in the way of the exception by which a
 * machine leaves it. What is not seen here is seen when the code is run again and does something else.
 */
final class Rules extends TreePathScanner<Void, Void> {

    private static final Pattern VARIABLE_TYPE = Pattern.compile("java\\.util\\.(?!(function\\.|Optional|Locale|UUID|Objects)).*|java\\.(io|nio|net|time)\\..*"
            + "|java\\.lang\\.(StringBuilder|StringBuffer|ThreadLocal|Thread|Object|Iterable)|org\\.sockrace\\.kernel\\.Out");
    /** A table of cells, filled when it is made: what changes is in them. */
    private static final Pattern TABLE = Pattern.compile("java\\.util\\.List<org\\.sockrace\\.machine\\.(Ptr|Word|Atomic|SpinLock|Mutex)\\b.*");
    /** Such an expression makes a collection that does not change. */
    private static final Pattern CONSTANT = Pattern.compile("(?s)(java\\.util\\.)?(List|Set|Map)\\.(of|ofEntries|copyOf)\\(.*|.*\\.toList\\(\\)");
    private static final Pattern DIFFERENT_EACH_TIME = Pattern.compile("java\\.util\\.(Random|SplittableRandom|concurrent\\..*Random)\\..*"
            + "|java\\.security\\..*|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Collections\\.shuffle"
            + "|java\\.lang\\.System\\.(nanoTime|currentTimeMillis|identityHashCode|getenv|getProperty)|java\\.lang\\.Object\\.hashCode"
            + "|java\\.time\\..*\\.(now|system.*)|java\\.lang\\.Thread\\..*|java\\.lang\\.Runtime\\..*|java\\.lang\\.ThreadLocal\\..*");
    private static final int SHORT = 40;

    private final OwnSource source;
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<String> faults;
    private final List<Mistake> mistakes = new ArrayList<>();

    Rules(OwnSource source, CompilationUnitTree unit, Trees trees, List<String> faults) {
        this.source = source;
        this.unit = unit;
        this.trees = trees;
        this.faults = faults;
    }

    /** @throws CodeException if a rule is broken */
    void check() {
        scan(unit, null);
        if (!mistakes.isEmpty()) {
            throw Mistake.exception(mistakes);
        }
    }

    private void mistake(Tree at, String problem) {
        long begin = trees.getSourcePositions().getStartPosition(unit, at);
        long end = trees.getSourcePositions().getEndPosition(unit, at);
        mistakes.add(new Mistake(source, unit.getLineMap().getLineNumber(begin), unit.getLineMap().getColumnNumber(begin), end - begin, problem));
    }

    @Override
    public Void visitPackage(PackageTree tree, Void unused) {
        if (tree.getPackageName().toString().matches("org\\.sockrace(\\..*)?")) {
            mistake(tree, "this package is sockrace's own: leave it out, or take another");
        }
        return super.visitPackage(tree, null);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
        Element field = trees.getElement(getCurrentPath());
        if (field != null && field.getKind() == ElementKind.FIELD) {
            String name = field.getSimpleName().toString();
            if (!field.getModifiers().contains(Modifier.FINAL)) {
                mistake(tree, "the field " + name + " is state outside the machine's cells: make it a cell, such as final Word " + name
                        + " = k.word(self.mem, \"" + name + "\", 0), or final");
            } else if (canChange(field.asType(), tree.getInitializer())) {
                mistake(tree, "the field " + name + " is state outside the machine's cells: what it holds can change; keep it in cells, or in a List.of(...)");
            }
        }
        return super.visitVariable(tree, null);
    }

    private static boolean canChange(TypeMirror type, ExpressionTree initializer) {
        if (type.getKind() == TypeKind.ARRAY) {
            return true;
        }
        String name = type.toString().replaceAll("<.*", "");
        boolean constant = TABLE.matcher(type.toString()).matches() || initializer != null && CONSTANT.matcher(initializer.toString()).matches();
        return VARIABLE_TYPE.matcher(name).matches() && !constant;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        Element method = trees.getElement(getCurrentPath());
        if (method != null && method.getEnclosingElement() != null) {
            String name = method.getEnclosingElement() + "." + method.getSimpleName();
            if (DIFFERENT_EACH_TIME.matcher(name).matches()) {
                mistake(tree, brief(tree) + " is different each time: k.choose(\"what\", \"one\", \"other\") explores both, and state is in cells");
            }
            if (name.equals(Machine.class.getName() + ".fails") && tree.getArguments().get(0) instanceof LiteralTree fault
                    && !faults.contains(String.valueOf(fault.getValue()))) {
                String word = String.valueOf(fault.getValue());
                mistake(fault, "no scenario has the fault '" + word + "'" + Suggest.nearest(word, faults).map(f -> ": did you mean '" + f + "'?").orElse(
                        ": sockrace list faults names them; k.choose(\"" + word + "\", \"ok\", \"fails\") explores both in any scenario"));
            }
        }
        return super.visitMethodInvocation(tree, null);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void unused) {
        Element constructor = trees.getElement(getCurrentPath());
        if (constructor != null && constructor.getEnclosingElement() != null
                && DIFFERENT_EACH_TIME.matcher(constructor.getEnclosingElement() + ".new").matches()) {
            mistake(tree, brief(tree) + " is different each time: k.choose(\"what\", \"one\", \"other\") explores both");
        }
        return super.visitNewClass(tree, null);
    }

    private static String brief(Tree tree) {
        String text = tree.toString();
        return text.length() <= SHORT ? text : text.substring(0, SHORT) + "...";
    }

    @Override
    public Void visitTry(TryTree tree, Void unused) {
        mistake(tree, "modelled code cannot use try: C has none, and machines leave the code by an exception of their own");
        return super.visitTry(tree, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void unused) {
        mistake(tree, "the machine does not see synchronized: take a lock of its own, made by k.mutex or k.spinlock");
        return super.visitSynchronized(tree, null);
    }
}
