package citybrain.jobs.polling;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses anybody may have from those of this machine and of the networks around it (IANA's
 * registries of special-purpose addresses, RFC 6890), also where an IPv6 address holds an IPv4 one.
 */
final class PublicAddress {

  private static final int V4 = 4;

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    var bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
  }

  private static boolean isPublic4(byte[] address) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    boolean shared = first == 100 && (second & 0xc0) == 64; // RFC 6598
    boolean special = first == 192 && second == 0 && address[2] == 0; // RFC 6890
    boolean bench = first == 198 && (second & 0xfe) == 18; // RFC 2544
    return first != 0 && first < 240 && !shared && !special && !bench;
  }

  private static boolean isPublic6(byte[] address) {
    if ((address[0] & 0xfe) == 0xfc) {
      return false; // unique local, RFC 4193
    }
    boolean mapped = isZero(address, 0, 10) && address[10] == -1 && address[11] == -1;
    boolean compatible = isZero(address, 0, 12);
    boolean translated =
        address[0] == 0 && address[1] == 0x64 && (address[2] & 0xff) == 0xff; // RFC 6052, RFC 8215
    if (mapped || compatible || translated) {
      return holdsPublic(address, 12);
    }
    boolean sixToFour = address[0] == 0x20 && address[1] == 0x02; // RFC 3056
    return !sixToFour || holdsPublic(address, 2);
  }

  private static boolean holdsPublic(byte[] address, int from) {
    try {
      return is(InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + V4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
