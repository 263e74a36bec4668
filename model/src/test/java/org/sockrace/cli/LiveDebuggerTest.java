package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sockrace.explain.SourceText;

/** A debugger stops in the kernel's code in the thread and at the step of the schedule, and however long it stops, the execution is the same. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LiveDebuggerTest {

    private static final String FILE = "SocketCore.java";
    private static final String UNLOADS = "inet-vs-rmmod:0x24,1x46,0";

    /** Where the debugger has stopped. */
    private record Stop(String thread, String method, int line) { }

    private final List<String> printed = new ArrayList<>();

    private static int line(String file, String text) {
        return line(file, text, 0);
    }

    /** The first line with that text after that line. */
    private static int line(String file, String text, int after) {
        List<String> lines = new SourceText().file(file);
        for (int i = after; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new AssertionError(text + " is not in " + file);
    }

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "replay", "--live", UNLOADS).redirectErrorStream(true).start();
    }

    private String await(BufferedReader out, String begin) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.add(line);
            if (line.startsWith(begin)) {
                return line;
            }
        }
        throw new AssertionError(begin + " does not come: " + printed);
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(c -> c.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return connector.attach(arguments);
    }

    private static void stopAt(VirtualMachine vm, String type, int line) throws Exception {
        ReferenceType kernel = vm.classesByName("org.sockrace.kernel." + type).get(0);
        BreakpointRequest breakpoint = vm.eventRequestManager().createBreakpointRequest(kernel.locationsOfLine(line).get(0));
        breakpoint.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        breakpoint.enable();
    }

    /** Goes on, and stops so often; each time for a while. */
    private static List<Stop> stops(VirtualMachine vm, int most) throws Exception {
        List<Stop> stops = new ArrayList<>();
        while (stops.size() < most) {
            EventSet events = vm.eventQueue().remove(60_000);
            assertThat(events).as("after " + stops).isNotNull();
            for (Event event : events) {
                if (event instanceof BreakpointEvent hit) {
                    stops.add(new Stop(hit.thread().name(), hit.location().method().name(), hit.location().lineNumber()));
                    Thread.sleep(700);
                }
            }
            events.resume();
        }
        return stops;
    }

    @Test
    void breakpointsStopWhereTheScheduleIs() throws Exception {
        Process process = start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String port = await(out, "Listening for transport dt_socket").replaceAll("\\D+(\\d+)$", "$1");
            await(out, " ready: attach the debugger");
            VirtualMachine vm = attach(port.substring(port.lastIndexOf(':') + 1).strip());
            int dereference = line(FILE, "pf = rcu_dereference(");
            stopAt(vm, "SocketCore", dereference);
            int frees = line("KernelModule.java", "k.free(mod.mem);", line("KernelModule.java", "        wait_before_free();"));
            stopAt(vm, "KernelModule", frees);
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            List<Stop> stops = stops(vm, 2);
            assertThat(stops.get(0)).isEqualTo(new Stop("T0 step " + stepAt(FILE, dereference), "__sock_create", dereference));
            assertThat(stops.get(1).thread()).isEqualTo("T1 step " + stepAt("KernelModule.java", frees));
            await(out, " reproduced: BUG: sockrace: use-after-unload");
            assertThat(printed).contains(" 71 operations of 71 performed by the kernel's code, on real threads: all are as scheduled");
            assertThat(process.waitFor()).isEqualTo(ExitCode.UNEXPECTED);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The step of the schedule at that line, as replay says without any debugger. */
    private static int stepAt(String file, int line) {
        return org.sockrace.check.Checker.replay(org.sockrace.scenario.Catalogue.load().matching("inet-vs-rmmod").get(0).scenario(),
                UNLOADS.substring(UNLOADS.indexOf(':') + 1)).execution().steps().stream().filter(s -> s.file().equals(file) && s.line() == line)
                .findFirst().orElseThrow().number();
    }
}
