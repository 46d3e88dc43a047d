# shellcheck shell=bash
# One bridge per lab, one port on it per node.

# Interface names have 15 characters at most: a long lab name is replaced by its checksum.
network_tag() {
    if ((${#LAB_NAME} <= 6)); then
        echo "$LAB_NAME"
    else
        printf '%s' "$LAB_NAME" | sha256sum | cut -c1-6
    fi
}

network_bridge() { echo "lab-$(network_tag)"; }
network_machine() { echo "$(network_tag)-$1"; } # NODE
network_port() { echo "vb-$(network_machine "$1")"; } # NODE; systemd-nspawn names the host side so

network_check() {
    local taken
    taken=$(ip -o -4 addr show to "$SUBNET.0/24" | awk '{ print $2; exit }')
    [[ -z $taken ]] || fail "cannot use subnet $SUBNET.0/24 for lab '$LAB_NAME': interface '$taken' of this machine" \
        "has an address in it; choose another with --subnet, or take the other lab down"
}

network_create() {
    local bridge
    bridge=$(network_bridge)
    ip link add "$bridge" type bridge stp_state 0 forward_delay 0
    ip addr add "$SUBNET.1/24" dev "$bridge"
    ip link set "$bridge" up
}

network_delete() {
    local bridge
    bridge=$(network_bridge)
    [[ ! -e /sys/class/net/$bridge ]] || ip link delete "$bridge"
}

# The kernel removes the port of a dead node by itself, but not at once.
network_unplug() { # NODE
    ip link delete "$(network_port "$1")" 2>/dev/null || true
}

network_set() { # NODE up|down
    ip link set "$(network_port "$1")" "$2"
}

network_is_cut() { # NODE
    local flags
    flags=$(cat "/sys/class/net/$(network_port "$1")/flags" 2>/dev/null) || return 1
    ((!(flags & 1)))
}
