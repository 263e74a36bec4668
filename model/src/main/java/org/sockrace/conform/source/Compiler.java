package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.conform.FileFormatException;

/** Turns the statements of one function, and of those that it is to contain, into linear code. */
abstract class Compiler {

    /** A function that calls itself is not copied into itself. */
    private static final int DEEPEST = 6;

    /** The variables and labels of one function. */
    private static final class Scope {
        private final Source.Function function;
        private final Code.Spot end;
        private final String result;
        private final Map<String, String> locals = new HashMap<>();
        private final Map<String, Code.Spot> labels = new HashMap<>();
        private final Map<String, String> fields = new HashMap<>();
        private final Map<String, String> paths = new HashMap<>();

        Scope(Source.Function function, Code.Spot end, String result) {
            this.function = function;
            this.end = end;
            this.result = result;
        }
    }

    /** Where break and continue go; {@code named} is a loop before which its label stands. */
    private record Exit(String label, Code.Spot out, Code.Spot again, boolean named) { }

    protected final Rules rules;
    protected final Code code = new Code();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Deque<Exit> exits = new ArrayDeque<>();
    private final Set<String> status = new HashSet<>();
    private final Map<String, Set<String>> results = new HashMap<>();
    private final ExprCompiler exprs = new ExprCompiler(this);
    private final ErrorPointers errorPointers = new ErrorPointers(code, exprs);
    private final Set<Source.Function> copied = new HashSet<>();
    private int variables;

    Compiler(Rules rules) {
        this.rules = rules;
    }

    /** The code of the function. */
    Code compile(Source.Function function) {
        scopes.push(new Scope(function, null, null));
        for (String parameter : function.parameters()) {
            declare(parameter);
            if (rules.nil(function.name(), parameter)) {
                code.move(local(parameter), "0");
            }
        }
        Stmt body = function.read();
        statement(body);
        code.ret(null);
        labelsAreThere();
        return code;
    }

    /** The variables of the function that it returns. */
    Set<String> status() {
        return status;
    }

    /** The functions that were copied into it. */
    Set<Source.Function> copied() {
        return copied;
    }

    ExprCompiler exprs() {
        return exprs;
    }

    ErrorPointers errorPointers() {
        return errorPointers;
    }

    // ---- names ---------------------------------------------------------------------------------------------------------

    Source.Function current() {
        return scopes.peek().function;
    }

    void declare(String name) {
        scopes.peek().locals.put(name, name + "#" + variables++);
    }

    /** The variable of that name, or null if it is none of the function's own. */
    String local(String name) {
        return scopes.peek().locals.get(name);
    }

    /** A variable of the compiler's own. */
    String fresh() {
        return "#" + variables++;
    }

    /** The variable holds what was in that field. */
    void holds(String name, String operand) {
        if (operand.startsWith(".")) {
            scopes.peek().fields.put(name, operand);
        } else {
            scopes.peek().fields.remove(name);
        }
    }

    /** The field that was put into the variable last, or null. */
    String field(String name) {
        return scopes.peek().fields.get(name);
    }

    /** What is written there, without casts and accessors: {@code pf->owner}; {@code $} for what is no path of names. */
    String path(Expr e) {
        if (e instanceof Expr.Name n) {
            return scopes.peek().paths.getOrDefault(n.text(), n.text());
        }
        if (e instanceof Expr.Member m) {
            return m.name().equals("value") ? path(m.base()) : path(m.base()) + "->" + m.name();
        }
        if (e instanceof Expr.Index i) {
            return path(i.base());
        }
        if (e instanceof Expr.Unary u) {
            return path(u.of());
        }
        if (e instanceof Expr.Call c && c.callee() instanceof Expr.Member get && get.name().equals("get")) {
            return path(get.base());
        }
        return e instanceof Expr.Call c && c.callee() instanceof Expr.Name n && rules.same(n.text()) && !c.args().isEmpty() ? path(c.args().get(0)) : "$";
    }

    /** The paths of all arguments. */
    List<String> paths(Expr.Call call) {
        return call.args().stream().map(this::path).toList();
    }

