package dev.stratus.sync.core;

import dev.stratus.cloud.CloudException;
import dev.stratus.cloud.CloudStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A store that tells a {@link NetworkWatch} what each of its requests came to. */
public final class WatchedStore {

  private WatchedStore() {}

  /** The same store, watched. */
  public static CloudStore of(CloudStore store, NetworkWatch watch) {
    return (CloudStore)
        Proxy.newProxyInstance(
            CloudStore.class.getClassLoader(),
            new Class<?>[] {CloudStore.class},
            (proxy, method, arguments) -> invoke(store, watch, method, arguments));
  }

  private static Object invoke(
      CloudStore store, NetworkWatch watch, Method method, Object[] arguments) throws Throwable {
    try {
      Object answer = method.invoke(store, arguments);
      if (asksTheNetwork(method)) {
        watch.answered();
      }
      return answer;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof CloudException failure) {
        watch.failed(failure.failure(), String.valueOf(failure.getMessage()));
      }
      throw e.getCause();
    }
  }

  private static boolean asksTheNetwork(Method method) {
    return method.getExceptionTypes().length > 0;
  }
}
