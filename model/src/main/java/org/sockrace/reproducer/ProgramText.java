package org.sockrace.reproducer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.scenario.Argument;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;
import org.sockrace.scenario.ThreadDecl;

/** The program in C that makes the calls of a scenario again and again. */
final class ProgramText {

    private static final Set<KnownModule> PERMANENT = Set.of(KnownModule.IPV6);

    private final Scenario scenario;
    private final Remaining remaining;
    private final String command;
    private final StringBuilder text = new StringBuilder();
    /** The scenario's variables: their names in C. */
    private final Map<String, String> names = new LinkedHashMap<>();

    ProgramText(Scenario scenario, Remaining remaining, String command) {
        this.scenario = scenario;
        this.remaining = remaining;
        this.command = command;
    }

    String text() {
        head();
        variables();
        text.append(HELPERS);
        if (remaining.has(CallKind.INSMOD)) {
            text.append(INSMOD);
        }
        if (remaining.has(CallKind.RMMOD)) {
            text.append(RMMOD);
        }
        remaining.threads().forEach(this::thread);
        prepare();
        main();
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    // ---- head ---------------------------------------------------------------------------------------------------------

    private void head() {
        line("/*");
        line(" * " + CText.comment(scenario.name() + (scenario.title().isEmpty() ? "" : ": " + scenario.title())));
        scenario.threads().forEach(t -> line(" *   " + CText.comment(t.label() + ": " + t.text())));
        line(" * Found in a model of Linux " + scenario.kernel().text() + ". Made by: " + CText.comment(command));
        remaining.left().forEach(l -> line(" * Left out: " + CText.comment(l)));
        if (!scenario.faults().isEmpty()) {
            line(" * The scenario lets these fail, which a real kernel does with fault injection only (CONFIG_FAULT_INJECTION, failslab): "
                    + String.join(", ", scenario.faults().stream().map(Fault::id).toList()));
        }
        if (scenario.processes().size() > 1) {
            line(" * All threads that share descriptors with others share one table here; the scenario has " + scenario.processes().size() + ".");
        }
        line(" * Needs root, and a machine that may crash. Its one argument is the number of rounds.");
        line(" */");
        line("#define _GNU_SOURCE");
        for (String header : List.of("errno.h", "fcntl.h", "pthread.h", "sched.h", "stdio.h", "stdlib.h", "string.h", "sys/prctl.h", "sys/socket.h",
                "sys/syscall.h", "unistd.h")) {
            line("#include <" + header + ">");
        }
        line("");
        line("#define THREADS " + remaining.threads().stream().mapToInt(ThreadDecl::copies).sum());
        line("");
        line("static long rounds = 1000;");
        line("static pthread_barrier_t barrier;");
    }

    /** All that calls set; of identical threads each has its own. */
    private void variables() {
        remaining.setup().forEach(s -> declare(s.call(), 1));
        remaining.threads().forEach(t -> t.calls().forEach(c -> declare(c, t.copies())));
        line("");
    }

    private void declare(Call call, int copies) {
        if (!call.result().isEmpty()) {
            String name = "v_" + CText.name(call.result());
            while (names.containsValue(name)) {
                name += "_";
            }
            names.put(call.result(), name);
            line("static int " + name + "[" + copies + "]" + (call.kind().returns() == Returns.PAIR ? "[2]" : "") + ";");
        }
    }

    // ---- threads ------------------------------------------------------------------------------------------------------

    private void thread(ThreadDecl thread) {
        String copy = thread.copies() > 1 ? "copy" : "0";
        boolean own = scenario.processes().stream().noneMatch(p -> p.contains(thread.name()));
        line("");
        line("static void *thread_" + CText.name(thread.name()) + "(void *argument)");
        line("{");
        line("    long copy = (long)argument;");
        line("    long round;");
        line("");
        line("    begin(\"" + CText.thread(thread.name()) + "\", " + (thread.copies() > 1 ? "copy" : "-1 - copy") + ", " + cpu(thread) + " + copy, "
                + (own ? 1 : 0) + ", " + (thread.privileged() ? 0 : 1) + ");");
        line("    for (round = 0; round < rounds; round++) {");
        line("        pthread_barrier_wait(&barrier);");
        List<SetupCall> setup = remaining.setup().stream().filter(s -> s.thread().equals(thread.name())).toList();
        if (!setup.isEmpty()) {
            String indent = thread.copies() > 1 ? "            " : "        ";
            line(thread.copies() > 1 ? "        if (copy == 0) {" : "        /* Before the race. */");
            setup.forEach(s -> call(indent, s.call(), "0"));
            if (thread.copies() > 1) {
                line("        }");
            }
        }
        line("        pthread_barrier_wait(&barrier);");
        thread.calls().forEach(c -> call("        ", c, copy));
        line("        pthread_barrier_wait(&barrier);");
        Stream.concat(setup.stream().map(SetupCall::call), thread.calls().stream()).forEach(c -> cleanUp(c, copy));
        line("        pthread_barrier_wait(&barrier);");
        line("    }");
        line("    return NULL;");
        line("}");
    }

    /** The first processor of a thread: the first thread is on 0, where a preempted one has to be. */
    private int cpu(ThreadDecl thread) {
        return remaining.threads().stream().takeWhile(t -> t != thread).mapToInt(ThreadDecl::copies).sum();
    }

    private void call(String indent, Call call, String copy) {
        String result = call.result().isEmpty() ? "" : names.get(call.result()) + "[" + copy + "]";
        List<String> arguments = new ArrayList<>();
        call.arguments().forEach(a -> arguments.add(argument(a, copy)));
        if (call.kind() == CallKind.SOCKETPAIR) {
            pair(indent, arguments, result);
            return;
        }
        String made = switch (call.kind()) {
            case ACCEPT -> "accept(" + arguments.get(0) + ", NULL, NULL)";
            case RMMOD -> "remove_module(" + arguments.get(0) + ", " + (call.forced() ? "O_NONBLOCK | O_TRUNC" : "O_NONBLOCK") + ")";
            case INSMOD -> "insert_module(" + arguments.get(0) + ")";
            case MODPROBE -> "modprobe(\"modprobe -q \" " + arguments.get(0) + ")";
            case FCHOWNAT -> "fchownat(" + arguments.get(0) + ", \"\", " + arguments.get(1) + ", -1, AT_EMPTY_PATH)";
            case SOCKET, CLOSE, DUP, DUP2, FCNTL -> call.kind().id() + "(" + String.join(", ", arguments) + ")";
            case SOCKETPAIR, IO_SOCKET, KCM_CLONE, BIND, CONNECT, LISTEN, SHUTDOWN, SETSOCKOPT, GETSOCKOPT, GETSOCKNAME, GETPEERNAME, POLL, IOCTL, SENDMSG,
                    RECVMSG, SOCK_UNREGISTER, SOCK_CREATE_KERN, SOCK_RELEASE, CALL -> throw new IllegalArgumentException(call.text());
        };
        line(indent + (result.isEmpty() ? "(void)" : result + " = ") + made + ";");
    }

    private void pair(String indent, List<String> arguments, String result) {
        if (result.isEmpty()) {
            line(indent + "{ int unused[2]; if (socketpair(" + String.join(", ", arguments) + ", unused) == 0) { close(unused[0]); close(unused[1]); } }");
        } else {
            line(indent + "if (socketpair(" + String.join(", ", arguments) + ", " + result + ") < 0)");
            line(indent + "    " + result + "[0] = " + result + "[1] = -1;");
        }
    }

    private String argument(Argument argument, String copy) {
        return switch (argument.kind()) {
            case NUMBER -> argument.text().matches("-?\\d+") ? argument.text() : argument.value() + " /* " + CText.comment(argument.text()) + " */";
            case MODULE -> "\"" + argument.text() + "\"";
            case VARIABLE -> variable(argument.text(), copy);
            case END_OF_PAIR -> variable(argument.text(), copy) + "[" + argument.value() + "]";
            case FUNCTION, FLAG -> "";
        };
    }

    /** What another thread, or the set-up, has set is there once. */
    private String variable(String variable, String copy) {
        boolean own = remaining.threads().stream().filter(t -> t.copies() > 1).flatMap(t -> t.calls().stream()).anyMatch(c -> c.result().equals(variable));
        return names.get(variable) + "[" + (own ? copy : "0") + "]";
    }

    /** Descriptors do not outlive a round; closing one twice does no harm, since nobody opens any before all have closed theirs. */
    private void cleanUp(Call call, String copy) {
        if (call.result().isEmpty()) {
            return;
        }
        String name = variable(call.result(), copy);
        if (call.kind().returns() == Returns.FD) {
            line("        close(" + name + ");");
        } else if (call.kind().returns() == Returns.PAIR) {
            line("        close(" + name + "[0]);");
            line("        close(" + name + "[1]);");
        }
    }

    // ---- main ---------------------------------------------------------------------------------------------------------

    private void prepare() {
        line("");
        line("/* Modules as they are before the race. */");
        line("static void prepare(void)");
        line("{");
        for (ModuleDecl module : remaining.modules()) {
            boolean stays = !module.loaded() && PERMANENT.contains(module.known());
            line(stays ? "    /* " + module.name() + " cannot be unloaded: one round for each start of the machine. */"
                    : "    modprobe(\"modprobe -q " + (module.loaded() ? "" : "-r ") + module.name() + "\");");
        }
        line("}");
    }

    private void main() {
        line("");
        line("int main(int argc, char **argv)");
        line("{");
        line("    pthread_t threads[THREADS];");
        line("    long round;");
        line("    int i;");
        line("");
        line("    if (argc > 1)");
        line("        rounds = atol(argv[1]);");
        line("    pthread_barrier_init(&barrier, NULL, THREADS + 1);");
        int number = 0;
        for (ThreadDecl thread : remaining.threads()) {
            for (int copy = 0; copy < thread.copies(); copy++) {
                line("    start(&threads[" + number++ + "], thread_" + CText.name(thread.name()) + ", " + copy + ");");
            }
        }
        text.append(ROUNDS);
    }

    private static final String ROUNDS = """
                for (round = 0; round < rounds; round++) {
                    prepare();
                    for (i = 0; i < 4; i++)
                        pthread_barrier_wait(&barrier);
                }
                for (i = 0; i < THREADS; i++)
                    pthread_join(threads[i], NULL);
                printf("%ld rounds are over: dmesg says whether something broke\\n", rounds);
                return 0;
            }
            """;

    private static final String HELPERS = """
            static void begin(const char *name, long copy, int cpu, int own_descriptors, int unprivileged)
            {
                char numbered[16];
                cpu_set_t set;

                /* One of several threads is called as the schedule calls it: T0.1. */
                if (copy >= 0)
                    snprintf(numbered, sizeof(numbered), "%.12s.%ld", name, copy % 10);
                prctl(PR_SET_NAME, copy >= 0 ? numbered : name);
                CPU_ZERO(&set);
                CPU_SET(cpu % (int)sysconf(_SC_NPROCESSORS_ONLN), &set);
                sched_setaffinity(0, sizeof(set), &set);
                if (own_descriptors && unshare(CLONE_FILES))
                    perror("unshare");
                if (unprivileged && syscall(SYS_setresuid, 65534, 65534, 65534))
                    perror("setresuid");
            }

            static void start(pthread_t *thread, void *(*run)(void *), long copy)
            {
                if (pthread_create(thread, NULL, run, (void *)copy)) {
                    fprintf(stderr, "a thread cannot be started\\n");
                    exit(1);
                }
            }

            static int modprobe(const char *command)
            {
                return system(command);
            }
            """;

    private static final String RMMOD = """

            static int remove_module(const char *name, int flags)
            {
                return syscall(SYS_delete_module, name, flags) ? -errno : 0;
            }
            """;

    private static final String INSMOD = """

            /* Of a file that modinfo finds; 4 says that the kernel is to decompress it. */
            static int insert_module(const char *name)
            {
                char path[512] = "";
                char command[600];
                FILE *found;
                size_t end;
                int fd;
                int err;

                snprintf(command, sizeof(command), "modinfo -n %s", name);
                found = popen(command, "r");
                if (!found || !fgets(path, sizeof(path), found))
                    path[0] = 0;
                if (found)
                    pclose(found);
                end = strcspn(path, "\\n");
                path[end] = 0;
                fd = open(path, O_RDONLY | O_CLOEXEC);
                if (fd < 0)
                    return -errno;
                err = syscall(SYS_finit_module, fd, "", end > 3 && strcmp(path + end - 3, ".ko") ? 4 : 0) ? -errno : 0;
                close(fd);
                return err;
            }
            """;
}
