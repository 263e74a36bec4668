package org.sockrace.stress;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sockrace.own.OwnFile;

/** The modules of the guide, model/docs/own-module: the files that {@code sockrace check} takes. */
final class Guide {

    private static final Path FOLDER = Path.of("model", "docs", "own-module");

    private Guide() { }

    /** The module in that file; jcstress runs somewhere below the project. */
    static OwnFile module(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(FOLDER))) {
                return OwnFile.of(folder.resolve(FOLDER).resolve(file));
            }
        }
        throw new IllegalStateException("no folder " + FOLDER + " above " + Path.of("").toAbsolutePath());
    }
}
