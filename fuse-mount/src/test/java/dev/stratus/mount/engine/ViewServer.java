package dev.stratus.mount.engine;

import dev.stratus.mount.engine.jnr.JnrEngine;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that mounts a {@link FaultyView}: what the mount tests look at from outside. Arguments:
 * the mount point, and options of libfuse. Ends when it is unmounted or gets a signal.
 */
public final class ViewServer {

  private ViewServer() {}

  public static void main(String[] arguments) throws Exception {
    JnrEngine engine = JnrEngine.load();
    List<String> words = List.of(arguments);
    MountOptions options =
        MountOptions.of(Path.of(words.get(0)), "view,server")
            .withExtra(words.subList(1, words.size()));
    try (Mount mount = engine.mount(new FaultyView(engine.interruption()), options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(mount)));
      System.out.println("mounted");
      mount.awaitEnd();
      System.out.println("ended");
    } catch (MountException e) {
      System.out.println("failed: " + e.getMessage());
    }
  }

  private static void end(Mount mount) {
    mount.close();
    System.out.println("closed");
  }
}
