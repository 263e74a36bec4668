package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.machine.Property;

/** What was read of a scenario, before names are looked up. */
final class Draft {

    String name;
    String title = "";
    String finding = "";
    String repairedBy = "";
    Expectation expectation = Expectation.HOLDS;
    KernelChoice kernel = KernelChoice.DEFAULT;
    boolean autoload;
    final Set<Property> always = EnumSet.noneOf(Property.class);
    final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    final Map<Token, ModuleDecl> modules = new LinkedHashMap<>();
    final List<RawCall> setup = new ArrayList<>();
    final List<RawThread> threads = new ArrayList<>();
    final List<List<Token>> processes = new ArrayList<>();
    /** Null unless there is an outcome table. */
    List<RawColumn> columns;
    final List<RawRow> rows = new ArrayList<>();
    /** The first word of each statement that may stand only once. */
    final Map<String, Token> once = new LinkedHashMap<>();

    /**
     * A call as written.
     *
     * @param result the variable, or null
     * @param function its name
     * @param arguments each one word, or several that were joined by {@code |}
     * @param close the closing parenthesis
     * @param text all of it but the result
     */
    record RawCall(Token result, Token function, List<List<Token>> arguments, Token close, String text) { }

    /** A thread as written. */
    record RawThread(Token name, int copies, boolean any, boolean privileged, List<RawCall> calls) { }

    /** A column as written; {@code copy} is null if no number was given. */
    record RawColumn(Token variable, Token copy) { }

    /** A row as written; {@code words} are its values as they were written. */
    record RawRow(List<Token> words, List<String> values, Grade grade, List<Token> by, String description) { }
}
