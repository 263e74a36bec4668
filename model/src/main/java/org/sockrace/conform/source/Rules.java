package org.sockrace.conform.source;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelVersion;

/** What is compared with what, and under which names: the resource {@code functions.txt}, whose head explains it. Immutable once read. */
public final class Rules {

    /**
     * A modelled function.
     *
     * @param names its names in C, the usual one first: the others are those of other versions
     * @param java its name in Java, {@code Class.method} or {@code method}
     * @param files where the C may be
     */
    record Entry(List<String> names, String java, List<String> files) {
        String name() {
            return names.get(0);
        }
    }

    /**
     * What a failure that the machine chooses stands for.
     *
     * @param function the function that fails in C
     * @param test how C asks: empty for a result that is not zero, {@code <0}, {@code =0}, or {@code >=} and an operand
     * @param silent whether the call itself is written in the model as well
     */
    record Failure(String function, String test, boolean silent) { }

    private final Map<String, Entry> functions = new LinkedHashMap<>();
    private final Map<String, String> javaNames = new LinkedHashMap<>();
    private final Map<String, List<String>> contained = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, String> configs = new LinkedHashMap<>();
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Map<String, String> stands = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final Map<String, Integer> macros = new LinkedHashMap<>();
    private final Map<String, List<String>> without = new LinkedHashMap<>();

    private Rules() { }

    /** Those that are bundled. */
    public static Rules bundled() {
        return of(RuleFile.lines("functions.txt"));
    }

    static Rules of(List<RuleFile.Line> lines) {
        Rules rules = new Rules();
        lines.forEach(rules::read);
        return rules;
    }

    private void read(RuleFile.Line line) {
        List<String> left = line.left();
        switch (line.keyword()) {
            case "function" -> function(line);
            case "without" -> left.forEach(n -> without.put(n, line.right()));
            case "contained" -> left.forEach(n -> contained.put(n, line.right()));
            case "alias" -> left.forEach(n -> aliases.put(n, line.right().get(0)));
            case "plain", "null" -> words.put(line.keyword() + " " + String.join(" ", left), "");
            case "primitive", "note", "same", "detail", "which", "waits" -> left.forEach(n -> words.put(line.keyword() + " " + n, line.reason()));
            case "flag", "instead" -> words.put(line.keyword() + " " + String.join(" ", left), line.right().get(0));
            case "config" -> configs.put(left.get(0), line.right().get(0));
            case "class" -> classes.put(left.get(0), left.get(1));
            case "fails" -> failures.put(left.get(0) + " " + left.get(1), new Failure(line.right().get(0),
                    line.right().stream().filter(w -> w.equals("<0") || w.equals("=0") || w.startsWith(">=")).findFirst().orElse(""),
                    line.right().contains("silent")));
            case "absent" -> absent.put(left.get(0) + " " + left.get(1), line.right().get(0));
            case "stands" -> stands.put(left.get(0) + " " + String.join(" ", left.subList(1, left.size())), String.join(" ", line.right()));
            case "macro" -> left.forEach(n -> macros.put(n, 1));
            default -> throw line.error("unknown word '" + line.keyword() + "'");
        }
    }

    private void function(RuleFile.Line line) {
        List<String> names = new ArrayList<>(line.left());
        String java = names.get(0);
        int from = names.indexOf("<");
        if (from >= 0) {
            java = names.get(from + 1);
            names = names.subList(0, from);
        }
        Entry entry = new Entry(List.copyOf(names), java, line.right());
        functions.put(entry.name(), entry);
        javaNames.put(java, entry.name());
        names.forEach(n -> aliases.put(n, entry.name()));
    }

    /** The modelled functions. */
    List<Entry> functions() {
        return List.copyOf(functions.values());
    }

    /** The usual name in C of the function that a method of that name is, if it is one that C has. */
    public Optional<String> inC(String method) {
        return functions.values().stream().filter(e -> e.java().equals(method) || e.java().endsWith("." + method)).map(Entry::name).findFirst();
    }

    /** The C function that the method is, or null. */
    String functionOf(String key, String method) {
        String exact = javaNames.get(key);
        return exact != null ? exact : javaNames.get(method);
    }

    /** The name in Java of a modelled function. */
    String java(String function) {
        return functions.get(function).java();
    }

    /** The files of a C function that is to be copied into its callers; empty for others. */
    List<String> contained(String function) {
        return contained.getOrDefault(function, List.of());
    }

    /** Whether the C of that version has no such function, as is known. */
    boolean without(String function, String version) {
        return without.getOrDefault(function, List.of()).contains(version);
    }

