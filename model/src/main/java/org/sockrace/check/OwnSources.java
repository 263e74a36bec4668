package org.sockrace.check;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.sockrace.explain.SourceText;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.own.OwnModules;
import org.sockrace.own.OwnSource;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioFile;

/** The sources of a scenario's own modules. */
final class OwnSources {

    private static final String JAVA = ".java";

    private OwnSources() { }

    /**
     * The modules, compiled.
     *
     * @throws CodeException if a file cannot be read, or the code cannot be modelled
     */
    static OwnModules of(Scenario scenario) {
        Map<String, OwnSource> files = new LinkedHashMap<>();
        Set<String> classes = new LinkedHashSet<>();
        for (ModuleDecl decl : scenario.modules()) {
            for (String said : decl.list(ModuleAttribute.SOURCE)) {
                if (isFile(said)) {
                    files.computeIfAbsent(shown(decl, said), shown -> read(decl, shown));
                } else {
                    classes.add(said);
                }
            }
        }
        return files.isEmpty() && classes.isEmpty() ? OwnModules.NONE : OwnModules.of(files.values(), classes, Fault.ids());
    }

    private static boolean isFile(String source) {
        return source.endsWith(JAVA);
    }

    /** What the source is called that the module is in: a file by its path from here, or a class. */
    static String source(ModuleDecl decl) {
        String first = decl.list(ModuleAttribute.SOURCE).get(0);
        return isFile(first) ? shown(decl, first) : first;
    }

    /** The path from here of a file that is named as seen from the scenario's. */
    private static String shown(ModuleDecl decl, String said) {
        try {
            Path path = Path.of(decl.where().place().file()).resolveSibling(said).normalize();
            String shown = path.toString().replace('\\', '/');
            return SourceText.isBundled(shown) ? "./" + shown : shown;
        } catch (InvalidPathException e) {
            throw unreadable(decl, said, "there cannot be a file of that name");
        }
    }

    private static OwnSource read(ModuleDecl decl, String shown) {
        try {
            return new OwnSource(shown, Path.of(shown).getFileName().toString(), ScenarioFile.read(Path.of(shown)));
        } catch (IOException e) {
            throw unreadable(decl, shown, e.getMessage());
        }
    }

    private static CodeException unreadable(ModuleDecl decl, String file, String why) {
        String[] place = decl.where().problem("").split("\n", 2);
        String where = place[0].isEmpty() ? "" : place[0].stripTrailing() + " ";
        return new CodeException(where + "error: cannot read " + file + ", the source of " + decl.name() + ": " + why + "\n" + place[1]);
    }
}
