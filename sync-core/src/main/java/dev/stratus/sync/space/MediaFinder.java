package dev.stratus.sync.space;

import dev.stratus.sync.FsException;
import dev.stratus.sync.content.BlockSet;
import dev.stratus.sync.content.ContentFile;
import dev.stratus.sync.content.ContentStore;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Inode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which files are images and videos, without fetching a byte. */
final class MediaFinder {

  private static final Logger log = LoggerFactory.getLogger(MediaFinder.class);

  private final Index index;
  private final ContentStore store;

  MediaFinder(Index index, ContentStore store) {
    this.index = index;
    this.store = store;
  }

  /** The first name that says something decides, else the first bytes if they are here. */
  boolean isMedia(Inode inode, List<Entry> names) throws FsException {
    for (Entry name : names) {
      Optional<Boolean> said = Media.byName(name.name());
      if (said.isPresent()) {
        return said.get();
      }
    }
    return beginsHere(inode) && Media.byFirstBytes(head(inode));
  }

  private boolean beginsHere(Inode inode) throws FsException {
    if (inode.isComplete()) {
      return true;
    }
    Optional<byte[]> blocks = index.read(tables -> tables.attributes().presence(inode.id()));
    return blocks.map(BlockSet::decode).map(set -> set.contains(0)).orElse(false);
  }

  /** Read past the open files: the file is looked at, not used. It may be going just now. */
  private byte[] head(Inode inode) {
    ByteBuffer head = ByteBuffer.allocate(Media.HEAD_BYTES);
    try (ContentFile file = store.open(inode.id())) {
      file.read(head, 0);
    } catch (FsException e) {
      log.debug("The first bytes of {} cannot be seen: {}", inode, e.getMessage());
    }
    byte[] bytes = new byte[head.position()];
    head.flip().get(bytes);
    return bytes;
  }
}
