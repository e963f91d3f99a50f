package dev.stratus.mount.engine.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import com.kenai.jffi.MemoryIO;
import dev.stratus.mount.engine.Errnos;
import dev.stratus.mount.engine.MemoryView;
import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Caller;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads, writes, flushes and syncs as the kernel asks for them; what it is answered comes out of a
 * pipe. The offsets here are those of linux/fuse.h.
 */
class DataCallsTest {

  private static final long REQUEST = 0x1234_5678_9abcL;
  private static final int SPACE = 4096;

  private final int[] pipe = new int[2];
  private final ByteBuffer received = ByteBuffer.allocateDirect(SPACE);
  private final RequestBuffer request = new RequestBuffer(0, SPACE);
  private AnswerBuffer answer;

  @BeforeEach
  void open() {
    assertThat(LibC.INSTANCE.pipe(pipe)).isZero();
    answer = request.answer(pipe[1]);
  }

  @AfterEach
  void close() {
    request.close();
    LibC.INSTANCE.close(pipe[0]);
    LibC.INSTANCE.close(pipe[1]);
  }

  @Test
  void aReadIsAnsweredWithTheBytes() throws FsException {
    MemoryView view = new MemoryView();
    Handle handle = file(view, "0123456789");

    new DataCalls(view).serve(ask(Opcode.READ, handle, 3, 4), answer);

    assertAnswer(0, 4);
    assertThat(text(16, 4)).isEqualTo("3456");
  }

  @Test
  void aReadBehindTheEndIsAnsweredWithNothing() throws FsException {
    MemoryView view = new MemoryView();
    Handle handle = file(view, "0123456789");

    new DataCalls(view).serve(ask(Opcode.READ, handle, 10, 4), answer);

    assertAnswer(0, 0);
  }

  @Test
  void aWriteIsAnsweredWithTheNumberOfBytes() throws FsException {
    MemoryView view = new MemoryView();
    Handle handle = file(view, "0123456789");
    ask(Opcode.WRITE, handle, 8, 4);
    Memory.IO.putByteArray(
        request.arguments() + 40, "abcd".getBytes(StandardCharsets.US_ASCII), 0, 4);

    new DataCalls(view).serve(request, answer);

    assertAnswer(0, 8);
    assertThat(received.getInt(16)).isEqualTo(4);
    ByteBuffer written = ByteBuffer.allocate(20);
    assertThat(view.read(handle, written, 0)).isEqualTo(12);
    assertThat(new String(written.array(), 0, 12, StandardCharsets.US_ASCII))
        .isEqualTo("01234567abcd");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, ab23456789", "02000, 0, 0123456789ab", "02000, 1, ab23456789"})
  void whetherItGoesToTheEndIsSaidWithEachWrite(String openFlags, int writeFlags, String after)
      throws FsException {
    MemoryView view = new MemoryView();
    Handle handle = file(view, "0123456789");
    ask(Opcode.WRITE, handle, 0, 2);
    Memory.IO.putInt(request.arguments() + 20, writeFlags);
    Memory.IO.putInt(request.arguments() + 32, Integer.parseInt(openFlags, 8));
    Memory.IO.putByteArray(
        request.arguments() + 40, "ab".getBytes(StandardCharsets.US_ASCII), 0, 2);

    new DataCalls(view).serve(request, answer);

    ByteBuffer written = ByteBuffer.allocate(20);
    int length = view.read(handle, written, 0);
    assertThat(new String(written.array(), 0, length, StandardCharsets.US_ASCII)).isEqualTo(after);
  }

  @Test
  void aFlushIsOneOfTheFile() throws FsException {
    List<Handle> flushed = new ArrayList<>();
    MemoryView view =
        new MemoryView() {
          @Override
          public void flush(Handle handle) {
            flushed.add(handle);
          }
        };
    Handle handle = file(view, "0123456789");

    new DataCalls(view).serve(ask(Opcode.FLUSH, handle, 0, 0), answer);

    assertAnswer(0, 0);
    assertThat(flushed).containsExactly(handle);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSyncSaysWhetherOnlyTheDataMatter(boolean dataOnly) throws FsException {
    List<Boolean> asked = new ArrayList<>();
    MemoryView view =
        new MemoryView() {
          @Override
          public void fsync(Handle handle, boolean onlyData) {
            asked.add(onlyData);
          }
        };

    // What a read calls offset is the flags of a sync.
    RequestBuffer sync = ask(Opcode.FSYNC, file(view, "x"), dataOnly ? 1 : 0, 0);
    new DataCalls(view).serve(sync, answer);

    assertAnswer(0, 0);
    assertThat(asked).containsExactly(dataOnly);
  }

  static Stream<Arguments> throwables() {
    return Stream.of(Opcode.READ, Opcode.WRITE, Opcode.FLUSH, Opcode.FSYNC)
        .flatMap(
            operation ->
                Stream.of(
                    Arguments.of(operation, new IllegalStateException("defect"), Errnos.EIO),
                    Arguments.of(operation, new OutOfMemoryError("full"), Errnos.EIO),
                    Arguments.of(
                        operation, new FsException(FsFailure.NO_SPACE, "full"), Errnos.ENOSPC)));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverIsThrownBecomesAnErrno(int operation, Throwable thrown, int errno) {
    DataCalls calls = new DataCalls(ThrowingView.of(thrown));

    calls.serve(ask(operation, new Handle(1), 0, 4), answer);

    assertAnswer(-errno, 0);
  }

  private static Handle file(MemoryView view, String content) throws FsException {
    Handle handle =
        view.create(InodeId.ROOT, new Name("file"), 0644, OpenMode.readWrite(), new Caller(0, 0))
            .handle();
    view.write(handle, ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)), 0);
    return handle;
  }

  private RequestBuffer ask(int operation, Handle handle, long offset, int size) {
    long header = request.arguments() - 40;
    Memory.IO.putInt(header + 4, operation);
    Memory.IO.putLong(header + 8, REQUEST);
    Memory.IO.putLong(request.arguments(), handle.value());
    Memory.IO.putLong(request.arguments() + 8, offset);
    Memory.IO.putInt(request.arguments() + 16, size);
    return request;
  }

  private void assertAnswer(int error, int bytes) {
    long length =
        LibC.INSTANCE.read(pipe[0], MemoryIO.getInstance().getDirectBufferAddress(received), SPACE);
    assertThat(length).isEqualTo(16 + bytes);
    received.order(ByteOrder.nativeOrder());
    assertThat(received.getInt(0)).as("length").isEqualTo(16 + bytes);
    assertThat(received.getInt(4)).as("error").isEqualTo(error);
    assertThat(received.getLong(8)).as("request").isEqualTo(REQUEST);
  }

  private String text(int offset, int length) {
    byte[] bytes = new byte[length];
    received.get(offset, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
