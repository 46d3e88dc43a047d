package dev.patrol.source;

import dev.patrol.source.GitSettings.HttpLogin;
import dev.patrol.yaml.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Answers jgit's question for user and password, but only for the server that they are meant for. */
final class HttpCredentials extends CredentialsProvider {
    private final RepositoryAddress address;
    private final Optional<String> username;
    private final Secret password;

    private HttpCredentials(RepositoryAddress address, Optional<String> username, Secret password) {
        this.address = address;
        this.username = username;
        this.password = password;
    }

    /** The settings' login, else what the URL itself holds. */
    static HttpCredentials of(RepositoryAddress address, Optional<HttpLogin> login, String tried)
            throws SourceException {
        if (!address.isHttp()) {
            return new HttpCredentials(address, Optional.empty(), new Secret(""));
        }
        if (login.isEmpty()) {
            return new HttpCredentials(
                    address, address.username(), new Secret(address.password().orElse("")));
        }
        HttpLogin given = login.get();
        Secret token = given.token().isPresent()
                ? given.token().get()
                : read(given.tokenFile().orElseThrow(), tried);
        return new HttpCredentials(address, Optional.of(given.username()), token);
    }

    private static Secret read(Path file, String tried) throws SourceException {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new SourceException(
                    tried + ": the token's file " + file + " cannot be read; correct its path or its mode", e);
        }
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (CredentialItem item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    // After a redirect jgit asks for another server, which the token is none of the business of.
    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (username.isEmpty() || !address.host().equals(uri.getHost()) || !supports(items)) {
            return false;
        }
        for (CredentialItem item : items) {
            if (item instanceof CredentialItem.Username user) {
                user.setValue(username.get());
            } else if (item instanceof CredentialItem.Password secret) {
                secret.setValue(password.reveal().toCharArray());
            }
        }
        return true;
    }
}
