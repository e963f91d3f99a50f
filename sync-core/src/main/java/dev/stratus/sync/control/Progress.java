package dev.stratus.sync.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a long request is.
 *
 * @param activity in one or two words, such as {@code uploading}
 * @param filesDone of {@code filesTotal}
 * @param bytesDone of {@code bytesTotal}
 * @param resting what keeps it back for now, by the names of cloudSync's ErrorType; null while it
 *     goes on
 */
public record Progress(
    String activity,
    long filesDone,
    long filesTotal,
    long bytesDone,
    long bytesTotal,
    @Nullable List<String> resting) {

  public Progress {
    resting = resting == null ? null : List.copyOf(resting);
  }

  /** Of what goes on. */
  public Progress(
      String activity, long filesDone, long filesTotal, long bytesDone, long bytesTotal) {
    this(activity, filesDone, filesTotal, bytesDone, bytesTotal, null);
  }

  /** The same of what these keep back. */
  public Progress keptBackBy(List<String> troubles) {
    return new Progress(
        activity,
        filesDone,
        filesTotal,
        bytesDone,
        bytesTotal,
        troubles.isEmpty() ? null : troubles);
  }
}