    boolean inside(Source.Function function) {
        return scopes.size() > DEEPEST || scopes.stream().anyMatch(s -> s.function == function);
    }

    /** Copies the function here: the operand of its result. {@code paths} are its arguments as they are written. */
    String inline(Source.Function function, List<String> args, List<String> paths) {
        Scope scope = new Scope(function, new Code.Spot(), fresh());
        copied.add(function);
        Deque<Exit> outer = new ArrayDeque<>(exits);
        exits.clear();
        scopes.push(scope);
        for (int i = 0; i < function.parameters().size(); i++) {
            declare(function.parameters().get(i));
            code.move(local(function.parameters().get(i)), i < args.size() ? args.get(i) : "$");
            if (i < paths.size()) {
                scope.paths.put(function.parameters().get(i), paths.get(i));
            }
        }
        code.move(scope.result, "$");
        statement(function.read());
        labelsAreThere();
        code.here(scope.end);
        scopes.pop();
        exits.addAll(outer);
        return "%" + scope.result;
    }

    // ---- statements ------------------------------------------------------------------------------------------------------

    void statement(Stmt s) {
        if (s instanceof Stmt.Block block) {
            block.body().forEach(this::statement);
        } else if (s instanceof Stmt.Do d) {
            exprs.value(d.expr());
        } else if (s instanceof Stmt.Let let) {
            String value = let.value() == null ? null : exprs.value(let.value());
            declare(let.name());
            if (value != null) {
                code.move(local(let.name()), value);
                holds(let.name(), value);
            }
        } else if (s instanceof Stmt.If branch) {
            branch(branch);
        } else if (s instanceof Stmt.Loop loop) {
            loop(loop, null);
        } else if (s instanceof Stmt.Switch choice) {
            choice(choice);
        } else {
            jump(s);
        }
    }

    /** Whether the label is that of a loop around the place: then it is before the loop, and here only the jump to it is noted. */
    boolean ofLoop(String label) {
        return exits.stream().anyMatch(e -> label.equals(e.label()) && e.named());
    }

    private void jump(Stmt s) {
        if (s instanceof Stmt.Label label) {
            code.here(label(label.name()));
            code.label(label.name());
        } else if (s instanceof Stmt.Labelled labelled) {
            labelled(labelled);
        } else if (s instanceof Stmt.Goto g) {
            code.jump(label(g.label()));
        } else if (s instanceof Stmt.Break b) {
            code.jump(exit(b.label(), false));
        } else if (s instanceof Stmt.Continue c) {
            code.jump(exit(c.label(), true));
        } else if (s instanceof Stmt.Return r) {
            ret(r);
        }
    }

    private Code.Spot label(String name) {
        return scopes.peek().labels.computeIfAbsent(name, n -> new Code.Spot());
    }

    private void labelsAreThere() {
        scopes.peek().labels.forEach((name, spot) -> {
            if (spot.at() < 0) {
                throw error("goto " + name + ": there is no such label in " + current().name());
            }
        });
    }

    private FileFormatException error(String what) {
        return new FileFormatException(current().source().file() + ":" + current().line() + ": " + what);
    }

    private Code.Spot exit(String label, boolean again) {
        for (Exit exit : exits) {
            boolean meant = label == null ? !again || exit.again() != null : label.equals(exit.label());
            if (meant && (label != null || exit.label() == null)) {
                return again ? exit.again() : exit.out();
            }
        }
        throw error("break or continue is in no loop");
    }

    private void ret(Stmt.Return r) {
        Scope scope = scopes.peek();
        String value = r.value() == null ? null : exprs.value(r.value());
        if (scope.end == null) {
            if (value != null && value.startsWith("%")) {
                returned(value.substring(1));
            }
            code.ret(value);
        } else {
            if (value != null) {
                code.move(scope.result, value);
                mayHold(scope.result, value);
            }
            code.jump(scope.end);
        }
    }

    /** The variable, one of the compiler's own, may hold that. */
    void mayHold(String variable, String value) {
        results.computeIfAbsent(variable, result -> new HashSet<>()).add(value);
    }

