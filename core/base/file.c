/*
** file.c - reading, listing and writing files with POSIX calls.
** Files are read, never mapped: a file that shrinks under a map would kill the process.
** Every call that a signal can interrupt is repeated.
*/
#include "base/file.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/scratch.h"
#include "base/table.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SPARE_BYTES = 16 * 1024, LINK_LIMIT = 40, TEMPORARY_LIMIT = 100 };

/* -- Errors ----------------------------------------------------------------------- */

static const char *errno_reason(int code) {
  static const struct {
    int code;
    const char *reason;
  } reasons[] = {
      {ENOENT, "no such file or folder"},
      {EACCES, "permission denied"},
      {EPERM, "not permitted"},
      {EISDIR, "is a folder"},
      {ENOTDIR, "a part of the path is not a folder"},
      {ELOOP, "too many symbolic links"},
      {ENOSPC, "no space left"},
      {EDQUOT, "disk quota exceeded"},
      {EFBIG, "the file would be too large"},
      {EMFILE, "too many open files"},
      {ENFILE, "too many open files in the system"},
      {EROFS, "the file system is read-only"},
      {ENAMETOOLONG, "the name is too long"},
      {EIO, "the device reports an input or output error"},
      {EPIPE, "nobody reads the other end"},
      {ENXIO, "no such device"},
      {EBADF, "not open"},
      {ETXTBSY, "the file is being run"},
  };
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i].code == code) return reasons[i].reason;
  return NULL;
}

/* `doing` is "" or ends with a colon and a space: "cannot write: ". */
static assay_status file_fail(assay_error *err, const char *path, const char *doing,
                              int code) {
  const char *reason = errno_reason(code);
  assay_status status;
  if (code == ENOMEM)
    status = error_memory(err, 0);
  else if (reason)
    status = error_set(err, ASSAY_EIO, "%s%s", doing, reason);
  else
    status = error_set(err, ASSAY_EIO, "%serror %d", doing, code);
  error_name_source(err, str_from(path));
  return status;
}

/* -- Looking ---------------------------------------------------------------------- */

static void file_describe(const struct stat *from, struct file_info *out) {
  out->kind = S_ISREG(from->st_mode)   ? FILE_REGULAR
              : S_ISDIR(from->st_mode) ? FILE_FOLDER
                                       : FILE_OTHER;
  out->size = from->st_size > 0 ? (uint64_t)from->st_size : 0;
  out->device = (uint64_t)from->st_dev;
  out->inode = (uint64_t)from->st_ino;
}

assay_status file_stat(const char *path, struct file_info *out, assay_error *err) {
  struct stat found;
  if (stat(path, &found) != 0) return file_fail(err, path, "", errno);
  file_describe(&found, out);
  return ASSAY_OK;
}

static int file_open(const char *path, int flags, mode_t mode) {
  int fd;
  do fd = open(path, flags | O_CLOEXEC | O_NOCTTY, mode);
  while (fd < 0 && errno == EINTR);
  return fd;
}

/* A path that is too long to be opened is left to file_stat, which says so. */
void file_stat_all(const char *folder, const assay_str *names, size_t count,
                   struct file_info *out) {
  size_t before = strlen(folder) + 1; /* with the slash */
  int fd = file_open(folder, O_RDONLY | O_DIRECTORY, 0);
  for (size_t i = 0; i < count; i++) {
    struct stat found;
    out[i] = (struct file_info){.kind = FILE_UNSEEN};
    if (fd >= 0 && before + names[i].len < FILE_PATH_LIMIT &&
        fstatat(fd, names[i].ptr, &found, 0) == 0)
      file_describe(&found, &out[i]);
  }
  if (fd >= 0) close(fd);
}

/* -- Reading ---------------------------------------------------------------------- */

static ssize_t read_some(int fd, void *to, size_t room) {
  if (room > (size_t)1 << 30) room = (size_t)1 << 30; /* read refuses more than INT_MAX */
  for (;;) {
    ssize_t got = read(fd, to, room);
    if (got >= 0 || (errno != EINTR && errno != EAGAIN)) return got;
    struct pollfd waiting = {.fd = fd, .events = POLLIN};
    if (errno == EAGAIN) poll(&waiting, 1, -1); /* a standard input that does not block */
  }
}

static assay_status read_limit_reached(size_t limit, assay_error *err) {
  return error_set(err, ASSAY_ELIMIT, "larger than the limit of %zu bytes", limit);
}

