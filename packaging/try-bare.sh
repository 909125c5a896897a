#!/bin/sh
# Try the two commands on a bare Debian 12: python3 and make, nothing else. Needs root and debootstrap.
# Usage: packaging/try-bare.sh [FOLDER] [TARGET...]     default: a folder of its own, targets `demo test`
# What is committed is tried. The bare system is kept beside FOLDER as a tar file, so a second try starts at once.
set -eu
cd "$(dirname "$0")/.."
# In a mount namespace of its own: what is mounted below is gone at the end, however that comes.
[ "${KIOSK_BARE:-}" ] || exec env KIOSK_BARE=1 unshare --mount --propagation private "$PWD/packaging/try-bare.sh" "$@"
bare=${1:-${TMPDIR:-/tmp}/kiosk-bare}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- demo test
user_home=/home/reader

inside() { # USER COMMAND...: run a command in the bare system's copy of the checkout
    who=$1
    home=$(awk -F: -v who="$who" '$1 == who {print $6}' "$bare/etc/passwd")
    shift
    chroot --userspec="$who" "$bare" env -i HOME="$home" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        CI=true sh -c 'cd "$HOME/kiosk" && exec "$@"' sh "$@" </dev/null
}

echo "== A bare Debian 12 in $bare"
rm -rf --one-file-system "$bare"
if [ ! -f "$bare.tar" ]; then
    debootstrap --variant=minbase --include=python3,make bookworm "$bare"
    tar -C "$bare" -cf "$bare.tar" .
else
    mkdir -p "$bare" && tar -C "$bare" -xf "$bare.tar"
fi

# How this machine reaches its registries is its own affair: take that along, and nothing else.
for path in /etc/pip.conf /etc/xdg/pip /etc/ssl/certs /usr/local/share/ca-certificates /etc/resolv.conf; do
    [ -e "$path" ] && mkdir -p "$bare$(dirname "$path")" && cp -aLT "$path" "$bare$path" 2>/dev/null || true
done
for path in /etc/apt/apt.conf.d/*; do
    if grep -q "^Acquire::" "$path"; then cp "$path" "$bare$path"; fi
done
mount --bind /proc "$bare/proc"
mount --rbind /dev "$bare/dev"

chroot "$bare" useradd --create-home --home-dir "$user_home" reader
root_home=$(awk -F: '$1 == "root" {print $6}' "$bare/etc/passwd")
for home in "$root_home" "$user_home"; do
    mkdir -p "$bare$home/kiosk"
    git archive HEAD | tar -C "$bare$home/kiosk" -xf -
done
chroot "$bare" chown -R reader: "$user_home"

echo "== A user without rights reads one line"
if inside reader make "$1" >"$bare.out" 2>&1; then
    echo "It should have failed: the libraries are not there." && exit 1
fi
cat "$bare.out"
[ "$(grep -vc '^make:' "$bare.out")" = 1 ] || { echo "That is not one line." && exit 1; }

for target in "$@"; do
    echo "== make $target as root"
    start=$(date +%s)
    inside root make "$target"
    echo "== make $target took $(($(date +%s) - start)) seconds"
done

echo "== The same user, now that the libraries are there"
inside reader make "$1"
echo "== Everything worked on a bare Debian 12"