    /** A variable whose value the function returns; so are those of the function that it ends with a call of. */
    private void returned(String variable) {
        if (status.add(variable)) {
            results.getOrDefault(variable, Set.of()).stream().filter(v -> v.startsWith("%")).forEach(v -> returned(v.substring(1)));
        }
    }

    /** Waits under that name until the condition holds: looks at it, sleeps, and looks again. */
    String waiting(String called, Expr condition) {
        Code.Spot look = new Code.Spot();
        Code.Spot sleep = new Code.Spot();
        Code.Spot out = new Code.Spot();
        code.here(look);
        exprs.branch(condition, out, sleep);
        code.here(sleep);
        code.call(called);
        code.jump(look);
        code.here(out);
        return called + "()";
    }

    private void branch(Stmt.If s) {
        Code.Spot yes = new Code.Spot();
        Code.Spot no = new Code.Spot();
        Code.Spot end = new Code.Spot();
        exprs.branch(s.condition(), yes, no);
        code.here(yes);
        statement(s.yes());
        code.jump(end);
        code.here(no);
        if (s.no() != null) {
            statement(s.no());
        }
        code.here(end);
    }

    private void labelled(Stmt.Labelled s) {
        if (s.body() instanceof Stmt.Loop loop) {
            loop(loop, s.name());
            return;
        }
        Exit exit = new Exit(s.name(), new Code.Spot(), null, false);
        exits.push(exit);
        statement(s.body());
        exits.pop();
        code.here(exit.out());
    }

    private void loop(Stmt.Loop s, String label) {
        Code.Spot head = new Code.Spot();
        Code.Spot body = new Code.Spot();
        Code.Spot out = new Code.Spot();
        if (s.first()) {
            code.jump(body);
        }
        code.here(head);
        boolean named = label != null && Continues.in(s.body(), label);
        if (named) {
            code.label(label);
        }
        if (s.each()) {
            code.branch(s.rcu() ? "each_rcu" : "each", "?", null, body, out);
        } else {
            exprs.branch(s.condition(), body, out);
        }
        code.here(body);
        if (s.variable() != null) {
            declare(s.variable());
        }
        exits.push(new Exit(null, out, head, false));
        if (label != null) {
            exits.push(new Exit(label, out, head, named));
        }
        statement(s.body());
        exits.pop();
        if (label != null) {
            exits.pop();
        }
        code.jump(head);
        code.here(out);
    }

    private void choice(Stmt.Switch s) {
        String value = exprs.value(s.value());
        Code.Spot out = new Code.Spot();
        Code.Spot usual = null;
        List<Code.Spot> spots = new ArrayList<>();
        for (Stmt.Case c : s.cases()) {
            Code.Spot spot = new Code.Spot();
            spots.add(spot);
            usual = c.values().isEmpty() ? spot : usual;
            for (Expr constant : c.values()) {
                Code.Spot next = new Code.Spot();
                code.branch(value, "==", ((Expr.Name) constant).text(), spot, next);
                code.here(next);
            }
        }
        code.jump(usual == null ? out : usual);
        exits.push(new Exit(null, out, null, false));
        for (int i = 0; i < spots.size(); i++) {
            code.here(spots.get(i));
            s.cases().get(i).body().forEach(this::statement);
            if (!s.cases().get(i).falls()) {
                code.jump(out);
            }
        }
        exits.pop();
        code.here(out);
    }

    // ---- what the languages differ in ---------------------------------------------------------------------------------

    /** A call: the operand of its result. */
    abstract String call(Expr.Call call);

    /** Compiles a call that is a condition in its own way; false if it is like any other. */
    abstract boolean branch(Expr.Call call, Code.Spot yes, Code.Spot no);

    /** The result of {@code failure ? errno : 0}, which is that of what fails; null for any other choice. */
    abstract String outcome(Expr.Choice choice);

    /** What a store into that is a store into. */
    Expr stored(Expr target) {
        return target;
    }

    /** The operand of {@code base.name}, whose base has been executed. */
    abstract String member(Expr.Member member);

    /** The name of the field, variable or array that an expression ends in. */
    abstract String place(Expr e);
}
