package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFilesTest {

  private static final String NAME = "cloud.state";

  @TempDir Path directory;

  @Test
  void aValueThatGrowsMeanwhileIsReadWhole() throws Exception {
    KernelFiles files = new KernelFiles();
    set("UPLOADING");
    CompletableFuture<Void> changing = CompletableFuture.runAsync(this::growAndShrink);
    while (!changing.isDone()) {
      assertThat(files.attribute(directory, NAME)).isIn("UPLOADING", "UPLOAD_SUCCESS");
    }
    changing.join();
  }

  private void growAndShrink() {
    for (int i = 0; i < 5_000; i++) {
      set("UPLOAD_SUCCESS");
      set("UPLOADING");
    }
  }

  private void set(String value) {
    try {
      Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class)
          .write(NAME, StandardCharsets.UTF_8.encode(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
