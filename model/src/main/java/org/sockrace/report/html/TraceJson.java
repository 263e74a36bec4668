package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Remark;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.SourceText;
import org.sockrace.explain.Standing;
import org.sockrace.explain.Timeline;
import org.sockrace.report.SourceLine;
import org.sockrace.report.TraceText;

/**
 * Executions as the page reads them. Executions of a scenario have nearly everything in common, so an execution is little more than numbers: what was said once
 * stands in {@link #tables}.
 */
final class TraceJson {

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Interned<String> texts = new Interned<>();
    private final Interned<Stack> stacks = new Interned<>();
    private final Interned<Place> places = new Interned<>();
    private final Interned<Event> events = new Interned<>();
    private final Interned<Name> names = new Interned<>();
    private final Interned<Constant> constants = new Interned<>();
    private final SourceText source = new SourceText();

    /** A function on top of the stack of that number, -1 for none. */
    private record Stack(String function, int below) { }

    /** Where a step is taken: the text of that line, if it is another one than the source has, and the functions under way. */
    private record Place(String file, int line, String source, int stack) { }

    /** What a step is, whoever takes it. */
    private record Event(int place, String operation, boolean telling, List<String> changes, List<Remark> remarks, List<Effect> effects) { }

    /** That a variable holds something else from a step on. */
    private record Effect(Name name, String before, String after) { }

    /** The name of a variable, or of what a thread has. */
    private record Name(String kind, String what) { }

    /** A variable that holds the same all the time. */
    private record Constant(Name name, String value) { }

