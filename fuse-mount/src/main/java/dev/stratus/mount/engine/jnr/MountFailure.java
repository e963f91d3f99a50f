package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.MountException;
import dev.stratus.mount.engine.MountOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns what libfuse or fusermount printed into a sentence with the next step. */
final class MountFailure {

  private static final Map<String, String> ADVICE = advice();

  private MountFailure() {}

  private static Map<String, String> advice() {
    Map<String, String> advice = new LinkedHashMap<>();
    advice.put(
        "user_allow_other",
        "--allow-other is only for root unless /etc/fuse.conf has the line user_allow_other");
    advice.put(
        "no write access", "fusermount lets a user mount only on a directory that is theirs");
    advice.put("/dev/fuse", "the device /dev/fuse is missing or closed to this user");
    advice.put("device not found", "load the kernel module with: modprobe fuse");
    advice.put("failed to exec fusermount", "install the package fuse3 or fuse");
    advice.put(
        "Operation not permitted",
        "this user may not mount; in a container, start it with: --cap-add SYS_ADMIN");
    advice.put("too many FUSE filesystems", "raise mount_max in /etc/fuse.conf");
    advice.put("unknown option", "an extra mount option is unknown to libfuse 2");
    return advice;
  }

  static MountException explain(MountOptions options, String printed) {
    String hint =
        ADVICE.entrySet().stream()
            .filter(entry -> printed.contains(entry.getKey()))
            .map(entry -> entry.getValue() + " ")
            .findFirst()
            .orElse("");
    String words = printed.isEmpty() ? "no reason given" : printed.replace("\n", "; ");
    return new MountException(
        "cannot mount at " + options.mountPoint() + ": " + hint + "(libfuse: " + words + ")");
  }
}
