package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;

/** The syntax of modules and of the kernel's switches. */
final class ModuleSyntax {

    /** What can be said of a module of the user's own: all else is in its source. */
    private static final Set<ModuleAttribute> OF_OWN = EnumSet.of(ModuleAttribute.SOURCE, ModuleAttribute.LOADED, ModuleAttribute.FAMILY,
            ModuleAttribute.ALIAS, ModuleAttribute.DEPENDS);

    private final Cursor cursor;
    private final Draft draft;

    ModuleSyntax(Cursor cursor, Draft draft) {
        this.cursor = cursor;
        this.draft = draft;
    }

    /** Reads a version and its switches. */
    void kernel() {
        Token version = cursor.expectWord("a kernel version");
        if (!KernelVersion.texts().contains(version.text())) {
            List<String> valid = KernelVersion.texts();
            String nearest = KernelVersion.of(version.text()).map(KernelVersion::text).or(() -> Suggest.nearest(version.text(), valid)).orElse("");
            throw cursor.source.error(version, "unknown kernel version '" + version.text() + "'", "versions", valid, nearest);
        }
        Map<String, String> switches = new LinkedHashMap<>();
        while (!cursor.peek().endsStatement()) {
            Token name = cursor.expectWord("a switch");
            KernelSwitch known = KernelSwitch.of(name.text()).orElseThrow(() ->
                    cursor.source.unknown(name, "unknown switch '" + name.text() + "'", "switches", KernelSwitch.ids()));
            cursor.expect("=");
            Token value = cursor.expectWord("a value");
            String chosen = value.text();
            if (known == KernelSwitch.REVERT && !chosen.equals("none")) {
                chosen = revert(value, version.text());
            } else if (known.choices().isEmpty()) {
                if (Constants.number(value.text()).orElse(0) <= 0) {
                    throw cursor.source.error(value, Constants.beyond(value.text()) ? Constants.beyondMessage(value.text())
                            : "expected a number from 1, but found '" + value.text() + "'");
                }
            } else {
                checkChoice(value, name.text(), known.choices());
            }
            if (switches.put(name.text(), chosen) != null) {
                throw cursor.source.error(name, "the switch '" + name.text() + "' is given twice");
            }
        }
        draft.kernel = new KernelChoice(version.text(), switches);
    }

    /** The id of the change that is meant. */
    private String revert(Token value, String version) {
        List<String> names = Stream.of(Revert.values()).flatMap(r -> r.names().stream()).toList();
        Revert revert = Revert.named(value.text()).orElseThrow(() -> cursor.source.error(value, "'" + value.text()
                + "' is no change that can be reverted (sockrace list history)", "names", Revert.ids(), Suggest.nearest(value.text(), names).orElse("")));
        if (!revert.appliesTo(KernelVersion.named(version).orElseThrow())) {
            throw cursor.source.error(value, revert.id() + " cannot be reverted in kernel " + version + ", but in " + revert.versions());
        }
        return revert.id();
    }

    private void checkChoice(Token value, String of, List<String> choices) {
        if (!choices.contains(value.text())) {
            throw cursor.source.unknown(value, "'" + value.text() + "' is no value of " + of, "values", choices);
        }
    }

    /** Reads a module's name and attributes. */
    void module() {
        Token name = cursor.expectWord("a module's name");
        for (Token other : draft.modules.keySet()) {
            if (other.text().equals(name.text())) {
                throw cursor.source.error(name, "a second module '" + name.text() + "': the first is in line " + other.line());
            }
        }
        KnownModule known = KnownModule.of(name.text()).orElse(null);
        Map<ModuleAttribute, String> attributes = new EnumMap<>(ModuleAttribute.class);
        Map<ModuleAttribute, Token> said = new EnumMap<>(ModuleAttribute.class);
        while (!cursor.peek().endsStatement()) {
            Token word = cursor.expectWord("an attribute");
            ModuleAttribute attribute = ModuleAttribute.of(word.text()).orElseThrow(() ->
                    cursor.source.unknown(word, "unknown attribute '" + word.text() + "'", "attributes", ModuleAttribute.ids()));
            cursor.expect("=");
            List<Token> values = attribute == ModuleAttribute.SOURCE ? sources() : cursor.alternatives("a value");
            if (known != null) {
                checkKnown(known, attribute, word, values.get(0));
            }
            String value = value(attribute, values);
            boolean itself = attribute == ModuleAttribute.OWNER && value.equals(name.text());
            if (attributes.put(attribute, itself ? ModuleDecl.SELF : value) != null) {
                throw cursor.source.error(word, "the attribute '" + word.text() + "' is given twice");
            }
            said.put(attribute, word);
        }
        if (said.containsKey(ModuleAttribute.SOURCE)) {
            said.keySet().stream().filter(a -> !OF_OWN.contains(a)).findFirst().ifPresent(a -> {
                throw cursor.source.error(said.get(a), "'" + a.id() + "' is for toys: the source of " + name.text() + " says what it does");
            });
        } else if (known == null && !attributes.containsKey(ModuleAttribute.FAMILY)) {
            throw cursor.source.unknown(name, "unknown module '" + name.text() + "': a toy, which may have any name, needs family=PF_TOY, and one of your "
                    + "own source=FILE.java", "modules", KnownModule.ids());
        }
        draft.modules.put(name, new ModuleDecl(name.text(), known, attributes, cursor.source.where(name)));
    }

