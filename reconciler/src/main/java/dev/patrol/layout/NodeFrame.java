package dev.patrol.layout;

import dev.patrol.address.Host;
import dev.patrol.address.HostPort;
import dev.patrol.definition.Layout;
import dev.patrol.definition.NodeName;
import dev.patrol.keys.KeyValues;
import dev.patrol.problem.Location;
import java.util.regex.Pattern;

/**
 * A node while its definition is read.
 *
 * @param own what the definition says of this node only
 * @param settings the same over what it says of the zone, the cluster and the fleet
 */
public record NodeFrame(
        NodeName name,
        Location location,
        KeyValues own,
        KeyValues settings,
        String address,
        LayoutPreset preset,
        Layout layout) {
    private static final Pattern DOTS = Pattern.compile("\\.");

    /** Patroni's name for the node; in pgEdge's layouts a host name without its domain. */
    public String member() {
        return own.text("member").orElseGet(() -> preset.isPgEdge() ? shortName(name.value()) : name.value());
    }

    // What the collection's nodes call themselves; those known to the inventory by address only follow a cloud's habit.
    private static String shortName(String host) {
        return Host.isIpv4(host) ? "ip-" + DOTS.matcher(host).replaceAll("-") : DOTS.split(host, -1)[0];
    }

    /** The name or address that members and etcd are told; pgEdge's layouts publish the inventory's host name. */
    public String host() {
        return own.text("host").orElseGet(() -> preset.isPgEdge() ? name.value() : address);
    }

    public HostPort rest() {
        return new HostPort(address, settings.port("restapi.port", 8008));
    }

    public HostPort postgresql() {
        return new HostPort(address, settings.port("postgresql.port", 5432));
    }

    /** What members and clients are told to connect to. */
    public HostPort published(HostPort endpoint) {
        return new HostPort(host(), endpoint.port());
    }
}
