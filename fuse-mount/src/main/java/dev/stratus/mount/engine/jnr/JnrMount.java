package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Mount;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.mount.engine.Unmounter;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that libfuse serves. */
final class JnrMount implements Mount {

  private static final Logger LOG = LoggerFactory.getLogger(JnrMount.class);

  /** How long programs that use the folder may finish after it was unmounted lazily. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final LibFuse library;
  private final long fuse;
  private final Path mountPoint;
  private final OperationTable operations;
  private final FuseLoop loop;
  private final CountDownLatch ended = new CountDownLatch(1);

  JnrMount(
      LibFuse library,
      long fuse,
      FileSystemView view,
      MountOptions options,
      OperationTable operations) {
    this.library = library;
    this.fuse = fuse;
    this.mountPoint = options.mountPoint();
    this.operations = operations;
    this.loop = new FuseLoop(library, fuse, view, options, this::end);
  }

  void start() {
    loop.start();
  }

  @Override
  public Path mountPoint() {
    return mountPoint;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      if (ended.getCount() > 0 && !Unmounter.unmount(mountPoint)) {
        LOG.error("Cannot unmount {}; try: fusermount -u -z {}", mountPoint, mountPoint);
      }
      if (!awaitEnd(GRACE)) {
        LOG.warn("Programs still use files of {}; they lose them now", mountPoint);
        // The kernel wakes the loop only when the last of them lets go: it ends with the process.
        ended.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("Cannot unmount {}", mountPoint, e);
    }
  }

  /** Closes the device and frees the session; may call back to remove hidden files. */
  private void end() {
    try {
      library.fuse_destroy(fuse);
      operations.close();
    } finally {
      ended.countDown();
    }
  }
}
