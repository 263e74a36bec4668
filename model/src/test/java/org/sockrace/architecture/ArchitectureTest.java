package org.sockrace.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockrace.check.SourceText;

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

    @Test
    void theLabKnowsOnlyTheKernelOnRealThreads() {
        classes().that().resideInAPackage("org.sockrace.lab").should().onlyDependOnClassesThat()
                .resideInAnyPackage("org.sockrace.lab", "org.sockrace.kernel", "org.sockrace.machine", "org.sockrace.machine.hardware", "java..")
                .check(CLASSES);
    }

    @Test
    void enginesKnowNoKernel() {
        noClasses().that().resideInAnyPackage("org.sockrace.search", "org.sockrace.machine..").should().dependOnClassesThat()
                .resideInAnyPackage("org.sockrace.kernel", "org.sockrace.check", "org.sockrace.scenario", "org.sockrace.report", "org.sockrace.cli")
                .check(CLASSES);
    }

    @Test
    void reportsDoNotSearchAndNobodyCallsTheCommandLine() {
        noClasses().that().resideInAPackage("org.sockrace.report").should().dependOnClassesThat()
                .resideInAnyPackage("org.sockrace.search", "org.sockrace.machine.simulated", "org.sockrace.cli").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("org.sockrace.cli").should().dependOnClassesThat().resideInAPackage("org.sockrace.cli")
                .check(CLASSES);
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

    @Test
    void theKernelHasNoDefectsBuiltIn() {
        SourceText source = new SourceText();
        for (String file : SourceText.names()) {
            assertThat(String.join("\n", source.file(file))).as(file).doesNotContainIgnoringCase("mutant").doesNotContain("if (defect");
        }
    }
}
