package org.sockrace.mutate;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds every mistake that can be made in one file of the kernel. Used once. */
final class Generator extends TreeScanner<Void, Void> {

    private static final Map<String, String> ENDS = Map.of("spin_lock", "spin_unlock", "mutex_lock", "mutex_unlock", "rcu_read_lock", "rcu_read_unlock",
            "preempt_disable", "preempt_enable", "inode_lock", "inode_unlock");
    private static final Map<String, String> WEAKER = Map.of("rcu_assign_pointer", "RCU_INIT_POINTER", "WRITE_ONCE", "set");
    private static final Set<String> WEAKER_LOADS = Set.of("READ_ONCE", "rcu_dereference");
    private static final Map<String, String> SPLIT = Map.of("inc", "inc", "dec", "dec", "add_return", "addReturn", "dec_and_test", "decAndTest",
            "inc_not_zero", "incNotZero", "add_unless", "addUnless", "dec_if_positive", "decIfPositive", "xchg", "xchg", "cmpxchg", "cmpxchg");
    /** What these count belongs to one processor, which is not preempted there: in C they are no atomic operations. */
    private static final Set<String> OWN_PROCESSOR = Set.of("local_inc", "local_dec", "__this_cpu_inc");
    private static final List<String> STATES = List.of("MODULE_STATE_LIVE", "MODULE_STATE_COMING", "MODULE_STATE_GOING", "MODULE_STATE_UNFORMED");
    private static final String ERRNO = "org.sockrace.kernel.Errno.";
    /** What the compiler does not know to be false. */
    private static final String NO = "org.sockrace.mutate.Split.no()";
    /** What tells kernels apart, or how much of one is modelled, is no test of theirs. */
    private static final List<String> CHOICES = List.of("kernel.since(", "kernel.config.", "config.", "kernel.alone", "receive.packets",
            "max_modprobes == 0", "max_modprobes != 0", "bare");

    private final String file;
    private final Statements at;
    private final List<Mutant> mutants = new ArrayList<>();
    private final Deque<String> labels = new ArrayDeque<>();
    private String function = "";
    private MethodTree method;
    private int site = -1;
    private final List<StatementTree> statements = new ArrayList<>();
    private final List<Statement> found = new ArrayList<>();
    /** How often each name was given. */
    private final Map<String, Integer> names = new HashMap<>();

    Generator(String file, Statements at) {
        this.file = file;
        this.at = at;
    }

    List<Mutant> mutants() {
        return mutants;
    }

    /** The same statements, described. */
    List<Statement> found() {
        return found;
    }

    /** All statements; the number of a statement is its site. */
    List<StatementTree> statements() {
        return statements;
    }

