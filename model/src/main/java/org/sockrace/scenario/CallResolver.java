package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sockrace.kernel.Net;

/** Looks up what the words of calls mean. */
final class CallResolver {

    private final Source source;
    private final Draft draft;
    private final Variables variables;

    CallResolver(Source source, Draft draft, Variables variables) {
        this.source = source;
        this.draft = draft;
        this.variables = variables;
    }

    List<Call> calls(String owner, List<Draft.RawCall> raw) {
        List<Call> calls = new ArrayList<>();
        for (Draft.RawCall call : raw) {
            calls.add(call(owner, call));
        }
        return calls;
    }

    private Call call(String owner, Draft.RawCall raw) {
        Token function = raw.function();
        CallKind kind = CallKind.of(function.text()).orElseThrow(() ->
                source.unknown(function, "unknown call '" + function.text() + "'", "calls", CallKind.ids()));
        List<List<Token>> given = raw.arguments();
        if (given.size() > kind.parameters().size()) {
            throw source.error(given.get(kind.parameters().size()).get(0), "too many arguments: " + kind.signature());
        }
        if (given.size() < kind.required()) {
            throw source.error(raw.close(), kind.id() + " needs " + kind.parameters().get(given.size()).description() + ": "
                    + kind.signature());
        }
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            arguments.add(argument(kind.parameters().get(i), given.get(i), owner));
        }
        addDefaults(kind, arguments);
        return new Call(kind, raw.result() == null ? "" : raw.result().text(), arguments, raw.text());
    }

    /** Type and protocol that a family's sockets usually have. */
    private static void addDefaults(CallKind kind, List<Argument> arguments) {
        for (int i = arguments.size(); i < kind.parameters().size(); i++) {
            int family = arguments.get(0).value();
            switch (kind.parameters().get(i)) {
                case TYPE -> arguments.add(usualType(family));
                case PROTOCOL -> arguments.add(new Argument(Argument.Kind.NUMBER, family == Net.PF_CAN ? "CAN_RAW" : "0",
                        family == Net.PF_CAN ? 1 : 0));
                case USER -> arguments.add(new Argument(Argument.Kind.NUMBER, "1000", 1000));
                case FAMILY, FD, COMMAND, KERNEL_SOCKET, MODULE, FUNCTION, NUMBER, FORCE -> { }
            }
        }
    }

    private static Argument usualType(int family) {
        return switch (family) {
            case Net.PF_PACKET, Net.PF_CAN -> new Argument(Argument.Kind.NUMBER, "SOCK_RAW", Net.SOCK_RAW);
            case Net.PF_PHONET -> new Argument(Argument.Kind.NUMBER, "SOCK_DGRAM", Net.SOCK_DGRAM);
            default -> new Argument(Argument.Kind.NUMBER, "SOCK_STREAM", Net.SOCK_STREAM);
        };
    }

    private Argument argument(ParameterKind kind, List<Token> words, String owner) {
        if (words.size() > 1 && kind != ParameterKind.TYPE) {
            throw source.error(words.get(1), "only a socket type can be put together with '|'");
        }
        Token word = words.get(0);
        return switch (kind) {
            case FAMILY, TYPE, PROTOCOL, USER, NUMBER -> number(kind, words);
            case COMMAND -> command(word);
            case FD -> descriptor(word, owner);
            case KERNEL_SOCKET -> kernelSocket(word, owner);
            case MODULE -> module(word);
            case FUNCTION -> function(word);
            case FORCE -> force(word);
        };
    }

    private Argument number(ParameterKind kind, List<Token> words) {
        int value = 0;
        for (Token word : words) {
            OptionalInt number = Constants.number(word.text());
            OptionalInt constant = Constants.value(word.text());
            if (number.isEmpty() && constant.isPresent() && !Constants.fits(word.text(), kind)) {
                throw source.error(word, "expected " + kind.description() + ", but found '" + word.text() + "'");
            }
            beyond(word);
            value |= constant.orElseThrow(() ->
                    source.unknown(word, "unknown constant '" + word.text() + "'", "constants", Constants.words(kind)));
        }
        return new Argument(Argument.Kind.NUMBER, String.join("|", words.stream().map(Token::text).toList()), value);
    }

    private Argument command(Token word) {
        List<String> commands = Constants.words(ParameterKind.COMMAND);
        if (!commands.contains(word.text())) {
            throw source.unknown(word, "fcntl of the modelled kernel has no command '" + word.text() + "'", "commands", commands);
        }
        return new Argument(Argument.Kind.NUMBER, word.text(), Constants.value(word.text()).getAsInt());
    }

    private void beyond(Token word) {
        if (Constants.beyond(word.text())) {
            throw source.error(word, Constants.beyondMessage(word.text()));
        }
    }

    private Argument descriptor(Token word, String owner) {
        beyond(word);
        OptionalInt number = Constants.number(word.text());
        if (number.isPresent()) {
            return new Argument(Argument.Kind.NUMBER, word.text(), number.getAsInt());
        }
        boolean end = word.text().matches(".+\\.[01]");
        String name = end ? word.text().substring(0, word.text().length() - 2) : word.text();
        Returns returns = variables.use(word, name, owner);
        if (end && returns == Returns.PAIR) {
            return new Argument(Argument.Kind.END_OF_PAIR, name, word.text().charAt(name.length() + 1) - '0');
        }
        if (returns == Returns.PAIR) {
            throw source.error(word, "'" + name + "' is a pair of descriptors: write " + name + ".0 or " + name + ".1");
        }
        if (end || returns != Returns.FD) {
            throw source.error(word, "'" + word.text() + "' is no descriptor");
        }
        return new Argument(Argument.Kind.VARIABLE, name, 0);
    }

    private Argument kernelSocket(Token word, String owner) {
        if (variables.use(word, word.text(), owner) != Returns.KERNEL_SOCKET) {
            throw source.error(word, "'" + word.text() + "' is no kernel socket");
        }
        return new Argument(Argument.Kind.VARIABLE, word.text(), 0);
    }

    private Argument module(Token word) {
        List<String> names = draft.modules.keySet().stream().map(Token::text).toList();
        if (!names.contains(word.text())) {
            if (KnownModule.of(word.text()).isPresent()) {
                throw source.error(word, "the scenario has no module '" + word.text() + "': add 'module " + word.text() + "'");
            }
            throw source.unknown(word, "unknown module '" + word.text() + "'", "modules", names);
        }
        return new Argument(Argument.Kind.MODULE, word.text(), 0);
    }

    private Argument function(Token word) {
        if (!Call.PACKETS.contains(word.text()) && draft.modules.values().stream().noneMatch(ModuleDecl::own)) {
            throw source.error(word, "there is no function '" + word.text() + "': only a module of your own has some, 'module NAME source=FILE.java', "
                    + "besides " + String.join(" and ", Call.PACKETS));
        }
        return new Argument(Argument.Kind.FUNCTION, word.text(), 0);
    }

    private Argument force(Token word) {
        if (!Call.FORCE.equals(word.text()) && !Call.WAIT.equals(word.text())) {
            throw source.unknown(word, "expected 'force' or 'wait', but found '" + word.text() + "'", "words", List.of(Call.FORCE, Call.WAIT));
        }
        return new Argument(Argument.Kind.FLAG, word.text(), 1);
    }
}
