package dev.patrol.pgedge;

import java.util.Arrays;
import java.util.Optional;

/** The families of operating systems that the role knows. */
public enum Platform {
    DEBIAN("Debian", "debian"),
    EL("RedHat", "el");

    private final String ansible;
    private final String word;

    Platform(String ansible, String word) {
        this.ansible = ansible;
        this.word = word;
    }

    /** Ansible's {@code os_family}. */
    public static Optional<Platform> of(String osFamily) {
        return Arrays.stream(values())
                .filter(platform -> platform.ansible.equalsIgnoreCase(osFamily))
                .findFirst();
    }

    /** As it is written in the name of a layout. */
    String word() {
        return word;
    }
}
