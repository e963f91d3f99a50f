# tar --sparse and cp of a file that is only in the cloud save its bytes, not a hole.
# shellcheck shell=bash source=lib.sh
make_file "$L/a" 1000000
cp "$L/a" "$T/a"
printf 'x' >"$T/one-byte"
cp "$T/one-byte" "$L/one-byte"

cloud_only "$T/a"
cloud_only "$T/one-byte"
tar --sparse -C "$T" -cf "$L/saved.tar" a one-byte
mkdir "$L/out"
tar -C "$L/out" -xf "$L/saved.tar"
cmp "$L/a" "$L/out/a"
cmp "$L/one-byte" "$L/out/one-byte"

cloud_only "$T/a"
cp --sparse=auto "$T/a" "$L/copied"
cmp "$L/a" "$L/copied"

# A file with a hole of its own keeps its bytes too.
truncate -s 3000000 "$L/holed"
printf 'end' >>"$L/holed"
cp --sparse=always "$L/holed" "$T/holed"
cloud_only "$T/holed"
tar --sparse -C "$T" -cf - holed | tar -C "$L/out" -xf -
cmp "$L/holed" "$L/out/holed"