/* Reads to the end. As long as there is room in out, straight into it; what comes when it
** is full goes through a spare block, so that a file of the size that was foretold needs
** no byte more than that. */
static assay_status read_all(int fd, const char *path, size_t limit, struct buffer *out,
                             assay_error *err) {
  char spare[SPARE_BYTES];
  size_t begin = out->len;
  for (;;) {
    size_t left = limit - (out->len - begin);
    size_t room = out->cap - out->len < left ? out->cap - out->len : left;
    char *to = room > 0 ? out->data + out->len : spare;
    ssize_t got = read_some(fd, to, room > 0 ? room : sizeof spare);
    if (got < 0) return file_fail(err, path, "", errno);
    if (got == 0) return ASSAY_OK;
    if ((size_t)got > left) return read_limit_reached(limit, err);
    if (room > 0)
      out->len += (size_t)got;
    else
      buffer_add(out, spare, (size_t)got);
    if (out->failed != ASSAY_OK) return buffer_status(out, "a file", err);
  }
}

static bool stat_equal(const struct stat *a, const struct stat *b) {
  return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static assay_status read_regular(int fd, const char *path, size_t limit,
                                 struct buffer *out, assay_error *err) {
  struct stat before, after;
  if (fstat(fd, &before) != 0) return file_fail(err, path, "", errno);
  if (S_ISDIR(before.st_mode)) return file_fail(err, path, "", EISDIR);
  if (!S_ISREG(before.st_mode)) return error_set(err, ASSAY_EIO, "not a regular file");
  if ((uint64_t)before.st_size > limit) return read_limit_reached(limit, err);
  if (!buffer_reserve(out, (size_t)before.st_size))
    return buffer_status(out, "a file", err);
  assay_status status = read_all(fd, path, limit, out, err);
  if (status != ASSAY_OK) return status;
  if (fstat(fd, &after) != 0) return file_fail(err, path, "", errno);
  if (!stat_equal(&before, &after))
    return error_set(err, ASSAY_EIO, "changed while it was read");
  return ASSAY_OK;
}

/* A ceiling of out below the limit is the limit, so that the error names it. */
static size_t read_limit(const struct buffer *out, size_t limit) {
  size_t room = out->ceiling > out->len ? out->ceiling - out->len : 0;
  return room < limit ? room : limit;
}

assay_status file_read(const char *path, size_t limit, struct buffer *out,
                       assay_error *err) {
  size_t begin = out->len;
  /* O_NONBLOCK: opening a named pipe would wait for its writer. */
  int fd = file_open(path, O_RDONLY | O_NONBLOCK, 0);
  if (fd < 0) return file_fail(err, path, "", errno);
  assay_status status = read_regular(fd, path, read_limit(out, limit), out, err);
  close(fd);
  if (status == ASSAY_OK) return ASSAY_OK;
  out->len = begin;
  error_name_source(err, str_from(path));
  return status;
}

/* -- Piece by piece ----------------------------------------------------------------- */

static assay_status file_in_look(struct file_in *f, const char *path, assay_error *err) {
  struct stat found;
  if (fstat(f->fd, &found) != 0) return file_fail(err, path, "", errno);
  if (S_ISDIR(found.st_mode)) return file_fail(err, path, "", EISDIR);
  if (!S_ISREG(found.st_mode)) {
    assay_status status = error_set(err, ASSAY_EIO, "not a regular file");
    error_name_source(err, str_from(path));
    return status;
  }
  f->regular = true;
  f->size = found.st_size > 0 ? (uint64_t)found.st_size : 0;
  f->seconds = found.st_mtim.tv_sec;
  f->nanoseconds = found.st_mtim.tv_nsec;
  return ASSAY_OK;
}

assay_status file_in_open(struct file_in *f, const char *path, assay_error *err) {
  memset(f, 0, sizeof *f);
  f->fd = file_open(path, O_RDONLY | O_NONBLOCK, 0);
  if (f->fd < 0) return file_fail(err, path, "", errno);
  assay_status status = file_in_look(f, path, err);
  if (status != ASSAY_OK) file_in_close(f);
  return status;
}

void file_in_stdin(struct file_in *f) {
  memset(f, 0, sizeof *f);
  f->fd = STDIN_FILENO;
}

void file_in_close(struct file_in *f) {
  if (f->fd > STDIN_FILENO) close(f->fd);
  f->fd = -1;
}

assay_status file_in_seek(struct file_in *f, uint64_t at, assay_error *err) {
  if (lseek(f->fd, (off_t)at, SEEK_SET) >= 0) return ASSAY_OK;
  return file_fail(err, "", "", errno);
}

assay_status file_in_read(struct file_in *f, char *to, size_t room, size_t *got,
                          assay_error *err) {
  ssize_t n = read_some(f->fd, to, room);
  if (n < 0) return file_fail(err, "", "", errno);
  *got = (size_t)n;
  return ASSAY_OK;
}

assay_status file_in_check(const struct file_in *f, assay_error *err) {
  struct stat now;
  if (!f->regular) return ASSAY_OK;
  if (fstat(f->fd, &now) != 0) return file_fail(err, "", "", errno);
  if ((uint64_t)now.st_size == f->size && now.st_mtim.tv_sec == f->seconds &&
      now.st_mtim.tv_nsec == f->nanoseconds)
    return ASSAY_OK;
  return error_set(err, ASSAY_EIO, "changed while it was read");
}

/* -- Listing ---------------------------------------------------------------------- */

struct listing {
  struct arena *arena;
  assay_str *names;
  size_t count, cap;
};

static bool listing_add(struct listing *l, const char *name) {
  if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return true;
  void *names = l->names;
  if (!alloc_grow(&l->arena->alloc, &names, &l->cap, l->count + 1, sizeof *l->names))
    return false;
  l->names = names;
  l->names[l->count] = arena_copy(l->arena, str_from(name));
  return l->names[l->count++].ptr != NULL;
}

static assay_status listing_fill(struct listing *l, DIR *folder, const char *path,
                                 assay_error *err) {
  for (;;) {
    errno = 0; /* readdir tells an error from the end only by errno */
    const struct dirent *entry = readdir(folder);
    if (!entry) return errno == 0 ? ASSAY_OK : file_fail(err, path, "", errno);
    if (!listing_add(l, entry->d_name)) return error_memory(err, 0);
  }
}

assay_status file_list(const char *path, struct arena *arena, assay_str **names,
                       size_t *count, assay_error *err) {
  struct listing l = {.arena = arena};
  DIR *folder = opendir(path);
  if (!folder) return file_fail(err, path, "", errno);
  assay_status status = listing_fill(&l, folder, path, err);
  closedir(folder);
  if (status != ASSAY_OK) goto done;
  assay_str *kept = arena_alloc(arena, l.count, sizeof *kept);
  if (!kept) {
    status = error_memory(err, 0);
    goto done;
  }
  if (l.count > 0) memcpy(kept, l.names, l.count * sizeof *kept);
  *names = kept;
  *count = l.count;
done:
  alloc_free(&arena->alloc, l.names, l.cap, sizeof *l.names);
  return status;
}

/* -- Writing ---------------------------------------------------------------------- */

/* Length of the folder part with its slash: 4 in "out/a.csv", 0 in "a.csv". */
static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Follows links in the last part of the path; returns 0 or an errno. Without this the
** rename would replace the link and leave what it points to as it was. */
static int path_resolve(const char *path, char out[FILE_PATH_LIMIT]) {
  char link[FILE_PATH_LIMIT];
  if (strlen(path) >= FILE_PATH_LIMIT) return ENAMETOOLONG;
  memcpy(out, path, strlen(path) + 1);
  for (int i = 0; i < LINK_LIMIT; i++) {
    ssize_t len = readlink(out, link, sizeof link);
    if (len < 0) return 0; /* no link, or nothing there: opening will tell */
    size_t folder = link[0] == '/' ? 0 : folder_length(out);
    if (folder + (size_t)len >= FILE_PATH_LIMIT) return ENAMETOOLONG;
    memcpy(out + folder, link, (size_t)len);
    out[folder + (size_t)len] = '\0';
  }
  return ELOOP;
}

/* Returns 0 or an errno. */
static int write_all(int fd, assay_str bytes) {
  while (bytes.len > 0) {
    size_t piece = bytes.len < (size_t)1 << 30 ? bytes.len : (size_t)1 << 30;
    ssize_t put = write(fd, bytes.ptr, piece);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) {
      struct pollfd waiting = {.fd = fd, .events = POLLOUT};
      poll(&waiting, 1, -1);
      continue;
    }
    if (put < 0) return errno;
    bytes.ptr += put;
    bytes.len -= (size_t)put;
  }
  return 0;
}

