#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0
# Records what a real kernel does, for "sockrace conform": boots a Debian kernel in a virtual machine and races socket() against the loading
# and unloading of a protocol's modules, or calls socket() with many arguments.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'TEXT'
usage: record.sh [-k IMAGE.deb] [-o FOLDER] race NAME FAMILY TYPE PROTOCOL [MODULE...]
       record.sh [-k IMAGE.deb] [-o FOLDER] table NAME [MODULE...]

race   two threads make and close sockets of that family, type and protocol (numbers), while a third unloads and reloads the MODULEs,
       named in the order of loading: NAME.trace, NAME.modules-before, NAME.modules-after, NAME.outcome, NAME.kprobe-profile (which
       probes were missed) and NAME.trace-clock
table  NAME.tsv: the result of socket() with many arguments, without and with the MODULEs, as root and as another user
-k     the kernel, a Debian linux-image package (also of the -rt flavour); without it, the one that linux-image-amd64 depends on is
       downloaded
-c     the clock of the recording, see trace_clock; "counter" gives a strict order (what the kernel takes by itself)
-x     another module to load, which those need without saying so; may be given more than once
-o     where the files go (.)
-s     do not unload the modules: only make and close sockets
-t     how long the threads run, in milliseconds (500)

It needs qemu-system-x86, busybox-static, kmod, cpio and gcc.
examples: record.sh race can_raw_unload 29 3 1 can can-raw        record.sh race l2tp_ip_unload 2 2 115 l2tp_ip
          record.sh race phonet_unload 35 2 1 phonet              record.sh -x fcrypt -x pcbc race rxrpc 33 2 2 rxrpc
          record.sh table errno can can-raw phonet
TEXT
}

fail() { echo "error: $*" >&2; exit 2; }

image= out=. reload=1 milliseconds=500 clock=
extra=()
while getopts k:c:x:o:t:sh option; do
    case $option in
        k) image=$OPTARG ;;
        c) clock=$OPTARG ;;
        x) extra+=("$OPTARG") ;;
        o) out=$OPTARG ;;
        t) milliseconds=$OPTARG ;;
        s) reload= ;;
        h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[[ ${1:-} == race && $# -ge 5 || ${1:-} == table && $# -ge 2 ]] || { usage >&2; exit 2; }
kind=$1 name=$2
shift 2
numbers=(0 0 0)
if [[ $kind == race ]]; then
    numbers=("$1" "$2" "$3")
    shift 3
    for number in "${numbers[@]}" "$milliseconds"; do [[ $number =~ ^-?[0-9]+$ ]] || fail "'$number' is no number"; done
fi
[[ $clock =~ ^[a-z0-9_-]*$ ]] || fail "'$clock' is no clock"
modules=("$@")

for tool in qemu-system-x86_64 gcc cpio depmod dpkg; do
    command -v "$tool" >/dev/null || fail "$tool is missing; install qemu-system-x86, busybox-static, kmod, cpio and gcc"
done
busybox=$(command -v busybox) || fail "busybox is missing; install busybox-static"
! ldd "$busybox" >/dev/null 2>&1 || fail "$busybox is not static; install busybox-static"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ -z $image ]]; then
    package=$(apt-cache depends linux-image-amd64 | awk '$1 == "Depends:" { print $2; exit }')
    [[ -n $package ]] || fail "the package linux-image-amd64 is not known; run apt-get update, or give a kernel with -k"
    (cd "$work" && apt-get download "$package") >/dev/null 2>&1 || fail "$package cannot be downloaded"
    image=$(echo "$work"/linux-image-*.deb)
