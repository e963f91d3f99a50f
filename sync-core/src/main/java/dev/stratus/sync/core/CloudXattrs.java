package dev.stratus.sync.core;

import dev.stratus.cloud.ETag;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Location;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.download.HydrationListener;
import dev.stratus.sync.download.Urgency;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.namespace.AttributeSetter;
import dev.stratus.sync.remote.ObjectMetadata;
import dev.stratus.sync.space.Eviction;
import dev.stratus.sync.space.Evictor;
import dev.stratus.sync.space.Kept;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.CloudAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values of {@code user.cloud.*}, true at the moment they are asked for. */
final class CloudXattrs implements CloudAttributes {

  private static final Logger log = LoggerFactory.getLogger(CloudXattrs.class);

  private static final String FAVORITE = "favorite";

  private static final String RECYCLE = "recycle";

  private static final List<String> NAMES =
      List.of(
          "state",
          "filesyncstate",
          "filestatus",
          "location",
          "cloudid",
          "etag",
          "cached",
          "progress",
          "error",
          "summary",
          "pinned",
          FAVORITE,
          "control");

  /**
   * What the values come from.
   *
   * @param listed whether listings show them
   * @param controlSocket where commands reach the daemon
   */
  record Sources(
      Index index,
      OpenFiles files,
      FileStates states,
      DirectorySummaries summaries,
      Uploader uploader,
      Downloader downloader,
      Evictor evictor,
      Pinning pinning,
      AttributeSetter setter,
      Recycling recycling,
      boolean listed,
      String controlSocket) {}

  private final Sources from;

  CloudXattrs(Sources from) {
    this.from = from;
  }

  @Override
  public List<String> listed(Inode inode) throws FsException {
    List<String> listed = new ArrayList<>();
    for (String name : from.listed() ? NAMES : List.<String>of()) {
      if (get(inode, PREFIX + name).isPresent()) {
        listed.add(PREFIX + name);
      }
    }
    return listed;
  }