    ObjectNode trace(Shown shown) {
        Counterexample trace = shown.execution();
        List<Step> steps = Shown.steps(trace);
        int total = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).number();
        int first = steps.isEmpty() ? 0 : Math.max(steps.get(0).number() - 1, total - HtmlReport.MOST_STEPS);
        ObjectNode node = json.objectNode().put("id", shown.id()).put("scenario", shown.scenario()).put("kind", shown.kind().id()).put("title", shown.title());
        node.put("headline", shown.headline()).put("message", shown.message()).put("replay", shown.replay()).put("beside", shown.beside());
        node.put("first", first + 1).put("total", total).put("broken", shown.brokenAt()).put("preemptions", trace.preemptions());
        node.put("schedule", TraceText.schedule(trace)).put("size", texts.number(TraceText.size(trace)));
        trace.threads().forEach(node.putArray("threads")::add);
        ArrayNode calls = node.putArray("calls");
        trace.calls().forEach(call -> calls.add(texts.number(call)));
        trace.why().forEach(node.putArray("why")::add);
        if (!shown.fix().isEmpty()) {
            shown.fix().forEach(node.putArray("fix")::add);
        }
        timeline(node, trace.timeline(), first);
        turns(node.putArray("turns"), trace, first);
        return node;
    }

    /**
     * Each thread's turns: its number, why it is its turn, its steps as first event and how many follow each other. A line that is no step says why the step
     * after it is another thread's.
     */
    private void turns(ArrayNode to, Counterexample trace, int first) {
        Map<Integer, List<Effect>> effects = effects(trace.timeline());
        String why = "";
        int thread = -1;
        ArrayNode turn = null;
        int next = -1;
        int length = 0;
        for (Step step : trace.steps()) {
            if (step.number() == 0) {
                why = step.kind().name().toLowerCase(Locale.ROOT);
            } else if (step.number() > first) {
                if (turn == null || step.thread() != thread) {
                    thread = step.thread();
                    turn = to.addArray().add(thread).add(step.number() == first + 1 ? "" : why);
                    next = -1;
                }
                int event = event(step, effects.getOrDefault(step.number(), List.of()));
                length = event == next ? length + 1 : 1;
                if (event == next) {
                    turn.set(turn.size() - 1, length);
                } else {
                    turn.add(event).add(length);
                }
                next = event + 1;
            }
        }
    }

    private static Map<Integer, List<Effect>> effects(Timeline timeline) {
        Map<Integer, List<Effect>> effects = new HashMap<>();
        for (Timeline.Variable variable : timeline.variables()) {
            for (int i = 1; i < variable.values().size(); i++) {
                effects.computeIfAbsent(variable.values().get(i).step(), n -> new ArrayList<>()).add(new Effect(new Name(variable.group(), variable.name()),
                        variable.values().get(i - 1).text(), variable.values().get(i).text()));
            }
        }
        return effects;
    }

    private int event(Step step, List<Effect> effects) {
        int place = place(step.file(), step.line(), step.source(), step.functions());
        return events.number(new Event(place, step.operation(), step.telling() || step.kind() == Kind.BROKEN, step.changes(), step.remarks(), effects));
    }

    private int place(String file, int line, String text, List<String> functions) {
        int stack = -1;
        for (int f = functions.size() - 1; f >= 0; f--) {
            stack = stacks.number(new Stack(functions.get(f), stack));
        }
        String shown = SourceLine.asC(text);
        boolean known = shown.equals(source.line(file, line));
        return places.number(new Place(file, line, known ? "" : shown, stack));
    }

    /** Of variables, those that hold the same from the first step on that is shown: how others change is said by the events. */
    private void timeline(ObjectNode node, Timeline timeline, int first) {
        ArrayNode spans = node.putArray("spans");
        timeline.spans().forEach(s -> spans.addArray().add(names.number(new Name(s.kind().name().toLowerCase(Locale.ROOT), s.what()))).add(s.thread())
                .add(s.from()).add(s.to()));
        ArrayNode periods = node.putArray("periods");
        for (Timeline.GracePeriod period : timeline.gracePeriods()) {
            ArrayNode one = periods.addArray().add(period.thread()).add(texts.number(period.what())).add(period.from()).add(period.to());
            period.waitsFor().forEach(one.addArray()::add);
        }
        ArrayNode waits = node.putArray("waits");
        timeline.waits().forEach(w -> waits.addArray().add(w.thread()).add(texts.number(w.why())).add(w.from()).add(w.to()));
        ArrayNode causes = node.putArray("causes");
        timeline.causes().forEach((step, on) -> {
            ArrayNode one = causes.addArray().add(step);
            on.forEach(one::add);
        });
        ArrayNode ends = node.putArray("ends");
        boolean over = timeline.ends().stream().allMatch(Objects::isNull);
        (over ? List.<Standing>of() : timeline.ends()).forEach(end -> {
            if (end == null) {
                ends.addNull();
            } else {
                ends.addArray().add(place(end.file(), end.line(), end.source(), end.function().isEmpty() ? List.of() : List.of(end.function())))
                        .add(texts.number(end.operation()));
            }
        });
        ArrayNode same = node.putArray("constants");
        for (Timeline.Variable variable : timeline.variables()) {
            if (variable.values().stream().allMatch(v -> v.step() <= first)) {
                same.add(constants.number(new Constant(new Name(variable.group(), variable.name()), variable.at(first))));
            }
        }
    }

    /** What the numbers in executions stand for. Only after the last execution. */
    void tables(ObjectNode to) {
        constants.write(to.putArray("held"), (list, held) -> list.addArray().add(names.number(held.name())).add(texts.number(held.value())));
        events.write(to.putArray("events"), this::event);
        names.write(to.putArray("names"), (list, name) -> list.addArray().add(texts.number(name.kind())).add(texts.number(name.what())));
        places.write(to.putArray("places"), (list, place) -> list.addArray().add(texts.number(place.file())).add(place.line()).add(texts.number(place.source()))
                .add(place.stack()));
        stacks.write(to.putArray("stacks"), (list, stack) -> list.addArray().add(texts.number(stack.function())).add(stack.below()));
        texts.write(to.putArray("texts"), ArrayNode::add);
    }

    /** place, operation, whether it tells, effects as name, before, after, changes, remarks; what is empty at the end is left out. */
    private void event(ArrayNode to, Event event) {
        ArrayNode node = to.addArray().add(event.place()).add(texts.number(event.operation())).add(event.telling() ? 1 : 0);
        if (event.effects().isEmpty() && event.changes().isEmpty() && event.remarks().isEmpty()) {
            return;
        }
        ArrayNode effects = node.addArray();
        event.effects().forEach(e -> effects.add(names.number(e.name())).add(texts.number(e.before())).add(texts.number(e.after())));
        ArrayNode changes = node.addArray();
        event.changes().forEach(change -> changes.add(texts.number(change)));
        if (!event.remarks().isEmpty()) {
            ArrayNode remarks = node.addArray();
            event.remarks().forEach(r -> remarks.addArray().add(r.line()).add(texts.number(SourceLine.asC(r.source()))).add(texts.number(r.text())));
        }
    }

    /** The files in which something was done. */
    Set<String> files() {
        Set<String> files = new TreeSet<>();
        places.values().forEach(place -> files.add(place.file()));
        return files;
    }
}
