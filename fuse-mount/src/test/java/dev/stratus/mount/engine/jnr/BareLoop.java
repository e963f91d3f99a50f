package dev.stratus.mount.engine.jnr;

import dev.stratus.mount.engine.MemoryView;
import dev.stratus.mount.engine.Mount;
import dev.stratus.mount.engine.MountOptions;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.XattrMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that mounts 1,000 files with an attribute in {@code flat/d0}, answered from memory:
 * what the engine can do with nothing behind it. Arguments: the mount point, and options of
 * libfuse. Ends when it is unmounted.
 */
public final class BareLoop {

  private static final int FILES = 1000;
  private static final byte[] STATE = "UPLOAD_SUCCESS".getBytes(StandardCharsets.UTF_8);

  /** As deep as the files that it is compared with: the kernel asks for each part of a path. */
  private static final List<String> DIRECTORIES = List.of("flat", "d0");

  private BareLoop() {}

  public static void main(String[] arguments) throws Exception {
    MemoryView view = new MemoryView();
    Caller root = new Caller(0, 0);
    InodeId directory = InodeId.ROOT;
    for (String name : DIRECTORIES) {
      directory = view.mkdir(directory, new Name(name), 040755, root).inode();
    }
    for (int i = 0; i < FILES; i++) {
      InodeId file = view.mknod(directory, new Name("file-" + i), 0100644, 0, root).inode();
      view.setxattr(file, "user.cloud.state", STATE, XattrMode.CREATE_OR_REPLACE);
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