  @Override
  public Optional<String> get(Inode inode, String name) throws FsException {
    return switch (name.substring(PREFIX.length())) {
      case "state" -> Optional.of(state(inode).name());
      case "filesyncstate" -> number(state(inode).number());
      case "filestatus" -> number(fileStatus(state(inode)));
      case "location" -> number(location(inode).number());
      case "cloudid" -> Optional.of(inode.cloudId());
      case "etag" -> current(inode).map(CloudObject::etag).map(ETag::value);
      case "cached" -> number(cached(inode));
      case "progress" -> number(progress(inode));
      case "error" -> from.states().reason(inode);
      case "summary" ->
          inode.isDirectory() ? Optional.of(from.summaries().text(inode)) : Optional.empty();
      case "pinned" -> number(from.pinning().isPinned(inode) ? 1 : 0);
      case FAVORITE -> number(isFavorite(inode) ? 1 : 0);
      case "control" ->
          inode.id() == InodeId.ROOT.value() ? Optional.of(from.controlSocket()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> number(long value) {
    return Optional.of(Long.toString(value));
  }

  private FileSyncState state(Inode inode) throws FsException {
    return inode.isDirectory() ? from.summaries().state(inode) : from.states().of(inode);
  }

  /** The numbers that the original's {@code user.cloud.filestatus} has. */
  private static int fileStatus(FileSyncState state) {
    return switch (state) {
      case TO_BE_UPLOADED -> 0;
      case UPLOADING -> 1;
      case UPLOAD_FAILURE -> 2;
      case UPLOAD_SUCCESS -> 3;
      case DOWNLOADING, COMPLETED -> 4;
      case STOPPED -> 5;
    };
  }

  private Location location(Inode inode) throws FsException {
    if (from.states().objects(inode).stream().noneMatch(object -> object.entry() != null)) {
      return inode.isDirectory() && !inode.isExplicit() ? Location.BOTH : Location.LOCAL;
    }
    return cached(inode) >= size(inode) ? Location.BOTH : Location.CLOUD;
  }

  private Optional<CloudObject> current(Inode inode) throws FsException {
    return from.states().objects(inode).stream()
        .filter(object -> object.entry() != null)
        .findFirst();
  }

  private long cached(Inode inode) {
    return live(inode).map(Live::cached).orElse(inode.isDirectory() ? 0 : inode.cached());
  }

  private long size(Inode inode) {
    return live(inode).map(Live::size).orElse(inode.isDirectory() ? 0 : inode.size());
  }

  private Optional<Live> live(Inode inode) {
    return inode.isRegular() ? from.files().live(inode.id()) : Optional.empty();
  }

  private int progress(Inode inode) {
    Optional<Integer> up = from.uploader().transfer(inode.id()).map(t -> t.percent());
    Optional<Integer> down = from.downloader().transfer(inode.id()).map(t -> t.percent());
    return up.or(() -> down).orElse(100);
  }

  @Override
  public void set(Inode inode, String name, String value) throws FsException {
    switch (name.substring(PREFIX.length())) {
      case "location" -> setLocation(inode, value.trim());
      case "pinned" -> setPinned(inode, isOn(name, value));
      case FAVORITE -> setFavorite(inode, isOn(name, value));
      case RECYCLE -> recycle(inode, isOn(name, value));
      default -> {
        log.info(
            "{} is read-only: location is set to 2 or 3, pinned and favorite to 0 or 1, recycle to 1",
            name);
        throw new FsException(FsFailure.NOT_PERMITTED, name + " is read-only");
      }
    }
  }

  @Override
  public boolean isLocal(String name) {
    String own = name.substring(PREFIX.length());
    return !own.equals(FAVORITE) && !own.equals(RECYCLE);
  }

  private static boolean isOn(String name, String value) throws FsException {
    return switch (value.trim()) {
      case "0" -> false;
      case "1" -> true;
      default -> throw new FsException(FsFailure.INVALID, name + " is set to 0 or 1");
    };
  }

  private void recycle(Inode inode, boolean on) throws FsException {
    if (!on) {
      throw new FsException(
          FsFailure.INVALID, "what was recycled is in .trash: there, 0 brings it back");
    }
    try {
      from.recycling().recycle(new InodeId(inode.id()));
    } catch (FsException e) {
      log.info("{} is not recycled: {}", inode, e.getMessage());
      throw e;
    }
  }

  private boolean isFavorite(Inode inode) throws FsException {
    return from.index()
        .read(tables -> tables.attributes().xattr(inode.id(), PREFIX + FAVORITE))
        .isPresent();
  }

  /** Kept and synced as an attribute like those of others. */
  private void setFavorite(Inode inode, boolean on) throws FsException {
    if (on == isFavorite(inode)) {
      return;
    }
    byte[] value = "1".getBytes(StandardCharsets.UTF_8);
    if (on) {
      requireRoom(inode, PREFIX + FAVORITE, value);
    }
    from.setter()
        .setXattrs(
            inode.id(),
            (change, row) -> {
              if (on) {
                change.putXattr(row.id(), PREFIX + FAVORITE, value);
              } else {
                change.deleteXattr(row.id(), PREFIX + FAVORITE);
              }
            });
  }

  private void setPinned(Inode inode, boolean on) throws FsException {
    try {
      from.pinning().set(inode, on);
    } catch (FsException e) {
      log.info("{}pinned of {} stays as it is: {}", PREFIX, inode, e.getMessage());
      throw e;
    }
  }

  private void setLocation(Inode inode, String value) throws FsException {
    if (!inode.isRegular()) {
      throw new FsException(FsFailure.INVALID, "only a file has a location that can be set");
    }
    switch (value) {
      case "2" -> dehydrate(inode);
      case "3" ->
          from.downloader().hydrate(inode.id(), Urgency.REQUESTED, HydrationListener.NOBODY);
      default -> throw new FsException(FsFailure.INVALID, "location is set to 2 or 3");
    }
  }

  private void dehydrate(Inode inode) throws FsException {
    Eviction eviction = from.evictor().evict(inode.id());
    Optional<Kept> refusal = eviction.kept().filter(Kept::isRefusal);
    if (refusal.isPresent()) {
      log.info("{} keeps its local copy: {}", eviction.path(), refusal.get().reason());
      throw new FsException(FsFailure.TRY_AGAIN, "kept: " + refusal.get().reason());
    }
  }

  @Override
  public void requireRoom(Inode inode, String name, byte[] value) throws FsException {
    Map<String, byte[]> all =
        new HashMap<>(from.index().read(tables -> tables.attributes().xattrs(inode.id())));
    all.put(name, value);
    if (!ObjectMetadata.fits(inode, all)) {
      throw new FsException(
          FsFailure.NO_SPACE, "attributes of " + inode + " would not fit an object's metadata");
    }
  }
}
