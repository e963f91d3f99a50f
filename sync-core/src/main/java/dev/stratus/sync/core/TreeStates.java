package dev.stratus.sync.core;

import dev.stratus.sync.FileMode;
import dev.stratus.sync.FileSyncState;
import dev.stratus.sync.FsException;
import dev.stratus.sync.Location;
import dev.stratus.sync.content.Live;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.control.Amount;
import dev.stratus.sync.control.BundleFiles;
import dev.stratus.sync.control.StatePage;
import dev.stratus.sync.control.StateRequest;
import dev.stratus.sync.control.StatedFile;
import dev.stratus.sync.download.Downloader;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.index.StateRow;
import dev.stratus.sync.namespace.LocalNames;
import dev.stratus.sync.upload.Uploader;
import dev.stratus.sync.view.CloudAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The states of whole trees, from one statement for each thousand names. What is rare (hard links,
 * directories asked for themselves) is asked for one by one.
 */
final class TreeStates {

  /**
   * What they come from.
   *
   * @param values of single inodes
   * @param prefix of every key of the mount
   */
  record Sources(
      Index index,
      OpenFiles files,
      Subtree subtree,
      FileStates states,
      Uploader uploader,
      Downloader downloader,
      CloudAttributes values,
      String prefix) {}

  private static final int PAGE = 4000;

  private final Sources from;

  TreeStates(Sources from) {
    this.from = from;
  }

  StatePage page(StateRequest request) throws FsException {
    Inode root = from.subtree().require(request.path());
    if (!request.recursive() || !root.isDirectory()) {
      return StatePage.of(List.of(single(request.path(), root)), false);
    }
    StateWalk walk = from.subtree().states(request.path(), root, request.after());
    Moving moving = new Moving();
    List<StatedFile> files = new ArrayList<>();
    while (files.size() < PAGE) {
      Optional<StateWalk.Step> step = walk.next();
      if (step.isEmpty()) {
        return StatePage.of(files, false);
      }
      files.add(stated(step.get(), moving));
    }
    return StatePage.of(files, true);
  }

  /** The files at and below a path, by where they are. */
  BundleFiles count(String path) throws FsException {
    long[] files = new long[Location.values().length];
    long[] bytes = new long[files.length];
    String after = null;
    StatePage page;
    do {
      page = page(new StateRequest(path, true, after));
      for (StatedFile file : page.files()) {
        int place = file.location() - 1;
        files[place]++;
        bytes[place] += file.size();
      }
      after = page.last();
    } while (page.more());
    return new BundleFiles(
        amount(Location.LOCAL, files, bytes),
        amount(Location.CLOUD, files, bytes),
        amount(Location.BOTH, files, bytes));
  }

  private static Amount amount(Location location, long[] files, long[] bytes) {
    int place = location.number() - 1;
    return new Amount(files[place], bytes[place]);
  }

  /** What was on its way before the index was asked: its end is recorded there first. */
  private final class Moving {
    private final Set<Long> up = new HashSet<>();
    private final Set<Long> down = new HashSet<>();

    Moving() {
      from.uploader().transfers().forEach(transfer -> up.add(transfer.inode()));
      from.downloader().transfers().forEach(transfer -> down.add(transfer.inode()));
    }
  }

  private StatedFile stated(StateWalk.Step step, Moving moving) throws FsException {
    StateRow row = step.row();
    long inode = row.entry().inode();
    if (row.links() > 1) {
      Optional<Inode> linked = from.index().inode(inode);
      if (linked.isPresent()) {
        return single(step.path(), linked.get());
      }
    }
    Optional<Live> live =
        FileMode.isRegular(row.mode()) ? from.files().live(inode) : Optional.empty();
    long size = live.map(Live::size).orElse(row.size());
    long cached = live.map(Live::cached).orElse(row.cached());
    boolean goesUp = moving.up.contains(inode);
    FileSyncState state =
        FileStates.moving(
            settled(step),
            goesUp,
            moving.down.contains(inode),
            () -> (goesUp || wentUp(row)) && row.cached() >= row.size());
    Location location =
        row.objectKey() == null ? Location.LOCAL : cached >= size ? Location.BOTH : Location.CLOUD;
    return new StatedFile(step.path(), state.name(), location.number(), size, cached, reason(step));
  }

  private boolean wentUp(StateRow row) {
    return from.uploader().uploadedThisMount(row.entry().inode(), row.contentGeneration());
  }

  private FileSyncState settled(StateWalk.Step step) {
    if (staysBy(step).isPresent()) {
      return FileStates.STAYS_HERE;
    }
    Pending pending = step.row().pending();
    if (pending != null && pending.isFailed()) {
      return FileSyncState.UPLOAD_FAILURE;
    }
    boolean inPlace = (from.prefix() + step.path()).equals(step.row().objectKey());
    if (pending == null && inPlace) {
      return FileSyncState.COMPLETED;
    }
    boolean halted = pending != null && pending.isHalted();
    return from.states().waiting(halted || from.uploader().isHalted(step.path()));
  }

  /** By which pattern a name is never uploaded that the cloud does not have. */
  private Optional<String> staysBy(StateWalk.Step step) {
    return step.row().objectKey() == null
        ? from.states().staysBy(step.path(), false)
        : Optional.empty();
  }

  private @Nullable String reason(StateWalk.Step step) {
    Pending pending = step.row().pending();
    return pending == null || pending.reason() == null
        ? staysBy(step).map(LocalNames::explain).orElse(null)
        : FileStates.explain(pending);
  }

  private StatedFile single(String path, Inode inode) throws FsException {
    Optional<Live> live = inode.isRegular() ? from.files().live(inode.id()) : Optional.empty();
    long size = inode.isDirectory() ? 0 : live.map(Live::size).orElse(inode.size());
    return new StatedFile(
        path,
        value(inode, "state"),
        Integer.parseInt(value(inode, "location")),
        size,
        Long.parseLong(value(inode, "cached")),
        from.states().reason(inode).orElse(null));
  }

  private String value(Inode inode, String name) throws FsException {
    return from.values().get(inode, CloudAttributes.PREFIX + name).orElseThrow();
  }
}
