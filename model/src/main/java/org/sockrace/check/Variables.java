package org.sockrace.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;

/**
 * Where the variables of a scenario are: a variable of the set-up is a constant, one that only its own thread uses is local to it, and one that others use too
 * is a cell that they wait for.
 */
final class Variables {

    private static final int UNSET = Integer.MIN_VALUE;
    private final Map<String, Integer> constants = new HashMap<>();
    private final Map<String, Map<String, Integer>> local = new HashMap<>();
    private final Map<String, Word> shared = new LinkedHashMap<>();
    private final Map<String, String> setBy = new HashMap<>();

    Variables(Scenario scenario, Machine k) {
        for (ThreadDecl thread : scenario.threads()) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (Call call : thread.calls()) {
                if (!call.result().isEmpty()) {
                    numbers.putIfAbsent(call.result(), numbers.size());
                    setBy.put(call.result(), thread.name());
                    if (call.kind().returns() == Returns.PAIR) {
                        numbers.putIfAbsent(call.result() + ".0", numbers.size());
                        numbers.putIfAbsent(call.result() + ".1", numbers.size());
                    }
                }
            }
            local.put(thread.name(), numbers);
        }
        for (ThreadDecl thread : scenario.threads()) {
            for (Call call : thread.calls()) {
                call.arguments().forEach(a -> shareIfForeign(k, thread.name(), a.text()));
            }
        }
    }

    private void shareIfForeign(Machine k, String thread, String variable) {
        String setter = setBy.get(variable);
        if (setter != null && !setter.equals(thread) && !local.get(thread).containsKey(variable)) {
            shared.computeIfAbsent(variable, v -> k.word(k.image(), v, UNSET));
        }
    }

    /** The set-up gave the variable this value. */
    void constant(String variable, int value) {
        constants.put(variable, value);
    }

    /** How many local variables the thread has. */
    int count(String thread) {
        return local.get(thread).size();
    }

    /** The number of a thread's own variable, or -1. */
    int number(String thread, String variable) {
        return local.get(thread).getOrDefault(variable, -1);
    }

    /** The value of a variable, for a thread that has these local ones (null in the set-up). */
    int read(Machine k, String thread, String variable, int[] locals) {
        if (constants.containsKey(variable)) {
            return constants.get(variable);
        }
        Word cell = shared.get(variable);
        if (cell != null && !local.get(thread).containsKey(variable)) {
            k.wait_event(cell.isNot(UNSET));
            return cell.load(Order.ACQUIRE);
        }
        return locals[number(thread, variable)];
    }

    /** Hands a result on to other threads, if they use it. */
    void publish(String variable, int value) {
        Word cell = shared.get(variable);
        if (cell != null) {
            cell.store(value, Order.RELEASE);
        }
    }
}
