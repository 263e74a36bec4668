package org.sockrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Mutant;
import org.sockrace.report.Numbers;

/** The kernel with a mistake as classes in a folder, to be put before others on the class path of any program that runs the modelled kernel. */
final class WrittenMutant {

    private final Session session;
    private final Path folder;

    WrittenMutant(Session session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @throws UsageException if more than two are chosen, or the folder is not empty or cannot be written
     */
    int write(Campaign campaign, MutantChoice choice) {
        List<Mutant> chosen = choice.of(campaign);
        if (chosen.isEmpty() || chosen.size() > 2) {
            throw new UsageException("--write is for one mistake, or two at once, but " + Numbers.count(chosen.size(), "mistake") + " can be made"
                    + (chosen.isEmpty() || chosen.size() > 20 ? "" : ": " + String.join(", ", chosen.stream().map(m -> "'" + m.name() + "'").toList()))
                    + "; --mistake names one");
        }
        Map<String, byte[]> classes = campaign.classes(chosen);
        if (classes == null) {
            throw new UsageException("the kernel with this mistake is no Java: " + chosen.get(0).name());
        }
        try {
            prepare();
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                file(each.getKey().replace('.', '/') + ".class", each.getValue());
            }
            for (Map.Entry<String, String> each : campaign.texts(chosen).entrySet()) {
                file(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + folder + ": " + e.getMessage());
        }
        chosen.forEach(mutant -> session.out().line(" " + mutant.id() + "  " + mutant.text()));
        session.out().line(" " + Numbers.count(classes.size(), "class", "classes") + " in " + folder + ": what runs with java -cp " + folder
                + ":REST runs the kernel with this mistake");
        return ExitCode.MET;
    }

    /** What lies there already would run, too. */
    private void prepare() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("cannot write " + folder + ": it is a file");
        }
        Files.createDirectories(folder);
        try (var there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new UsageException("cannot write " + folder + ": it is not empty");
            }
        }
    }

    private void file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
