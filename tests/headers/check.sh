#!/bin/sh
# check.sh - every header compiles alone, and twice: it includes what it needs, and no
# more than once.
#
#   check.sh SOURCE_DIR CC CXX [FLAGS...]
#
# The public headers are compiled as C11 and as C++17 (where there is a CXX), those of the
# core as C11. FLAGS find the headers of the libraries.
set -eu
source=$1 cc=$2 cxx=$3
shift 3
strict="-Wall -Wextra -Wpedantic -Werror -fsyntax-only -D_POSIX_C_SOURCE=200809L"
failed=0

compile() { # compile HEADER COMPILER FLAGS...
  header=$1
  shift
  # shellcheck disable=SC2086 # flags are words
  if ! printf '#include "%s"\n#include "%s"\nint main(void) { return 0; }\n' \
    "$header" "$header" | "$@" $strict -; then
    echo "$header does not compile alone: $*"
    failed=1
  fi
}

for path in "$source"/include/*.h; do
  compile "${path##*/}" "$cc" -std=c11 -x c -I"$source/include" "$@"
  test -z "$cxx" ||
    compile "${path##*/}" "$cxx" -std=c++17 -x c++ -I"$source/include" "$@"
done
for path in "$source"/core/*/*.h; do
  compile "${path#"$source"/core/}" "$cc" -std=c11 -x c \
    -I"$source/include" -I"$source/core" "$@"
done
exit $failed
