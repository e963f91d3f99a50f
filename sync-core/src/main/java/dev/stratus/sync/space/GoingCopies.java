package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.OpenFiles;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.IndexChange;
import dev.stratus.sync.index.Inode;
import dev.stratus.sync.index.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content files that the index does not need any more, until they are deleted. The change that
 * makes it forget their bytes notes whose they are: after a kill between the two, the next mount
 * does what was left, without a look at any other file.
 */
final class GoingCopies {

  private static final Logger log = LoggerFactory.getLogger(GoingCopies.class);

  /** Begins the name of each note, in the index. */
  private static final String NOTE = "going ";

  /** Of so many, deletions overlap; who wants to use one of them again waits for all. */
  private static final int CHUNK = 128;

  private final Index index;
  private final Deletions deletions;
  private final OnceUnused onceUnused;
  private final GoingBytes bytes = new GoingBytes();
  private final SpaceEnvironment environment;

  GoingCopies(SpaceEnvironment environment) {
    this.environment = environment;
    this.index = environment.index();
    this.deletions = new Deletions(environment.store());
    this.onceUnused = new OnceUnused(environment, CHUNK, inode -> {});
  }

  /**
   * Notes, in the change that forgets their bytes, whose content files are going; returns where.
   */
  static String note(IndexChange change, Collection<Long> inodes) throws FsException {
    String name = NOTE + change.nextSeq();
    change.putMeta(name, inodes.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    return name;
  }

  /** What the index has forgotten and the disk has not. */
  GoingBytes bytes() {
    return bytes;
  }

  /** These are gone, or needed again. */
  void forget(Collection<String> notes) throws FsException {
    if (!notes.isEmpty()) {
      index.changeAlways(
          change -> {
            for (String note : notes) {
              change.deleteMeta(note);
            }
            return notes;
          });
    }
  }

  /** Deletes what a kill, or a program that used a file meanwhile, left of former batches. */
  void sweep() throws FsException {
    Map<String, String> notes = index.read(tables -> tables.meta().withPrefix(NOTE));
    if (notes.isEmpty()) {
      return;
    }
    index.sync();
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, String> note : notes.entrySet()) {
      List<Long> inodes = Arrays.stream(note.getValue().split(" ")).map(Long::valueOf).toList();
      if (delete(inodes, environment.ticker().getAsLong()).isEmpty()) {
        done.add(note.getKey());
      }
    }
    forget(done);
  }

  /**
   * Deletes content files of which the index says, durably, that no byte is needed. Those in use
   * become holes.
   *
   * @param deadline when, by the ticker, the end of a use is not waited for any more
   * @return those that were in use until then, and are to be looked at again
   */
  Set<Long> delete(Collection<Long> inodes, long deadline) throws FsException {
    Set<Long> used = onceUnused.run(inodes, deadline, this::delete);
    for (long inode : used) {
      if (punch(inode)) {
        bytes.remove(inode);
      }
    }
    return used;
  }

  private void delete(Set<Long> unused) throws FsException {
    deletions.delete(index.read(tables -> notNeeded(tables, unused)));
    unused.forEach(bytes::remove);
  }

  /** Whoever uses the file began after its bytes were forgotten: only what he brings is there. */
  private boolean punch(long inode) {
    try (OpenFiles.Use use = environment.files().use(inode)) {
      use.file().punchMissing();
      return true;
    } catch (FsException e) {
      log.debug("Inode {} keeps its bytes until it is closed: {}", inode, e.getMessage());
      return false;
    }
  }

  private List<Long> notNeeded(Tables tables, Set<Long> inodes) throws FsException {
    Set<Long> partlyHere = tables.attributes().withPresence(inodes);
    List<Long> found = new ArrayList<>();
    for (long inode : inodes) {
      Optional<Inode> row = index.inode(inode);
      if (row.isPresent() && isNotNeeded(row.get()) && !partlyHere.contains(inode)) {
        found.add(inode);
      }
    }
    return found;
  }

  private static boolean isNotNeeded(Inode row) {
    return row.size() > 0
        && row.cached() == 0
        && !row.isWriting()
        && row.baseLimit() == row.size()
        && row.baseGeneration() == row.contentGeneration();
  }
}
