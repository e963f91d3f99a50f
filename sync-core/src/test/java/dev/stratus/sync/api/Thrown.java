package dev.stratus.sync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Looks at what a call came to. */
final class Thrown {

  private Thrown() {}

  static void assertCode(ThrowingCallable call, int code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CloudSyncException.class, e -> assertThat(e.code()).as(e.reason()).isEqualTo(code));
  }

  static void assertCode(CompletableFuture<?> future, int code) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            CloudSyncException.class, e -> assertThat(e.code()).as(e.reason()).isEqualTo(code));
  }
}
