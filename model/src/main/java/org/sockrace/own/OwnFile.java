package org.sockrace.own;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.scenario.Fault;

/**
 * A module of your own, for the disk of a small kernel on real threads ({@code Lab}): compiled or looked up once, then loaded by any number of kernels. Its
 * name is that of its class as Linux writes names: {@code my_proto} for MyProto. Immutable.
 */
public final class OwnFile {

    private static final String JAVA = ".java";

    private final OwnModules modules;
    private final String source;
    private final String name;

    private OwnFile(OwnModules modules, String source, String className) {
        this.modules = modules;
        this.source = source;
        this.name = moduleName(className);
    }

    /**
     * Compiles the module in that file, by the rules by which {@code sockrace check} reads it.
     *
     * @param file the file with the module
     * @param others files that it uses
     * @throws UncheckedIOException if one cannot be read
     * @throws CodeException with a message for users if there is no module in it, or its code cannot be modelled
     */
    public static OwnFile of(Path file, Path... others) {
        List<OwnSource> sources = new ArrayList<>(List.of(read(file)));
        for (Path other : others) {
            sources.add(read(other));
        }
        return new OwnFile(OwnModules.onRealThreads(sources, Fault.ids()), sources.get(0).shown(), sources.get(0).module());
    }

    /**
     * The module that is a class of the class path.
     *
     * @throws CodeException with a message for users if it has fields that are not final
     */
    public static OwnFile of(Class<? extends ModuleCode> type) {
        return new OwnFile(OwnModules.of(List.of(), List.of(type.getName()), List.of()), type.getName(), type.getSimpleName());
    }

    /** {@code my_proto} for MyProto. */
    public static String moduleName(String className) {
        return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }

    private static OwnSource read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(JAVA)) {
            throw new IllegalArgumentException(file + " is no file with Java source: its name is that of a class, and .java, as in MyProto.java");
        }
        try {
            return new OwnSource(file.toString(), name, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** What insmod and rmmod take. */
    public String name() {
        return name;
    }

    /** What it registers with, in that kernel; made before anything runs there. */
    public OwnKernel in(Kernel kernel) {
        return new OwnKernel(modules, kernel, false);
    }

    /**
     * The file on the disk of a kernel.
     *
     * @param in what {@link #in} made of that kernel
     * @throws CodeException with a message for users if there is no module in it
     */
    public ModuleImage image(OwnKernel in) {
        return in.image(source, name, List.of(), List.of());
    }
}
