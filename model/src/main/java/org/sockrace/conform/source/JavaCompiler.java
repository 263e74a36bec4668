package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles the modelled kernel. */
final class JavaCompiler extends Compiler {

    private static final Set<String> READS = Set.of("get", "read", "load", "value");
    private static final Set<String> ATOMICS = Set.of("inc", "dec", "inc_not_zero", "dec_and_test", "dec_if_positive", "add_return", "add_unless", "cmpxchg");
    private static final String MACHINE = "k";

    private final JavaModel model;
    private final String subject;
    private final Set<String> inC;

    /** Compiles the method that is the C function {@code subject}, one of those that the C has. */
    JavaCompiler(Rules rules, JavaModel model, String subject, Set<String> inC) {
        super(rules);
        this.model = model;
        this.subject = subject;
        this.inC = inC;
    }

    @Override
    String call(Expr.Call call) {
        if (call.callee() instanceof Expr.Name n) {
            return named(n.text(), call);
        }
        if (!(call.callee() instanceof Expr.Member m)) {
            return "$";
        }
        if (m.base() instanceof Expr.Name n && n.text().equals(MACHINE)) {
            return machine(m.name(), call);
        }
        if (m.base() instanceof Expr.Member config && config.name().equals("config")) {
            return rules.config(model.config(), m.name());
        }
        if (m.base() instanceof Expr.Name && m.name().equals("since")) {
            return since(call) ? "1" : "0";
        }
        if (m.name().equals("holds") || m.name().equals("holdsEither")) {
            return exprs().value(holds(m, call));
        }
        if (READS.contains(m.name())) {
            call.args().forEach(exprs()::value);
            return exprs().value(m.base());
        }
        if (m.name().equals("set") || m.name().equals("store")) {
            set(place(m.base()), exprs().value(call.args().get(0)));
            return "$";
        }
        if (ATOMICS.contains(m.name())) {
            call.args().forEach(exprs()::value);
            return step("atomic_" + m.name());
        }
        return method(m, call);
    }

    /** {@code cell.holds(a)} and {@code cell.holdsEither(a, b)} as C writes them. */
    private static Expr holds(Expr.Member m, Expr.Call call) {
        return call.args().stream().<Expr>map(value -> new Expr.Binary("==", m.base(), value))
                .reduce((one, other) -> new Expr.Binary("||", one, other)).orElseThrow();
    }

    private boolean since(Expr.Call call) {
        String[] stable = call.args().stream().skip(2).map(JavaCompiler::text).toArray(String[]::new);
        return model.config().version().since(number(call.args().get(0)), number(call.args().get(1)), stable);
    }

    private static int number(Expr literal) {
        return Integer.parseInt(((Expr.Literal) literal).text());
    }

    /** A step under the name that it has in C, where the rules know of one; "-" is none. The operand of its result. */
    private String step(String called) {
        return step(called, "$");
    }

    /** The same, of what is about something. */
    private String step(String called, String path) {
        String name = rules.standsFor(subject, called);
        if (!name.equals("-")) {
            code.call(name + rules.about(name, path));
        }
        return name.replaceFirst("\\(.*", "") + "()";
    }

    private void set(String place, String value) {
        String name = "set:" + place + (value.equals("0") ? "=0" : "");
        String stands = rules.standsFor(subject, name);
        if (stands.equals(name)) {
            code.set(place, value);
        } else if (!stands.equals("-")) {
            code.call(stands);
        }
    }

    private String named(String name, Expr.Call call) {
        if (name.equals("test")) {
            return exprs().value(call.args().get(0));
        }
        if (name.equals("call") && call.args().size() == 2 && call.args().get(1) instanceof Expr.Lambda l) {
            return enter(l.body());
        }
        String pointer = errorPointers().value(name, call);
        if (pointer != null) {
            return pointer;
        }
        if (name.equals("READ_ONCE")) {
            return exprs().value(call.args().get(0));
        }
        if (name.equals("WRITE_ONCE")) {
            set(place(call.args().get(0)), exprs().value(call.args().get(1)));
            return "$";
        }
        return modelled(model.own(current(), name), name, call);
    }