    /** The modelled function of that name: in C, whichever version's it is, or in Java; the name itself if there is none. */
    public String function(String name) {
        return functions.containsKey(name) ? name : functions.containsKey(aliases.get(name)) ? aliases.get(name)
                : functions.values().stream().filter(f -> f.java().equals(name) || f.java().endsWith("." + name)).map(Entry::name).findFirst().orElse(name);
    }

    /** Why no function of that name is compared, as far as the rules say it. */
    public Optional<String> notCompared(String name) {
        if (contained.containsKey(name)) {
            return Optional.of("it is compared as a part of those that call it");
        }
        return Optional.ofNullable(words.get("primitive " + name)).map(reason -> "it is taken as one step: " + reason);
    }

    /** The name under which a function is compared. */
    String canonical(String name) {
        String plain = aliases.containsKey(name) ? name : name.replaceFirst("^(atomic_long|atomic64|refcount)_", "atomic_");
        return aliases.getOrDefault(plain, plain);
    }

    /** The call as it is compared: with the name of the lock, or whatever else tells it from others. */
    String detailed(String canonical, List<String> places) {
        if (!words.containsKey("detail " + canonical) || places.isEmpty()) {
            return canonical;
        }
        String place = places.get(places.size() - 1);
        return canonical(canonical + "(" + (place.startsWith("$") ? "$" : place) + ")");
    }

    /** What the call is about, to be put behind its name: {@code {pf->owner}}; nothing if that is not compared, or not known. */
    String about(String canonical, String path) {
        return words.containsKey("which " + canonical) && !path.startsWith("$") ? "{" + path + "}" : "";
    }

    /** Whether the function waits until the condition holds that is its second argument. */
    boolean waits(String canonical) {
        return words.containsKey("waits " + canonical);
    }

    /** Whether the function is worth what its argument is. */
    boolean same(String name) {
        return words.containsKey("same " + name);
    }

    /** Whether that argument of the function is always a null pointer. */
    boolean nil(String function, String parameter) {
        return words.containsKey("null " + canonical(function) + " " + parameter);
    }

    /** Whether the call is no more than a look at that field. */
    boolean plain(String canonical, String field) {
        return words.containsKey("plain " + canonical + " " + field);
    }

    /** The field that the call looks at, or stores into, whose flags have that name; null if it is no such call. */
    String flag(String name, String flag) {
        return words.get("flag " + name + " " + flag);
    }

    /** The function that one which is called there stands for. */
    String instead(String caller, String called) {
        return words.getOrDefault("instead " + canonical(caller) + " " + called, called);
    }

    /** Whether the Java method stands for a C function that is not compared itself. */
    boolean primitive(String name) {
        return words.containsKey("primitive " + name);
    }

    /** Whether the Java method only takes note of something. */
    boolean note(String name) {
        return words.containsKey("note " + name);
    }

    /** What a step of the model stands for in the C. */
    String standsFor(String function, String step) {
        return stands.getOrDefault(function + " " + step, stands.getOrDefault("* " + step, step));
    }

    /** What the C calls instead of a function that it does not have; null if that is to be read as a part of the caller. */
    String insteadOf(String function, String called) {
        return absent.get(function + " " + called);
    }

    Failure failure(String subject, String method, String cause) {
        Failure failure = failures.get(subject + " " + cause);
        return failure != null ? failure : failures.getOrDefault(method + " " + cause, failures.get("* " + cause));
    }

    /** The operand that a switch of the configuration is. */
    String config(KernelConfig config, String component) {
        if (configs.containsKey(component)) {
            return configs.get(component);
        }
        Object value = value(config, component);
        if (value instanceof Boolean b) {
            return b ? "1" : "0";
        }
        return value instanceof Integer n ? Errno.name(n) : "@" + value;
    }

    private static Object value(KernelConfig config, String component) {
        for (RecordComponent c : KernelConfig.class.getRecordComponents()) {
            if (c.getName().equals(component)) {
                try {
                    return c.getAccessor().invoke(config);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(component, e);
                }
            }
        }
        throw new IllegalStateException("KernelConfig has no " + component);
    }

    /** Whether the Java class is a part of that kernel. */
    boolean present(String type, KernelConfig config) {
        String when = classes.get(type);
        if (when != null && when.startsWith("until-")) {
            return config.version().compareTo(KernelVersion.named(when.substring("until-".length())).orElseThrow()) <= 0;
        }
        return when == null || !when.equals("never") && Boolean.TRUE.equals(value(config, when));
    }

    /** The macros that are taken to be defined in C, most of them CONFIG_... */
    Map<String, Integer> macros() {
        return macros;
    }

    /** All words that follow one keyword, for tests. */
    Set<String> all(String keyword) {
        Set<String> all = new LinkedHashSet<>();
        words.keySet().stream().filter(w -> w.startsWith(keyword + " ")).forEach(w -> all.add(w.substring(keyword.length() + 1)));
        return all;
    }
}
