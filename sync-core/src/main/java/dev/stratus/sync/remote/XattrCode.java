package dev.stratus.sync.remote;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The xattrs of a file in one metadata value: for each the length of its name (one byte), the name,
 * the length of its value (two bytes), the value; all in base64.
 */
final class XattrCode {

  private XattrCode() {}

  static String encode(Map<String, byte[]> xattrs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (Map.Entry<String, byte[]> xattr : new TreeMap<>(xattrs).entrySet()) {
        byte[] name = xattr.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeByte(name.length);
        out.write(name);
        // A longer value than 64 KiB does not fit an object; its length only has to show that.
        out.writeShort(Math.min(xattr.getValue().length, 0xFFFF));
        out.write(xattr.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Reads as much as makes sense. */
  static Map<String, byte[]> decode(String text) {
    Map<String, byte[]> xattrs = new TreeMap<>();
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      while (in.available() > 0) {
        String name = new String(exactly(in, in.readUnsignedByte()), StandardCharsets.UTF_8);
        xattrs.put(name, exactly(in, in.readUnsignedShort()));
      }
      return xattrs;
    } catch (IllegalArgumentException | IOException broken) {
      return Map.of();
    }
  }

  private static byte[] exactly(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
