package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.Engine;
import dev.stratus.mount.engine.Mount;
import dev.stratus.mount.engine.MountException;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.mount.engine.MountPoint;
import dev.stratus.mount.engine.ReadAhead;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine over libfuse 2; runs wherever that runs. */
public final class JnrEngine implements Engine {

  private static final Logger LOG = LoggerFactory.getLogger(JnrEngine.class);

  private final LibFuse library;

  private JnrEngine(LibFuse library) {
    this.library = library;
  }

  /**
   * Loads libfuse.
   *
   * @throws MountException if it is not installed
   */
  public static JnrEngine load() throws MountException {
    return new JnrEngine(LibFuse.load());
  }

  @Override
  public String name() {
    return "jnr";
  }

  @Override
  public Mount mount(FileSystemView view, MountOptions options) throws MountException {
    Path path = MountPoint.prepare(options.mountPoint());
    Kernel kernel = new Kernel(library, view);
    OperationTable operations = new OperationTable(kernel);
    MountOptions prepared = options.withMountPoint(path);
    long fuse = setUp(operations, prepared);
    kernel.trust().begin(fuse, LibC.INSTANCE.malloc_usable_size(fuse));
    JnrMount mount = new JnrMount(library, fuse, view, prepared, operations);
    mount.start();
    try {
      MountPoint.probe(path);
      ReadAhead.widen(path);
    } catch (MountException e) {
      mount.close();
      throw e;
    }
    return mount;
  }

  private long setUp(OperationTable operations, MountOptions options) throws MountException {
    try (FuseArguments arguments = new FuseArguments(options);
        StderrCapture printed = new StderrCapture()) {
      long fuse = setUp(operations, arguments);
      if (fuse == 0) {
        operations.close();
        throw MountFailure.explain(options, printed.text());
      }
      if (!printed.text().isEmpty()) {
        LOG.info("libfuse: {}", printed.text());
      }
      return fuse;
    } catch (MountException e) {
      throw e;
    } catch (IOException e) {
      throw new MountException(
          "cannot mount at " + options.mountPoint() + ": " + e.getMessage(), e);
    }
  }

  /** libfuse's signal handlers go at once: signals are the JVM's business. */
  private long setUp(OperationTable operations, FuseArguments arguments) {
    long results = Memory.allocate(2L * Long.BYTES);
    try {
      long fuse =
          library.fuse_setup(
              arguments.count(),
              arguments.vector(),
              operations.address(),
              Layout.OPERATIONS_SIZE,
              results,
              results + Long.BYTES,
              0);
      if (fuse != 0) {
        library.fuse_remove_signal_handlers(library.fuse_get_session(fuse));
      }
      return fuse;
    } finally {
      Memory.free(results);
    }
  }

  @Override
  public BooleanSupplier interruption() {
    return () -> Thread.currentThread() instanceof LoopThread thread && thread.isAskerInterrupted();
  }
}
