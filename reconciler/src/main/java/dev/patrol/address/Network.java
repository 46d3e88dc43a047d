package dev.patrol.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Addresses of one family that agree with {@code address} in the bits of {@code mask}. */
public final class Network {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");
    private static final int IPV6_LENGTH = 16;

    private final byte[] address;
    private final byte[] mask;

    private Network(byte[] address, byte[] mask) {
        this.address = address;
        this.mask = mask;
    }

    /** An address alone, or with a prefix; empty for what is neither. */
    public static Optional<Network> of(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = bytes(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(found -> slash < 0
                ? Optional.of(new Network(found, prefix(found.length * 8, found.length)))
                : withPrefix(found, text.substring(slash + 1)));
    }

    /** Of an address and a mask in two fields. */
    public static Optional<Network> of(String address, String mask) {
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

    private static Optional<byte[]> bytes(String text) {
        if (!Host.isIp(text)) {
            return Optional.empty();
        }
        try {
            // An address, so nothing is looked up.
            byte[] found = InetAddress.getByName(text).getAddress();
            return Optional.of(text.contains(":") && found.length < IPV6_LENGTH ? mapped(found) : found);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Java takes no address of the form '" + text + "'", e);
        }
    }

    // Java makes an IPv4 address of ::ffff:10.0.0.1; to PostgreSQL it stays IPv6.
    private static byte[] mapped(byte[] ipv4) {
        byte[] address = new byte[IPV6_LENGTH];
        Arrays.fill(address, 10, 12, (byte) 0xff);
        System.arraycopy(ipv4, 0, address, 12, ipv4.length);
        return address;
    }

    /** Whether there are addresses that are in both. */
    public boolean meets(Network other) {
        return other.address.length == address.length
                && isNothing(i -> (address[i] ^ other.address[i]) & mask[i] & other.mask[i]);
    }

    /** Whether all addresses of the other are in this one. */
    public boolean holds(Network other) {
        return meets(other) && isNothing(i -> mask[i] & ~other.mask[i]);
    }

    private boolean isNothing(IntUnaryOperator bitsOfByte) {
        return IntStream.range(0, address.length).map(bitsOfByte).allMatch(bits -> bits == 0);
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
