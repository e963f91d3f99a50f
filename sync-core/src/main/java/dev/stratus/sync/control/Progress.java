package dev.stratus.sync.control;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a long request is.
 *
 * @param activity in one or two words, such as {@code uploading}
 * @param filesDone of {@code filesTotal}
 * @param bytesDone of {@code bytesTotal}
 * @param resting what keeps it back for now, by the names of cloudSync's ErrorType, or {@link
 *     #CLOUD_OFF}; null while it goes on
 */
public record Progress(
    String activity,
    long filesDone,
    long filesTotal,
    long bytesDone,
    long bytesTotal,
    @Nullable List<String> resting) {

  /** Somebody switched the cloud off for it, or for some of it. */
  public static final String CLOUD_OFF = "CLOUD_OFF";

  public Progress {
    resting = resting == null ? null : List.copyOf(resting);
  }

  /** Of what goes on. */
  public Progress(
      String activity, long filesDone, long filesTotal, long bytesDone, long bytesTotal) {
    this(activity, filesDone, filesTotal, bytesDone, bytesTotal, null);
  }

  /** The same of what these keep back too. */
  public Progress keptBackBy(List<String> troubles) {
    List<String> all = new ArrayList<>(resting == null ? List.of() : resting);
    all.addAll(troubles);
    return new Progress(
        activity, filesDone, filesTotal, bytesDone, bytesTotal, all.isEmpty() ? null : all);
  }
}
