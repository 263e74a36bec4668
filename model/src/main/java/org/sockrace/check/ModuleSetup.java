package org.sockrace.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.AfCan;
import org.sockrace.kernel.AfInet6;
import org.sockrace.kernel.AfPacket;
import org.sockrace.kernel.AfPhonet;
import org.sockrace.kernel.AfUnix;
import org.sockrace.kernel.CanRaw;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.L2tpIp;
import org.sockrace.kernel.L2tpIp6;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.PnPep;
import org.sockrace.kernel.Pppoe;
import org.sockrace.kernel.Pppox;
import org.sockrace.kernel.Toy;
import org.sockrace.kernel.ToyProtocol;
import org.sockrace.kernel.history.Revert;
import org.sockrace.kernel.history.Sketches;
import org.sockrace.own.OwnKernel;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.Scenario;

/** The module files that a scenario declares. */
public final class ModuleSetup {

    private ModuleSetup() { }

    static ModuleImage image(ModuleDecl decl, Scenario scenario, OwnKernel own) {
        if (decl.own()) {
            return own.image(OwnSources.source(decl), decl.name(), aliases(decl), decl.depends());
        }
        ModuleImage image = decl.toy() ? toy(decl) : known(decl.known(),
                KernelChoices.config(scenario.kernel()).version(), scenario.kernel().revert().orElse(null));
        List<String> aliases = new ArrayList<>(image.aliases());
        aliases.addAll(decl.list(ModuleAttribute.ALIAS));
        return new ModuleImage(decl.name(), aliases, image.depends(), image.code());
    }

    /** What request_module may ask for and get this module, which is of the user's own. */
    private static List<String> aliases(ModuleDecl decl) {
        List<String> aliases = new ArrayList<>(decl.list(ModuleAttribute.ALIAS));
        if (decl.isFamily()) {
            aliases.add(0, "net-pf-" + decl.family());
        }
        return aliases;
    }

    /**
     * The file of a module that the model has, as the kernel of that version builds it: made as those of users are, by a constructor that takes the kernel and
     * the module. The names are known to {@link KnownModule}, and the code only here: a kernel with a mistake brings its own.
     */
    public static ModuleImage known(KnownModule module, KernelVersion version) {
        return known(module, version, null);
    }

    private static ModuleImage known(KnownModule module, KernelVersion version, Revert revert) {
        return switch (module) {
            case AF_PACKET -> AfPacket.image();
            case AF_UNIX -> AfUnix.image();
            case CAN -> AfCan.image();
            case CAN_RAW -> CanRaw.image();
            case PHONET -> AfPhonet.image();
            case PN_PEP -> PnPep.image();
            case IPV6 -> AfInet6.image();
            case L2TP_IP -> L2tpIp.image(version);
            case L2TP_IP6 -> L2tpIp6.image(version);
            case PPPOX -> Pppox.image(version);
            case PPPOE -> Pppoe.image(version);
            case AF_ALG -> Sketches.afAlg(revert);
            case KCM -> Sketches.kcm(revert);
            case SCTP -> Sketches.sctp();
            case TIPC -> Sketches.tipc(revert);
            case XFRM_USER -> Sketches.xfrmUser();
            case VSOCK -> Sketches.vsock();
            case VMW_VSOCK_VMCI_TRANSPORT -> Sketches.vmciTransport();
        };
    }

    private static ModuleImage toy(ModuleDecl decl) {
        if (!decl.isFamily()) {
            return ToyProtocol.image(decl.name(), decl.family(), decl.protocol().getAsInt());
        }
        Toy.OpsOwner opsOwner = switch (decl.owner()) {
            case SELF -> Toy.OpsOwner.SELF;
            case NONE -> Toy.OpsOwner.NULL;
            case OTHER -> Toy.OpsOwner.OTHER;
        };
        List<Integer> errors = decl.createResults().stream().filter(r -> r < 0).map(r -> -r).toList();
        return Toy.image(decl.name(), decl.family(), new Toy.Options(opsOwner, errors, decl.depends(), decl.list(ModuleAttribute.REQUESTS), quirks(decl)));
    }

    private static Set<Toy.Quirk> quirks(ModuleDecl decl) {
        Set<Toy.Quirk> quirks = EnumSet.noneOf(Toy.Quirk.class);
        List<String> init = decl.list(ModuleAttribute.INIT);
        Map<String, Toy.Quirk> failing = Map.of("fails", Toy.Quirk.INIT_FAILS, "fails-late", Toy.Quirk.INIT_FAILS_LATE);
        init.stream().filter(failing::containsKey).map(failing::get).forEach(quirks::add);
        if (!init.contains("ok")) {
            quirks.add(Toy.Quirk.INIT_NEVER_WORKS);
        }
        if (!decl.createResults().contains(0)) {
            quirks.add(Toy.Quirk.CREATE_NEVER_WORKS);
        }
        if (decl.get(ModuleAttribute.REGISTERS).equals("first")) {
            quirks.add(Toy.Quirk.FAMILY_FIRST);
        }
        quirks.addAll(switch (decl.get(ModuleAttribute.CALLBACK)) {
            case "sk" -> Set.of(Toy.Quirk.RCU_FREE);
            case "data" -> Set.of(Toy.Quirk.RCU_DATA);
            case "no-barrier" -> Set.of(Toy.Quirk.RCU_DATA, Toy.Quirk.NO_BARRIER);
            case "forgotten" -> Set.of(Toy.Quirk.RCU_DATA, Toy.Quirk.NO_CALLBACK);
            case "leaks" -> Set.of(Toy.Quirk.RCU_DATA, Toy.Quirk.CALLBACK_LEAKS);
            default -> Set.of();
        });
        Map<ModuleAttribute, Toy.Quirk> yes = Map.of(ModuleAttribute.SK_DANGLING, Toy.Quirk.LEAVES_SK, ModuleAttribute.ACCEPT, Toy.Quirk.ACCEPTS,
                ModuleAttribute.SOCKETPAIR, Toy.Quirk.PAIRS, ModuleAttribute.MAKES_SOCKET, Toy.Quirk.INIT_SOCKET,
                ModuleAttribute.SLOPPY, Toy.Quirk.SLOPPY, ModuleAttribute.PERMANENT, Toy.Quirk.PERMANENT);
        yes.forEach((attribute, quirk) -> {
            if (decl.is(attribute)) {
                quirks.add(quirk);
            }
        });
        return quirks;
    }
}
