/*
** fuzz_part.c - parts of a run: what is accepted is written as the very same bytes, and
** its head is read alone as it is read with the rest. The bytes are tried as they are,
** and as what stands between the name of the version and the checksum, which a fuzzer
** cannot guess.
*/
#include "base/table.h"
#include "count/crc32c.h"
#include "engine/part.h"
#include "fuzz.h"

static void check_head(const struct part *part, assay_str bytes) {
  struct part head;
  FUZZ_CHECK(part_read(&head, bytes, true, NULL) == ASSAY_OK);
  FUZZ_CHECK(part_check_alike(&head, part, "x", NULL) == ASSAY_OK);
  FUZZ_CHECK(head.mapped.bundle.count == 0);
  part_free(&head);
}

/* Shares that follow each other are added: here one and its twin. */
static void check_sum(struct part *part, assay_str bytes) {
  struct part twin;
  const size_t problems = part->mapped.problem_count;
  FUZZ_CHECK(part_read(&twin, bytes, false, NULL) == ASSAY_OK);
  assay_status status = run_mapped_add(&part->mapped, &twin.mapped, NULL);
  FUZZ_CHECK(status == ASSAY_OK || status == ASSAY_ELIMIT);
  if (status == ASSAY_OK) FUZZ_CHECK(part->mapped.problem_count == 2 * problems);
  part_free(&twin);
}

static void check(assay_str bytes) {
  struct part part;
  struct buffer again;
  assay_error err;
  assay_status status = part_read(&part, bytes, false, &err);
  if (status != ASSAY_OK) {
    FUZZ_CHECK(status == ASSAY_EFORMAT || status == ASSAY_ELIMIT);
    FUZZ_CHECK(err.message[0] != '\0');
    return;
  }
  buffer_init(&again, NULL, BUFFER_NO_CEILING);
  FUZZ_CHECK(part_write(&part, &again, NULL) == ASSAY_OK);
  FUZZ_CHECK(again.len == bytes.len && memcmp(again.data, bytes.ptr, again.len) == 0);
  check_head(&part, bytes);
  check_sum(&part, bytes);
  part_free(&part);
  buffer_free(&again);
}

static void check_framed(assay_str body) {
  struct buffer bytes;
  buffer_init(&bytes, NULL, BUFFER_NO_CEILING);
  buffer_add_text(&bytes, "ASSAYPRT");
  codec_put_fixed32(&bytes, 1);
  codec_put_str(&bytes, str_from(assay_version()));
  buffer_add_str(&bytes, body);
  codec_put_fixed32(&bytes, crc32c(buffer_str(&bytes)));
  check(buffer_str(&bytes));
  buffer_free(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check(fuzz_str(data, size));
  check_framed(fuzz_str(data, size));
  return 0;
}