    private void add(Operator operator, Tree where, String text, Edit... edits) {
        if (site >= 0) {
            String statement = found.get(site).text();
            int nth = names.merge(function + " " + operator.id() + ": " + statement, 1, Integer::sum);
            mutants.add(new Mutant(operator, file, at.line(where), function, site, statement, nth, List.of(edits), text));
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 70 ? line.substring(0, 67) + "..." : line;
    }

    @Override
    public Void visitMethod(MethodTree node, Void p) {
        if (node.getReturnType() == null || node.getBody() == null) {
            return null;
        }
        function = node.getName().toString();
        method = node;
        site = -1;
        labels.clear();
        return super.visitMethod(node, null);
    }

    @Override
    public Void visitBlock(BlockTree node, Void p) {
        block(node.getStatements());
        return null;
    }

    @Override
    public Void visitCase(CaseTree node, Void p) {
        if (node.getStatements() != null) {
            block(node.getStatements());
        } else {
            scan(node.getBody(), null);
        }
        return null;
    }

    private void block(List<? extends StatementTree> block) {
        int outer = site;
        for (int i = 0; i < block.size(); i++) {
            StatementTree statement = block.get(i);
            site = statements.size();
            statements.add(statement);
            String head = at.head(statement);
            found.add(new Statement(file, at.line(statement), function, head, names.merge(function + ": " + head, 1, Integer::sum)));
            if (Statements.isAction(statement)) {
                action(block, i);
            }
            scan(statement, null);
        }
        site = outer;
    }

    private void action(List<? extends StatementTree> block, int i) {
        StatementTree statement = block.get(i);
        MethodInvocationTree call = Statements.call(statement);
        String text = shortened(at.text(statement));
        int end = at.toWithNotes(block, i);
        String whole = at.source.substring(at.from(statement), end);
        add(Operator.DROP, statement, "without " + text, Edit.remove(at.from(statement), end));
        if (!Statements.name(call).equals("set") && !Statements.name(call).startsWith("smp_")) {
            // To store the same value twice is no mistake, nor is a barrier twice.
            add(Operator.REPEAT, statement, "twice: " + text, Edit.insert(end, " " + Edit.inOneLine(whole)));
        }
        swap(block, i, text, end);
        pastLabel(statement, text, end);
        unlocked(statement, call);
        if (Statements.name(call).equals("synchronize_rcu")) {
            add(Operator.FLAVOUR, statement, "synchronize_sched() for " + text, new Edit(at.from(call), at.to(call), "synchronize_sched()"));
        }
    }

    private void swap(List<? extends StatementTree> block, int i, String text, int end) {
        int next = i + 1;
        while (next < block.size() && at.to(block.get(next)) <= end) {
            next++;
        }
        if (next < block.size() && Statements.isAction(block.get(next))) {
            int last = at.toWithNotes(block, next);
            String first = at.source.substring(at.from(block.get(i)), end);
            String second = at.source.substring(at.from(block.get(next)), last);
            add(Operator.SWAP, block.get(i), text + " after " + shortened(at.text(block.get(next))), new Edit(at.from(block.get(i)), end, second),
                    new Edit(at.from(block.get(next)), last, first));
        }
    }

    /** The call is made behind the next label below it in the same function. */
    private void pastLabel(StatementTree statement, String text, int end) {
        StatementTree[] label = new StatementTree[1];
        new TreeScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void p) {
                boolean found = tree instanceof StatementTree other && Statements.isLabel(other) && at.from(tree) > end;
                if (found && (label[0] == null || at.from(tree) < at.from(label[0]))) {
                    label[0] = (StatementTree) tree;
                }
                return super.scan(tree, null);
            }
        }.scan(method.getBody(), null);
        if (label[0] != null) {
            String whole = Edit.inOneLine(at.source.substring(at.from(statement), end));
            add(Operator.PAST_LABEL, statement, text + " behind " + at.text(label[0]), Edit.remove(at.from(statement), end),
                    Edit.insert(at.to(label[0]), " " + whole));
        }
    }

    private void unlocked(StatementTree statement, MethodInvocationTree call) {
        String end = ENDS.get(Statements.name(call));
        if (end == null) {
            return;
        }
        List<Edit> edits = new ArrayList<>(List.of(Edit.remove(at.from(statement), at.to(statement))));
        String arguments = call.getArguments().toString();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree other, Void p) {
                if (Statements.name(other).equals(end) && other.getArguments().toString().equals(arguments)) {
                    edits.add(new Edit(at.from(other), at.to(other) + 1, ";"));
                }
                return super.visitMethodInvocation(other, null);
            }
        }.scan(method.getBody(), null);
        add(Operator.UNLOCKED, statement, "neither " + at.text(statement) + " nor " + end, edits.toArray(Edit[]::new));
    }

    @Override
    public Void visitIf(IfTree node, Void p) {
        ExpressionTree condition = ((ParenthesizedTree) node.getCondition()).getExpression();
        String text = at.text(condition);
        if (!Statements.isNote(node) && CHOICES.stream().noneMatch(text::contains)) {
            Tree inner = condition instanceof MethodInvocationTree call && Statements.name(call).equals("test") ? call.getArguments().get(0) : condition;
            String what = at.text(inner);
            add(Operator.NEGATE, node, "if not (" + shortened(what) + ")", new Edit(at.from(inner), at.to(inner), "!(" + what + ")"));
            add(Operator.NEVER, node, "never " + shortened(what), new Edit(at.from(inner), at.to(inner), "(" + what + ") & " + NO));
            add(Operator.ALWAYS, node, "always " + shortened(what), new Edit(at.from(inner), at.to(inner), "(" + what + ") | !" + NO));
        }
        return super.visitIf(node, null);
    }

    @Override
    public Void visitLabeledStatement(LabeledStatementTree node, Void p) {
        labels.push(node.getLabel().toString());
        super.visitLabeledStatement(node, null);
        labels.pop();
        return null;
    }

    @Override
    public Void visitBreak(BreakTree node, Void p) {
        if (node.getLabel() != null && labels.size() > 1) {
            String label = node.getLabel().toString();
            List<String> around = List.copyOf(labels);
            int i = around.indexOf(label);
            if (i >= 0) {
                String other = i + 1 < around.size() ? around.get(i + 1) : around.get(i - 1);
                add(Operator.LABEL, node, "goto " + other + " for " + label, new Edit(at.from(node), at.to(node), "break " + other + ";"));
            }
        }
        return super.visitBreak(node, null);
    }

    @Override
    public Void visitUnary(UnaryTree node, Void p) {
        String text = at.text(node);
        if (text.matches("-E[A-Z]+")) {
            String other = text.equals("-EINVAL") ? "ENOMEM" : "EINVAL";
            add(Operator.ERRNO, node, "-" + other + " for " + text, new Edit(at.from(node), at.to(node), "-" + ERRNO + other));
        }
        return super.visitUnary(node, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void p) {
        int state = STATES.indexOf(node.getName().toString());
        if (state >= 0) {
            String other = STATES.get((state + 1) % STATES.size());
            add(Operator.STATE, node, other + " for " + node, new Edit(at.from(node), at.to(node), "org.sockrace.kernel.module." + other));
        }
        return super.visitIdentifier(node, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void p) {
        String name = Statements.name(node);
        if (name.equals("rcu_assign_pointer") && at.text(node.getArguments().get(1)).equals("null")) {
            // Weaker is no mistake here: NULL points to nothing that would have to be seen, and the C's macro itself stores it without an order.
            return super.visitMethodInvocation(node, null);
        }
        if (WEAKER.containsKey(name) && node.getArguments().size() == 2) {
            String to = name.equals("rcu_assign_pointer") ? "RCU_INIT_POINTER" + at.text(node).substring(name.length())
                    : at.text(node.getArguments().get(0)) + ".set(" + at.text(node.getArguments().get(1)) + ")";
            add(Operator.WEAKEN, node, shortened(to) + " for " + name, new Edit(at.from(node), at.to(node), to));
        } else if (WEAKER_LOADS.contains(name)) {
            String to = at.text(node.getArguments().get(0)) + ".get()";
            add(Operator.WEAKEN, node, shortened(to) + " for " + name, new Edit(at.from(node), at.to(node), to));
        } else if (SPLIT.containsKey(name) && !OWN_PROCESSOR.contains(function) && node.getMethodSelect() instanceof MemberSelectTree select) {
            String arguments = String.join(", ", node.getArguments().stream().map(at::text).toList());
            String receiver = at.text(select.getExpression());
            add(Operator.SPLIT, node, shortened(at.text(node)) + " in two steps", new Edit(at.from(node), at.to(node),
                    "org.sockrace.mutate.Split." + SPLIT.get(name) + "(" + receiver + (arguments.isEmpty() ? "" : ", " + arguments) + ")"));
        }
        return super.visitMethodInvocation(node, null);
    }
}
