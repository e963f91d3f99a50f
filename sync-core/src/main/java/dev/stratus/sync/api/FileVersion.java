package dev.stratus.sync.api;

import dev.stratus.sync.control.ClearConflictRequest;
import dev.stratus.sync.control.ConflictStateRequest;
import dev.stratus.sync.control.HistoricVersion;
import dev.stratus.sync.control.HistoryRequest;
import dev.stratus.sync.control.ReplaceRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The versions of files that a bucket keeps: cloudSync's FileVersion (API 20).
 *
 * <p>Only a bucket that was told to keeps versions ({@code stratus versioning enable}); of another
 * one every question for them fails with {@link ErrorCode#INNER_ERROR} and a reason that says so.
 * The history is that of a path: a rename begins a new one.
 *
 * <p>Errors of all members: {@link ErrorCode#IPC_ERROR}, {@link ErrorCode#NO_SUCH_FILE}, {@link
 * ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#INVALID_URI}, {@link ErrorCode#INNER_ERROR}.
 */
public final class FileVersion {

  private static final int MOST = 100_000;

  private final CloudUri uris;
  private final MountLink link;

  public FileVersion(CloudSync cloud) {
    this.uris = cloud.uris();
    this.link = cloud.link();
  }

  /**
   * The versions of a file, the newest first, the one that it has in the cloud now among them;
   * deletions are left out. The SHA-256 of each is computed from its bytes, which are read for it
   * once.
   *
   * @param limit how many at most, from 1 on; more than 100,000 are never told
   */
  public CompletableFuture<List<HistoryVersion>> getHistoryVersionList(
      @Nullable String uri, int limit) {
    return Calls.future(Member.VERSION_LIST, () -> list(uri, limit));
  }

  private List<HistoryVersion> list(@Nullable String uri, int limit) throws CloudSyncException {
    Path file = uris.resolve(Arguments.require(uri));
    if (limit <= 0) {
      throw new CloudSyncException(ErrorCode.INVALID_PARAMETER, "How many? At least one.");
    }
    HistoryRequest request = new HistoryRequest(file.toString(), Math.min(limit, MOST), true);
    return Calls.ask(link, request).versions().stream()
        .filter(version -> !version.deleted())
        .map(version -> told(version, file))
        .toList();
  }

  /** No version was ever made by a conflict here: what loses one is a file of its own. */
  private static HistoryVersion told(HistoricVersion version, Path file) {
    String sha256 = version.sha256();
    return new HistoryVersion(
        version.edited().toEpochMilli(),
        version.size(),
        version.version(),
        String.valueOf(file.getFileName()),
        sha256 == null ? "" : sha256,
        false);
  }

  /**
   * Downloads a version to a temporary file beside, in {@code .cloudFileVersionConflict} of the
   * file's bundle, which is never uploaded. Completes with that file's uri when the download has
   * begun; the file is there when the callback hears {@link State#COMPLETED}. What becomes of it is
   * up to the program: {@link #replaceFileWithHistoryVersion}, keep it, delete it.
   *
   * @param versionId of {@link #getHistoryVersionList}
   * @param callback hears how far it is, in order, from a thread that holds no lock
   */
  public CompletableFuture<String> downloadHistoryVersion(
      @Nullable String uri,
      @Nullable String versionId,
      @Nullable Consumer<VersionDownloadProgress> callback) {
    return Calls.future(
        Member.VERSION_DOWNLOAD,
        () -> {
          Path file = uris.resolve(Arguments.require(uri));
          if (versionId == null || versionId.isEmpty() || callback == null) {
            throw new CloudSyncException(
                ErrorCode.INVALID_PARAMETER, "A version and a callback, please.");
          }
          return new VersionDownload(link, file, versionId, callback).start(uris.mountPoint());
        });
  }

  /**
   * Puts a downloaded version into the place of the file, in one step; its temporary file is gone
   * then, and the sync takes it up like every change.
   *
   * <p>Fails with {@link ErrorCode#NO_SUCH_VERSION} if the version was not downloaded to its end,
   * and with {@link ErrorCode#TRY_AGAIN} while the file has changes that are not in the cloud: they
   * would be lost.
   *
   * @param versionUri as {@link #downloadHistoryVersion} gave it
   */
  public CompletableFuture<@Nullable Void> replaceFileWithHistoryVersion(
      @Nullable String uri, @Nullable String versionUri) {
    return Calls.future(
        Member.VERSION_REPLACE,
        () -> {
          Path file = uris.resolve(Arguments.require(uri));
          Path version = uris.parse(Arguments.require(versionUri));
          Calls.ask(link, new ReplaceRequest(file.toString(), version.toString()));
          return null;
        });
  }

  /**
   * Whether a file was changed here and in the cloud and waits for a decision. Only where the
   * configuration says {@code conflicts: manual} and the bucket keeps versions; else false, since
   * what loses a conflict is a file of its own.
   */
  public CompletableFuture<Boolean> isFileConflict(@Nullable String uri) {
    return Calls.future(
        Member.VERSION_CONFLICT,
        () -> {
          Path file = uris.resolve(Arguments.require(uri));
          return Calls.ask(link, new ConflictStateRequest(file.toString())).conflict();
        });
  }

  /**
   * Decides for the file as it is here: the flag goes, and the sync takes the file up. What another
   * client wrote stays as a version. Without a conflict nothing happens.
   */
  public CompletableFuture<@Nullable Void> clearFileConflict(@Nullable String uri) {
    return Calls.future(
        Member.VERSION_CONFLICT,
        () -> {
          Path file = uris.resolve(Arguments.require(uri));
          Calls.ask(link, new ClearConflictRequest(file.toString()));
          return null;
        });
  }
}
