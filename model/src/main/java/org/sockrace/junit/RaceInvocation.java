package org.sockrace.junit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;
import org.sockrace.scenario.Scenario;
import org.sockrace.testing.Race;
import org.sockrace.testing.RaceCheck;

/** One test: searches its scenario before the method runs, and gives the method what it asks for. */
final class RaceInvocation implements TestTemplateInvocationContext, BeforeTestExecutionCallback, ParameterResolver {

    private final Race race;
    private RaceCheck check;

    RaceInvocation(Race race) {
        this.race = race;
    }

    @Override
    public String getDisplayName(int index) {
        return "[" + index + "] " + race;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        check = race.check();
        context.publishReportEntry(entries(check));
        if (check.isUndecidedAsExpected()) {
            throw new TestAbortedException(undecided(check));
        }
        check.assertAsExpected();
    }

    /** What a report says of a check. */
    static Map<String, String> entries(RaceCheck check) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("scenario", check.scenario().name());
        entries.put("verdict", check.verdict());
        List<String> replays = check.replays();
        for (int i = 0; i < replays.size(); i++) {
            entries.put(i == 0 ? "replay" : "replay " + (i + 1), replays.get(i));
        }
        return entries;
    }

    static String undecided(RaceCheck check) {
        return check.scenario().name() + " is bounded, as it says, which is no proof: " + check.verdict();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return List.of(Race.class, RaceCheck.class, Scenario.class).contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Race.class ? race : type == Scenario.class ? race.scenario() : check;
    }
}
