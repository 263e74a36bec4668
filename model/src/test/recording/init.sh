#!/bin/busybox sh
# SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0
# The first program of the virtual machine: loads the modules, runs what record.sh asks for, and writes the files to the debug port.
bb=/bin/busybox
for dir in proc sys tmp; do $bb mkdir -p /$dir; done
$bb mount -t proc proc /proc
$bb mount -t sysfs sysfs /sys
$bb mount -t devtmpfs dev /dev
$bb mount -t tracefs trace /sys/kernel/tracing
. /job # KIND, and for a race FAMILY TYPE PROTOCOL MILLISECONDS RELOAD CLOCK DEPENDS MODULES

# A file, between lines that record.sh looks for.
send() { { echo "==== $1"; $bb cat "$2"; } | /racer send; }

tracing=/sys/kernel/tracing
probe() { echo "$*" >> $tracing/kprobe_events || echo "no probe: $*"; }

probes() {
    probe 'p:sr/sock_create __sock_create family=%si:s32 type=%dx:s32 protocol=%cx:s32'
    probe 'r:sr/sock_create_ret __sock_create ret=$retval:s32'
    probe 'r:sr/sock_alloc_ret sock_alloc sock=$retval:x64'
    probe 'p:sr/sock_release __sock_release sock=%di:x64'
    probe 'r:sr/sock_release_ret __sock_release'
    probe 'p:sr/sock_release_kern sock_release sock=%di:x64'
    probe 'r:sr/sk_alloc_ret sk_alloc sk=$retval:x64'
    probe 'p:sr/sk_destruct sk_destruct sk=%di:x64'
    probe 'p:sr/sock_register sock_register family=+0(%di):s32'
    probe 'r:sr/sock_register_ret sock_register ret=$retval:s32'
    probe 'p:sr/sock_unregister sock_unregister family=%di:s32'
    probe 'r:sr/sock_unregister_ret sock_unregister'
    probe 'p:sr/synchronize_rcu synchronize_rcu'
    probe 'r:sr/synchronize_rcu_ret synchronize_rcu'
    probe 'p:sr/free_module free_module'
    probe 'p:sr/delete_module __x64_sys_delete_module'
    probe 'r:sr/delete_module_ret __x64_sys_delete_module ret=$retval:s32'
    probe 'p:sr/finit_module __x64_sys_finit_module'
    probe 'r:sr/finit_module_ret __x64_sys_finit_module ret=$retval:s32'
    probe 'p:sr/request_module __request_module'
    probe 'r:sr/request_module_ret __request_module ret=$retval:s32'
}

race() {
    for module in $DEPENDS $MODULES; do $bb insmod /modules/$module.ko; done
    paths=; for module in $MODULES; do paths="$paths /modules/$module.ko"; done
    echo 0 > $tracing/tracing_on
    echo 32768 > $tracing/buffer_size_kb
    [ -z "$CLOCK" ] || echo $CLOCK > $tracing/trace_clock || echo "no clock: $CLOCK"
    probes
    for event in sr module/module_get module/module_put module/module_load module/module_free; do
        echo 1 > $tracing/events/$event/enable
    done
    $bb cat /proc/modules > /tmp/modules-before
    echo > $tracing/trace
    echo 1 > $tracing/tracing_on
    [ -n "$RELOAD" ] || paths=
    /racer race $FAMILY $TYPE $PROTOCOL $MILLISECONDS $paths > /tmp/outcome
    echo 0 > $tracing/tracing_on
    $bb cat /proc/modules > /tmp/modules-after
    for file in outcome modules-before modules-after; do send $file /tmp/$file; done
    # Read at once: it counts on while probes are there.
    send kprobe-profile $tracing/kprobe_profile
    send trace-clock $tracing/trace_clock
    send trace $tracing/trace
}

table() {
    printf 'modules\tuser\tfamily\ttype\tprotocol\tresult\tcloexec\tnonblock\n' > /tmp/table
    for user in root user; do /racer table none $user >> /tmp/table; done
    for module in $DEPENDS $MODULES; do $bb insmod /modules/$module.ko; done
    names=$(echo $MODULES | $bb sed 's/-/_/g; s/ /+/g')
    if [ -n "$MODULES" ]; then
        for user in root user; do /racer table $names $user >> /tmp/table; done
    fi
    send tsv /tmp/table
}

$KIND
echo "==== end" | /racer send
$bb poweroff -f
