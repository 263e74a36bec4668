package org.sockrace.cli;

import java.nio.file.Path;
import org.sockrace.own.OwnFile;

/** What a module of the user's own is called, given the file with its source: as Linux names modules, not as Java names classes. */
final class OwnModuleName {

    private static final String JAVA = ".java";

    private OwnModuleName() { }

    /** {@code my_proto} for MyProto.java. */
    static String of(Path source) {
        String name = source.getFileName() == null ? "" : source.getFileName().toString();
        if (!name.endsWith(JAVA) || !name.matches("[A-Za-z][A-Za-z0-9_]*\\.java")) {
            throw new UsageException("'" + source + "' is no file with Java source: its name must be that of a class, and .java, as in MyProto.java");
        }
        return of(name.substring(0, name.length() - JAVA.length()));
    }

    /** {@code my_proto} for MyProto. */
    static String of(String className) {
        return OwnFile.moduleName(className);
    }

    /** The statement of that module, before others. */
    static String statement(Path source) {
        if (source.toString().indexOf('"') >= 0) {
            throw new UsageException("the name of a file with Java source cannot have a quote: " + source);
        }
        boolean plain = source.toString().matches("[A-Za-z0-9_./-]+");
        return "module " + of(source) + " source=" + (plain ? source.toString() : "\"" + source + "\"") + "; ";
    }
}
