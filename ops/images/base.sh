#!/usr/bin/env bash
# Makes a base image where no image registry is reached: glibc, bash and a JRE of the JDK at hand, as a tar for ./longshore images --base.
# Needs a Debian or a Ubuntu with its packages' mirror, no root and no engine. The same packages and JDK give the same bytes.
#   ops/images/base.sh target/images/base.tar
set -euo pipefail

out=$(realpath --canonicalize-missing "${1:?which file?}")
java=${JAVA_HOME:?set it to a JDK 25}
packages=(base-files libc6 libgcc-s1 libstdc++6 libtinfo6 bash) # what a JVM, ONNX Runtime, the tokenizers, llama.cpp and a health check link to

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root" "$work/packages" "$work/image"

(cd "$work/packages" && apt-get -qq download -o APT::Sandbox::User=root "${packages[@]}")
for package in "$work"/packages/*.deb; do
  dpkg-deb --extract "$package" "$root"
done
ln -s bash "$root/bin/sh"
rm -rf "$root"/usr/share/{doc,man,info,locale,lintian}
echo 'root:x:0:0:root:/root:/bin/bash' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"

mkdir -p "$root/opt/java"
"$java/bin/jlink" --add-modules java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs \
  --strip-java-debug-attributes --no-header-files --no-man-pages --generate-cds-archive --output "$root/opt/java/openjdk"

find "$root" -exec touch --no-dereference --date=@1 {} +
tar --create --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --directory="$root" --file="$work/image/layer.tar" .
printf '{"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:01Z","config":{"Env":["JAVA_HOME=/opt/java/openjdk","PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$(sha256sum <"$work/image/layer.tar" | cut -d' ' -f1)" >"$work/image/config.json"
echo '[{"Config":"config.json","RepoTags":["longshore/base:local"],"Layers":["layer.tar"]}]' >"$work/image/manifest.json"
mkdir -p "$(dirname "$out")"
tar --create --sort=name --owner=0 --group=0 --mtime=@1 --directory="$work/image" --file="$out" config.json layer.tar manifest.json
echo "$out: $(du -m "$out" | cut -f1) MB"
