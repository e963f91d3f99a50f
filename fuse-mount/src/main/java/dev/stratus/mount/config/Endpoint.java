package dev.stratus.mount.config;

import java.net.URI;
import java.nio.file.Path;

/** Where the bucket is. */
public sealed interface Endpoint {

  /** As it stands in messages and in the identity of a state directory; the same for ever. */
  String identity();

  /** Why this one was taken. */
  String reason();

  /** An S3 server. */
  record S3(URI url, Credentials credentials, String reason) implements Endpoint {

    @Override
    public String identity() {
      return url.toString();
    }
  }

  /** The server in this process; its port is another at each start, its directory is not. */
  record Embedded(Path directory, String reason) implements Endpoint {

    @Override
    public String identity() {
      return "embedded:" + directory;
    }
  }
}