fi
dpkg -x "$image" "$work/kernel" || fail "$image is no linux-image package"
kernel=$(echo "$work"/kernel/boot/vmlinuz-*)
version=${kernel##*/vmlinuz-}
tree=$(find "$work/kernel" -type d -path "*/modules/$version" | head -1)
depmod -b "${tree%/lib/modules/*}" "$version"

# The modules, and those that they need, by symbols or because they say so (softdep); those that are built in are not listed.
root=$work/root
mkdir -p "$root"/{bin,modules}
pattern() { echo "${1//[-_]/[-_]}"; }
entry() { grep -m 1 -E "(^|/)$(pattern "$1")\.ko(\.xz|\.zst)?:" "$tree/modules.dep"; }
alias_of() { awk -v pattern="^$(pattern "$1")\$" '$1 == "alias" && $2 ~ pattern { print $3 }' "$tree/modules.alias"; }
soft_of() { # NAME: what is to be loaded before it
    awk -v pattern="^$(pattern "$1")\$" '$1 == "softdep" && $2 ~ pattern {
        for (i = 3; i <= NF; i++) { if ($i ~ /:$/) before = $i == "pre:"; else if (before) print $i } }' "$tree/modules.softdep"
}
seen=' '
needed=' '
ordered=()
add() { # NAME [soft]: copies its file, those of what it needs first; what is only a soft dependency may be an alias of several, built in, or of no use here
    local line file need base
    line=$(entry "$1" || true)
    if [[ -z $line ]]; then
        [[ ${2:-} == soft ]] || fail "the kernel $version has no module $1"
        for need in $(alias_of "$1"); do add "$need" soft; done
        return 0
    fi
    file=${line%%:*}
    base=${file##*/}
    base=${base%%.ko*}
    [[ ${2:-} == soft ]] || needed+="$base "
    [[ $seen != *" $base "* ]] || return 0
    seen+="$base "
    for need in $(soft_of "$base"); do add "$need" soft; done
    for need in ${line#*:}; do
        need=${need##*/}
        add "${need%%.ko*}" "${2:-}"
    done
    case $file in
        *.xz) xz -dc "$tree/$file" > "$root/modules/$base.ko" ;;
        *.zst) zstd -qdc "$tree/$file" > "$root/modules/$base.ko" ;;
        *) cp "$tree/$file" "$root/modules/$base.ko" ;;
    esac
    ordered+=("$base")
}
for module in "${extra[@]+"${extra[@]}"}" "${modules[@]+"${modules[@]}"}"; do add "$module"; done
named=()
depends=()
for base in "${ordered[@]+"${ordered[@]}"}"; do
    mine=
    for module in "${modules[@]+"${modules[@]}"}"; do [[ ${module//-/_} != "${base//-/_}" ]] || mine=1; done
    if [[ $mine ]]; then named+=("$base"); else depends+=("$base"); fi
done

gcc -O2 -Wall -static -pthread -o "$root/racer" "$here/racer.c"
cp "$busybox" "$root/bin/busybox"
cp "$here/init.sh" "$root/init"
chmod +x "$root/init"
cat > "$root/job" <<TEXT
KIND=$kind FAMILY=${numbers[0]} TYPE=${numbers[1]} PROTOCOL=${numbers[2]} MILLISECONDS=$milliseconds RELOAD=$reload CLOCK=$clock
DEPENDS='${depends[*]-}'
MODULES='${named[*]-}'
TEXT
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initramfs"

# The files come out of a debug port, which needs neither a driver nor an interrupt: a real-time kernel turns a busy serial line off.
# Software emulation: a recording is about orders, not about speed, and nested virtualization hangs on some machines.
echo "booting Linux $version" >&2
timeout 300 qemu-system-x86_64 -machine accel=tcg -smp 2 -m 512 -nographic -no-reboot -nodefaults -kernel "$kernel" \
    -initrd "$work/initramfs" -append 'console=ttyS0 quiet panic=-1' -serial "file:$work/console" \
    -chardev "file,id=data,path=$work/data" -device isa-debugcon,iobase=0xe9,chardev=data </dev/null ||
    fail "the virtual machine did not come to an end; its console said: $(tail -3 "$work/console")"
grep -q '^==== end$' "$work/data" || fail "the virtual machine wrote no files; its console said: $(tail -3 "$work/console")"

mkdir -p "$out"
awk -v prefix="$out/$name." '/^==== / { file = $2 == "end" ? "" : prefix $2; if (file) printf "" > file; next } file { print > file }' "$work/data"
ls "$out/$name".*
console() { grep -v '^\s*$' "$work/console" | tr -d '\r'; }
console | grep 'no probe' >&2 || true
[[ $kind == race ]] || exit 0

missing=()
for base in $needed; do
    grep -q "^${base//-/_} " "$out/$name.modules-before" || missing+=("$base")
done
if [[ ${#missing[@]} -gt 0 ]]; then
    console | grep -E 'insmod|Unknown symbol' >&2 || true
    fail "not loaded: ${missing[*]}; give what it needs with -x"
fi
if [[ $reload && ${#named[@]} -gt 0 ]] && ! grep -q '^rmmod:.*\b0=' "$out/$name.outcome"; then
    echo "note: nothing was ever unloaded, so there is no race in it: the modules were always in use" >&2
fi
