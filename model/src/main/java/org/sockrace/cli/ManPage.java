package org.sockrace.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command with those below it as a page of the manual, in the macros of man(7). Options that several commands have, with the same meaning, are told once.
 */
final class ManPage {

    /** So many commands make an option one of all. */
    private static final int COMMON = 3;

    private final CommandSpec root;
    private final String version;
    private final StringBuilder text = new StringBuilder();

    /** The page of that command. */
    ManPage(CommandSpec root, String version) {
        this.root = root;
        this.version = version;
    }

    /** The page. */
    String text() {
        List<CommandSpec> commands = new ArrayList<>();
        collect(root, commands);
        Set<String> common = common(commands);
        macro("TH", root.name().toUpperCase(java.util.Locale.ROOT), "1", "", root.name() + " " + version, "");
        macro("SH", "NAME");
        line(root.name() + " \\- " + escaped(root.usageMessage().description()[0]), false);
        macro("SH", "SYNOPSIS");
        line("\\fB" + root.name() + "\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]", false);
        macro("SH", "COMMANDS");
        commands.stream().filter(c -> c.subcommands().isEmpty()).forEach(c -> command(c, common));
        macro("SH", "COMMON OPTIONS");
        line("Of those commands that name them.", true);
        for (String option : common) {
            option(commands.stream().flatMap(c -> c.options().stream()).filter(o -> key(o).equals(option)).findFirst().orElseThrow());
        }
        macro("SH", "EXIT STATUS");
        for (Map.Entry<String, String> code : root.usageMessage().exitCodeList().entrySet()) {
            item("\\fB" + escaped(code.getKey()) + "\\fR", code.getValue());
        }
        return text.toString();
    }

    private static void collect(CommandSpec spec, List<CommandSpec> all) {
        all.add(spec);
        spec.subcommands().values().stream().distinct().map(CommandLine::getCommandSpec).forEach(sub -> collect(sub, all));
    }

    /** What several commands say in the same words, in the order in which it comes up. */
    private static Set<String> common(List<CommandSpec> commands) {
        Map<String, Long> often = commands.stream().flatMap(c -> c.options().stream()).collect(Collectors.groupingBy(ManPage::key, Collectors.counting()));
        return commands.stream().flatMap(c -> c.options().stream()).map(ManPage::key).filter(o -> often.get(o) >= COMMON)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String key(OptionSpec option) {
        return String.join(" ", option.names()) + "\n" + String.join("\n", option.description());
    }

    private void command(CommandSpec command, Set<String> common) {
        List<String> synopsis = new ArrayList<>(List.of("\\fB" + escaped(command.qualifiedName()) + "\\fR"));
        Stream.concat(command.options().stream().filter(OptionSpec::required).map(ManPage::names), command.positionalParameters().stream()
                .map(ManPage::positional)).forEach(synopsis::add);
        macro("SS", String.join(" ", synopsis));
        line(String.join(" ", command.usageMessage().description()), true);
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            item(positional(parameter), String.join(" ", parameter.description()));
        }
        command.options().stream().filter(o -> !common.contains(key(o))).forEach(this::option);
        String others = command.options().stream().filter(o -> common.contains(key(o))).map(o -> "\\fB" + escaped(o.longestName()) + "\\fR")
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            macro("PP");
            line("Also: " + others, false);
        }
    }

    private void option(OptionSpec option) {
        item(names(option), String.join(" ", option.description()));
    }

    private static String names(OptionSpec option) {
        return Arrays.stream(option.names()).map(n -> "\\fB" + escaped(n) + "\\fR").collect(Collectors.joining(", "))
                + (option.arity().max() == 0 ? "" : " " + label(option));
    }

    private static String positional(PositionalParamSpec parameter) {
        String label = label(parameter) + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private static String label(ArgSpec argument) {
        return "\\fI" + escaped(argument.paramLabel()) + "\\fR";
    }

    private void item(String head, String body) {
        macro("TP");
        line(head, false);
        line(body, true);
    }

    private void line(String words, boolean plain) {
        String line = plain ? escaped(words) : words;
        text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "").append(line).append('\n');
    }

    /** Arguments are quoted: they may be empty. */
    private void macro(String name, String... arguments) {
        text.append('.').append(name);
        Stream.of(arguments).forEach(a -> text.append(" \"").append(a.replace("\"", "\\(dq")).append('"'));
        text.append('\n');
    }

    /** Without what roff would take for itself; a hyphen is a minus, so that what is copied is a command. */
    private static String escaped(String plain) {
        return plain.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha").replace("~", "\\(ti").replace("`", "\\(ga")
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
