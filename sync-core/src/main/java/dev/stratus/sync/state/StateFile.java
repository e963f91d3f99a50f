package dev.stratus.sync.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What {@code state.json} says.
 *
 * @param format of the whole directory
 */
record StateFile(int format, StateIdentity identity) {

  /** The layout that this version writes. */
  static final int FORMAT = 1;

  static final String NAME = "state.json";

  /** A newer version may add fields to the same format. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  static StateFile read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    try {
      return JSON.readValue(Files.readString(file), StateFile.class);
    } catch (JsonProcessingException e) {
      throw new StateException(
          file
              + " is damaged ("
              + e.getOriginalMessage()
              + "); restore it, or choose another"
              + " --state-dir. The local copies beside it are untouched.",
          e);
    }
  }

  /** Replaces the file as a whole, and returns when it is on the disk. */
  void write(Path directory) throws IOException {
    Path fresh = directory.resolve(NAME + ".new");
    byte[] bytes = JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
