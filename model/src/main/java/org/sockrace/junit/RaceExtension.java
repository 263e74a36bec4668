package org.sockrace.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.sockrace.check.CheckOptions;
import org.sockrace.scenario.Scenario;
import org.sockrace.testing.Race;

/** Makes a test of each scenario that a {@link RaceTest} names. */
final class RaceExtension implements TestTemplateInvocationContextProvider {

    /** Made by JUnit. */
    RaceExtension() { }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), RaceTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        RaceTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), RaceTest.class).orElseThrow();
        List<Race> races = races(test, context);
        if (races.isEmpty()) {
            throw new ExtensionConfigurationException("@RaceTest names no scenario: give names of the catalogue, programs, files, resources or a method");
        }
        CheckOptions options = CheckOptions.DEFAULT.withLimits(test.maxStates(), 0, test.seconds());
        return races.stream().map(race -> new RaceInvocation(race.with(options)));
    }

    private static List<Race> races(RaceTest test, ExtensionContext context) {
        List<Race> races = new ArrayList<>();
        Stream.of(test.value()).forEach(pattern -> races.addAll(Race.matching(pattern)));
        Stream.of(test.programs()).forEach(program -> races.add(Race.program(program)));
        Stream.of(test.files()).forEach(file -> RaceFiles.files(Path.of(file)).forEach(f -> Race.allIn(f).forEach(race -> races.add(race.get()))));
        Stream.of(test.resources()).forEach(name -> races.add(Race.resource(context.getRequiredTestClass().getClassLoader(), name)));
        if (!test.method().isEmpty()) {
            made(test.method(), context).forEach(one -> races.add(race(one, test.method())));
        }
        return races;
    }

    private static Stream<?> made(String name, ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        Method method = ReflectionSupport.findMethods(type, m -> m.getName().equals(name) && m.getParameterCount() == 0, HierarchyTraversalMode.BOTTOM_UP)
                .stream().findFirst().orElseThrow(() -> new ExtensionConfigurationException("@RaceTest: " + type.getName() + " has no method " + name
                        + " without parameters"));
        Object made = ReflectionSupport.invokeMethod(method, context.getTestInstance().orElse(null));
        return made instanceof Stream<?> stream ? stream : made instanceof Collection<?> several ? several.stream()
                : made instanceof Object[] array ? Stream.of(array) : Stream.of(made);
    }

    private static Race race(Object made, String method) {
        if (made instanceof Scenario scenario) {
            return Race.of(scenario);
        }
        if (made instanceof Race race) {
            return race;
        }
        throw new ExtensionConfigurationException("@RaceTest: " + method + " makes no Scenario and no Race, but "
                + (made == null ? "null" : made.getClass().getName()));
    }
}
