package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.MountOptions;
import java.util.ArrayList;
import java.util.List;

/** The command line that libfuse parses. */
final class FuseArguments implements AutoCloseable {

  /** libfuse 2 offers the kernel no more; {@link Handshake} does where that can take it. */
  private static final int MAX_WRITE = 128 * 1024;

  /**
   * Seconds for which the kernel trusts names. The index is local, so asking again is cheap; longer
   * would hide what other clients change.
   */
  private static final String TRUST_IN_NAMES = "1";

  /** Seconds for which an open may take the kernel's pages of a file for good without asking. */
  private static final String TRUST_IN_CACHED_PAGES = "0.1";

  /**
   * libfuse's 12 would let the read-ahead of cold files hold up that of cached ones; each more that
   * waits for the cloud holds a thread and its memory, about a quarter of a MiB.
   */
  private static final int MAX_BACKGROUND = 128;

  private final List<Long> strings = new ArrayList<>();
  private final long vector;

  FuseArguments(MountOptions options) {
    List<String> words = words(options);
    vector = Memory.allocate((words.size() + 1L) * Long.BYTES);
    for (String word : words) {
      long string = Memory.allocateString(word);
      Memory.IO.putAddress(vector + (long) strings.size() * Long.BYTES, string);
      strings.add(string);
    }
  }

  static List<String> words(MountOptions options) {
    List<String> words = new ArrayList<>(List.of("stratus", "-f"));
    for (String option : all(options)) {
      words.add("-o");
      words.add(option);
    }
    words.add(options.mountPoint().toString());
    return words;
  }

  private static List<String> all(MountOptions options) {
    List<String> all = new ArrayList<>(fixed());
    all.add("fsname=" + escape(options.fsName()));
    all.add("subtype=" + MountOptions.SUBTYPE);
    all.add(options.readOnly() ? "ro" : "rw");
    all.addAll(options.setuidAndDevices() ? List.of("suid", "dev") : List.of("nosuid", "nodev"));
    if (options.allowOther()) {
      all.add("allow_other");
    }
    if (options.uid() != null) {
      all.add("uid=" + options.uid());
    }
    if (options.gid() != null) {
      all.add("gid=" + options.gid());
    }
    if (options.umask() != null) {
      all.add("umask=" + Integer.toOctalString(options.umask()));
    }
    all.addAll(options.extra());
    return all;
  }

  private static List<String> fixed() {
    return List.of(
        "big_writes",
        "max_read=" + DataCalls.MAX_REQUEST,
        "max_write=" + MAX_WRITE,
        "max_background=" + MAX_BACKGROUND,
        "congestion_threshold=" + MAX_BACKGROUND,
        "attr_timeout=" + AttributeTrust.SECONDS,
        "ac_attr_timeout=" + TRUST_IN_CACHED_PAGES,
        "entry_timeout=" + TRUST_IN_NAMES,
        "negative_timeout=0",
        "auto_cache",
        "atomic_o_trunc",
        "default_permissions",
        "use_ino");
  }

  /** A comma would begin another option. */
  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,");
  }

  int count() {
    return strings.size();
  }

  long vector() {
    return vector;
  }

  @Override
  public void close() {
    strings.forEach(Memory::free);
    Memory.free(vector);
  }
}
