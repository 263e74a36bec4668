package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Note;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Remark;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Schedule;
import org.sockrace.machine.simulated.Retelling;
import org.sockrace.machine.simulated.Retelling.Told;
import org.sockrace.machine.simulated.SplitException;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Scenario;

/**
 * Whatever a counterexample says of an execution is true of it: each value that a step shows is the one that the cell holds then, each test came out as it
 * says, each call returned what it says. {@link Retelling} runs the threads' code along the same schedule, independently. {@code -Dexecutions=} asks for more.
 */
@SameOnEveryJdk
class ShownExecutionsTest {

    private static final int EXECUTIONS = Integer.getInteger("executions", 1_000);
    private static final Pattern CHANGE = Pattern.compile("(\\S+) (\\S+(?: \\S+)*?) -> (\\S+)");
    private static final Pattern TOOK = Pattern.compile("(?:took|changed) (\\S+) from (\\S+) to (\\S+) at step (\\d+)");
    private static final Pattern OBSERVED = Pattern.compile("observed is (.+), at step (\\d+)");
    private static final List<CatalogueEntry> CATALOGUE = Catalogue.load().entries();

    @Test
    void ofEveryViolationOfTheCatalogue() {
        int shown = 0;
        for (CatalogueEntry entry : CATALOGUE) {
            CheckReport report = Checker.check(entry.scenario(), CheckOptions.DEFAULT, Progress.NONE);
            for (Violation violation : report.violations()) {
                if (violation.counterexample() != null) {
                    compare(entry.scenario(), violation.counterexample());
                    assertThat(violation.counterexample().why()).as(entry.scenario().name() + " " + violation.property()).isNotEmpty();
                    shown++;
                }
            }
        }
        assertThat(shown).isGreaterThan(30);
    }

