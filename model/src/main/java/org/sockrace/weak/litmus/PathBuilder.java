package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.litmus.Code.Expression;
import org.sockrace.weak.litmus.Code.Statement;
import org.sockrace.weak.litmus.LitmusTest.ThreadCode;
import org.sockrace.weak.litmus.ThreadPath.Constraint;
import org.sockrace.weak.litmus.ThreadPath.Step;

/** Finds all paths of a thread: executes its code anew for each, with reads that return unknown values and branches that go as chosen. */
final class PathBuilder {

    /** More take more memory than there may be. */
    private static final int MOST = 65536;

    private final int thread;
    private final ThreadCode code;
    /** How the branches go, as far as chosen; grows by false. */
    private final List<Boolean> choices;
    private int chosen;

    private final List<Step> steps = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final Map<String, Operand> registers = new HashMap<>();
    /** The reads because of which the code at hand is executed. */
    private BitSet ctrl = new BitSet();

    private PathBuilder(int thread, ThreadCode code, List<Boolean> choices) {
        this.thread = thread;
        this.code = code;
        this.choices = choices;
    }

    /** All paths through the thread of that number. */
    static List<ThreadPath> paths(int thread, ThreadCode code) {
        List<ThreadPath> paths = new ArrayList<>();
        List<Boolean> choices = new ArrayList<>();
        do {
            if (paths.size() == MOST) {
                throw new LitmusException(code.line(), "P" + thread + " has more than " + MOST + " paths");
            }
            paths.add(new PathBuilder(thread, code, choices).path());
            while (!choices.isEmpty() && choices.get(choices.size() - 1)) {
                choices.remove(choices.size() - 1);
            }
            if (!choices.isEmpty()) {
                choices.set(choices.size() - 1, true);
            }
        } while (!choices.isEmpty());
        return paths;
    }

    private ThreadPath path() {
        code.initial().forEach((name, value) -> registers.put(name, Operand.constant(value)));
        code.body().forEach(this::execute);
        Map<String, Term> last = new HashMap<>();
        registers.forEach((name, operand) -> last.put(name, operand.term()));
        return new ThreadPath(List.copyOf(steps), List.copyOf(constraints), last);
    }

    private void execute(Statement statement) {
        if (statement instanceof Code.Assign assign) {
            Operand value = value(assign.value());
            if (assign.name() != null) {
                registers.put(assign.name(), value);
            }
        } else if (statement instanceof Code.Store store) {
            Operand pointer = value(store.pointer());
            write(Set.of(), pointer, value(store.value()), ThreadPath.NONE, store.text(), store.line());
        } else if (statement instanceof Code.If choice) {
            Operand condition = value(choice.condition());
            boolean taken = choose(condition.term());
            BitSet outside = ctrl;
            ctrl = (BitSet) outside.clone();
            ctrl.or(condition.reads());
            (taken ? choice.then() : choice.otherwise()).forEach(this::execute);
            ctrl = outside;
        }
    }

    /** Which way a branch goes: the one that is known, else the one that was chosen. */
    private boolean choose(Term condition) {
        long known = condition.constant();
        if (known != Term.UNKNOWN) {
            return known != 0;
        }
        boolean choice = pick();
        constraints.add(new Constraint(condition, choice));
        return choice;
    }

    private boolean pick() {
        if (chosen == choices.size()) {
            choices.add(false);
        }
        return choices.get(chosen++);
    }

    private Operand value(Expression expression) {
        if (expression instanceof Code.Constant number) {
            return Operand.constant(number.value());
        }
        if (expression instanceof Code.Name name) {
            return register(name);
        }
        if (expression instanceof Code.Unary unary) {
            Operand operand = value(unary.operand());
            return Operand.of(Operators.unary(unary.operator(), operand.term()), operand);
        }
        if (expression instanceof Code.Binary binary) {
            Operand left = value(binary.left());
            Operand right = value(binary.right());
            return Operand.of(Term.of(Operators.binary(binary.operator()), left.term(), right.term()), left, right);
        }
        if (expression instanceof Code.Load load) {
            return read(Set.of(), value(load.pointer()), load.text(), load.line());
        }
        return new Primitives(this).call((Code.Call) expression);
    }

    private Operand register(Code.Name name) {
        if (!code.names().contains(name.name())) {
            throw new LitmusException(name.line(), "P" + thread + " has no parameter and no variable " + name.name());
        }
        return registers.getOrDefault(name.name(), Operand.ZERO);
    }

    /** The value of an argument. */
    Operand argument(Code.Call call, int index) {
        return value(call.arguments().get(index));
    }

    Operand read(Set<Tag> tags, Operand pointer, String text, int line) {
        int event = steps.size();
        Term value = new Term.Read(event);
        add(tags, Kind.READ, text, line, pointer, new Operand(value, new BitSet()), ThreadPath.NONE);
        BitSet itself = new BitSet();
        itself.set(event);
        return new Operand(value, itself);
    }

    void write(Set<Tag> tags, Operand pointer, Operand value, int rmwRead, String text, int line) {
        add(tags, Kind.WRITE, text, line, pointer, value, rmwRead);
    }

    void fence(Tag tag, Operand pointer, String text, int line) {
        add(Set.of(tag), Kind.FENCE, text, line, pointer, null, ThreadPath.NONE);
    }

    private void add(Set<Tag> tags, Kind kind, String text, int line, Operand pointer, Operand value, int rmwRead) {
        BitSet none = new BitSet();
        steps.add(new Step(new Event(thread, kind, tags, text, line), pointer == null ? null : pointer.term(), value == null ? null : value.term(),
                pointer == null ? none : pointer.reads(), value == null ? none : value.reads(), ctrl, rmwRead));
    }

    /** Whether the read returned that value: one path each. */
    boolean returned(Operand read, Operand value) {
        return choose(Term.of(Operators.EQUAL, read.term(), value.term()));
    }

    /** Whether something succeeds, which no value that is known here decides: one path each. */
    boolean succeeds() {
        return pick();
    }

    /** The read must return that value. */
    void require(Operand read, Operand value) {
        constraints.add(new Constraint(Term.of(Operators.EQUAL, read.term(), value.term()), true));
    }

    /** What is executed next is executed because of those reads as well, until {@link #because} is given the set that this returns. */
    BitSet because(Operand... reads) {
        BitSet before = ctrl;
        ctrl = (BitSet) before.clone();
        for (Operand read : reads) {
            ctrl.or(read.reads());
        }
        return before;
    }

    void because(BitSet before) {
        ctrl = before;
    }
}
