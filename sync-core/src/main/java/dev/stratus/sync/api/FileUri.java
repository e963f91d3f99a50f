package dev.stratus.sync.api;

import java.nio.charset.StandardCharsets;

/** Makes uris of paths: what programs of the original take from its module fileUri. */
public final class FileUri {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private FileUri() {}

  /**
   * The uri of an absolute path, of one below the mount or of the original's {@code
   * /data/storage/el2/cloud/PATH}: cloudSync's examples name their files so.
   */
  public static String getUriFromPath(String path) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xff);
      if (PLAIN.indexOf(letter) >= 0) {
        uri.append(letter);
      } else {
        uri.append('%').append(String.format("%02X", each));
      }
    }
    return uri.toString();
  }
}
