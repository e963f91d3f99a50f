package dev.stratus.mount.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a mount's socket and default state directory: a hash of what is mounted. */
final class MountId {

  /** 64 bits: short enough for a socket's path, and nobody has a billion mounts. */
  private static final int BYTES = 8;

  private MountId() {}

  static String of(Endpoint endpoint, BucketPath bucket) {
    String what = endpoint.identity() + "\0" + bucket.bucket() + "\0" + bucket.prefix();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
