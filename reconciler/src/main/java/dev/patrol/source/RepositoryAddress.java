package dev.patrol.source;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/**
 * What a user named as the repository, told apart: a path or {@code file://} URL on this machine, or a URL.
 *
 * <p>{@link #toString} is safe to print; user and password of a URL are only in {@link #username} and {@link #password}.
 */
final class RepositoryAddress {
    // Not git://, which is neither encrypted nor authenticated, and in which jgit waits for a silent server for ever.
    private static final Set<String> SCHEMES = Set.of("http", "https", "ssh");
    // As git itself tells 'host:path' from a path: a colon before the first slash.
    private static final Pattern SCP_LIKE = Pattern.compile("[^/:]+:.*", Pattern.DOTALL);
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final int HASH_BYTES = 8;

    private final URIish uri;

    private RepositoryAddress(URIish uri) {
        this.uri = uri;
    }

    static RepositoryAddress parse(String text) throws SourceException {
        try {
            return parsed(text);
        } catch (URISyntaxException | InvalidPathException e) {
            // Neither the text nor the cause is shown: a URL that cannot be taken apart may hold a password.
            throw new SourceException(
                    "cannot read the repository: it is given as something that is neither a path nor a"
                            + " Git URL; give a path, or https://, ssh://, user@host:path or file://");
        }
    }

    private static RepositoryAddress parsed(String text) throws URISyntaxException, SourceException {
        if (!text.contains("://")) {
            boolean isPath = !SCP_LIKE.matcher(text).matches() || Files.exists(Path.of(text));
            return new RepositoryAddress(isPath ? local(Path.of(text)) : new URIish(text));
        }
        URIish uri = new URIish(text);
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.equals("file")) {
            return new RepositoryAddress(local(Path.of(uri.getPath())));
        }
        if (!SCHEMES.contains(scheme)) {
            throw new SourceException("cannot read the repository: Patrol does not speak '" + scheme
                    + "'; give a path, or a URL with https, ssh or file");
        }
        if (uri.getHost() == null) {
            throw new URISyntaxException("", "a URL needs a host");
        }
        return new RepositoryAddress(uri);
    }

    private static URIish local(Path path) {
        return new URIish().setPath(path.toAbsolutePath().normalize().toString());
    }

    boolean isLocal() {
        return uri.getHost() == null;
    }

    Path localPath() {
        return Path.of(uri.getPath());
    }

    boolean isPlainDirectory() {
        return isLocal() && Files.isDirectory(localPath()) && !isLocalRepository(localPath());
    }

    private static boolean isLocalRepository(Path path) {
        return Files.exists(path.resolve(".git"))
                || (Files.isRegularFile(path.resolve("HEAD")) && Files.isDirectory(path.resolve("objects")));
    }

    boolean isHttp() {
        return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }

    /** What jgit connects to. In a web URL the user may be a token, so it goes with the password, and only when asked for. */
    URIish transportUri() {
        return isHttp() ? uri.setUser(null).setPass(null) : uri.setPass(null);
    }

    Optional<String> username() {
        return Optional.ofNullable(uri.getUser());
    }

    Optional<String> password() {
        return Optional.ofNullable(uri.getPass());
    }

    String host() {
        return uri.getHost();
    }

    /** A folder's name for the clone: readable, safe, and another one for every other repository. */
    String folderName() {
        String path = uri.getPath().replaceAll("(/*\\.git)?/*$", "");
        String last = UNSAFE.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("_");
        String readable = last.replaceAll("^\\.+", "");
        return (readable.isEmpty() ? "repository" : readable.substring(0, Math.min(60, readable.length()))) + "-"
                + hash(transportUri().toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return isLocal() ? uri.getPath() : uri.setUser(null).setPass(null).toString();
    }
}
