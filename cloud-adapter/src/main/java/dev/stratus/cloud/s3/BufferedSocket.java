package dev.stratus.cloud.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;

/**
 * The socket of a channel, which takes what has arrived in large pieces. OkHttp asks for 8 KiB at a
 * time, and a read of a channel's socket with a timeout costs five calls of the system: two thirds
 * of the processor time of a large download.
 */
@SuppressWarnings(
    "UnsynchronizedOverridesSynchronized") // the channel's socket has locks of its own
final class BufferedSocket extends Socket {

  /** What a channel gives at most in one read. */
  private static final int PIECE = 128 << 10;

  private final Socket socket;
  private final InputStream in;

  BufferedSocket(SocketChannel channel) {
    this.socket = channel.socket();
    this.in = new BufferedInputStream(new Arrivals(socket), PIECE);
  }

  /** The socket's own stream, which there is none of before it is connected. */
  private static final class Arrivals extends InputStream {
    private final Socket socket;

    Arrivals(Socket socket) {
      this.socket = socket;
    }

    @Override
    public int read() throws IOException {
      return socket.getInputStream().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return socket.getInputStream().read(target, offset, length);
    }

    @Override
    public int available() throws IOException {
      return socket.getInputStream().available();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (!isConnected() || isClosed()) {
      throw new SocketException("not connected");
    }
    return in;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return socket.getOutputStream();
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    socket.connect(endpoint);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    socket.connect(endpoint, timeout);
  }

  @Override
  public void bind(SocketAddress address) throws IOException {
    socket.bind(address);
  }

  @Override
  public SocketChannel getChannel() {
    return socket.getChannel();
  }

  @Override
  public InetAddress getInetAddress() {
    return socket.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return socket.getLocalAddress();
  }

  @Override
  public int getPort() {
    return socket.getPort();
  }

  @Override
  public int getLocalPort() {
    return socket.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return socket.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return socket.getLocalSocketAddress();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    socket.setSoTimeout(timeout);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return socket.getSoTimeout();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    socket.setTcpNoDelay(on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return socket.getTcpNoDelay();
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    socket.setKeepAlive(on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return socket.getKeepAlive();
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    socket.setReceiveBufferSize(size);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return socket.getReceiveBufferSize();
  }

  @Override
  public void shutdownInput() throws IOException {
    socket.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public boolean isBound() {
    return socket.isBound();
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return socket.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return socket.isOutputShutdown();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
