#!/bin/sh
# check.sh - a run in shares gives what one run gives, and parts that do not belong
# together are refused.
#
#   check.sh STEP ASSAY WORK_DIR SOURCE_DIR
set -eu
step=$1 assay=$2 work=$3/$1 source=$4

rm -rf "$work"
mkdir -p "$work/texts"
cd "$work"

# Five shards: 150 files, some that cannot be read, some in another encoding.
i=100
while [ $i -lt 250 ]; do
  # shellcheck disable=SC2016
  printf 'Peace in our time, said Lee number %d. "Never again," wrote Pell, "a war of %d."\nThe war, the war and its number.\n' \
    $i $((i % 7)) >texts/$i.txt
  i=$((i + 1))
done
printf '\000\001\002\000\000\003PK\000\000\007\000\000' >texts/117.txt
printf 'caf\351 of peace' >texts/203.txt
{
  echo 'file,year,author'
  i=100
  while [ $i -lt 250 ]; do
    echo "$i.txt,$((1930 + i % 9)),Author $((i % 4))"
    i=$((i + 1))
  done
} >texts/metadata.csv

fail() {
  echo "$*"
  exit 1
}

map() { # map PART K/N SCRIPT OPTION...
  part=$1 shard=$2 script=$3
  shift 3
  "$assay" map "$script" --shard "$shard" "$@" texts -o "$part"
}

parts() { # parts N SCRIPT OPTION...
  n=$1
  shift
  rm -f part.*
  k=1
  while [ $k -le "$n" ]; do
    map part.$k "$k/$n" "$@"
    k=$((k + 1))
  done
}

# One run, and the same in 1 to 5 shares: output, messages, stamp and exit code.
same() { # same SCRIPT OPTION...
  script=$1
  shift
  code=0 run=
  case $script in *.lua) run=run ;; esac
  # shellcheck disable=SC2086
  "$assay" $run "$script" "$@" texts --stamp >one.out 2>one.err || code=$?
  for n in 1 2 3 4 5; do
    parts $n "$script" "$@"
    again=0
    # In any order of the names.
    # shellcheck disable=SC2046
    "$assay" reduce "$script" $(printf '%s\n' part.* | sort -r) --stamp >more.out \
      2>more.err || again=$?
    cmp one.out more.out || fail "$script $* in $n shares gives something else"
    diff one.err more.err || fail "$script $* in $n shares says something else"
    test $code -eq $again || fail "$script $* in $n shares: exit code $again, not $code"
  done
}

refused() { # refused MESSAGE PART...
  message=$1
  shift
  code=0
  "$assay" reduce terms "$@" >out 2>err || code=$?
  test $code -eq 3 || fail "exit code $code: $(cat err)"
  test ! -s out || fail "refused, and yet: $(cat out)"
  echo "assay reduce: $message" | diff - err
}

case $step in
same)
  same terms peace --by year
  same words
  same ngrams --in quotes
  same kwic war
  same quotes
  same shared
  same terms 'lee' --where 'year > 1933' --fold case,marks
  ;;
first_pass)
  cp "$source/tests/shares/rare.lua" .
  "$assay" run rare.lua texts >one.out 2>/dev/null || test $? -eq 3
  for n in 1 3; do
    parts $n rare.lua --first-pass
    "$assay" reduce rare.lua part.* -o first
    parts $n rare.lua --first first
    "$assay" reduce rare.lua part.* --first first >more.out 2>/dev/null || test $? -eq 3
    cmp one.out more.out || fail "in $n shares it is something else"
  done
  ! "$assay" reduce rare.lua part.* 2>err || fail "no first pass, and not refused"
  grep -q 'name it, too, with --first FILE' err || fail "$(cat err)"
  ! map part.1 1/1 rare.lua 2>err || fail "no first pass, and mapped"
  grep -q 'reads all texts twice' err || fail "$(cat err)"
  cp first other
  map part.1 1/1 rare.lua --first-pass --in quotes
  "$assay" reduce rare.lua part.1 -o other
  parts 2 rare.lua --first first
  ! "$assay" reduce rare.lua part.* --first other 2>err || fail "another first pass"
  grep -q '^assay reduce: other: is not the first pass of these parts' err ||
    fail "$(cat err)"
  ;;