    private String method(Expr.Member m, Expr.Call call) {
        Source.Function target = m.base() instanceof Expr.Name n && n.text().equals("super") ? model.inherited(current(), m.name())
                : model.of(place(m.base()), m.name());
        if (target == null) {
            exprs().value(m.base());
        }
        return modelled(target, m.name(), call);
    }

    /** A function of the model, copied here unless the C has it too. */
    private String modelled(Source.Function meant, String name, Expr.Call call) {
        Source.Function target = meant != null && inside(meant) ? another(meant) : meant;
        if (rules.waits(rules.canonical(name)) && call.args().size() > 1 && call.args().get(1) instanceof Expr.Lambda condition) {
            exprs().value(call.args().get(0));
            return waiting(rules.canonical(name), condition.body());
        }
        List<String> args = new ArrayList<>();
        call.args().forEach(a -> args.add(exprs().value(a)));
        String listed = target == null ? null : rules.functionOf(model.key(target), name);
        if (listed != null && model.find(rules.java(listed)) != target) {
            listed = null;
        }
        if (listed != null && !inC.contains(listed)) {
            listed = rules.insteadOf(subject, listed);
        }
        if (rules.note(name)) {
            return "$";
        }
        if (target != null && listed == null && !rules.primitive(name) && !inside(target)) {
            return inline(target, args, paths(call));
        }
        String canonical = listed != null ? listed : rules.canonical(name);
        String called = rules.detailed(canonical, call.args().stream().map(this::place).toList());
        return step(called, call.args().isEmpty() ? "$" : path(call.args().get(0)));
    }

    /** Nothing in the kernel calls itself like that: a call of the own name means another method that has it too. */
    private Source.Function another(Source.Function self) {
        return self.source().overloads(self.name()).stream().filter(f -> !inside(f)).findFirst().orElse(self);
    }

    /** An indirect call, or one of a function that another module exports. */
    private String enter(Expr body) {
        if (!(body instanceof Expr.Call call && call.callee() instanceof Expr.Member m)) {
            return "$";
        }
        Expr base = m.base();
        while (base instanceof Expr.Call inner && inner.callee() instanceof Expr.Member function) {
            base = function.base();
        }
        String field = base instanceof Expr.Name n ? field(n.text()) : null;
        if (field == null && base instanceof Expr.Name && model.of(place(base), m.name()) != null) {
            return call(call);
        }
        call.args().forEach(exprs()::value);
        String name = field == null ? "->" + m.name() : "->" + field.substring(1);
        return step(name);
    }

    /** What the machine does, and what it only takes note of. */
    private String machine(String name, Expr.Call call) {
        if (name.equals("label")) {
            String label = text(call.args().get(0));
            if (!ofLoop(label)) {
                code.label(label);
            }
            return "$";
        }
        if (name.equals("fails")) {
            return fails(call, null, null);
        }
        List<Expr> args = call.args().stream().filter(a -> !(a instanceof Expr.Lambda)).toList();
        args.forEach(exprs()::value);
        if (rules.note(name)) {
            return "$";
        }
        return step(rules.canonical(name));
    }

