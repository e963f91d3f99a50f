package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes an object, as it is recorded before it is sent, so that it can be
 * recognised whatever becomes of us.
 *
 * @param nonce that the object's metadata carry if it was done
 * @param contentGeneration of the inode whose bytes it brings
 * @param metaGeneration of the inode whose attributes it brings
 * @param uploadId of its multipart upload, or null
 */
record Attempt(
    String nonce,
    long contentGeneration,
    long metaGeneration,
    @Nullable String uploadId,
    ObjectKey key) {

  private static final String NO_UPLOAD = "-";

  private static final Pattern FORM =
      Pattern.compile("(\\S+) (\\d+) (\\d+) (\\S+) (.+)", Pattern.DOTALL);

  /** Reads what {@link #encode} wrote. */
  static Attempt decode(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not an attempt: " + text);
    }
    String upload = form.group(4);
    return new Attempt(
        form.group(1),
        Long.parseLong(form.group(2)),
        Long.parseLong(form.group(3)),
        upload.equals(NO_UPLOAD) ? null : upload,
        new ObjectKey(form.group(5)));
  }

  String encode() {
    return String.join(
        " ",
        nonce,
        Long.toString(contentGeneration),
        Long.toString(metaGeneration),
        uploadId == null ? NO_UPLOAD : uploadId,
        key.value());
  }

  Attempt withUpload(String id) {
    return new Attempt(nonce, contentGeneration, metaGeneration, id, key);
  }
}
