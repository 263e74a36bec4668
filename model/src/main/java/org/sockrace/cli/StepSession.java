package org.sockrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.sockrace.check.Stepping;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Standing;
import org.sockrace.explore.Schedule;
import org.sockrace.explore.StaleScheduleException;
import org.sockrace.report.Level;
import org.sockrace.report.Numbers;
import org.sockrace.report.StepText;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Suggest;

/** A conversation about an execution: somebody makes it step by step, and asks. */
final class StepSession {

    private final Session session;
    private final Scenario scenario;
    private final Stepping stepping;
    private final StepText text;
    private final SavedScenario saved;

    StepSession(Session session, Selection.Selected one, Stepping stepping, StepText text) {
        this.session = session;
        this.scenario = one.scenario();
        this.stepping = stepping;
        this.text = text;
        this.saved = new SavedScenario(one);
    }

    /** Talks until nobody wants to any more. */
    int run() {
        session.print(text.said(scenario.name() + (stepping.planned() == 0 ? ", without a schedule" : ", a schedule of "
                + Numbers.count(stepping.planned(), "step")) + " (help lists the commands)"));
        session.print(text.choices(stepping.standings()));
        try (Typed typed = Typed.of(session, StepWord.all())) {
            boolean goOn = true;
            while (goOn) {
                String line = typed.line(" " + stepping.size() + "> ");
                goOn = line != null && command(line.strip());
            }
        }
        if (session.cancelled().get()) {
            session.complain("interrupted");
            return ExitCode.INTERRUPTED;
        }
        return stepping.brokenUntilNow() ? ExitCode.UNEXPECTED : ExitCode.MET;
    }

    /** Does what is wanted; false if that is to end. */
    private boolean command(String line) {
        List<String> words = Arrays.asList(line.split("\\s+"));
        String argument = words.size() > 1 ? words.get(1) : "";
        StepWord word = line.isEmpty() ? StepWord.NEXT : StepWord.of(words.get(0));
        if (word == null) {
            threads(words);
        } else if (words.size() > word.most() + 1) {
            session.print(text.said("unexpected '" + words.get(word.most() + 1) + "': " + word.usage()));
        } else if (word == StepWord.QUIT) {
            return false;
        } else {
            word(word, argument);
        }
        return true;
    }

    private void word(StepWord word, String argument) {
        switch (word) {
            case NEXT -> number(argument, 1, n -> next(n, word));
            case BACK -> number(argument, 1, this::back);
            case RUN -> run(argument);
            case STATE -> state(argument);
            case WHY -> session.print(text.why(stepping.standings()));
            case LIST -> list(argument);
            case ID -> session.print(text.said(saved.command(stepping.schedule())));
            case SAVE -> save(argument);
            case HELP -> session.print(StepWord.help(text));
            case QUIT -> throw new IllegalStateException("somebody else's");
        }
    }

    private interface Steps {
        void take(int n);
    }

    private void number(String argument, int otherwise, Steps steps) {
        if (argument.matches("[1-9][0-9]{0,5}")) {
            steps.take(Integer.parseInt(argument));
        } else if (argument.isEmpty()) {
            steps.take(otherwise);
        } else {
            session.print(text.said("'" + argument + "' is no number of steps, from 1"));
        }
    }

    // ---- going on ---------------------------------------------------------------------------------------------------------

    private void next(int n, StepWord word) {
        int before = stepping.size();
        Stepping.Stop stop = stepping.run(before + n, false);
        took(before, n <= StepWord.MANY, stop);
        if (stepping.size() == before && word == StepWord.NEXT && !stepping.ended()) {
            session.print(text.said("the schedule goes on with what cannot be done now: choose a thread (why says what each can do)"));
        }
    }

    private void run(String argument) {
        int before = stepping.size();
        if (argument.isEmpty() || argument.equals("end")) {
            took(before, false, stepping.run(Integer.MAX_VALUE, false));
        } else if (argument.equals("preemption")) {
            took(before, false, stepping.run(Integer.MAX_VALUE, true));
        } else if (!argument.matches("[0-9]{1,6}")) {
            session.print(text.said("'" + argument + "' is no place to run to: " + StepWord.RUN.usage()));
        } else if (Integer.parseInt(argument) < before) {
            back(before - Integer.parseInt(argument));
        } else {
            took(before, false, stepping.run(Integer.parseInt(argument), false));
        }
    }

    private void back(int n) {
        if (stepping.size() == 0) {
            session.print(text.said("this is the beginning"));
            return;
        }
        stepping.back(n);
        session.print(text.said(stepping.size() == 0 ? "back at the beginning" : "back after step " + stepping.size()));
        session.print(text.choices(stepping.standings()));
    }

    /** {@code 1}, {@code T1}, {@code T1 4}, {@code T1=1}, {@code T1 fails}, {@code 0x4,1x9}. */
    private void threads(List<String> words) {
        String first = words.get(0);
        int end = first.indexOf('=') > 0 ? first.indexOf('=') : first.length();
        int named = stepping.thread(first.substring(0, end));
        String steps = named < 0 ? first : named + first.substring(end);
        if (named < 0 && !first.matches("[0-9][0-9x=,]*")) {
            session.print(text.said("unknown command '" + first + "'" + Suggest.nearest(first, StepWord.all()).map(w -> "; did you mean '" + w + "'?")
                    .orElse("") + " (help lists them)"));
            return;
        }
        try {
            take(Schedule.parse(steps + suffix(steps, words)).steps());
        } catch (IllegalArgumentException e) {
            session.print(text.said(e.getMessage()));
        }
    }

