package org.sockrace.conform.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.conform.FileFormatException;

/** Follows linear code on all its ways, with what the variables hold as far as that is known, and notes what it does: the skeleton. */
final class Follower {

    /** More nodes than this no kernel function of the path has. */
    private static final int MOST = 5_000;
    private static final int LONGEST = 100_000;
    private static final String UNKNOWN = "$";
    private static final String ERROR = Code.ERROR;

    /** A place in the code, what the variables hold there, and what tests of results came out as. */
    private record State(int pc, Map<String, String> values, Map<String, Boolean> facts) { }

    private final String name;
    private final Code code;
    private final Set<String> status;
    private final Map<State, Integer> numbers = new HashMap<>();
    private final List<Skeleton.Node> nodes = new ArrayList<>();
    private final Deque<State> open = new ArrayDeque<>();

    private Follower(String name, Code code, Set<String> status) {
        this.name = name;
        this.code = code;
        this.status = status;
    }

    /**
     * The skeleton of the code.
     *
     * @param name the function's, for messages
     * @param status the variables that hold results of the function
     */
    static Skeleton follow(String name, Code code, Set<String> status) {
        Follower follower = new Follower(name, code, status);
        follower.number(new State(0, new TreeMap<>(), new TreeMap<>()));
        while (!follower.open.isEmpty()) {
            State state = follower.open.removeFirst();
            int number = follower.numbers.get(state);
            follower.nodes.set(number, follower.node(state));
        }
        return new Skeleton(follower.nodes);
    }

    /** The number of the node that comes next from there. */
    private int number(State from) {
        State state = advance(from);
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (nodes.size() == MOST) {
            throw new FileFormatException(name + ": has more than " + MOST + " different steps: too large to be compared");
        }
        numbers.put(state, nodes.size());
        nodes.add(null);
        open.add(state);
        return nodes.size() - 1;
    }

    /** Goes on to the next instruction that others would see; an endless loop without any ends at a state before the code. */
    private State advance(State from) {
        State s = from;
        for (int i = 0; i < LONGEST; i++) {
            Code.Instr instr = code.at(s.pc());
            switch (instr.op()) {
                case MOVE -> s = moved(s, instr);
                case ERR_PTR -> s = errorPointer(s, instr);
                case JUMP -> s = new State(instr.yes().at(), s.values(), s.facts());
                case BRANCH -> {
                    Boolean known = known(s, instr);
                    if (known == null) {
                        return s;
                    }
                    s = new State((known ? instr.yes() : instr.no()).at(), s.values(), s.facts());
                }
                default -> {
                    return s;
                }
            }
        }
        return new State(-1, Map.of(), Map.of());
    }

    private State moved(State s, Code.Instr instr) {
        Map<String, String> values = new TreeMap<>(s.values());
        String value = resolve(s, instr.b());
        if (value.equals(UNKNOWN)) {
            values.remove(instr.a());
        } else {
            values.put(instr.a(), value);
        }
        return new State(s.pc() + 1, values, s.facts());
    }

    /** An errno that is known not to be zero is an error, once it is a pointer. */
    private static State errorPointer(State s, Code.Instr instr) {
        String errno = resolve(s, instr.a());
        Map<String, Boolean> facts = new TreeMap<>(s.facts());
        if (Boolean.TRUE.equals(facts.get(errno))) {
            facts.put(ERROR + errno, true);
        }
        return new State(s.pc() + 1, s.values(), facts);
    }

    private static String resolve(State s, String operand) {
        if (operand != null && operand.startsWith(".")) {
            return s.values().getOrDefault(operand, operand);
        }
        return operand != null && operand.startsWith("%") ? s.values().getOrDefault(operand.substring(1), UNKNOWN) : operand;
    }

    private Skeleton.Node node(State s) {
        if (s.pc() < 0) {
            return new Skeleton.Node(Skeleton.Kind.SPIN, "", -1, -1);
        }
        Code.Instr instr = code.at(s.pc());
        return switch (instr.op()) {
            case CALL -> new Skeleton.Node(Skeleton.Kind.CALL, instr.a(), number(called(s, instr.a())), -1);
            case SET -> set(s, instr);
            case BRANCH -> test(s, instr);
            case LABEL -> label(s, instr.a());
            default -> new Skeleton.Node(Skeleton.Kind.RETURN, result(s, resolve(s, instr.a())), -1, -1);
        };
    }

    /** Until the next call, what was stored into a field is still there. */
    private Skeleton.Node set(State s, Code.Instr instr) {
        String value = resolve(s, instr.b());
        Map<String, String> values = new TreeMap<>(s.values());
        values.remove("." + instr.a());
        if (value.endsWith("()") || value.equals("0")) {
            values.put("." + instr.a(), value);
        }
        return new Skeleton.Node(Skeleton.Kind.SET, instr.a() + " = " + stored(value), number(new State(s.pc() + 1, values, s.facts())), -1);
    }

    /** After a call, what an earlier one of the same function returned is not known by that name any more. */
    private static State called(State s, String function) {
        String result = function.replaceFirst("[({].*", "") + "()";
        Map<String, String> values = new TreeMap<>(s.values());
        values.entrySet().removeIf(v -> v.getValue().equals(result) || v.getKey().startsWith("."));
        Map<String, Boolean> facts = new TreeMap<>(s.facts());
        facts.keySet().removeIf(f -> f.startsWith(result) || f.startsWith(ERROR + result));
        return new State(s.pc() + 1, values, facts);
    }

