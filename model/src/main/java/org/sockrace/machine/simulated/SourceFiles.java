package org.sockrace.machine.simulated;

/** Whose lines are shown to users: which classes are modelled code, and what their files are called. */
public interface SourceFiles {

    /** The file of that class as users know it; null if its lines are not shown, or it is of the package whose lines always are. */
    String of(String className);

    /** Whether that is the file of such a class. */
    boolean isFile(String file);

    /** No class but those of the package whose lines are always shown. */
    SourceFiles NO_MORE = new SourceFiles() {
        @Override
        public String of(String className) {
            return null;
        }

        @Override
        public boolean isFile(String file) {
            return false;
        }
    };
}
