package dev.stratus.mount.engine.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Type;
import dev.stratus.mount.engine.Errnos;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operation, called through its native function pointer as libfuse does, over a view that
 * throws. What leaves a callback would be success to the program that asked.
 */
class CallbackTest {

  private static final int SCRATCH = 4096;

  /** An operation: name, offset in the table, and parameters: P(ointer), I(nt), L(ong). */
  private record Operation(String name, long offset, String parameters) {

    CallContext context() {
      Type[] types =
          parameters
              .chars()
              .mapToObj(c -> c == 'P' ? Type.POINTER : c == 'I' ? Type.SINT32 : Type.SINT64)
              .toArray(Type[]::new);
      return new CallContext(Type.SINT32, types);
    }
  }

  static Stream<Arguments> operationsAndThrowables() {
    return operations()
        .flatMap(
            operation ->
                Stream.of(
                    Arguments.of(operation, new IllegalStateException("defect"), Errnos.EIO),
                    Arguments.of(operation, new StackOverflowError("deep"), Errnos.EIO),
                    Arguments.of(operation, new OutOfMemoryError("full"), Errnos.EIO),
                    Arguments.of(
                        operation, new FsException(FsFailure.NO_SPACE, "full"), Errnos.ENOSPC)));
  }

  private static Stream<Operation> operations() {
    var table = Layout.OPERATIONS;
    return Stream.of(
        new Operation("getattr", table.getattr.offset(), "PP"),
        new Operation("fgetattr", table.fgetattr.offset(), "PPP"),
        new Operation("readlink", table.readlink.offset(), "PPL"),
        new Operation("mknod", table.mknod.offset(), "PIL"),
        new Operation("mkdir", table.mkdir.offset(), "PI"),
        new Operation("unlink", table.unlink.offset(), "P"),
        new Operation("rmdir", table.rmdir.offset(), "P"),
        new Operation("symlink", table.symlink.offset(), "PP"),
        new Operation("rename", table.rename.offset(), "PP"),
        new Operation("link", table.link.offset(), "PP"),
        new Operation("chmod", table.chmod.offset(), "PI"),
        new Operation("chown", table.chown.offset(), "PII"),
        new Operation("truncate", table.truncate.offset(), "PL"),
        new Operation("ftruncate", table.ftruncate.offset(), "PLP"),
        new Operation("utimens", table.utimens.offset(), "PP"),
        new Operation("access", table.access.offset(), "PI"),
        new Operation("statfs", table.statfs.offset(), "PP"),
        new Operation("open", table.open.offset(), "PP"),
        new Operation("create", table.create.offset(), "PIP"),
        new Operation("release", table.release.offset(), "PP"),
        new Operation("fallocate", table.fallocate.offset(), "PILLP"),
        new Operation("opendir", table.opendir.offset(), "PP"),
        new Operation("readdir", table.readdir.offset(), "PPPLP"),
        new Operation("fsyncdir", table.fsyncdir.offset(), "PIP"),
        new Operation("getxattr", table.getxattr.offset(), "PPPL"),
        new Operation("setxattr", table.setxattr.offset(), "PPPLI"),
        new Operation("listxattr", table.listxattr.offset(), "PPL"),
        new Operation("removexattr", table.removexattr.offset(), "PP"));
  }

  @ParameterizedTest
  @MethodSource("operationsAndThrowables")
  void whateverIsThrownBecomesAnErrno(Operation operation, Throwable thrown, int errno)
      throws Exception {
    try (OperationTable table =
        new OperationTable(new Kernel(LibFuse.load(), ThrowingView.of(thrown)))) {
      assertThat(call(table, operation)).isEqualTo(-errno);
    }
  }

  /** Every pointer leads to zeroed memory that begins with a path which is also an attribute. */
  private static int call(OperationTable table, Operation operation) {
    long scratch = Memory.allocate(SCRATCH);
    try {
      Memory.IO.putByteArray(scratch, "user.a/b/c".getBytes(StandardCharsets.US_ASCII), 0, 10);
      CallContext context = operation.context();
      HeapInvocationBuffer arguments = new HeapInvocationBuffer(context);
      operation.parameters().chars().forEach(type -> put(arguments, type, scratch));
      long function = Memory.IO.getAddress(table.address() + operation.offset());
      return Invoker.getInstance().invokeInt(context, function, arguments);
    } finally {
      Memory.free(scratch);
    }
  }

  private static void put(HeapInvocationBuffer arguments, int type, long scratch) {
    switch (type) {
      case 'P' -> arguments.putAddress(scratch);
      case 'I' -> arguments.putInt(0);
      default -> arguments.putLong(16);
    }
  }
}
