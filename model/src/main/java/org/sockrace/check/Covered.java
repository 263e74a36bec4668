package org.sockrace.check;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.explore.Coverage;
import org.sockrace.explore.Exploration;
import org.sockrace.explain.GotoMap;

/** Coverage by the names that reports use. */
final class Covered {

    private Covered() { }

    /** How often each goto label was passed. */
    static Map<String, Long> labels(Exploration exploration) {
        Map<String, Long> labels = new LinkedHashMap<>();
        Coverage.of(exploration).labels().forEach((label, n) ->
                labels.merge(GotoMap.bundled().name(label.file(), label.function(), label.name()), n, Long::sum));
        return labels;
    }

    /** How many transitions were taken inside each call of one function by another, the callee's own calls included. */
    static Map<Invocation, Long> calls(Exploration exploration) {
        Map<Frame.Stack, Long> places = new LinkedHashMap<>();
        for (int role = 0; exploration.world() != null && role < exploration.taken().length; role++) {
            List<Node> nodes = exploration.world().automata().get(role).nodes();
            for (int n = 0; n < nodes.size(); n++) {
                long times = LongStream.of(exploration.taken()[role][n]).sum();
                if (times > 0) {
                    places.merge(nodes.get(n).at(), times, Long::sum);
                }
            }
        }
        Map<Invocation, Long> calls = new LinkedHashMap<>();
        places.forEach((at, times) -> invocations(at).forEach(call -> calls.merge(call, times, Long::sum)));
        return calls;
    }

    /** The calls that are under way there, each once however deep it recurs. */
    private static Set<Invocation> invocations(Frame.Stack at) {
        Set<Invocation> calls = new LinkedHashSet<>();
        for (int f = 0; f < at.frames().size(); f++) {
            Frame caller = f + 1 < at.frames().size() ? at.frames().get(f + 1) : null;
            calls.add(new Invocation(caller == null ? "" : name(caller), caller == null ? 0 : caller.line(), name(at.frames().get(f))));
        }
        return calls;
    }

    private static String name(Frame frame) {
        return frame.file().replace(".java", ".") + frame.function();
    }

    /** How often each goto test came out each way. */
    static Map<String, Long> edges(Exploration exploration) {
        Map<String, Long> edges = new LinkedHashMap<>();
        Coverage.of(exploration).tests().forEach((test, n) -> edges.put(test.function() + " " + test.file() + ":" + test.line()
                + (test.taken() ? " taken" : " not taken"), n));
        return edges;
    }
}
