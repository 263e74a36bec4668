package org.sockrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.sockrace.report.Origin;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace new}. */
@Command(name = "new", description = "Begins a module of your own: writes NAME.java, a protocol family without a mistake, and NAME.race, which checks it. "
        + "Overwrites nothing.")
final class NewCommand implements Callable<Integer> {

    /** What the text of the module means by these words. */
    private static final Set<String> TAKEN = Set.of("Kernel", "module", "net_proto_family", "proto", "proto_ops", "sock", "socket", "ProtocolModule",
            "Override", "String", "Object", "Errno", "Net");

    private final Session session;

    @Parameters(paramLabel = "CLASS", description = "The name of the class, for example MyProto: the module is my_proto.")
    private String name;

    @Option(names = "--to", paramLabel = "DIR", description = "The folder that the files are written to, instead of the current one.")
    private Path folder = Path.of("");

    NewCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,50}") || SourceVersion.isKeyword(name)) {
            throw new UsageException("'" + name + "' cannot be the name of a class: it has letters, digits and '_', as in MyProto");
        }
        String module = OwnModuleName.of(name);
        if (TAKEN.contains(name) || KnownModule.of(module).isPresent()) {
            throw new UsageException("the modelled kernel has a '" + (TAKEN.contains(name) ? name : module) + "' already: choose another name");
        }
        Path source = folder.resolve(name + ".java");
        Path scenario = folder.resolve(name + ScenarioFile.SUFFIX);
        if (Files.isDirectory(folder) || folder.toString().isEmpty()) {
            refuse(source);
            refuse(scenario);
            write(source, text("module.txt", module));
            write(scenario, text("scenario.txt", module));
            session.print(" written: " + source + ", " + scenario + "\n sockrace check " + Origin.quoted(scenario.toString()) + " checks it\n");
            return ExitCode.MET;
        }
        throw new UsageException("cannot write to " + folder + ": there is no such folder");
    }

    private static void refuse(Path file) {
        if (Files.exists(file)) {
            throw new UsageException(file + " is there already, and is not overwritten: choose another name, or another folder with --to");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            refuse(file);
        } catch (IOException e) {
            boolean may = Files.isWritable(file.toAbsolutePath().getParent());
            throw new UsageException("cannot write " + file + ": " + (may ? e.getMessage() : "permission denied"));
        }
    }

    private String text(String resource, String module) {
        try (InputStream in = NewCommand.class.getResourceAsStream("/own/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("PF_CLASS", "PF_" + name.toUpperCase(Locale.ROOT))
                    .replace("CLASS", name).replace("MODULE", module);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