    private static String stored(String value) {
        return value.equals("0") || ExprCompiler.constant(value) ? value : "...";
    }

    private static String result(State s, String value) {
        if (value != null && succeeded(s, value)) {
            return "0";
        }
        return value == null ? "" : value.startsWith(".") || value.equals("*") ? UNKNOWN : value;
    }

    /** Passing a label, what was a result until here is said, and forgotten: the ways meet. */
    private Skeleton.Node label(State s, String label) {
        List<String> results = s.values().entrySet().stream().filter(e -> status.contains(e.getKey()))
                .map(e -> succeeded(s, e.getValue()) ? "0" : e.getValue()).filter(v -> v.equals("0") || v.startsWith("-E")).toList();
        if (!results.isEmpty()) {
            return new Skeleton.Node(Skeleton.Kind.ERRNO, String.join(" ", results), number(new State(s.pc(), new TreeMap<>(), s.facts())), -1);
        }
        return new Skeleton.Node(Skeleton.Kind.LABEL, label, number(new State(s.pc() + 1, new TreeMap<>(), new TreeMap<>())), -1);
    }

    // ---- tests ---------------------------------------------------------------------------------------------------------

    private Skeleton.Node test(State s, Code.Instr instr) {
        String text = text(s, instr);
        return new Skeleton.Node(Skeleton.Kind.TEST, text, number(decided(s, instr, text, true)), number(decided(s, instr, text, false)));
    }

    private static State decided(State s, Code.Instr instr, String text, boolean holds) {
        int to = (holds ? instr.yes() : instr.no()).at();
        if (!text.contains("()")) {
            return new State(to, s.values(), s.facts());
        }
        Map<String, Boolean> facts = new TreeMap<>(s.facts());
        boolean error = instr.test().equals(ERROR);
        facts.put(error ? ERROR + resolve(s, instr.a()) : text, holds);
        String plain = text.endsWith("()<0") ? text.substring(0, text.length() - 2) : text;
        if (holds) {
            facts.put(plain, true);
        } else if (plain.equals(text) && text.endsWith("()")) {
            facts.put(text + "<0", false);
        }
        facts.keySet().removeIf(fact -> !held(s, fact));
        return new State(to, s.values(), facts);
    }

    /** Whether what is known there is of a result that a variable still holds. */
    private static boolean held(State s, String fact) {
        String result = fact.substring(fact.startsWith(ERROR) ? ERROR.length() : 0).replaceFirst("\\(\\).*", "()");
        return s.values().containsValue(result) || !result.endsWith("()") || fact.indexOf("()") != fact.lastIndexOf("()");
    }

    /** Whether that is known to be no failure: zero, or a pointer that is no error. */
    private static boolean succeeded(State s, String value) {
        return Boolean.FALSE.equals(s.facts().get(value)) || Boolean.FALSE.equals(s.facts().get(ERROR + value));
    }

    private static String text(State s, Code.Instr instr) {
        String a = shown(resolve(s, instr.a()));
        String b = shown(resolve(s, instr.b()));
        return switch (instr.test()) {
            case "<" -> a + "<" + b;
            case "==" -> ordered(a, b);
            case ERROR -> a.endsWith("()") && Boolean.TRUE.equals(s.facts().get(a)) ? a + "<0" : a;
            default -> a;
        };
    }

    private static String shown(String value) {
        return value == null ? "" : value.equals("*") ? UNKNOWN : value;
    }

    private static String ordered(String a, String b) {
        boolean constants = constant(a) && !constant(b);
        return constants || constant(a) == constant(b) && a.compareTo(b) > 0 ? b + "==" + a : a + "==" + b;
    }

    private static boolean constant(String operand) {
        return !operand.startsWith(".") && !operand.startsWith(UNKNOWN) && !operand.contains("(");
    }

    /** Whether the test is decided by what is known; null if not. */
    private static Boolean known(State s, Code.Instr instr) {
        String a = resolve(s, instr.a());
        String b = resolve(s, instr.b());
        Boolean fact = instr.test().equals(ERROR) ? error(s, a) : s.facts().get(text(s, instr));
        if (fact != null) {
            return fact;
        }
        return switch (instr.test()) {
            case "<" -> number(a) != null && number(b) != null ? (Boolean) (number(a) < number(b)) : null;
            case "==" -> equal(a, b);
            case ERROR -> a.startsWith("-E") ? Boolean.TRUE : a.equals("*") || number(a) != null ? Boolean.FALSE : null;
            default -> number(a) == null ? null : (Boolean) (number(a) != 0);
        };
    }

    /** Whether what a pointer is known to be is an error; that it is not null does not say so. */
    private static Boolean error(State s, String pointer) {
        Boolean fact = s.facts().getOrDefault(ERROR + pointer, s.facts().get(pointer + "<0"));
        return fact == null && Boolean.FALSE.equals(s.facts().get(pointer)) ? Boolean.FALSE : fact;
    }

    private static Boolean equal(String a, String b) {
        if (a.startsWith("@") || b.startsWith("@")) {
            return a.replace("@", "").equals(b.replace("@", ""));
        }
        return number(a) != null && number(b) != null ? (Boolean) number(a).equals(number(b)) : null;
    }

    /** The number that an operand is, or null; of an errno some negative one of its own. */
    private static Long number(String operand) {
        if (operand.matches("-?[0-9]{1,9}")) {
            return Long.valueOf(operand);
        }
        return operand.startsWith("-E") ? Long.valueOf(-1_000_000L - Math.floorMod(operand.hashCode(), 1_000_000)) : null;
    }
}
