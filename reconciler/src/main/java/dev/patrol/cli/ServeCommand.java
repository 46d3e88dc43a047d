package dev.patrol.cli;

import picocli.CommandLine.Command;

/** {@code patrol serve}: the daemon. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Run passes on a schedule until told to stop; serve /metrics and /healthz.")
final class ServeCommand extends Subcommand {
    ServeCommand(Services.Factory factory) {
        super(factory);
    }

    @Override
    int run(Services services) {
        if (!options().selection().isAll()) {
            throw new CommandFailure(
                    "serve makes its passes over the whole fleet; leave --cluster and --node out, and see 'paused' and"
                            + " 'drift' for what it is to leave alone");
        }
        return services.serve();
    }
}
