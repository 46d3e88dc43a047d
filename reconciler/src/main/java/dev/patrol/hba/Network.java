package dev.patrol.hba;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of one family that agree with {@code address} in the bits of {@code mask}. */
public final class Network {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");
    private static final int IPV6_LENGTH = 16;

    private final byte[] address;
    private final byte[] mask;

    private Network(byte[] address, byte[] mask) {
        this.address = address;
        this.mask = mask;
    }

    /** An address alone, or with a prefix; empty for what is neither. */
    static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = bytes(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(found -> slash < 0
                ? Optional.of(new Network(found, prefix(found.length * 8, found.length)))
                : withPrefix(found, text.substring(slash + 1)));
    }

    /** Of an address and a mask in two fields. */
    static Optional<Network> of(String address, String mask) {
        return bytes(address)
                .flatMap(found -> bytes(mask)
                        .filter(other -> other.length == found.length)
                        .map(other -> new Network(found, other)));
    }

    private static Optional<Network> withPrefix(byte[] address, String bits) {
        return DIGITS.matcher(bits).matches() && Integer.parseInt(bits) <= address.length * 8
                ? Optional.of(new Network(address, prefix(Integer.parseInt(bits), address.length)))
                : Optional.empty();
    }

    private static byte[] prefix(int bits, int length) {
        byte[] mask = new byte[length];
        for (int bit = 0; bit < bits; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return mask;
    }

    static boolean isAddress(String text) {
        return bytes(text).isPresent();
    }

    private static Optional<byte[]> bytes(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Only digits, dots and colons get here: nothing is looked up.
            byte[] found = InetAddress.getByName(text).getAddress();
            return Optional.of(text.contains(":") && found.length < IPV6_LENGTH ? mapped(found) : found);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    // Java makes an IPv4 address of ::ffff:10.0.0.1; to PostgreSQL it stays IPv6.
    private static byte[] mapped(byte[] ipv4) {
        byte[] address = new byte[IPV6_LENGTH];
        Arrays.fill(address, 10, 12, (byte) 0xff);
        System.arraycopy(ipv4, 0, address, 12, ipv4.length);
        return address;
    }

    /** Whether all addresses of {@code clients} are in this network, none, or some. */
    Match matches(Network clients) {
        if (clients.address.length != address.length) {
            return Match.NO;
        }
        boolean holdsAll = true;
        for (int i = 0; i < address.length; i++) {
            int differs = (address[i] ^ clients.address[i]) & mask[i];
            if ((differs & clients.mask[i]) != 0) {
                return Match.NO;
            }
            holdsAll &= (mask[i] & ~clients.mask[i]) == 0;
        }
        return holdsAll ? Match.YES : Match.MAYBE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && Arrays.equals(address, network.address)
                && Arrays.equals(mask, network.mask);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + Arrays.hashCode(mask);
    }
}
