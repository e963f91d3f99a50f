package dev.stratus.cloud.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/**
 * Sockets whose reads and writes end when their thread is interrupted, by closing. A plain socket
 * would keep its reader for the whole timeout.
 */
final class InterruptibleSockets extends SocketFactory {

  @Override
  public Socket createSocket() throws IOException {
    SocketChannel channel = SocketChannel.open();
    // Small requests must not wait for the acknowledgement of the one before.
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return new BufferedSocket(channel);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new SocketException("a local address is never chosen here");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new SocketException("a local address is never chosen here");
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = createSocket();
    try {
      socket.connect(address);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
