package dev.patrol.remote.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import dev.patrol.address.HostPort;
import dev.patrol.problem.Message;
import dev.patrol.problem.Reason;
import dev.patrol.remote.Unreached;
import dev.patrol.remote.ssh.SshSettings.Checking;
import dev.patrol.remote.ssh.SshSettings.KnownHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;

/** Decides for one connection whether the machine that answered is the one we mean, and says why not. */
final class HostKeys extends OpenSSHKnownHosts {
    /** Two connections must not write into the file at once. */
    private static final Object WRITING = new Object();

    private final KnownHosts settings;
    private final Optional<String> jumpHost;
    private final HostPort host;
    private Optional<SshProblem> refusal = Optional.empty();

    HostKeys(KnownHosts settings, HostPort host, Optional<String> jumpHost) throws IOException {
        super(settings.file().toFile());
        this.settings = settings;
        this.host = host;
        this.jumpHost = jumpHost;
    }

    /** Why the key was refused, if it was. */
    synchronized Optional<SshProblem> refusal() {
        return refusal;
    }

    /** RSA keys are listed as "ssh-rsa" but sign as "rsa-sha2-…"; without this, a file with only those never fits. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        List<String> algorithms = new ArrayList<>(super.findExistingAlgorithms(hostname, port));
        if (algorithms.contains("ssh-rsa")) {
            algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
        }
        return algorithms;
    }

    /** A revoked key is refused even where another line still allows it. */
    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        String revoked = " " + Base64.getEncoder().encodeToString(blob(key));
        for (KnownHostEntry entry : entries()) {
            if (entry.getLine().startsWith(Marker.REVOKED.getMarkerString())
                    && entry.getLine().contains(revoked)) {
                return refuse(Unreached.HOST_KEY_REVOKED, key);
            }
        }
        return super.verify(hostname, port, key);
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        boolean isNew = super.findExistingAlgorithms(host.host(), host.port()).isEmpty();
        if (!isNew) {
            return refuse(Unreached.HOST_KEY_CHANGED, key);
        }
        if (settings.checking() == Checking.STRICT || key instanceof Certificate) {
            return refuse(Unreached.HOST_KEY_UNKNOWN, key);
        }
        try {
            remember(hostname, key);
            return true;
        } catch (IOException e) {
            return refuse(Unreached.HOST_KEY_NOT_ADDED.with("file", settings.file(), "said", Message.of(e)));
        }
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        return refuse(Unreached.HOST_KEY_CHANGED, key);
    }

    private void remember(String hostname, PublicKey key) throws IOException {
        synchronized (WRITING) {
            Path folder = settings.file().toAbsolutePath().getParent();
            Files.createDirectories(folder);
            write(new HostEntry(null, hostname, KeyType.fromKey(key), key));
        }
    }

    private boolean refuse(Unreached cause, PublicKey key) {
        return refuse(
                cause.with("file", settings.file(), "fingerprint", fingerprint(key), "name", name(), "scan", scan()));
    }

    private synchronized boolean refuse(Reason why) {
        refusal = Optional.of(new SshProblem(why));
        return false;
    }

    private String scan() {
        String keyscan = "ssh-keyscan -p " + host.port() + " " + host.host();
        return jumpHost.map(jump -> "ssh " + jump + " " + keyscan).orElse(keyscan) + " >> '" + settings.file() + "'";
    }

    private String name() {
        return host.port() == 22 ? host.host() : "[" + host.host() + "]:" + host.port();
    }

    private static String fingerprint(PublicKey shown) {
        PublicKey key = shown instanceof Certificate<?> certificate ? certificate.getKey() : shown;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob(key));
            return KeyType.fromKey(key) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] blob(PublicKey key) {
        return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
    }
}
