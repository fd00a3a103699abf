package io.longshore.modelserver.engine;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * A function of a native library, called with boxed arguments: they cost less than a token does.
 */
final class CFunction {
  private final String name;
  private final MethodHandle handle;

  CFunction(String name, MethodHandle handle) {
    this.name = name;
    this.handle =
        handle
            .asSpreader(Object[].class, handle.type().parameterCount())
            .asType(MethodType.methodType(Object.class, Object[].class));
  }

  void run(Object... arguments) {
    Object _ = call(arguments);
  }

  int toInt(Object... arguments) {
    return (int) call(arguments);
  }

  long toLong(Object... arguments) {
    return (long) call(arguments);
  }

  boolean toBoolean(Object... arguments) {
    return (boolean) call(arguments);
  }

  MemorySegment toPointer(Object... arguments) {
    return (MemorySegment) call(arguments);
  }

  private Object call(Object... arguments) {
    try {
      return (Object) handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " could not be called", e);
    }
  }
}
