package org.sockrace.cli;

import picocli.CommandLine.Option;

/** The option that makes the commands silent which hold something real against the model. */
final class QuietOption {

    @Option(names = {"-q", "--quiet"}, description = "Print nothing if it agrees; the exit code says so.")
    private boolean quiet;

    /**
     * Whether text is to be printed.
     *
     * @param code what the command ends with
     */
    boolean prints(int code) {
        return !quiet || code != ExitCode.MET;
    }

    /** Whether it was asked for. */
    boolean isWanted() {
        return quiet;
    }
}