    /** Files, in quotes if their names have blanks, or a class. */
    private List<Token> sources() {
        List<Token> sources = new ArrayList<>();
        do {
            boolean quoted = cursor.peek().kind() == Token.Kind.STRING && !cursor.peek().text().isBlank();
            sources.add(quoted ? cursor.next() : cursor.expectWord("a file with Java source"));
        } while (cursor.accept("|"));
        return sources;
    }

    private void checkKnown(KnownModule known, ModuleAttribute attribute, Token word, Token value) {
        if (attribute == ModuleAttribute.FAMILY) {
            if (Constants.value(value.text()).orElse(-1) != known.family()) {
                throw cursor.source.error(value, "the family of " + known.id() + ", a module of the kernel, is another one: "
                        + "leave it out, or give your own module another name");
            }
        } else if (attribute == ModuleAttribute.SOURCE) {
            throw cursor.source.error(word, "the modelled kernel has a module " + known.id() + ": give your own another name");
        } else if (attribute != ModuleAttribute.LOADED) {
            throw cursor.source.error(word, "only 'loaded' can be chosen for " + known.id() + ", a module of the kernel: "
                    + "'faults' makes it fail, and a module of another name is a toy");
        }
    }

    private String value(ModuleAttribute attribute, List<Token> values) {
        if (values.size() > 1 && !attribute.several()) {
            throw cursor.source.error(values.get(1), "'" + attribute.id() + "' has one value only");
        }
        List<String> words = new ArrayList<>();
        for (Token value : values) {
            String word = attribute == ModuleAttribute.CREATE ? createResult(value) : word(attribute, value);
            if (words.contains(word)) {
                throw cursor.source.error(value, "'" + value.text() + "' is said twice");
            }
            words.add(word);
        }
        return String.join("|", words);
    }

    private String createResult(Token value) {
        String name = value.text().startsWith("-") ? value.text().substring(1) : value.text();
        if (name.equals("ok")) {
            return name;
        }
        if (Errno.number(name) == 0) {
            List<String> valid = new ArrayList<>(List.of("ok"));
            valid.addAll(Values.errnos());
            throw cursor.source.unknown(value, "create cannot return '" + value.text() + "'", "results", valid);
        }
        return "-" + name;
    }

    private String word(ModuleAttribute attribute, Token value) {
        if (!attribute.choices().isEmpty()) {
            checkChoice(value, attribute.id(), attribute.choices());
        } else if (attribute == ModuleAttribute.FAMILY) {
            boolean number = Constants.number(value.text()).isPresent();
            if (Constants.beyond(value.text())) {
                throw cursor.source.error(value, Constants.beyondMessage(value.text()));
            }
            if (number && Constants.number(value.text()).getAsInt() < 0) {
                throw cursor.source.error(value, "a family is a number from 0, not " + value.text());
            }
            if (!number && (!Constants.fits(value.text(), ParameterKind.FAMILY) || Constants.value(value.text()).isEmpty())) {
                throw cursor.source.unknown(value, "unknown family '" + value.text() + "'", "families",
                        Constants.words(ParameterKind.FAMILY));
            }
        }
        if (attribute == ModuleAttribute.PROTOCOL && (Constants.value(value.text()).isEmpty() || !Constants.fits(value.text(), ParameterKind.PROTOCOL))) {
            throw cursor.source.unknown(value, "unknown protocol '" + value.text() + "'", "protocols", Constants.words(ParameterKind.PROTOCOL));
        }
        return value.text();
    }
}
