package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Compiles C. */
final class CCompiler extends Compiler {

    private static final Set<String> ITSELF = Set.of("likely", "unlikely", "READ_ONCE", "ACCESS_ONCE");
    private static final String ATOMIC = "(atomic|atomic_long|atomic64|refcount)_(set|read)";

    private final Function<String, Source.Function> contained;

    /** {@code contained} gives the functions that are to be copied into their callers, and null for others. */
    CCompiler(Rules rules, Function<String, Source.Function> contained) {
        super(rules);
        this.contained = contained;
    }

    @Override
    String call(Expr.Call call) {
        if (!(call.callee() instanceof Expr.Name n) || local(n.text()) != null) {
            return indirect(call);
        }
        String name = n.text();
        if (!call.args().isEmpty() && (ITSELF.contains(name) || rules.same(name) || name.matches(ATOMIC) && name.endsWith("_read"))) {
            return arguments(call).get(0);
        }
        String pointer = errorPointers().value(name, call);
        if (pointer != null) {
            return pointer;
        }
        if (name.startsWith("IS_ENABLED") || name.startsWith("IS_BUILTIN") || name.startsWith("IS_REACHABLE")) {
            return call.args().get(0) instanceof Expr.Name c && rules.macros().containsKey(c.text()) ? "1" : "0";
        }
        if (call.args().size() == 2 && (name.equals("WRITE_ONCE") || name.matches(ATOMIC))) {
            code.set(place(call.args().get(0)), arguments(call).get(1));
            return "$";
        }
        Source.Function inlined = contained.apply(name);
        if (inlined != null && !inside(inlined)) {
            return inline(inlined, arguments(call), paths(call));
        }
        String canonical = rules.canonical(name);
        if (rules.waits(canonical) && call.args().size() > 1) {
            exprs().value(call.args().get(0));
            return waiting(canonical, call.args().get(1));
        }
        List<String> args = arguments(call);
        if (call.args().size() == 1 && rules.plain(canonical, place(call.args().get(0)))) {
            return args.get(0);
        }
        String about = call.args().isEmpty() ? "" : rules.about(canonical, path(call.args().get(0)));
        code.call(rules.detailed(canonical, call.args().stream().map(this::place).toList()) + about);
        outParameters(call, args);
        return canonical + "()";
    }

    private String indirect(Expr.Call call) {
        List<String> args = arguments(call);
        exprs().value(call.callee());
        String place = place(call.callee());
        String field = call.callee() instanceof Expr.Name n ? field(n.text()) : null;
        String name = field != null ? "->" + field.substring(1) : "->" + place;
        code.call(name);
        outParameters(call, args);
        return name + "()";
    }

    private List<String> arguments(Expr.Call call) {
        List<String> args = new ArrayList<>();
        call.args().forEach(a -> args.add(exprs().value(a)));
        return args;
    }

    /** What a callee is given the address of it may have set. */
    private void outParameters(Expr.Call call, List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (call.args().get(i) instanceof Expr.Unary u && u.op().equals("&") && args.get(i).startsWith("%")) {
                code.move(args.get(i).substring(1), "*");
            }
        }
    }

    @Override
    boolean branch(Expr.Call call, Code.Spot yes, Code.Spot no) {
        String name = call.callee() instanceof Expr.Name n ? n.text() : "";
        if ((name.equals("likely") || name.equals("unlikely")) && call.args().size() == 1) {
            exprs().branch(call.args().get(0), yes, no);
            return true;
        }
        if (name.equals("fd_empty") && call.args().size() == 1) {
            exprs().branch(call.args().get(0), no, yes);
            return true;
        }
        return errorPointers().branch(name, call, yes, no);
    }

    @Override
    String outcome(Expr.Choice choice) {
        return null;
    }

    @Override
    String member(Expr.Member member) {
        exprs().value(member.base());
        return "." + member.name();
    }

    @Override
    String place(Expr e) {
        if (e instanceof Expr.Member m) {
            return m.name();
        }
        if (e instanceof Expr.Index i) {
            return place(i.base());
        }
        if (e instanceof Expr.Unary u) {
            return place(u.of());
        }
        if (e instanceof Expr.Name n) {
            return local(n.text()) == null ? n.text() : "$";
        }
        return e instanceof Expr.Call c && !c.args().isEmpty() ? place(c.args().get(0)) : "$";
    }
}
