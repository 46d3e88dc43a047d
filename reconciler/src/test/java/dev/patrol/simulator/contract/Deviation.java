package dev.patrol.simulator.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the simulator may show something else than real nodes, and why it does. One that no scenario meets any more fails
 * the contract's test.
 *
 * @param releases where it is so
 * @param simulated a line of an account, as a whole; {@code real} may use its groups
 */
public record Deviation(Set<Release> releases, Pattern simulated, String real, String reason) {
    private static final Set<Release> BOTH = Set.of(Release.values());

    public static final List<Deviation> ALL = List.of(new Deviation(
            BOTH,
            Pattern.compile("(. file: .*), without times"),
            "$1, with times",
            "tests of drift put files in place by hand, and no time could be told for these"));

    /** The account that real nodes will give. */
    public static Account applied(Account simulated, Release release) {
        return new Account(simulated.entries().stream()
                .map(entry -> new Account.Entry(
                        entry.label(),
                        entry.lines().stream().map(line -> real(line, release)).toList()))
                .toList());
    }

    private static String real(String line, Release release) {
        String result = line;
        for (Deviation deviation : ALL) {
            if (deviation.releases().contains(release)
                    && deviation.simulated().matcher(line).matches()) {
                result = deviation.simulated().matcher(result).replaceFirst(deviation.real());
            }
        }
        return result;
    }

    /** Those that these accounts of one release do not meet. */
    static List<String> unmetIn(List<Account> accounts, Release release) {
        List<String> lines = new ArrayList<>();
        accounts.forEach(account -> account.entries().forEach(entry -> lines.addAll(entry.lines())));
        return ALL.stream()
                .filter(deviation -> deviation.releases().contains(release))
                .filter(deviation -> lines.stream()
                        .noneMatch(line -> deviation.simulated().matcher(line).matches()))
                .map(Deviation::reason)
                .toList();
    }
}
