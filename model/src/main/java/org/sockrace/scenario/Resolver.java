package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.ToyProtocol;
import org.sockrace.machine.Property;

/** Makes a scenario of what was read: looks names up, and finds out who shares descriptors with whom. */
final class Resolver {

    private final Source source;
    private final Draft draft;
    private final Variables variables;
    private final CallResolver calls;
    private final Groups groups = new Groups();
    private final Set<String> sharing = new LinkedHashSet<>();

    Resolver(Source source, Draft draft) {
        this.source = source;
        this.draft = draft;
        this.variables = new Variables(source);
        this.calls = new CallResolver(source, draft, variables);
    }

    Scenario scenario(Token end) {
        if (draft.threads.isEmpty()) {
            throw source.error(end, "a scenario needs a thread, for example T0: s = socket(PF_PACKET, SOCK_RAW, 0)");
        }
        int count = draft.threads.stream().mapToInt(Draft.RawThread::copies).sum();
        if (count > ScenarioParser.MOST_THREADS) {
            throw source.error(draft.threads.get(draft.threads.size() - 1).name(), count + " threads: there can be "
                    + ScenarioParser.MOST_THREADS + " in all; three or four show nearly every race");
        }
        modules();
        variables.declare(Variables.SETUP, 1, draft.setup);
        draft.threads.forEach(t -> variables.declare(t.name().text(), t.copies(), t.calls()));
        List<Call> setup = calls.calls(Variables.SETUP, draft.setup);
        List<ThreadDecl> threads = new ArrayList<>();
        for (Draft.RawThread raw : draft.threads) {
            threads.add(new ThreadDecl(raw.name().text(), raw.copies(), raw.any(), raw.privileged(), calls.calls(raw.name().text(), raw.calls()),
                    source.where(raw.name())));
        }
        share(setup, threads);
        OutcomeTable outcomes = new TableResolver(source, draft, threads, setup).table();
        return new Scenario(draft.name, draft.title, draft.finding, draft.expectation, draft.kernel, List.copyOf(draft.modules.values()),
                processes(threads), setupCalls(setup, threads), threads, always(), outcomes, draft.faults, draft.autoload, draft.repairedBy);
    }

    private Set<Property> always() {
        Set<Property> always = draft.always.isEmpty() ? EnumSet.allOf(Property.class) : draft.always;
        if (!draft.rows.isEmpty()) {
            always.add(Property.OUTCOMES);
        }
        for (Property property : draft.expectation.properties()) {
            if (!always.contains(property)) {
                throw source.error(draft.once.get("expect"), property.id()
                        + " is expected to break, but is not checked: add it to 'always'");
            }
        }
        return always;
    }

    private void modules() {
        Map<String, ModuleDecl> before = new LinkedHashMap<>();
        draft.modules.forEach((at, module) -> {
            for (String needed : module.depends()) {
                if (!before.containsKey(needed)) {
                    throw missing(at, module, needed, before);
                }
                if (module.loaded() && !before.get(needed).loaded()) {
                    throw source.error(at, module.name() + " is loaded, so " + needed + ", which it needs, must be too");
                }
            }
            protocol(at, module);
            before.put(module.name(), module);
        });
    }

    /** Refuses protocols that no table has room for, and what only a family can do. */
    private void protocol(Token at, ModuleDecl module) {
        if (module.protocol().isEmpty()) {
            return;
        }
        if (!ToyProtocol.FAMILIES.containsKey(module.family())) {
            throw source.error(at, module.name() + " is a protocol of " + Constants.familyName(module.family()) + ", which has none in modules: "
                    + String.join(", ", ToyProtocol.FAMILIES.keySet().stream().sorted().map(Constants::familyName).toList()) + " have");
        }
        Set<Integer> possible = ToyProtocol.protocols(module.family(), KernelVersion.named(draft.kernel.version()).orElseThrow());
        if (!possible.contains(module.protocol().getAsInt())) {
            throw source.error(at, Constants.familyName(module.family()) + " of the modelled kernel has no room for protocol " + module.protocol().getAsInt()
                    + ": it has for " + String.join(", ", possible.stream().map(String::valueOf).toList()));
        }
        Set<ModuleAttribute> more = EnumSet.copyOf(module.attributes().keySet());
        more.removeAll(EnumSet.of(ModuleAttribute.LOADED, ModuleAttribute.FAMILY, ModuleAttribute.PROTOCOL, ModuleAttribute.ALIAS));
        if (!more.isEmpty()) {
            throw source.error(at, module.name() + " is a protocol, and '" + more.iterator().next().id() + "' is for families: leave it out");
        }
    }

