package dev.stratus.mount.api;

import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.api.CloudFileCache;
import dev.stratus.sync.api.CloudSync;
import dev.stratus.sync.api.CloudSyncException;
import dev.stratus.sync.api.DownloadProgress;
import dev.stratus.sync.api.FileSync;
import dev.stratus.sync.api.OptimizeSpaceParam;
import dev.stratus.sync.api.OptimizeSpaceProgress;
import dev.stratus.sync.api.OptimizeState;
import dev.stratus.sync.api.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes a note, follows it into the cloud, drops it here, and reads it again. */
final class NoteProgram {

  private static final String NOTE = "file://notes/note.txt";

  private NoteProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path mount = Path.of(arguments[0]);
    Path notes = Files.createDirectory(mount.resolve("notes"));
    CloudSync cloud = CloudSync.at(notes);
    FileSync sync = new FileSync(cloud);
    CloudFileCache cache = new CloudFileCache(cloud);
    sync.stop().get(30, TimeUnit.SECONDS);
    Path note = notes.resolve("note.txt");
    Files.writeString(note, "hello");
    System.out.println(cloud.getFileSyncState(NOTE));
    try {
      cache.cleanFileCache(NOTE);
    } catch (CloudSyncException e) {
      System.out.println(e.code());
    }
    sync.start().get(30, TimeUnit.SECONDS);
    for (int i = 0; i < 600 && cloud.getFileSyncState(NOTE) != FileSyncState.UPLOAD_SUCCESS; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    System.out.println(cloud.getCoreFileSyncState(NOTE));
    cache.cleanFileCache(NOTE);
    System.out.println(cloud.getFileSyncState(NOTE));
    System.out.println(lastOfDownload(cache));
    System.out.println(Files.readString(note));
    System.out.println(lastOfFreeing(cloud));
  }

  private static DownloadProgress lastOfDownload(CloudFileCache cache) throws Exception {
    BlockingQueue<DownloadProgress> heard = new LinkedBlockingQueue<>();
    cache.on("progress", heard::add);
    cache.start(NOTE).get(30, TimeUnit.SECONDS);
    DownloadProgress event = heard.poll(30, TimeUnit.SECONDS);
    while (event != null && event.state() == State.RUNNING) {
      event = heard.poll(30, TimeUnit.SECONDS);
    }
    return Objects.requireNonNull(event, "the end of the download");
  }

  private static OptimizeSpaceProgress lastOfFreeing(CloudSync cloud) throws Exception {
    BlockingQueue<OptimizeSpaceProgress> heard = new LinkedBlockingQueue<>();
    cloud.startOptimizeSpace(new OptimizeSpaceParam(1, 0), heard::add).get(30, TimeUnit.SECONDS);
    OptimizeSpaceProgress event = heard.poll(30, TimeUnit.SECONDS);
    while (event != null && event.state() == OptimizeState.RUNNING) {
      event = heard.poll(30, TimeUnit.SECONDS);
    }
    return event == null ? new OptimizeSpaceProgress(OptimizeState.RUNNING, 1) : event;
  }
}
