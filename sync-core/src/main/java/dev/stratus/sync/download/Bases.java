package dev.stratus.sync.download;

import dev.stratus.cloud.ByteRange;
import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.ObjectBody;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.index.CloudObject;
import dev.stratus.sync.index.Entry;
import dev.stratus.sync.index.Tables;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the object that holds a file's base, and begins to read it. */
final class Bases {

  private static final Logger log = LoggerFactory.getLogger(Bases.class);

  /**
   * Our own uploader moves an object, or replaces its metadata, some milliseconds before the index
   * knows its new key and ETag: so often, at this interval, the index is looked at again.
   */
  private static final int LOOKS = 40;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final DownloadEnvironment environment;

  Bases(DownloadEnvironment environment) {
    this.environment = environment;
  }

  /** Begins to read bytes of the base; returns when the answer's head was checked. */
  ObjectBody open(long inode, long generation, ByteRange range) throws FsException, CloudException {
    CloudObject object = require(inode, generation, range);
    for (int look = 0; ; look++) {
      try {
        return environment.cloud().get(object.key(), object.etag(), range);
      } catch (CloudException e) {
        CloudObject known = Failures.isStale(e) ? require(inode, generation, range) : object;
        if (known.equals(object) && (!Failures.isStale(e) || !mayChange(inode, look))) {
          throw reported(object, e);
        }
        object = known;
      }
      LockSupport.parkNanos(look == 0 ? 0 : LOOK_NANOS);
    }
  }

  private CloudException reported(CloudObject object, CloudException e) {
    if (Failures.isStale(e)) {
      log.warn(
          "{} is not the object any more that the index knows (ETag {}): its bytes cannot be read"
              + " until the change is seen: {}",
          object.key(),
          object.etag(),
          e.getMessage());
      environment.stale().objectIsStale(object);
    }
    return e;
  }

  private CloudObject require(long inode, long generation, ByteRange range) throws FsException {
    CloudObject object =
        environment
            .index()
            .read(
                tables ->
                    tables.objects().ofInode(inode).stream()
                        .filter(each -> each.contentGeneration() == generation)
                        .min(Comparator.comparing((CloudObject each) -> each.entry() == null)))
            .orElseThrow(
                () ->
                    new FsException(
                        FsFailure.IO_ERROR,
                        "no object holds generation " + generation + " of inode " + inode));
    if (object.size() < range.end()) {
      throw new FsException(
          FsFailure.IO_ERROR, object.key() + " has only " + object.size() + " bytes");
    }
    return object;
  }

  private boolean mayChange(long inode, int look) throws FsException {
    return look < LOOKS && environment.index().read(tables -> isUnderWay(tables, inode));
  }

  /** Whether a request of our own that changes an object of this inode may be under way. */
  private static boolean isUnderWay(Tables tables, long inode) throws FsException {
    for (Entry entry : tables.entries().ofInode(inode)) {
      if (tables.pending().get(entry.id()).map(pending -> pending.nonce() != null).orElse(false)) {
        return true;
      }
    }
    return false;
  }
}
