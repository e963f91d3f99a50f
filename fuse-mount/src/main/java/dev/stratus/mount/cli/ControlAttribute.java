package dev.stratus.mount.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The attribute {@code user.cloud.control} of a mount's root: the path of its socket. */
final class ControlAttribute {

  /** Java adds {@code user.} by itself. */
  private static final String NAME = "cloud.control";

  /** Metadata is answered from memory; a mount that needs longer is hung. */
  private static final long BOUND_SECONDS = 5;

  /** A socket's path has at most 108 bytes. */
  private static final int MAX_PATH_BYTES = 256;

  private ControlAttribute() {}

  /** Reads it; empty if the mount is dead, hung or tells nothing. */
  static Optional<Path> read(Path root) {
    CompletableFuture<Path> answer = new CompletableFuture<>();
    Thread reader = new Thread(() -> complete(answer, root), "control-attribute");
    reader.setDaemon(true);
    reader.start();
    try {
      return Optional.of(answer.get(BOUND_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void complete(CompletableFuture<Path> answer, Path root) {
    try {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(root, UserDefinedFileAttributeView.class);
      ByteBuffer value = ByteBuffer.allocate(MAX_PATH_BYTES);
      view.read(NAME, value);
      answer.complete(Path.of(StandardCharsets.UTF_8.decode(value.flip()).toString()));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
