package dev.stratus.mount.engine.jnr;

import dev.stratus.sync.view.FileSystemView;
import java.lang.reflect.Proxy;

/** A view of which no operation works. */
final class ThrowingView {

  private ThrowingView() {}

  /** Throws this whatever is asked. */
  static FileSystemView of(Throwable thrown) {
    return (FileSystemView)
        Proxy.newProxyInstance(
            ThrowingView.class.getClassLoader(),
            new Class<?>[] {FileSystemView.class},
            (proxy, method, arguments) -> {
              throw thrown;
            });
  }
}
