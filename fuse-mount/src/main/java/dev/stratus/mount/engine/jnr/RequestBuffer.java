package dev.stratus.mount.engine.jnr;

/** The memory into which one thread receives its requests: libfuse's {@code struct fuse_buf}. */
final class RequestBuffer implements AutoCloseable {

  private final long memory;
  private final long size;
  private final long struct;
  private final long channelPointer;
  private final long initialChannel;

  RequestBuffer(long channel, long size) {
    this.size = size;
    this.initialChannel = channel;
    memory = Memory.reserve(size);
    struct = Memory.allocate(Layout.BUFFER_STRUCT_SIZE);
    channelPointer = Memory.allocate(Long.BYTES);
  }

  /** Makes it ready to receive; libfuse leaves the length of the last request in it. */
  long reset() {
    Memory.IO.setMemory(struct, Layout.BUFFER_STRUCT_SIZE, (byte) 0);
    Memory.IO.putLong(struct + Layout.BUFFER_SIZE, size);
    Memory.IO.putAddress(struct + Layout.BUFFER_MEMORY, memory);
    Memory.IO.putAddress(channelPointer, initialChannel);
    return struct;
  }

  long address() {
    return struct;
  }

  /** The kind of the request that was received last, as the kernel numbers them. */
  int operation() {
    return Memory.IO.getInt(memory + Layout.REQUEST_OPERATION);
  }

  /** The number by which the kernel and libfuse call the file that it is about. */
  long node() {
    return Memory.IO.getLong(memory + Layout.REQUEST_NODE);
  }

  /** The number by which the kernel knows the request that was received last. */
  long unique() {
    return Memory.IO.getLong(memory + Layout.REQUEST_UNIQUE);
  }

  /** The program that waits for the answer to it. */
  Asker asker() {
    return new Asker(
        Memory.IO.getInt(memory + Layout.REQUEST_GROUP),
        Memory.IO.getInt(memory + Layout.REQUEST_THREAD));
  }

  /** Where what follows the header of the request that was received last begins. */
  long arguments() {
    return memory + Layout.REQUEST_HEADER_SIZE;
  }

  /** A word of 32 bits behind the header of the request that was received last. */
  int argument(long offset) {
    return Memory.IO.getInt(arguments() + offset);
  }

  /** The first number behind the header of the request that was received last. */
  long firstArgument() {
    return Memory.IO.getLong(arguments());
  }

  /**
   * For the answer, in the same memory: what the request says must be taken out of it before. Most
   * threads that wait for the cloud would else hold two pieces of memory, one of them for nothing.
   */
  AnswerBuffer answer(int device) {
    return new AnswerBuffer(device, memory);
  }

  long channelPointer() {
    return channelPointer;
  }

  long channel() {
    return Memory.IO.getAddress(channelPointer);
  }

  @Override
  public void close() {
    Memory.free(memory);
    Memory.free(struct);
    Memory.free(channelPointer);
  }
}
