package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.MemoryView;
import dev.stratus.mount.engine.Mount;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that mounts 1,000 files answered from memory: what the engine can do with nothing
 * behind it. Arguments: the mount point, and options of libfuse. Ends when it is unmounted.
 */
public final class BareLoop {

  private static final int FILES = 1000;

  private BareLoop() {}

  public static void main(String[] arguments) throws Exception {
    MemoryView view = new MemoryView();
    for (int i = 0; i < FILES; i++) {
      view.mknod(InodeId.ROOT, new Name("file-" + i), 0100644, 0, new Caller(0, 0));
    }
    MountOptions options =
        MountOptions.of(Path.of(arguments[0]), "bare")
            .withExtra(List.of(arguments).subList(1, arguments.length));
    try (Mount mount = JnrEngine.load().mount(view, options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(mount::close));
      System.out.println("mounted");
      mount.awaitEnd();
    }
  }
}
