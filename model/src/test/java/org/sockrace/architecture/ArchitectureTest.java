package org.sockrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.SourceText;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;

/** Packages depend on each other in one direction, and the kernel keeps to its rules. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sockrace");
    private static final Pattern CONDITIONAL_GOTO = Pattern.compile("^\\s*if \\(.*\\)\\s*break \\w+;.*");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.sockrace.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theMachineKnowsNothingElse() {
        classes().that().resideInAPackage("org.sockrace.machine").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.machine", "java..").check(CLASSES);
    }

    @Test
    void theKernelKnowsOnlyTheMachine() {
        classes().that().resideInAPackage("org.sockrace.kernel").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.kernel", "org.sockrace.machine", "java..").check(CLASSES);
    }

    /** And the kernel knows nothing of it: no defect is built into it. */
    @Test
    void theHistoryKnowsOnlyTheKernel() {
        classes().that().resideInAPackage("org.sockrace.kernel.history").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.kernel.history", "org.sockrace.kernel", "org.sockrace.machine", "java..").check(CLASSES);
    }

    /** What users extend is written against what their own code may use: it runs on every machine. */
    @Test
    void whatUsersExtendKnowsOnlyTheKernel() {
        classes().that().resideInAPackage("org.sockrace.own").and().areAssignableTo(KernelCode.class).should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.own", "org.sockrace.kernel", "org.sockrace.machine", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.own").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.own", "org.sockrace.kernel", "org.sockrace.machine", "org.sockrace.machine.simulated",
                        "org.sockrace.scenario", "java..", "javax..", "com.sun.source..").check(CLASSES);
    }

    @Test
    void theLabKnowsOnlyTheKernelOnRealThreadsAndModulesOfUsers() {
        classes().that().resideInAPackage("org.sockrace.lab").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.lab", "org.sockrace.kernel", "org.sockrace.machine", "org.sockrace.machine.hardware", "org.sockrace.own",
                        "java..").check(CLASSES);
    }

    /** Lower ones know nothing of higher ones. */
    @Test
    void theSeamHasLayers() {
        List<String> layers = List.of("machine", "automata", "semantics", "explore", "reduce", "search", "disk", "anynumber");
        for (int layer = 0; layer < layers.size(); layer++) {
            String[] below = layers.subList(0, layer + 1).stream().map(l -> "org.sockrace." + l).toArray(String[]::new);
            String[] allowed = java.util.Arrays.copyOf(below, below.length + 1);
            allowed[below.length] = "java..";
            classes().that().resideInAPackage(below[layer]).should().onlyDependOnClassesThat().resideInAnyPackage(allowed).check(CLASSES);
        }
        classes().that().resideInAPackage("org.sockrace.walk").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.walk", "org.sockrace.explore", "org.sockrace.semantics", "org.sockrace.automata", "org.sockrace.machine",
                        "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.odds").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.odds", "org.sockrace.search", "org.sockrace.explore", "org.sockrace.semantics", "org.sockrace.automata",
                        "org.sockrace.machine", "org.sockrace.conform", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.odds.simulation").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.odds.simulation", "org.sockrace.odds", "org.sockrace.search", "org.sockrace.explore",
                        "org.sockrace.automata", "org.sockrace.machine", "org.HdrHistogram", "org.apache.commons.statistics..", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.machine.simulated").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.machine.simulated", "org.sockrace.explore", "org.sockrace.semantics", "org.sockrace.automata",
                        "org.sockrace.machine", "java..").check(CLASSES);
    }

    /** Memory models know execution graphs only, and litmus tests nothing of the kernel. */
    @Test
    void weakMemoryHasLayers() {
        classes().that().resideInAPackage("org.sockrace.weak.graph").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.weak.graph", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.weak.model").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.weak.model", "org.sockrace.weak.graph", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.weak.litmus").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.weak.litmus", "org.sockrace.weak.explore", "org.sockrace.weak.model", "org.sockrace.weak.graph", "java..")
                .check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.weak.world").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.weak.world", "org.sockrace.weak.explore", "org.sockrace.weak.model", "org.sockrace.weak.graph",
                        "org.sockrace.explore", "org.sockrace.automata", "org.sockrace.machine", "java..").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.weak.explore").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.weak.explore", "org.sockrace.weak.model", "org.sockrace.weak.graph", "java..").check(CLASSES);
    }

    /** A new kind of operation must not compile before each place has answered for it. */
    @Test
    void noSwitchOverOperationsHasADefault() throws IOException {
        for (String place : List.of("automata", "semantics", "explore", "reduce", "search", "anynumber", "machine/simulated", "walk")) {
            try (Stream<Path> files = Files.list(Path.of("src/main/java/org/sockrace", place))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContain("default ->").doesNotContain("ordinal() <");
                }
            }
        }
    }

    @Test
    void enginesKnowNoKernel() {
        noClasses().that().resideInAnyPackage("org.sockrace.search", "org.sockrace.machine..", "org.sockrace.automata", "org.sockrace.semantics",
                "org.sockrace.explore", "org.sockrace.reduce", "org.sockrace.disk", "org.sockrace.anynumber", "org.sockrace.walk", "org.sockrace.odds..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.sockrace.kernel", "org.sockrace.check", "org.sockrace.scenario", "org.sockrace.report", "org.sockrace.cli")
                .check(CLASSES);
    }

    @Test
    void reportsDoNotSearchAndNobodyCallsTheCommandLine() {
        noClasses().that().resideInAPackage("org.sockrace.report..").should().dependOnClassesThat()
                .resideInAnyPackage("org.sockrace.search", "org.sockrace.reduce", "org.sockrace.explore", "org.sockrace.semantics", "org.sockrace.automata",
                        "org.sockrace.machine.simulated", "org.sockrace.odds.simulation", "org.sockrace.cli").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("org.sockrace.cli").should().dependOnClassesThat().resideInAPackage("org.sockrace.cli")
                .check(CLASSES);
    }

    /** The same seed gives the same executions everywhere: logarithms of Math may differ in the last bit, and JDKs draw normal numbers in different ways. */
    @Test
    void whatIsDrawnDependsOnNoMachine() {
        Pattern rounded = Pattern.compile("log|log10|log1p|exp|expm1|pow|cbrt|hypot|sinh?|cosh?|tanh?|asin|acos|atan2?");
        noClasses().should().accessTargetWhere(DescribedPredicate.describe("it depends on the processor or the JDK", access ->
                access.getTargetOwner().isEquivalentTo(Math.class) && rounded.matcher(access.getName()).matches()
                        || access.getTargetOwner().isAssignableTo(RandomGenerator.class) && access.getName().equals("nextGaussian"))).check(CLASSES);
    }

    /** Nobody needs JUnit who does not test, and tests need no command line. */
    @Test
    void onlyOnePackageKnowsJUnit() {
        noClasses().that().resideOutsideOfPackage("org.sockrace.junit").should().dependOnClassesThat()
                .resideInAnyPackage("org.sockrace.junit", "org.junit..", "org.opentest4j..").check(CLASSES);
        noClasses().that().resideOutsideOfPackages("org.sockrace.junit", "org.sockrace.testing").should().dependOnClassesThat()
                .resideInAPackage("org.sockrace.testing").check(CLASSES);
        classes().that().resideInAPackage("org.sockrace.testing").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.testing", "org.sockrace.check", "org.sockrace.report", "org.sockrace.format", "org.sockrace.explain",
                        "org.sockrace.explore", "org.sockrace.scenario", "org.sockrace.machine", "java..").check(CLASSES);
    }

    @Test
    void formatsKnowNothingOfWhatTheyWrite() {
        classes().that().resideInAPackage("org.sockrace.format").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.format", "com.fasterxml.jackson..", "javax.xml.stream..", "java..").check(CLASSES);
    }

    @Test
    void everyGuardedGotoInTheKernelIsNotedForCoverage() {
        SourceText source = new SourceText();
        for (String file : SourceText.names()) {
            List<String> lines = source.file(file);
            for (int i = 0; i < lines.size(); i++) {
                if (CONDITIONAL_GOTO.matcher(lines.get(i)).matches()) {
                    assertThat(lines.get(i)).as(file + ":" + (i + 1)).contains("if (test(");
                }
            }
        }
    }

    /** Else traces show the hash of an object, which is another one in each run. */
    @Test
    void whatPointersPointToHasAName() throws NoSuchMethodException {
        Set<Class<?>> pointedTo = new LinkedHashSet<>();
        for (JavaField field : CLASSES.stream().filter(c -> c.getPackageName().equals("org.sockrace.kernel")).flatMap(c -> c.getFields().stream()).toList()) {
            if (field.getRawType().isEquivalentTo(Ptr.class) && field.reflect().getGenericType() instanceof ParameterizedType pointer
                    && pointer.getActualTypeArguments()[0] instanceof Class<?> type && !type.isInterface() && type != Object.class) {
                pointedTo.add(type);
            }
        }
        assertThat(pointedTo).hasSizeGreaterThan(10);
        for (Class<?> type : pointedTo) {
            assertThat(type.getMethod("toString").getDeclaringClass()).as(type.getName()).isNotEqualTo(Object.class);
        }
    }

    @Test
    void theKernelHasNoDefectsBuiltIn() {
        SourceText source = new SourceText();
        for (String file : SourceText.names()) {
            assertThat(String.join("\n", source.file(file))).as(file).doesNotContainIgnoringCase("mutant").doesNotContain("if (defect");
        }
    }
}