    @Test
    void ofRandomSchedules() {
        Random random = new Random(11);
        int steps = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            Scenario scenario = CATALOGUE.get(random.nextInt(CATALOGUE.size())).scenario();
            Retelling retelling = retelling(scenario);
            String schedule = schedule(retelling, random);
            if (!schedule.isEmpty()) {
                Counterexample shown = Checker.replay(scenario, schedule).execution();
                assertThat(problems(shown, retelling)).as(scenario.name() + ":" + schedule).isEmpty();
                assertThat(TimelineComparison.problems(shown)).as(scenario.name() + ":" + schedule).isEmpty();
                steps += shown.steps().size();
            }
        }
        assertThat(steps).isGreaterThan(EXECUTIONS * 20);
    }

    @Test
    void aFalseValueIsSeen() {
        Scenario scenario = CATALOGUE.stream().filter(e -> e.scenario().name().equals("inet-vs-rmmod")).findFirst().orElseThrow().scenario();
        Counterexample shown = Checker.replay(scenario, "0x20").execution();
        assertThat(problems(scenario, shown)).isEmpty();
        List<Step> steps = new ArrayList<>(shown.steps());
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            if (s.operation().contains(" = ")) {
                List<Step> changed = new ArrayList<>(steps);
                changed.set(i, new Step(s.number(), s.thread(), s.kind(), s.functions(), s.file(), s.line(), s.source(),
                        s.operation().replaceAll(" = .*", " = something_else"), s.telling(), s.changes(), s.remarks()));
                assertThat(problems(scenario, with(shown, changed))).as(s.operation()).isNotEmpty();
            }
        }
    }

    private static Counterexample with(Counterexample c, List<Step> steps) {
        return new Counterexample(c.threads(), c.calls(), c.initial(), steps, c.preemptions(), c.minimal(), c.replay(), c.why(), c.timeline());
    }

    // ---- the execution once more -------------------------------------------------------------------------------------------

    private static Retelling retelling(Scenario scenario) {
        try {
            SceneBuilder.Ready ready = SceneBuilder.ready(scenario, Shape.PLAIN);
            return new Retelling(ready.machine(), ready.programs());
        } catch (SplitException e) {
            SceneBuilder.Ready ready = SceneBuilder.ready(scenario, Shape.PLAIN.splitting());
            return new Retelling(ready.machine(), ready.programs());
        }
    }

    private static String schedule(Retelling retelling, Random random) {
        List<Schedule.Step> steps = new ArrayList<>();
        int last = -1;
        for (int length = 1 + random.nextInt(200); length > 0 && !retelling.movable().isEmpty(); length--) {
            List<Integer> movable = retelling.movable();
            int thread = movable.contains(last) && random.nextInt(8) > 0 ? last : movable.get(random.nextInt(movable.size()));
            int choice = random.nextInt(retelling.choices(thread));
            retelling.step(thread, choice);
            steps.add(new Schedule.Step(thread, choice));
            last = thread;
        }
        return steps.isEmpty() ? "" : new Schedule(steps).toString();
    }

    private static void compare(Scenario scenario, Counterexample shown) {
        assertThat(problems(scenario, shown)).as(scenario.name() + ":" + shown.replay()).isEmpty();
        assertThat(TimelineComparison.problems(shown)).as(scenario.name() + ":" + shown.replay()).isEmpty();
    }

    private static List<String> problems(Scenario scenario, Counterexample shown) {
        Retelling retelling = retelling(scenario);
        for (Schedule.Step step : Schedule.parse(shown.replay()).steps()) {
            if (!retelling.movable().contains(step.thread())) {
                return List.of("step " + (retelling.told().size() + 1) + " is impossible");
            }
            retelling.step(step.thread(), step.choice());
        }
        return problems(shown, retelling);
    }

    private static List<String> problems(Counterexample shown, Retelling retelling) {
        List<String> problems = new ArrayList<>();
        List<Step> steps = shown.steps().stream().filter(s -> s.number() > 0).toList();
        for (int i = 0; i < steps.size(); i++) {
            new StepComparison(steps.get(i), retelling.told().get(i), problems).all();
        }
        for (String line : shown.initial()) {
            String name = line.substring(0, line.indexOf(" = "));
            if (!line.equals(name + " = " + retelling.initial(name))) {
                problems.add("initially: " + line + ", but " + retelling.initial(name));
            }
        }
        remembered(shown, problems);
        shown.why().forEach(sentence -> sentence(sentence, steps, retelling.told(), problems));
        return problems;
    }

    /** The text alone must make sense: what is read was shown before. Names of memory that each thread has of its own are not looked at. */
    private static void remembered(Counterexample shown, List<String> problems) {
        Map<String, String> known = new HashMap<>();
        for (String line : shown.initial()) {
            known.put(line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3));
        }
        for (Step step : shown.steps()) {
            Matcher read = Pattern.compile("(?:read|READ_ONCE|rcu_\\w+|atomic_read)\\((\\S+)\\) = (.+)").matcher(step.operation());
            if (read.matches() && known.containsKey(read.group(1)) && !known.get(read.group(1)).equals(read.group(2))) {
                problems.add("step " + step.number() + ": " + step.operation() + ", but shown before was " + known.get(read.group(1)));
            }
            for (String change : step.changes()) {
                Matcher m = CHANGE.matcher(change);
                if (m.matches() && known.containsKey(m.group(1))) {
                    known.put(m.group(1), m.group(3));
                }
            }
        }
    }

    private static void sentence(String sentence, List<Step> steps, List<Told> told, List<String> problems) {
        Matcher took = TOOK.matcher(sentence);
        while (took.find()) {
            Told t = told.get(Integer.parseInt(took.group(4)) - 1);
            if (t.op().cell() == null || !t.op().cell().qualifiedName().equals(took.group(1)) || !took.group(2).equals(t.before())
                    || !took.group(3).equals(t.after())) {
                problems.add(sentence + ", but " + t);
            }
        }
        Matcher observed = OBSERVED.matcher(sentence);
        if (observed.find() && !steps.get(Integer.parseInt(observed.group(2)) - 1).operation().equals(observed.group(1))) {
            problems.add(sentence);
        }
        Matcher step = Pattern.compile("\\bsteps? (\\d+)").matcher(sentence);
        while (step.find()) {
            if (Integer.parseInt(step.group(1)) > steps.size()) {
                problems.add("no such step: " + sentence);
            }
        }
    }

    /** One step as it is shown, and as it was. */
    private record StepComparison(Step shown, Told told, List<String> problems) {

        void all() {
            check(shown.thread() == told.thread(), "thread");
            Frame top = told.at().top();
            check(top == null ? shown.file().isEmpty() : shown.file().equals(top.file()) && shown.line() == top.line(), "place");
            int equals = shown.operation().lastIndexOf(" = ");
            if (equals > 0) {
                check(plain(shown.operation().substring(equals + 3)).equals(plain(result())), "result " + result());
            }
            boolean observes = told.before() != null && told.op().kind().observes() && shown.kind() != Kind.BROKEN;
            check(!observes || equals > 0, "no result is shown");
            check(told.op().cell() == null || plain(shown.operation()).contains(name()), "cell " + told.op().cell());
            changes();
            remarks();
        }

        private void check(boolean right, String what) {
            if (!right) {
                problems.add("step " + shown.number() + " " + what + ": shown " + shown + ", was " + told);
            }
        }

        private String name() {
            return told.op().cell() == null ? "" : plain(told.op().cell().qualifiedName());
        }

        /** Memory is taken again here, under its old name, where the retelling takes new one; and it names memory by threads that do the same, not by each. */
        private static String plain(String name) {
            return name == null ? "" : name.replaceAll("#\\d+", "").replaceAll("\\b(T\\d+)\\.\\d+\\b", "$1");
        }

        private String result() {
            return switch (told.op().kind()) {
                case ADD_RETURN -> String.valueOf(told.observed());
                case DEC_IF_POSITIVE -> String.valueOf(told.old() - 1);
                case DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, TRYLOCK -> String.valueOf(told.observed() == 1);
                default -> told.before();
            };
        }

        private void changes() {
            // Who breaks the rules of a counter is stopped before it has changed anything.
            boolean changed = shown.kind() != Kind.BROKEN && told.before() != null && !told.before().equals(told.after());
            String expected = name() + " " + plain(told.before()) + " -> " + plain(told.after());
            check(!changed || shown.changes().stream().map(StepComparison::plain).toList().contains(expected), "change " + expected);
            long cells = shown.changes().stream().filter(c -> c.contains(" -> ") && !c.contains("-> FREED")).count();
            check(cells == (changed ? 1 : 0), "changes");
        }

        private void remarks() {
            List<String> expected = new ArrayList<>();
            for (Note note : told.notes()) {
                if (note instanceof Note.Test test) {
                    expected.add(test.at().top().line() + " " + test.taken());
                } else if (note instanceof Note.Label label) {
                    expected.add(label.name() + ":");
                } else if (note instanceof Note.Returned) {
                    expected.add("returned");
                }
            }
            check(shown.kind() == Kind.BROKEN || shown.remarks().stream().map(StepComparison::remark).toList().equals(expected), "said " + expected);
        }

        private static String remark(Remark remark) {
            if (remark.text().equals("label")) {
                return remark.source();
            }
            return remark.source().isEmpty() ? "returned" : remark.line() + " " + (remark.text().startsWith("taken") || remark.text().equals("true"));
        }
    }
}
