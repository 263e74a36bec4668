#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Records what a real kernel does, for "sockrace conform": boots a Debian kernel in a virtual machine and races socket() against the loading
# and unloading of a protocol's modules, or calls socket() with many arguments.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'TEXT'
usage: record.sh [-k IMAGE.deb] [-o FOLDER] race NAME FAMILY TYPE PROTOCOL [MODULE...]
       record.sh [-k IMAGE.deb] [-o FOLDER] table NAME [MODULE...]

race   two threads make and close sockets of that family, type and protocol (numbers), while a third unloads and reloads the MODULEs,
       named in the order of loading: NAME.trace, NAME.modules-before, NAME.modules-after and NAME.outcome
table  NAME.tsv: the result of socket() with many arguments, without and with the MODULEs, as root and as another user
-k     the kernel, a Debian linux-image package; without it, the one that linux-image-amd64 depends on is downloaded
-o     where the files go (.)
-s     do not unload the modules: only make and close sockets
-t     how long the threads run, in milliseconds (500)

It needs qemu-system-x86, busybox-static, kmod, cpio and gcc.
examples: record.sh race can_raw_unload 29 3 1 can can-raw        record.sh race l2tp_ip_unload 2 2 115 l2tp_ip
          record.sh race phonet_unload 35 2 1 phonet              record.sh table errno can can-raw phonet
TEXT
}

fail() { echo "error: $*" >&2; exit 2; }

image= out=. reload=1 milliseconds=500
while getopts k:o:t:sh option; do
    case $option in
        k) image=$OPTARG ;;
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

# The modules, and those that they need.
root=$work/root
mkdir -p "$root"/{bin,modules}
depends=()
add() { # NAME: copies its file, those of what it needs first
    local line file need
    line=$(grep -E "(^|/)${1//[-_]/[-_]}\.ko(\.xz)?:" "$tree/modules.dep") || fail "the kernel $version has no module $1"
    file=${line%%:*}
    for need in ${line#*:}; do
        need=${need##*/}
        add "${need%%.ko*}"
    done
    local base=${file##*/}
    base=${base%%.ko*}
    [[ ! -e $root/modules/$base.ko ]] || return 0
    case $file in
        *.xz) xz -dc "$tree/$file" > "$root/modules/$base.ko" ;;
        *) cp "$tree/$file" "$root/modules/$base.ko" ;;
    esac
    ordered+=("$base")
}
ordered=()
for module in "${modules[@]+"${modules[@]}"}"; do add "$module"; done
named=()
for base in "${ordered[@]+"${ordered[@]}"}"; do
    mine=
    for module in "${modules[@]}"; do [[ ${module//-/_} != "${base//-/_}" ]] || mine=1; done
    if [[ $mine ]]; then named+=("$base"); else depends+=("$base"); fi
done

gcc -O2 -Wall -static -pthread -o "$root/racer" "$here/racer.c"
cp "$busybox" "$root/bin/busybox"
cp "$here/init.sh" "$root/init"
chmod +x "$root/init"
cat > "$root/job" <<TEXT
KIND=$kind FAMILY=${numbers[0]} TYPE=${numbers[1]} PROTOCOL=${numbers[2]} MILLISECONDS=$milliseconds RELOAD=$reload
DEPENDS='${depends[*]-}'
MODULES='${named[*]-}'
TEXT
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initramfs"

# Software emulation: a recording is about orders, not about speed, and nested virtualization hangs on some machines.
echo "booting Linux $version" >&2
timeout 300 qemu-system-x86_64 -machine accel=tcg -smp 2 -m 512 -nographic -no-reboot -nodefaults -kernel "$kernel" \
    -initrd "$work/initramfs" -append 'console=ttyS0 quiet panic=-1' -serial "file:$work/console" -serial "file:$work/data" </dev/null ||
    fail "the virtual machine did not come to an end; its console said: $(tail -3 "$work/console")"
grep -q '^==== end$' "$work/data" || fail "the virtual machine wrote no files; its console said: $(tail -3 "$work/console")"

mkdir -p "$out"
awk -v prefix="$out/$name." '/^==== / { file = $2 == "end" ? "" : prefix $2; if (file) printf "" > file; next } file { print > file }' "$work/data"
ls "$out/$name".*
grep -v '^$' "$work/console" | grep 'no probe' >&2 || true
