package dev.stratus.sync.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.stratus.cloud.ObjectVersion;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of versions that were asked for lately. No server tells it, and a version never
 * changes.
 */
final class VersionDigests {

  private static final int MOST = 10_000;

  @GuardedBy("this")
  private final Map<String, String> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Reads the bytes of a version. */
  @FunctionalInterface
  interface Source {
    void read(History.Sink sink) throws IOException;
  }

  /** The digest in hex; no lock is held while the bytes come. */
  String of(ObjectVersion version, Source source) throws IOException {
    String name = version.key() + "\0" + version.id();
    String found = find(name);
    if (found != null) {
      return found;
    }
    MessageDigest digest = sha256();
    source.read((bytes, offset) -> digest.update(bytes));
    String hex = HexFormat.of().formatHex(digest.digest());
    remember(name, hex);
    return hex;
  }

  private synchronized @Nullable String find(String name) {
    return known.get(name);
  }

  private synchronized void remember(String name, String hex) {
    known.put(name, hex);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
