package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Engine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A real engine of which single calls fail. */
final class FaultyEngine {
  private final Map<String, Supplier<Throwable>> faults = new ConcurrentHashMap<>();
  private final Engine engine;

  FaultyEngine(Engine real) {
    engine =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(),
                new Class<?>[] {Engine.class},
                (_, method, arguments) -> {
                  Supplier<Throwable> fault = faults.get(method.getName());
                  if (fault != null) {
                    throw fault.get();
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                });
  }

  Engine engine() {
    return engine;
  }

  /** From now on. */
  void fails(String method, Supplier<Throwable> fault) {
    faults.put(method, fault);
  }

  void works() {
    faults.clear();
  }
}