/* Returns 0 or an errno. Some file systems have nothing to sync and say EINVAL. */
static int sync_file(int fd) {
  int failed;
  do failed = fsync(fd) != 0 ? errno : 0;
  while (failed == EINTR);
  return failed == EINVAL || failed == ENOTSUP ? 0 : failed;
}

static int sync_folder(const char *path) {
  char folder[FILE_PATH_LIMIT];
  size_t len = folder_length(path);
  memcpy(folder, len > 0 ? path : ".", len > 0 ? len : 1);
  folder[len > 0 ? len : 1] = '\0';
  int fd = file_open(folder, O_RDONLY, 0);
  if (fd < 0) return errno == EACCES ? 0 : errno; /* writable but not readable */
  int failed = sync_file(fd);
  close(fd);
  return failed;
}

/* Makes ".NAME.assay-tmp-0" beside path, or -1, -2 ... while others hold those names.
** NAME is cut where the whole would be longer than a name may be. */
static int temporary_open(const char *path, char out[FILE_PATH_LIMIT]) {
  int folder = (int)folder_length(path);
  for (int i = 0; i < TEMPORARY_LIMIT; i++) {
    int len = snprintf(out, FILE_PATH_LIMIT, "%.*s.%.200s.assay-tmp-%d", folder, path,
                       path + folder, i);
    if (len < 0 || len >= FILE_PATH_LIMIT) {
      errno = ENAMETOOLONG;
      return -1;
    }
    int fd = file_open(out, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

/* What is written: a scratch file's first bytes, if there is one, and bytes. */
struct content {
  const struct scratch *scratch;
  uint64_t size; /* of the scratch file */
  assay_str bytes;
  bool (*stopped)(void); /* may be NULL */
};

/* Bytes between two looks whether it is to stop. They are on the disk by then, so that
** what remains to be done at the end, and cannot be stopped, is short. */
#define LOOK_BYTES ((uint64_t)4 << 20)

/* Returns 0 or an errno. */
static int look_up(int fd, const struct content *content) {
  if (!content->stopped) return 0;
  const int failed = sync_file(fd);
  return !failed && content->stopped() ? ECANCELED : failed;
}

/* Returns 0 or an errno. */
static int write_content(int fd, const struct content *content) {
  char piece[SPARE_BYTES];
  for (uint64_t at = 0; at < content->size;) {
    const uint64_t left = content->size - at;
    const size_t size = left < sizeof piece ? (size_t)left : sizeof piece;
    const ssize_t got = pread(content->scratch->fd, piece, size, (off_t)at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got < 0 ? errno : EIO;
    const int failed = write_all(fd, (assay_str){piece, (size_t)got});
    if (failed) return failed;
    at += (uint64_t)got;
    const int told = at % LOOK_BYTES == 0 ? look_up(fd, content) : 0;
    if (told) return told;
  }
  return write_all(fd, content->bytes);
}

/* Returns 0 or an errno. */
static int write_replacing(const char *path, const struct stat *old,
                           const struct content *content) {
  char temporary[FILE_PATH_LIMIT];
  if (old && access(path, W_OK) != 0) return errno; /* a rename would not ask */
  int fd = temporary_open(path, temporary);
  if (fd < 0) return errno;
  int failed = write_content(fd, content);
  if (!failed && old && fchmod(fd, old->st_mode & 0777) != 0) failed = errno;
  if (!failed) failed = sync_file(fd);
  if (close(fd) != 0 && !failed && errno != EINTR) failed = errno;
  if (!failed && rename(temporary, path) != 0) failed = errno;
  if (!failed) return sync_folder(path);
  unlink(temporary);
  return failed;
}

/* Returns 0 or an errno. Appending leaves alone what a redirected file already holds. */
static int write_directly(const char *path, const struct content *content) {
  int fd = file_open(path, O_WRONLY | O_APPEND, 0);
  if (fd < 0) return errno;
  int failed = write_content(fd, content);
  if (close(fd) != 0 && !failed && errno != EINTR) failed = errno;
  return failed;
}

static bool is_device_path(const char *path) {
  return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0;
}

static assay_status file_write_content(const char *path, const struct content *content,
                                       assay_error *err) {
  char target[FILE_PATH_LIMIT];
  struct stat old;
  bool exists = stat(path, &old) == 0;
  int failed;
  if (exists && S_ISDIR(old.st_mode)) {
    failed = EISDIR;
  } else if (exists && (!S_ISREG(old.st_mode) || is_device_path(path))) {
    failed = write_directly(path, content);
  } else {
    failed = path_resolve(path, target);
    if (!failed) failed = write_replacing(target, exists ? &old : NULL, content);
  }
  if (failed == ECANCELED) return error_set(err, ASSAY_ECANCELLED, "interrupted");
  return failed ? file_fail(err, path, "cannot write: ", failed) : ASSAY_OK;
}

assay_status file_write(const char *path, assay_str bytes, assay_error *err) {
  const struct content content = {NULL, 0, bytes, NULL};
  return file_write_content(path, &content, err);
}

assay_status file_write_scratch(const char *path, const struct scratch *s, uint64_t size,
                                assay_str bytes, bool (*stopped)(void),
                                assay_error *err) {
  const struct content content = {s, size, bytes, stopped};
  return file_write_content(path, &content, err);
}

assay_status file_write_stdout(assay_str bytes, bool *closed, assay_error *err) {
  int failed = write_all(STDOUT_FILENO, bytes);
  if (failed == EPIPE) *closed = true;
  if (!failed || failed == EPIPE) return ASSAY_OK;
  return file_fail(err, "standard output", "cannot write: ", failed);
}

/* -- Scratch files ---------------------------------------------------------------- */

static const char *scratch_folder(void) {
  const char *folder = getenv("TMPDIR");
  return folder && *folder ? folder : "/tmp";
}

static assay_status scratch_fail(assay_error *err, const char *doing, int code) {
  return file_fail(err, scratch_folder(), doing, code);
}

/* A file that never had a name, where the system can do that; -1 otherwise. */
static int open_nameless(const char *folder) {
#ifdef __O_TMPFILE
  return open(folder, __O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
#else
  (void)folder;
  return -1;
#endif
}

assay_status scratch_open(struct scratch *s, assay_error *err) {
  char path[FILE_PATH_LIMIT];
  s->fd = open_nameless(scratch_folder());
  if (s->fd >= 0) return ASSAY_OK;
  int len = snprintf(path, sizeof path, "%s/assay-XXXXXX", scratch_folder());
  if (len < 0 || (size_t)len >= sizeof path)
    return scratch_fail(err, "cannot make a temporary file: ", ENAMETOOLONG);
  int fd = mkstemp(path);
  if (fd < 0) return scratch_fail(err, "cannot make a temporary file: ", errno);
  unlink(path);
  fcntl(fd, F_SETFD, FD_CLOEXEC);
  s->fd = fd;
  return ASSAY_OK;
}

void scratch_close(struct scratch *s) {
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
}

assay_status scratch_write(struct scratch *s, uint64_t at, assay_str bytes,
                           assay_error *err) {
  while (bytes.len > 0) {
    ssize_t put = pwrite(s->fd, bytes.ptr, bytes.len, (off_t)at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return scratch_fail(err, "cannot write a temporary file: ", errno);
    bytes.ptr += put;
    bytes.len -= (size_t)put;
    at += (uint64_t)put;
  }
  return ASSAY_OK;
}

assay_status scratch_read(const struct scratch *s, uint64_t at, char *out, size_t size,
                          assay_error *err) {
  while (size > 0) {
    ssize_t got = pread(s->fd, out, size, (off_t)at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return scratch_fail(err, "cannot read a temporary file: ", got < 0 ? errno : EIO);
    out += got;
    size -= (size_t)got;
    at += (uint64_t)got;
  }
  return ASSAY_OK;
}

/* -- Names ------------------------------------------------------------------------ */

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The number at *at, without its leading zeros; moves *at behind it. */
static assay_str name_number(assay_str name, size_t *at) {
  while (*at < name.len && name.ptr[*at] == '0') ++*at;
  size_t begin = *at;
  while (*at < name.len && is_digit(name.ptr[*at])) ++*at;
  return (assay_str){name.ptr + begin, *at - begin};
}

int file_name_compare(assay_str a, assay_str b) {
  size_t i = 0, j = 0;
  while (i < a.len && j < b.len) {
    if (is_digit(a.ptr[i]) && is_digit(b.ptr[j])) {
      assay_str x = name_number(a, &i), y = name_number(b, &j);
      int order = x.len != y.len ? (x.len < y.len ? -1 : 1) : str_compare(x, y);
      if (order != 0) return order;
      continue;
    }
    unsigned char x = (unsigned char)a.ptr[i++], y = (unsigned char)b.ptr[j++];
    if (x != y) return x < y ? -1 : 1;
  }
  if (i < a.len || j < b.len) return i < a.len ? 1 : -1;
  return str_compare(a, b);
}
