package dev.patrol.source;

/** A Git repository: read in place when it is on this machine, else through a clone in the state folder. */
public final class GitSource implements DefinitionSource {
    private final GitSettings settings;
    private final RepositoryAddress address;

    public GitSource(GitSettings settings) throws SourceException {
        IsolatedGit.install();
        this.settings = settings;
        this.address = RepositoryAddress.parse(settings.repository());
    }

    // One at a time: a second fetch would only wait for the first one's lock.
    @Override
    public synchronized Checkout fetch() throws SourceException {
        String tried = "cannot read the definitions from " + address
                + settings.revision().map(it -> " at revision '" + it + "'").orElse("");
        return address.isLocal()
                ? new LocalRepository(address.localPath(), settings.revision(), tried).read()
                : new RemoteRepository(settings, address, tried).fetch();
    }
}