    private ScenarioSyntaxException missing(Token at, ModuleDecl module, String needed, Map<String, ModuleDecl> before) {
        boolean declared = draft.modules.keySet().stream().anyMatch(name -> name.text().equals(needed));
        if (module.owner() != ModuleDecl.Owner.OTHER || !needed.equals(module.get(ModuleAttribute.OWNER)) || declared) {
            return source.error(at, needed.equals(module.name()) ? needed + " cannot need itself"
                    : module.name() + " needs the module " + needed + ": declare it before");
        }
        List<String> valid = new ArrayList<>(List.of(ModuleDecl.SELF, ModuleDecl.NONE));
        valid.addAll(before.keySet());
        return source.error(at, "the owner '" + needed + "' of " + module.name() + "'s proto_ops is unknown", "owners", valid,
                Suggest.nearest(needed, valid).orElse(""));
    }

    // ---- who shares descriptors ----------------------------------------------------------------------------------

    private static String thread(String name) {
        return "thread " + name;
    }

    private void share(List<Call> setup, List<ThreadDecl> threads) {
        for (List<Token> process : draft.processes) {
            for (Token member : process) {
                List<String> names = threads.stream().map(ThreadDecl::name).toList();
                if (!names.contains(member.text())) {
                    throw source.unknown(member, "unknown thread '" + member.text() + "'", "threads", names);
                }
                groups.join(thread(member.text()), thread(process.get(0).text()));
                sharing.add(member.text());
            }
        }
        for (Call call : setup) {
            for (String variable : variablesOf(call)) {
                groups.join(variable, variablesOf(call).get(0));
            }
        }
        for (ThreadDecl thread : threads) {
            for (Call call : thread.calls()) {
                for (String variable : variablesOf(call)) {
                    String owner = variables.owner(variable);
                    if (!owner.equals(thread.name())) {
                        groups.join(owner.equals(Variables.SETUP) ? variable : thread(owner), thread(thread.name()));
                        sharing.add(thread.name());
                    }
                }
            }
        }
    }

    private static List<String> variablesOf(Call call) {
        List<String> names = new ArrayList<>();
        if (!call.result().isEmpty()) {
            names.add(call.result());
        }
        for (Argument argument : call.arguments()) {
            if (argument.kind() == Argument.Kind.VARIABLE || argument.kind() == Argument.Kind.END_OF_PAIR) {
                names.add(argument.text());
            }
        }
        return names;
    }

    private List<List<String>> processes(List<ThreadDecl> threads) {
        Map<String, List<String>> processes = new LinkedHashMap<>();
        for (ThreadDecl thread : threads) {
            processes.computeIfAbsent(groups.of(thread(thread.name())), g -> new ArrayList<>()).add(thread.name());
        }
        processes.values().removeIf(members -> members.size() == 1 && !(sharing.contains(members.get(0))
                && copies(threads, members.get(0)) > 1));
        return List.copyOf(processes.values());
    }

    private static int copies(List<ThreadDecl> threads, String name) {
        return threads.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow().copies();
    }

    private List<SetupCall> setupCalls(List<Call> setup, List<ThreadDecl> threads) {
        List<SetupCall> calls = new ArrayList<>();
        for (Call call : setup) {
            List<String> names = variablesOf(call);
            String group = names.isEmpty() ? "" : groups.of(names.get(0));
            String owner = threads.stream().map(ThreadDecl::name).filter(t -> groups.of(thread(t)).equals(group)).findFirst()
                    .orElse(threads.get(0).name());
            calls.add(new SetupCall(call, owner, source.where(draft.setup.get(calls.size()).function())));
        }
        return calls;
    }
}
