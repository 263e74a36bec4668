package org.sockrace.cli;

import java.lang.reflect.InvocationTargetException;

/** Whether somebody is looking. */
final class Terminal {

    private Terminal() { }

    /** Whether input and output are a terminal. From JDK 22 on there is a console even if they are not, and it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isInteractive() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
