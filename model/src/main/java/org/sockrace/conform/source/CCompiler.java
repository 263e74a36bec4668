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
        String name = rules.instead(current().name(), n.text());
        String known = known(name, call);
        if (known != null) {
            return known;
        }
        if (!call.args().isEmpty() && (ITSELF.contains(name) || rules.same(name) || name.matches(ATOMIC) && name.endsWith("_read"))) {
            return arguments(call).get(0);
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

    /** The operand of a call that the compiler itself knows; null for others. */
    private String known(String name, Expr.Call call) {
        if (name.equals("FD_ADD") && call.args().size() == 2) {
            return fdAdd(call);
        }
        String flag = call.args().size() > 1 && call.args().get(1) instanceof Expr.Name f ? rules.flag(name, f.text()) : null;
        return flag != null ? flag(flag, call) : errorPointers().value(name, call);
    }

    /** {@code get_flag(s, FLAG)} or {@code set_flag(s, FLAG, value)}. */
    private String flag(String field, Expr.Call call) {
        List<String> args = arguments(call);
        if (args.size() == 2) {
            return "." + field;
        }
        code.set(field, args.get(2));
        return "$";
    }

    /** {@code FD_ADD(flags, file)}: reserves a descriptor, makes the file, and installs it there, or gives the descriptor back. */
    private String fdAdd(Expr.Call call) {
        String result = fresh();
        Code.Spot reserved = new Code.Spot();
        Code.Spot failed = new Code.Spot();
        Code.Spot made = new Code.Spot();
        Code.Spot end = new Code.Spot();
        exprs().value(call.args().get(0));
        code.call("get_unused_fd_flags");
        code.move(result, "get_unused_fd_flags()");
        code.branch("%" + result, "<", "0", end, reserved);
        code.here(reserved);
        String file = exprs().value(call.args().get(1));
        code.branch(file, Code.ERROR, null, failed, made);
        code.here(failed);
        code.call("put_unused_fd");
        code.move(result, file);
        code.jump(end);
        code.here(made);
        code.call("fd_install");
        code.here(end);
        return "%" + result;
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