refused)
  parts 3 terms peace
  refused 'share 2 of 3 is missing' part.1 part.3
  refused '2 of 3 shares are missing, the first is 1' part.2
  cp part.2 again
  refused "again: is share 2 of 3, and so is 'part.2'" part.1 part.2 part.3 again
  dd if=part.2 of=cut bs=100 count=1 2>/dev/null
  refused 'cut: is cut off or damaged: its checksum does not fit' part.1 cut part.3
  { dd if=part.2 bs=200 count=1 && printf x && dd if=part.2 bs=1 skip=201; } \
    >damaged 2>/dev/null
  refused 'damaged: is cut off or damaged: its checksum does not fit' part.1 damaged part.3
  refused 'texts/100.txt: is no part of a run (assay map makes them)' part.1 \
    texts/100.txt part.3
  refused 'none: no such file or folder' part.1 none
  map other 2/3 terms war
  refused "other: has term = 'war', but 'part.1' has 'peace'" part.1 other part.3
  map other 2/3 words
  refused "other: is a part of 'words', not of 'terms'" part.1 other part.3
  map other 2/4 terms peace
  refused "other: is one of 4 shares, but 'part.1' is one of 3" part.1 other part.3
  map other 2/3 terms peace --fold marks
  refused "other: was made with other options than 'part.1' (of input or text)" \
    part.1 other part.3
  echo more >>texts/222.txt
  map other 2/3 terms peace
  refused "other: was made of other texts than 'part.1': names, sizes or metadata differ" \
    part.1 other part.3
  # The name is the same, the script is not.
  sed 's/running words/words/' "$source/scripts/terms.lua" >changed.lua
  "$assay" map changed.lua --shard 2/3 peace texts -o other
  refused "other: was made when the script 'terms' was another: its digest differs" \
    part.1 other part.3
  ! "$assay" reduce terms part.1 --where 'year > 1' 2>err || fail "an option of map"
  grep -q "option '--where' belongs to assay map" err || fail "$(cat err)"
  ! "$assay" reduce terms part.1 --by year 2>err || fail "an argument"
  grep -q "'--by' belongs to assay map" err || fail "$(cat err)"
  ! "$assay" map terms peace texts --shard 0/3 -o x 2>err || fail "share 0"
  grep -q "needs K/N" err || fail "$(cat err)"
  ! "$assay" map terms peace texts --shard 1/3 2>err || fail "no file"
  grep -q 'Say -o FILE' err || fail "$(cat err)"
  ! "$assay" map terms peace texts --shard 1/3 -o x --csv 2>err || fail "--csv"
  grep -q "option '--csv' belongs to assay reduce" err || fail "$(cat err)"
  ! "$assay" map terms peace texts --shard 1/3 --strict -o x 2>err || fail "--strict"
  test ! -e x || fail "a part of a run that failed"
  ;;
parallel)
  command -v parallel >/dev/null || exit 77
  "$assay" terms war texts --by author >one.out 2>one.err || test $? -eq 3
  seq 4 | parallel --will-cite -j2 \
    "$assay" map terms war texts --by author --shard '{}/4' -o 'part.{}'
  "$assay" reduce terms part.* >more.out 2>more.err || test $? -eq 3
  cmp one.out more.out && diff one.err more.err
  ;;
keep_going)
  cp "$source/tests/shares/picky.lua" .
  same picky.lua --keep-going
  grep -q '^assay: 3 documents failed in the script; the first: picky.lua:11: ' one.err ||
    fail "$(cat one.err)"
  grep -q "while mapping document 'texts/110.txt'" one.err || fail "$(cat one.err)"
  # What failed left nothing, although it had counted: 145 texts of 23 words, one of 3.
  printf 'words\tfailing\n3338\t0\n' | diff - one.out
  code=0
  "$assay" run picky.lua texts >out 2>err || code=$?
  test $code -eq 4 || fail "exit code $code"
  test ! -s out || fail "$(cat out)"
  ;;
*)
  fail "unknown step: $step"
  ;;
esac
