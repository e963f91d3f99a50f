package dev.stratus.sync.upload;

import dev.stratus.cloud.ObjectKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that changes an object, as it is recorded before it is sent, so that it can be
 * recognised whatever becomes of us.
 *
 * @param nonce that the object's metadata carry if it was done
 * @param contentGeneration of the inode whose bytes it brings
 * @param metaGeneration of the inode whose attributes it brings
 */
record Attempt(String nonce, long contentGeneration, long metaGeneration, ObjectKey key) {

  private static final Pattern FORM = Pattern.compile("(\\S+) (\\d+) (\\d+) (.+)", Pattern.DOTALL);

  /** Reads what {@link #encode} wrote. */
  static Attempt decode(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not an attempt: " + text);
    }
    return new Attempt(
        form.group(1),
        Long.parseLong(form.group(2)),
        Long.parseLong(form.group(3)),
        new ObjectKey(form.group(4)));
  }

  String encode() {
    return String.join(
        " ", nonce, Long.toString(contentGeneration), Long.toString(metaGeneration), key.value());
  }
}
