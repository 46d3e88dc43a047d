package dev.patrol.pgedge;

import dev.patrol.ansible.Inventory;
import dev.patrol.ansible.InventoryReader;
import dev.patrol.authoring.AuthoredCluster;
import dev.patrol.cli.CommandFailure;
import dev.patrol.cli.ImportSource;
import dev.patrol.problem.Problems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code patrol import pgedge}: from an Ansible inventory of the pgEdge collection; asks no host anything. */
@Command(
        name = "pgedge",
        mixinStandardHelpOptions = true,
        description = "Read an Ansible inventory of the pgEdge collection; print the definitions, or write them.")
public final class PgedgeSource extends ImportSource {
    @Option(
            names = "--inventory",
            required = true,
            paramLabel = "FILE-or-DIR",
            description = "as given to ansible-playbook -i; group_vars and host_vars beside it are read")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Path inventory;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description =
                    "the role's generation that built the clusters: documented or packages" + " (default: packages)")
    private String layout = Generation.PACKAGES.word();

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            description = "Debian or RedHat, for hosts that the inventory does not say it of")
    private Optional<String> platform = Optional.empty();

    @Override
    protected List<AuthoredCluster> read(Problems problems) {
        ImportOptions options = new ImportOptions(generation(), platform());
        Inventory read = InventoryReader.read(inventory, problems);
        return problems.hasErrors() ? List.of() : PgedgeImport.read(read, inventory.toString(), options, problems);
    }

    private Generation generation() {
        return Arrays.stream(Generation.values())
                .filter(generation -> generation.word().equals(layout))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure("--layout: '" + layout + "' is not known; write documented or packages"));
    }

    private Optional<Platform> platform() {
        Optional<Platform> found = platform.flatMap(Platform::of);
        if (platform.isPresent() && found.isEmpty()) {
            throw new CommandFailure("--platform: '" + platform.get() + "' is not known; write Debian or RedHat");
        }
        return found;
    }
}