    private static String text(Expr literal) {
        String quoted = literal instanceof Expr.Literal l ? l.text() : "\"?\"";
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Whether what fails returns 0 then, so that its result is not that of the caller. */
    private boolean turned(Expr.Call fails) {
        Rules.Failure failure = rules.failure(subject, current().name(), cause(fails));
        return failure != null && failure.test().equals("=0");
    }

    private static String cause(Expr.Call fails) {
        return fails.args().get(0) instanceof Expr.Literal ? text(fails.args().get(0)) : "?";
    }

    /** A failure is the choice of the machine; the rules say which function of the C it is of. */
    private String fails(Expr.Call call, Code.Spot yes, Code.Spot no) {
        String cause = cause(call);
        Rules.Failure failure = rules.failure(subject, current().name(), cause);
        if (failure == null) {
            code.call("fails " + cause);
        } else if (!failure.silent()) {
            code.call(failure.function());
        }
        String result = (failure == null ? "fails " + cause : failure.function()).replaceFirst("\\(.*", "") + "()";
        if (yes != null) {
            boolean turned = failure != null && failure.test().equals("=0");
            boolean negative = failure != null && failure.test().equals("<0");
            if (failure != null && failure.test().startsWith(">=")) {
                code.branch(result, "<", failure.test().substring(2), no, yes);
            } else {
                code.branch(result, negative ? "<" : "?", negative ? "0" : null, turned ? no : yes, turned ? yes : no);
            }
        }
        return result;
    }

    @Override
    String outcome(Expr.Choice c) {
        boolean also = c.condition() instanceof Expr.Binary b && b.op().equals("&&");
        Expr last = also ? ((Expr.Binary) c.condition()).right() : c.condition();
        boolean fails = last instanceof Expr.Call call && call.callee() instanceof Expr.Member m && m.name().equals("fails");
        if (!fails || !(c.yes() instanceof Expr.Unary) || !(c.no() instanceof Expr.Literal)) {
            return null;
        }
        if (turned((Expr.Call) last)) {
            return null;
        }
        if (!also) {
            return fails((Expr.Call) last, null, null);
        }
        String result = fresh();
        Code.Spot yes = new Code.Spot();
        Code.Spot no = new Code.Spot();
        code.move(result, "0");
        exprs().branch(((Expr.Binary) c.condition()).left(), yes, no);
        code.here(yes);
        code.move(result, fails((Expr.Call) last, null, null));
        code.here(no);
        return "%" + result;
    }

    @Override
    boolean branch(Expr.Call call, Code.Spot yes, Code.Spot no) {
        if (call.callee() instanceof Expr.Name n && n.text().equals("test")) {
            exprs().branch(call.args().get(0), yes, no);
            return true;
        }
        if (!(call.callee() instanceof Expr.Member m)) {
            return call.callee() instanceof Expr.Name n && errorPointers().branch(n.text(), call, yes, no);
        }
        if (m.base() instanceof Expr.Name n && n.text().equals(MACHINE) && m.name().equals("fails")) {
            fails(call, yes, no);
            return true;
        }
        if (m.name().equals("holds") || m.name().equals("holdsEither")) {
            exprs().branch(holds(m, call), yes, no);
            return true;
        }
        return false;
    }

    /** What an {@link org.sockrace.kernel.Out} holds is the variable. */
    @Override
    Expr stored(Expr target) {
        return target instanceof Expr.Member m && m.name().equals("value") && m.base() instanceof Expr.Name n && local(n.text()) != null ? n : target;
    }

    @Override
    String member(Expr.Member member) {
        if (member.name().equals("entry")) {
            // list_entry()
            exprs().value(member.base());
            return "$";
        }
        if (member.name().equals("value") || member.base() instanceof Expr.Name n && n.text().equals("this") && local(member.name()) != null) {
            return exprs().value(member.base());
        }
        if (ExprCompiler.constant(member.name())) {
            return place(member.base()).contains("KernelConfig") || place(member.base()).equals("CreateFailure") ? "@" + member.name() : member.name();
        }
        exprs().value(member.base());
        return "." + member.name();
    }

    @Override
    String place(Expr e) {
        if (e instanceof Expr.Member m) {
            return m.name().equals("value") ? place(m.base()) : m.name();
        }
        if (e instanceof Expr.Call c) {
            return c.callee() instanceof Expr.Member m ? place(m.base()) : "$";
        }
        if (e instanceof Expr.Index i) {
            return place(i.base());
        }
        if (e instanceof Expr.Unary u) {
            return place(u.of());
        }
        return e instanceof Expr.Name n ? (local(n.text()) == null ? n.text() : "$" + n.text()) : "$";
    }
}
