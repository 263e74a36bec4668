package org.sockrace.reproducer;

import java.util.List;

/** The source of a kernel module that lets threads be preempted at given points. */
final class ModuleText {

    private static final String END = """

            #define POINTS (sizeof(points) / sizeof(points[0]))

            static ulong offset[POINTS];
            module_param_array(offset, ulong, NULL, 0444);
            MODULE_PARM_DESC(offset, "for each point, how far behind the beginning of its function the probe is");
            static int ms = 20;
            module_param(ms, int, 0644);
            MODULE_PARM_DESC(ms, "how long a thread is kept off its processor");

            /* One for each processor that a thread of the program is bound to. */
            static struct hog {
                struct completion wanted;
                struct task_struct *task;
            } hogs[THREADS];

            /* Takes the processor from whoever is on it, and keeps it: nobody is inside rcu_read_lock() meanwhile who was not before. */
            static int occupy(void *data)
            {
                struct hog *hog = data;

                while (!kthread_should_stop()) {
                    unsigned long end;

                    wait_for_completion(&hog->wanted);
                    end = jiffies + msecs_to_jiffies(ms);
                    while (time_before(jiffies, end) && !kthread_should_stop())
                        cpu_relax();
                }
                return 0;
            }

            static void reached(size_t point)
            {
                unsigned int cpu = raw_smp_processor_id();

                if (!strcmp(current->comm, points[point].thread) && cpu < THREADS && hogs[cpu].task)
                    complete(&hogs[cpu].wanted);
            }

            static struct kprobe probes[POINTS];
            static struct kretprobe returns[POINTS];

            static int at_entry(struct kprobe *probe, struct pt_regs *regs)
            {
                reached(probe - probes);
                return 0;
            }

            static int at_return(struct kretprobe_instance *instance, struct pt_regs *regs)
            {
                reached(get_kretprobe(instance) - returns);
                return 0;
            }

            static void remove_probes(size_t first)
            {
                while (first-- > 0) {
                    if (points[first].at_return)
                        unregister_kretprobe(&returns[first]);
                    else
                        unregister_kprobe(&probes[first]);
                }
            }

            static void stop_hogs(void)
            {
                size_t i;

                for (i = 0; i < THREADS; i++) {
                    if (hogs[i].task) {
                        complete(&hogs[i].wanted);
                        kthread_stop(hogs[i].task);
                    }
                }
            }

            static int start_hogs(void)
            {
                size_t i;

                for (i = 0; i < THREADS; i++) {
                    struct task_struct *task;

                    init_completion(&hogs[i].wanted);
                    if (i >= nr_cpu_ids || !cpu_online(i))
                        continue;
                    task = kthread_create(occupy, &hogs[i], "preempt/%zu", i);
                    if (IS_ERR(task)) {
                        stop_hogs();
                        return PTR_ERR(task);
                    }
                    kthread_bind(task, i);
                    sched_set_fifo(task);
                    wake_up_process(task);
                    hogs[i].task = task;
                }
                return 0;
            }

            static int __init preempt_init(void)
            {
                size_t i;
                int err = start_hogs();

                if (err)
                    return err;
                for (i = 0; i < POINTS; i++) {
                    probes[i].symbol_name = points[i].function;
                    probes[i].offset = offset[i];
                    probes[i].pre_handler = at_entry;
                    returns[i].kp.symbol_name = points[i].function;
                    returns[i].handler = at_return;
                    err = points[i].at_return ? register_kretprobe(&returns[i]) : register_kprobe(&probes[i]);
                    if (err) {
                        pr_err("no probe at %s: %d (inlined, static, or not loaded yet?)\\n", points[i].function, err);
                        remove_probes(i);
                        stop_hogs();
                        return err;
                    }
                }
                return 0;
            }

            static void __exit preempt_exit(void)
            {
                remove_probes(POINTS);
                stop_hogs();
            }

            module_init(preempt_init);
            module_exit(preempt_exit);
            MODULE_LICENSE("GPL");
            MODULE_DESCRIPTION("Lets threads be preempted where a schedule preempts them");
            """;

    private ModuleText() { }

    static String source(String scenario, int threads, List<PreemptionPoint> points, String command) {
        StringBuilder text = new StringBuilder("/*\n * Preempts threads of reproducer.c where the schedule of " + scenario + " does.\n * Made by: "
                + CText.comment(command) + "\n *\n");
        for (PreemptionPoint point : points) {
            text.append(" * ").append(point.thread()).append(" is preempted after step ").append(point.last()).append(": ").append(CText.comment(point.after()))
                    .append("\n *   and before it goes on with: ").append(CText.comment(point.before())).append('\n');
            text.append(switch (point.kind()) {
                case ENTRY -> " *   The probe is at the entry of " + point.function() + ".\n";
                case RETURN -> " *   The probe is at the return of " + point.function() + ".\n";
                case INSIDE -> " *   That is between two statements of " + point.function() + ": say its offset (offset=...), which\n"
                        + " *   gdb -batch -ex 'disassemble /s " + point.function() + "' vmlinux shows; 0 is its entry.\n";
            });
        }
        text.append(" *\n * A probe's handler cannot sleep, and whoever runs it is an RCU reader: so it wakes a thread of highest priority on the same\n"
                + " * processor, which takes that as soon as the handler is left.\n */\n");
        text.append("#define pr_fmt(fmt) KBUILD_MODNAME \": \" fmt\n\n");
        for (String header : List.of("completion", "cpumask", "err", "jiffies", "kprobes", "kthread", "module", "sched", "smp", "string")) {
            text.append("#include <linux/").append(header).append(".h>\n");
        }
        text.append("\n#define THREADS ").append(threads).append("\n\nstatic const struct {\n    const char *thread;\n")
                .append("    const char *function;\n    int at_return;\n} points[] = {\n");
        points.forEach(p -> text.append("    {\"").append(CText.thread(p.thread())).append("\", \"").append(p.function()).append("\", ")
                .append(p.kind() == PreemptionPoint.Where.RETURN ? 1 : 0).append("},\n"));
        return text.append("};\n").append(END).toString();
    }

    static String makefile() {
        return "obj-m := preempt.o\n\nall:\n\t$(MAKE) -C /lib/modules/$(shell uname -r)/build M=$(CURDIR) modules\n\n"
                + "clean:\n\t$(MAKE) -C /lib/modules/$(shell uname -r)/build M=$(CURDIR) clean\n";
    }
}
