package dev.patrol.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;

/** Talks to the server of one repository. An IOException means that the clone is at fault, not the server. */
final class GitConnection implements AutoCloseable {
    private static final int WITHOUT_HISTORY = 1;

    private final RepositoryAddress address;
    private final GitSettings settings;
    private final String tried;
    private final HttpCredentials credentials;
    private Optional<SshdSessionFactory> ssh = Optional.empty();

    GitConnection(RepositoryAddress address, GitSettings settings, String tried) throws SourceException {
        this.address = address;
        this.settings = settings;
        this.tried = tried;
        this.credentials = HttpCredentials.of(address, settings.access().http(), tried);
    }

    /** Where HEAD, the branches and the tags are now. */
    Map<String, Ref> refs(Repository clone) throws IOException, SourceException {
        try (Transport transport = open(clone);
                FetchConnection connection =
                        transport.openFetch(List.of(), Constants.HEAD, Constants.R_HEADS, Constants.R_TAGS)) {
            return connection.getRefsMap();
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    /** Brings what the ref points to now, which may be newer than what {@link #refs} said. */
    ObjectId fetchRef(Repository clone, String ref) throws IOException, SourceException {
        try (Transport transport = open(clone)) {
            transport.setDepth(WITHOUT_HISTORY);
            transport.fetch(deadline(), List.of(new RefSpec("+" + ref + ":" + CloneFolder.LATEST)));
            return clone.exactRef(CloneFolder.LATEST).getObjectId();
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    /** Whether the server gave a commit for its bare id; many do, and say no in different words. */
    boolean fetchCommit(Repository clone, ObjectId id) throws IOException, SourceException {
        try (Transport transport = open(clone)) {
            transport.setDepth(WITHOUT_HISTORY);
            transport.fetch(deadline(), List.of(new RefSpec(id.name())));
        } catch (TransportException e) {
            return false;
        }
        CloneFolder.remember(clone, CloneFolder.LATEST, id);
        return true;
    }

    /** Brings every branch and tag with all that led to it. */
    void fetchHistory(Repository clone) throws IOException, SourceException {
        try (Transport transport = open(clone)) {
            transport.fetch(
                    deadline(),
                    List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
        } catch (TransportException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        ssh.ifPresent(SshdSessionFactory::close);
    }

    private Deadline deadline() {
        return new Deadline(settings.timeout());
    }

    private Transport open(Repository clone) throws TransportException, IOException, SourceException {
        Transport transport = Transport.open(clone, address.transportUri());
        transport.setTimeout((int) settings.timeout().toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setCredentialsProvider(credentials);
        if (transport instanceof SshTransport overSsh) {
            overSsh.setSshSessionFactory(sessions());
        }
        return transport;
    }

    private SshdSessionFactory sessions() throws SourceException {
        if (ssh.isEmpty()) {
            ssh = Optional.of(SshSessions.factory(settings.access().ssh(), tried));
        }
        return ssh.get();
    }

    private SourceException failure(TransportException e) throws IOException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingObjectException || cause instanceof CorruptObjectException) {
                throw (IOException) cause;
            }
        }
        return new SourceException(tried + ": " + TransportFailure.explain(e, settings.timeout()), e);
    }
}
