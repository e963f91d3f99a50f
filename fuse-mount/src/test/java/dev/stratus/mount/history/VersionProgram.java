package dev.stratus.mount.history;

import dev.stratus.sync.api.CloudSync;
import dev.stratus.sync.api.CloudSyncException;
import dev.stratus.sync.api.FileVersion;
import dev.stratus.sync.api.HistoryVersion;
import dev.stratus.sync.api.State;
import dev.stratus.sync.api.VersionDownloadProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lists the versions of a file of the bundle {@code notes}, and takes the oldest one. */
final class VersionProgram {

  private static final String FILE = "file://notes/f";

  private VersionProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path mount = Path.of(arguments[0]);
    FileVersion versions = new FileVersion(CloudSync.at(mount));
    List<HistoryVersion> history =
        versions.getHistoryVersionList(FILE, 10).get(30, TimeUnit.SECONDS);
    history.forEach(version -> System.out.println(version.fileSize() + " " + version.sha256()));
    String oldest = history.get(history.size() - 1).versionId();
    String uri = download(versions, oldest);
    System.out.println(uri.substring(uri.indexOf("/notes/"), uri.lastIndexOf('.')));
    System.out.println(Files.readString(mount.resolve("notes/f")));
    versions.replaceFileWithHistoryVersion(FILE, uri).get(30, TimeUnit.SECONDS);
    System.out.println(Files.readString(mount.resolve("notes/f")));
    System.out.println(code(() -> versions.replaceFileWithHistoryVersion(FILE, uri).join()));
    System.out.println(code(() -> download(versions, "none")));
    System.out.println(code(() -> versions.getHistoryVersionList("file://notes/../f", 1).join()));
    System.out.println(versions.isFileConflict(FILE).join());
  }

  private static String download(FileVersion versions, String id) throws Exception {
    BlockingQueue<VersionDownloadProgress> heard = new LinkedBlockingQueue<>();
    String uri = versions.downloadHistoryVersion(FILE, id, heard::add).join();
    VersionDownloadProgress event = heard.poll(30, TimeUnit.SECONDS);
    while (event != null && event.state() == State.RUNNING) {
      event = heard.poll(30, TimeUnit.SECONDS);
    }
    System.out.println(event);
    return uri;
  }

  /** Something that fails. */
  private interface Call {
    void make() throws Exception;
  }

  private static int code(Call call) throws Exception {
    try {
      call.make();
      return 0;
    } catch (CompletionException e) {
      return e.getCause() instanceof CloudSyncException known ? known.code() : -1;
    }
  }
}
