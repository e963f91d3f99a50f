package dev.stratus.sync.space;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/** Tells images and videos by their names, and where these say nothing, by their first bytes. */
public final class Media {

  /** What the longest of Tika's patterns for images and videos looks at. */
  static final int HEAD_BYTES = 8192;

  private Media() {}

  /** Whether a file of this name is an image or a video. */
  public static boolean isMedia(String name) {
    return byName(name).orElse(false);
  }

  /** The same; empty where the name says nothing. */
  static Optional<Boolean> byName(String name) {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    MediaType type = detect(null, metadata);
    return type.equals(MediaType.OCTET_STREAM) ? Optional.empty() : Optional.of(isMedia(type));
  }

  /** Whether a file that begins so is an image or a video. */
  static boolean byFirstBytes(byte[] head) {
    return isMedia(detect(new ByteArrayInputStream(head), new Metadata()));
  }

  private static boolean isMedia(MediaType type) {
    return type.getType().equals("image") || type.getType().equals("video");
  }

  private static MediaType detect(@Nullable InputStream bytes, Metadata metadata) {
    try {
      return Types.ALL.detect(bytes, metadata);
    } catch (IOException e) {
      throw new IllegalStateException("memory is read, so nothing can fail", e);
    }
  }

  /** Loaded at the first question: a third of a second. */
  private static final class Types {
    private static final MimeTypes ALL = MimeTypes.getDefaultMimeTypes();
  }
}
