package org.sockrace.lincheck;

import static org.sockrace.lincheck.Race.accept;
import static org.sockrace.lincheck.Race.after;
import static org.sockrace.lincheck.Race.builtInSocket;
import static org.sockrace.lincheck.Race.close;
import static org.sockrace.lincheck.Race.dup;
import static org.sockrace.lincheck.Race.dup2;
import static org.sockrace.lincheck.Race.insmod;
import static org.sockrace.lincheck.Race.race;
import static org.sockrace.lincheck.Race.register;
import static org.sockrace.lincheck.Race.rmmod;
import static org.sockrace.lincheck.Race.socket;
import static org.sockrace.lincheck.Race.unregister;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Something that could go wrong, as a race that Lincheck explores. Those that jcstress looks at too have the same number there.
 *
 * @param name the number, if it has one, and what is suspected
 * @param scenario the calls
 * @param kernel the kernel as it is
 * @param specification what the calls do one after the other
 * @param verifier what must hold
 * @param twins the same kernel with a defect, on which it does go wrong
 */
record Suspicion(String name, ExecutionScenario scenario, Class<? extends OnThreads> kernel, Class<? extends Specification> specification,
        Class<? extends Verifier> verifier, List<Class<? extends OnThreads>> twins) {

    private static final Class<? extends Verifier> STRICT = LinearizabilityVerifier.class;
    private static final Class<? extends Verifier> REFUSALS = UpToRefusals.class;
    private static final ExecutionScenario SOCKET_AGAINST_RMMOD = race(List.of(socket(1)), List.of(rmmod(2)));

    /** All of them. */
    static final List<Suspicion> ALL = List.of(
            plain("01 look-up against unregister", SOCKET_AGAINST_RMMOD, Twins.NoReadLock.class, Twins.NoGracePeriod.class),
            plain("02 look-up against rmmod", SOCKET_AGAINST_RMMOD, Twins.TestThenIncrement.class, Twins.PlainIncrement.class),
            new Suspicion("03 create fails against rmmod", race(List.of(socket(1)), List.of(socket(2)), List.of(rmmod(3))),
                    Kernels.CreateFails.class, Kernels.CreateFailsSpecification.class, REFUSALS, List.of(Twins.PlainDecrementCreateFails.class)),
            plain("04 close against rmmod", after(List.of(socket(1), socket(2)), List.of(close(1, 3)), List.of(close(2, 3)), List.of(rmmod(3))),
                    Twins.PlainDecrement.class, Twins.NoOpsOwner.class),
            plain("05 between the two gets", SOCKET_AGAINST_RMMOD, Twins.LookUpPinsNothing.class),
            plain("06 create, close, create", race(List.of(socket(1), close(1, 3), socket(1)), List.of(rmmod(2))), Twins.BaseNotPutBack.class),
            plain("07 register against register", race(List.of(register(1)), List.of(register(2)), List.of(builtInSocket(3))), Twins.NoFamilyLock.class),
            new Suspicion("08 the family changes hands", race(List.of(socket(1)), List.of(rmmod(2, "x"), insmod(2, "y"))),
                    Kernels.TwoOwners.class, Kernels.TwoOwnersSpecification.class, STRICT, List.of(Twins.NoGracePeriodTwoOwners.class)),
            new Suspicion("11 autoload against autoload", race(List.of(socket(1)), List.of(socket(2))),
                    Kernels.Autoloading.class, Kernels.AutoloadingSpecification.class, STRICT, List.of(Twins.FamilyFirst.class)),
            new Suspicion("13 install against close and dup2", after(List.of(socket(1)), List.of(socket(1)), List.of(close(2, 4), dup2(2, 3, 4))),
                    Kernels.Sharing.class, Kernels.SharingSpecification.class, REFUSALS, List.of(Twins.NoFileLock.class)),
            new Suspicion("14 accept against rmmod", after(List.of(socket(1)), List.of(accept(1, 3), close(1, 3)), List.of(socket(2)), List.of(rmmod(3))),
                    Kernels.Accepting.class, Kernels.AcceptingSpecification.class, STRICT, List.of(Twins.PlainIncrementAccepting.class)),
            new Suspicion("15 denial against rmmod", race(List.of(socket(1)), List.of(socket(2)), List.of(rmmod(3))),
                    Kernels.Denied.class, Kernels.DeniedSpecification.class, REFUSALS, List.of(Twins.PlainDecrementDenied.class)),
            plain("16 balance after rounds", race(List.of(socket(1), close(1, 3), socket(1), close(1, 3)), List.of(socket(2), close(2, 3), socket(2))),
                    Twins.PlainIncrement.class, Twins.PlainDecrement.class),

            plain("two sockets against rmmod", race(List.of(socket(1)), List.of(socket(2)), List.of(rmmod(3)))),
            plain("socket and close against rmmod", race(List.of(socket(1), close(1, 3)), List.of(rmmod(2)))),
            plain("two sockets and a close against rmmod", after(List.of(socket(1)), List.of(close(1, 3)), List.of(socket(2)), List.of(rmmod(3)))),
            new Suspicion("two descriptors of one file closed against rmmod", after(List.of(socket(1), dup(1, 3)),
                    List.of(close(1, 3)), List.of(close(2, 4)), List.of(rmmod(3))),
                    Kernels.Sharing.class, Kernels.SharingSpecification.class, STRICT, List.of()),
            plain("a family withdrawn and registered anew against socket", after(List.of(register(1)),
                    List.of(unregister(1), register(1)), List.of(builtInSocket(2)), List.of(register(3)))),
            refusals("rmmod against rmmod", race(List.of(rmmod(1)), List.of(rmmod(2))), Kernels.Plain.class, Kernels.PlainSpecification.class),
            refusals("rmmod against insmod and socket", race(List.of(rmmod(1)), List.of(insmod(2)), List.of(socket(3))),
                    Kernels.Waking.class, Kernels.WakingSpecification.class),
            refusals("insmod against rmmod", race(List.of(insmod(1)), List.of(rmmod(2))), Kernels.Unloaded.class, Kernels.UnloadedSpecification.class),
            refusals("insmod against insmod and socket", race(List.of(insmod(1)), List.of(insmod(2)), List.of(socket(3))),
                    Kernels.Unloaded.class, Kernels.UnloadedSpecification.class));

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Suspicion plain(String name, ExecutionScenario scenario, Class<? extends OnThreads>... twins) {
        return new Suspicion(name, scenario, Kernels.Plain.class, Kernels.PlainSpecification.class, STRICT, List.of(twins));
    }

    private static Suspicion refusals(String name, ExecutionScenario scenario, Class<? extends OnThreads> kernel,
            Class<? extends Specification> specification) {
        return new Suspicion(name, scenario, kernel, specification, REFUSALS, List.of());
    }

    /** How finely its executions are cut. */
    Grain grain() {
        if (specification == Kernels.AutoloadingSpecification.class) {
            return Grain.WITH_MODPROBE;
        }
        return specification == Kernels.SharingSpecification.class ? Grain.WITH_SHARED_FILES : Grain.MODULES_AND_SOCKETS;
    }
}
