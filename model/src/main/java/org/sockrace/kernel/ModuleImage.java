package org.sockrace.kernel;

import java.util.List;

/**
 * A module file on disk, from which instances are loaded.
 *
 * @param name the module's name, as rmmod takes it
 * @param aliases what request_module may ask for and get this module, for example {@code net-pf-17}
 * @param depends the names of modules whose symbols this one uses; each is loaded first and holds one reference while this one is there
 * @param code makes the functions and tables of one instance
 */
public record ModuleImage(String name, List<String> aliases, List<String> depends, Linker code) {

    /** Makes the code of one instance. */
    @FunctionalInterface
    public interface Linker {
        /** The code and tables of {@code self}, whose cells are to be made in {@code self.mem}. */
        ModuleCode link(Kernel kernel, module self);
    }
}
