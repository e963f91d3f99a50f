package dev.stratus.cloud.practice;

import dev.stratus.cloud.Capabilities;
import dev.stratus.cloud.CloudStore;
import dev.stratus.cloud.s3.Credentials;
import dev.stratus.cloud.s3.S3Settings;
import dev.stratus.cloud.s3.S3Store;
import java.io.IOException;

/**
 * A bucket of this process, asked as any other is. It takes and gives objects, has none of them in
 * its listings, and forgets them when it is closed.
 */
public final class PracticeCloud implements AutoCloseable {

  /** Like a good server's, so that the client asks as it asks one. */
  private static final Capabilities GOOD =
      new Capabilities(true, true, true, true, false, true, false, true, true, false, false, false);

  private final PracticeServer server;
  private final S3Store store;

  private PracticeCloud(PracticeServer server) {
    this.server = server;
    this.store =
        new S3Store(
            new S3Settings(
                server.endpoint(),
                S3Settings.DEFAULT_REGION,
                "practice",
                new Credentials("practice", "practice")),
            GOOD);
  }

  /**
   * Opens a new one.
   *
   * @throws IOException if this machine gives it no port
   */
  public static PracticeCloud open() throws IOException {
    return new PracticeCloud(new PracticeServer());
  }

  public CloudStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    server.close();
  }
}
