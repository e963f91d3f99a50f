package dev.stratus.sync.api;

import dev.stratus.sync.control.Need;
import dev.stratus.sync.control.PauseUploadRequest;
import dev.stratus.sync.control.UploadEvent;
import dev.stratus.sync.control.UploadListRequest;
import dev.stratus.sync.control.WatchUploadsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link FileSync} asks of a daemon about the uploads of single files. */
final class UploadCalls {

  private static final int MOST_IN_LIST = 100;

  private final MountLink link;
  private final CloudUri uris;
  private final UploadListener listener;
  private final Permit permit;

  /**
   * @param uris of the bundle, or of the whole mount
   * @param bundle null for the whole mount
   */
  UploadCalls(CloudSync cloud, CloudUri uris, @Nullable String bundle) {
    this.link = cloud.link();
    this.uris = uris;
    this.listener = new UploadListener(cloud, new WatchUploadsRequest(bundle));
    this.permit = new Permit(link, Need.SYNC_AND_SYSTEM);
  }

  List<UploadProgress> list(@Nullable List<String> files) throws CloudSyncException {
    return Calls.now(Member.FILE_SYNC_UPLOADS, permit.before(() -> listNow(files)));
  }

  private List<UploadProgress> listNow(@Nullable List<String> files) throws CloudSyncException {
    List<String> paths = new ArrayList<>();
    for (String uri : Arguments.requireBetween(files, 1, MOST_IN_LIST)) {
      paths.add(uris.parse(Arguments.require(uri)).toString());
    }
    List<UploadProgress> list = new ArrayList<>();
    for (UploadEvent event : Calls.ask(link, new UploadListRequest(paths)).files()) {
      list.add(UploadListener.progress(paths.get(list.size()), event));
    }
    return list;
  }

  void pause(@Nullable String uri, boolean pause) throws CloudSyncException {
    Calls.now(
        Member.FILE_SYNC_UPLOADS,
        permit.before(
            () -> {
              String path = uris.resolve(Arguments.require(uri)).toString();
              return Calls.ask(link, new PauseUploadRequest(path, pause));
            }));
  }

  void listen(@Nullable Consumer<UploadProgress> callback) throws CloudSyncException {
    Calls.now(
        Member.FILE_SYNC_UPLOADS,
        permit.before(
            () -> {
              listener.on(callback);
              return this;
            }));
  }

  void listenNoMore() {
    listener.off();
  }
}