    private void take(List<Schedule.Step> wanted) {
        int before = stepping.size();
        boolean planned = stepping.asPlanned();
        String cannot = "";
        for (int i = 0; cannot.isEmpty() && i < wanted.size() && (i == 0 || stepping.news().isEmpty()); i++) {
            cannot = take(wanted.get(i));
        }
        if (planned && !stepping.asPlanned() && before < stepping.planned()) {
            session.print(text.said("this is another order than the schedule's (run " + before + " returns to it)"));
        }
        if (stepping.size() > before || cannot.isEmpty()) {
            took(before, wanted.size() <= StepWord.MANY, Stepping.Stop.THERE);
        }
        if (!cannot.isEmpty()) {
            session.print(text.said(cannot));
        }
    }

    /** Takes that step, or says why it cannot be taken. */
    private String take(Schedule.Step step) {
        List<Standing> standings = stepping.standings();
        if (step.choice() > 0 && step.thread() < standings.size() && standings.get(step.thread()).alternatives().isEmpty()) {
            return standings.get(step.thread()).name() + " has nothing to choose here";
        }
        try {
            stepping.take(step.thread(), step.choice());
            return "";
        } catch (StaleScheduleException e) {
            String reason = step.thread() < standings.size() && standings.get(step.thread()).can() == Standing.Can.BLOCKED
                    ? standings.get(step.thread()).reason() : "";
            return e.getMessage() + (reason.isEmpty() ? "" : ": " + standings.get(step.thread()).operation() + ", " + reason);
        }
    }

    /** How many steps, or which outcome of a choice. */
    private String suffix(String thread, List<String> words) {
        if (words.size() == 1) {
            return "";
        }
        if (words.get(1).matches("[0-9]{1,6}") && words.size() == 2) {
            return "x" + words.get(1);
        }
        String wanted = String.join(" ", words.subList(1, words.size()));
        List<String> alternatives = thread.matches("[0-9]{1,3}") && Integer.parseInt(thread) < stepping.standings().size()
                ? stepping.standings().get(Integer.parseInt(thread)).alternatives() : List.of();
        if (!alternatives.contains(wanted)) {
            throw new IllegalArgumentException("'" + wanted + "' is neither a number of steps nor what the thread can choose"
                    + (alternatives.isEmpty() ? "" : ": " + String.join(", or ", alternatives)));
        }
        return "=" + alternatives.indexOf(wanted);
    }

    /** Shows what was done, what that has broken, and what can come next. */
    private void took(int before, boolean each, Stepping.Stop stop) {
        Counterexample trace = stepping.shown();
        List<Step> steps = trace.steps().stream().filter(s -> s.number() > before).toList();
        if (steps.isEmpty() && stepping.ended()) {
            session.print(text.said("the execution has ended (back takes a step back)"));
            return;
        }
        List<Step> shown = each || steps.isEmpty() ? steps : steps.subList(steps.size() - 1, steps.size());
        if (shown.size() < steps.size()) {
            session.print(text.said(Numbers.count(steps.size(), "step") + ", the last:"));
        }
        shown.forEach(step -> session.print(text.step(trace, step)));
        stepping.news().forEach(news -> session.print(text.broken(news)));
        if (stop == Stepping.Stop.TOO_LONG) {
            session.print(text.said("stopped: nobody looks at more steps"));
        }
        session.print(stepping.ended() ? ending() : text.choices(stepping.standings()));
    }

    private String ending() {
        List<String> outcome = stepping.outcome();
        List<String> names = scenario.outcomes().names();
        StringBuilder results = new StringBuilder();
        for (int c = 0; c < outcome.size(); c++) {
            results.append(c == 0 ? ": " : ", ").append(names.get(c)).append(" = ").append(outcome.get(c));
        }
        return text.said("the execution has ended" + results);
    }

    // ---- asking -----------------------------------------------------------------------------------------------------------------

    private void state(String argument) {
        if (argument.isEmpty() || argument.equals("all")) {
            session.print(text.state(stepping.shown(), stepping.size(), argument.equals("all")));
        } else {
            session.print(text.said("'" + argument + "' is nothing to show: " + StepWord.STATE.usage()));
        }
    }

    private void list(String argument) {
        if (stepping.size() == 0) {
            session.print(text.said("no step was taken yet"));
        } else if (argument.isEmpty() || argument.equals("all")) {
            session.print(text.list(stepping.shown(), argument.isEmpty() ? Level.CALLS : Level.STEPS));
        } else {
            session.print(text.said("'" + argument + "' is nothing to list: " + StepWord.LIST.usage()));
        }
    }

    private void save(String file) {
        if (file.isEmpty()) {
            session.print(text.said("no file: " + StepWord.SAVE.usage()));
            return;
        }
        try {
            Path path = Path.of(file);
            Files.writeString(path, saved.text(stepping.schedule()), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            session.print(text.said("saved: " + saved.command(path, stepping.schedule())));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            session.print(text.said(file + " is there already, and stays as it is: give another name"));
        } catch (IOException | InvalidPathException e) {
            session.print(text.said(file + " cannot be written: " + (e instanceof java.nio.file.NoSuchFileException ? "no such folder" : e.getMessage())));
        }
    }
}
