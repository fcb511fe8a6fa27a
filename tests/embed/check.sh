#!/bin/sh
# check.sh - builds and runs the examples against an installed tree.
#
#   check.sh STEP BUILD_DIR SOURCE_DIR
#
# The step "install" comes first: it installs into one prefix and moves the tree to
# another, so that every later step also shows that it may be moved. CMAKE, CC, CFLAGS
# (of a sanitizer, say), LUA and READELF come from the environment.
set -eu
step=$1 build=$2 source=$3
examples=$source/tests/embed
prefix=$build/embed/prefix
work=$build/embed/$step

same() { # same EXPECTED_FILE COMMAND...
  expected=$1
  shift
  "$@" >"$work/output"
  diff -u "$expected" "$work/output"
}

# A program linked with libassay.so must ask for it by its SONAME.
uses_soname() {
  "$READELF" -d "$1" | grep -q 'NEEDED.*\[libassay\.so\.0\]'
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
case $step in
install)
  rm -rf "$prefix"
  "$CMAKE" --install "$build" --prefix "$work/first"
  mv "$work/first" "$prefix"
  for file in bin/assay include/assay.h lib/pkgconfig/assay.pc lib/lua/5.4/assay.so \
    include/assay_lua.h lib/pkgconfig/assay_lua.pc lib/libassay_lua.so \
    lib/libassay_lua.so.0 lib/libassay_lua.a \
    lib/libassay.so lib/libassay.so.0 lib/libassay.a lib/cmake/assay/assayConfig.cmake \
    share/assay/scripts/terms.lua; do
    test -e "$prefix/$file" || { echo "not installed: $file" && exit 1; }
  done
  # No file that others read may remember where it was built or first put.
  if grep -rlF -e "$source" -e "$work" "$prefix/lib/cmake" "$prefix/lib/pkgconfig"; then
    echo "the files above hold a path of this machine" && exit 1
  fi
  ;;
program)
  printf 'Collective security failed; security, collective or not.\n' >a.txt
  "$prefix/bin/assay" terms 'collective security' a.txt --tsv >output
  grep -q '^a\.txt' output || { cat output && exit 1; }
  ;;
cmake)
  "$CMAKE" -S "$examples" -B "$work/build" "-DCMAKE_PREFIX_PATH=$prefix" \
    "-DCMAKE_C_COMPILER=$CC" "-DCMAKE_C_FLAGS=$CFLAGS"
  "$CMAKE" --build "$work/build"
  same "$examples/quotations.expected" "$work/build/quotations"
  same "$examples/quotations.expected" "$work/build/quotations_static"
  same "$examples/run_script.expected" "$work/build/run_script" "$examples/speeches.lua"
  same "$examples/run_script.expected" "$work/build/run_script_static" \
    "$examples/speeches.lua"
  uses_soname "$work/build/quotations"
  if uses_soname "$work/build/quotations_static"; then
    echo "the static program needs libassay.so" && exit 1
  fi
  ;;
pkg-config)
  PKG_CONFIG_PATH=$prefix/lib/pkgconfig
  export PKG_CONFIG_PATH
  # shellcheck disable=SC2046,SC2086 # flags are words
  "$CC" $CFLAGS -o quotations "$examples/quotations.c" $(pkg-config --cflags --libs assay)
  same "$examples/quotations.expected" env LD_LIBRARY_PATH="$prefix/lib" ./quotations
  uses_soname quotations
  # shellcheck disable=SC2046,SC2086
  "$CC" $CFLAGS -o run_script "$examples/run_script.c" \
    $(pkg-config --cflags --libs assay_lua)
  same "$examples/run_script.expected" env LD_LIBRARY_PATH="$prefix/lib" ./run_script \
    "$examples/speeches.lua"
  rm quotations run_script
  # shellcheck disable=SC2046,SC2086
  "$CC" $CFLAGS -o quotations "$examples/quotations.c" \
    $(pkg-config --static --cflags --libs assay | sed 's|-lassay|-l:libassay.a|')
  same "$examples/quotations.expected" ./quotations
  # shellcheck disable=SC2046,SC2086
  "$CC" $CFLAGS -o run_script "$examples/run_script.c" \
    $(pkg-config --static --cflags --libs assay_lua | sed 's|-lassay_lua|-l:libassay_lua.a|')
  same "$examples/run_script.expected" ./run_script "$examples/speeches.lua"
  ;;
lua)
  same "$examples/ngrams.expected" \
    env "LUA_CPATH=$prefix/lib/lua/5.4/?.so" $LUA "$examples/ngrams.lua"
  ;;
*)
  echo "unknown step: $step" && exit 1
  ;;
esac
