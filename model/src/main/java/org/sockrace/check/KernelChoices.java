package org.sockrace.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.Kmod;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.KernelChoice;
import org.sockrace.scenario.KernelSwitch;

/** The kernel configuration that a scenario asks for: a version, and switches that differ from it. */
public final class KernelChoices {

    /** What the kernel of a scenario is built with, unless one of its modules is that family. */
    public static final Set<Boot.Part> BUILT_IN = Collections.unmodifiableSet(
            EnumSet.of(Boot.Part.NETLINK, Boot.Part.INET, Boot.Part.UNIX, Boot.Part.INET6));

    private KernelChoices() { }

    /**
     * The configuration of a version without any change.
     *
     * @param version as scenarios write it, for example {@code 6.1}
     * @throws IllegalArgumentException if there is no such version
     */
    public static KernelConfig version(String version) {
        return KernelConfig.of(KernelVersion.named(version).orElseThrow(() -> new IllegalArgumentException("kernel " + version)));
    }

    /**
     * The value of a switch in a version, as scenarios write it.
     *
     * @param version as scenarios write it, for example {@code 6.1}
     * @throws IllegalArgumentException if there is no such version
     */
    public static String value(KernelSwitch of, String version) {
        KernelConfig v = version(version);
        return switch (of) {
            case PREEMPTIBLE -> word(v.preemptible());
            case MAP_FD_CONSUMES -> word(v.mapFdConsumes());
            case INODE_LOCK_IN_RELEASE -> word(v.inodeLockInRelease());
            case CORE_CLEARS_SK -> word(v.coreClearsSk());
            case ON_CREATE_FAILURE -> v.onCreateFailure().name().toLowerCase(Locale.ROOT);
            case FREE_MODULE_WAITS -> v.freeModuleWaits().name().toLowerCase(Locale.ROOT);
            case GET_DISABLES_PREEMPTION -> word(v.getDisablesPreemption());
            case PROTOCOL_MAX -> Integer.toString(v.protocolMax());
            case INET_NO_MEMORY -> Errno.name(v.inetNoMemory());
            case CAN_OPS_OWNER -> word(v.canOpsOwner());
            case INET_PINS_PROTOCOL -> word(v.inetPinsProtocol());
            case FORCE_UNLOAD -> word(v.forceUnload());
            case MAX_MODPROBES -> Integer.toString(Kmod.MAX_KMOD_CONCURRENT);
            case UDPLITE, MPTCP, TRACED -> word(false);
            case REVERT -> "none";
            case SLEEPS -> word(true);
        };
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    /**
     * The configuration of that choice.
     *
     * @throws IllegalArgumentException if there is no such version, or no such value
     */
    public static KernelConfig config(KernelChoice choice) {
        KernelConfig v = version(choice.version());
        Map<String, String> s = new HashMap<>(choice.revert().map(Revert::switches).orElse(Map.of()));
        s.putAll(choice.switches());
        return new KernelConfig(v.version(),
                yes(s, "preemptible", v.preemptible()),
                yes(s, "map-fd-consumes", v.mapFdConsumes()),
                yes(s, "inode-lock-in-release", v.inodeLockInRelease()),
                yes(s, "core-clears-sk", v.coreClearsSk()),
                KernelConfig.CreateFailure.valueOf(s.getOrDefault("on-create-failure", v.onCreateFailure().name()).toUpperCase(Locale.ROOT)),
                KernelConfig.Wait.valueOf(s.getOrDefault("free-module-waits", v.freeModuleWaits().name()).toUpperCase(Locale.ROOT)),
                yes(s, "get-disables-preemption", v.getDisablesPreemption()),
                Constants.value(s.getOrDefault("protocol-max", Integer.toString(v.protocolMax()))).orElseThrow(),
                Errno.number(s.getOrDefault("inet-no-memory", Errno.name(v.inetNoMemory()))),
                yes(s, "can-ops-owner", v.canOpsOwner()),
                yes(s, "inet-pins-protocol", v.inetPinsProtocol()),
                yes(s, "force-unload", v.forceUnload()),
                Constants.value(s.getOrDefault("max-modprobes", Integer.toString(v.maxModprobes()))).orElseThrow());
    }

    private static boolean yes(Map<String, String> switches, String name, boolean usual) {
        return switches.containsKey(name) ? switches.get(name).equals("yes") : usual;
    }
}
