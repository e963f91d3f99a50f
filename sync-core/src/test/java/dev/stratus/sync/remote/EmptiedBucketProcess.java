package dev.stratus.sync.remote;

import dev.stratus.cloud.memory.MemoryBucket;
import dev.stratus.sync.upload.Rig;
import java.nio.file.Path;
import java.util.Map;

/**
 * Compares an index of many files with a bucket that has nothing but its own name, and prints what
 * is held back.
 *
 * <p>Arguments: DIRECTORY UUID.
 */
final class EmptiedBucketProcess {

  private EmptiedBucketProcess() {}

  public static void main(String[] arguments) throws Exception {
    MemoryBucket bucket = new MemoryBucket();
    bucket.write(".stratus/bucket", new byte[0], Map.of("stratus-bucket", arguments[1]));
    try (Rig rig = Rig.started(Path.of(arguments[0]), bucket)) {
      rig.compare();
      System.out.println(rig.remote().guard().hold().orElseThrow());
    }
  }
}
