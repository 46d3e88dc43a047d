package dev.patrol.secrets;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlMap;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlReader;
import dev.patrol.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in environment variables and in files below one folder.
 *
 * <p>A file outside of the folder is refused, links followed: whoever may write definitions must not be able to read the
 * rest of this machine through them. No message holds a secret.
 */
public final class FileAndEnvironmentSecrets implements SecretLookup {
    private static final long MOST_BYTES = 1024L * 1024;
    private static final Secret NONE = new Secret("");

    private final Path folder;
    private final Map<String, String> environment;

    /** For what definitions refer to. With the folder {@code /} every file of this machine is allowed. */
    public FileAndEnvironmentSecrets(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** For what the settings refer to: their paths are absolute, and whoever writes them may name any file. */
    public static FileAndEnvironmentSecrets ofSettings(Map<String, String> environment) {
        return new FileAndEnvironmentSecrets(Path.of("/"), environment);
    }

    @Override
    public Secret resolve(SecretReference reference, Problems problems) {
        if (reference instanceof SecretReference.FromEnvironment variable) {
            return fromEnvironment(variable, problems);
        }
        SecretReference.FromFile file = (SecretReference.FromFile) reference;
        try {
            return fromFile(file, problems);
        } catch (IOException | InvalidPathException e) {
            problems.error(file.location(), "cannot read " + file + ": " + reason(e));
            return NONE;
        }
    }

    private Secret fromEnvironment(SecretReference.FromEnvironment reference, Problems problems) {
        Optional<String> value = Optional.ofNullable(environment.get(reference.variable()));
        if (value.filter(text -> !text.isEmpty()).isEmpty()) {
            String state = value.isPresent() ? " is empty" : " is not set";
            problems.error(reference.location(), reference + state + "; set it where Patrol is started");
        }
        return value.map(Secret::new).orElse(NONE);
    }

    private Secret fromFile(SecretReference.FromFile reference, Problems problems) throws IOException {
        Path file = folder.resolve(reference.path()).toRealPath();
        if (!file.startsWith(folder.toRealPath())) {
            problems.error(
                    reference.location(),
                    reference + " lies outside of '" + folder + "'; move it there or set 'secrets_directory'");
            return NONE;
        }
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            problems.error(reference.location(), reference + " is no file, or larger than 1 MiB; name another");
            return NONE;
        }
        warnIfOthersCanRead(reference, file, problems);
        String text = Files.readString(file);
        Optional<String> value = reference.key().isPresent()
                ? valueOf(reference.key().get(), text, reference, problems)
                : Optional.of(withoutLastLineBreak(text));
        if (value.filter(String::isEmpty).isPresent()) {
            problems.error(reference.location(), reference + " is empty; write the secret into it");
        }
        return value.map(Secret::new).orElse(NONE);
    }

    private static void warnIfOthersCanRead(SecretReference reference, Path file, Problems problems)
            throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            problems.warning(reference.location(), reference + " can be read by everybody; run 'chmod o-r' on it");
        }
    }

    private static String withoutLastLineBreak(String text) {
        return text.replaceFirst("\\r?\\n\\z", "");
    }

    // What YamlReader has to say may quote the file, so only the place is passed on.
    private static Optional<String> valueOf(
            String key, String text, SecretReference.FromFile reference, Problems problems) {
        Problems ofFile = new Problems();
        Optional<YamlNode> document = YamlReader.read(reference.path(), text, ofFile);
        if (ofFile.hasErrors()) {
            problems.error(
                    reference.location(),
                    "file '" + reference.path() + "' cannot be read as YAML, see "
                            + ofFile.all().get(0).location() + "; check it with a YAML linter");
            return Optional.empty();
        }
        Optional<YamlNode> value = document.flatMap(node -> find(node, key));
        if (value.isEmpty()) {
            problems.error(reference.location(), reference + " is not there; add the key to the file");
            return Optional.empty();
        }
        if (value.get() instanceof YamlScalar scalar && scalar.value() instanceof String secret) {
            return Optional.of(secret);
        }
        problems.error(reference.location(), reference + " is no text; put the value into quotes");
        return Optional.empty();
    }

    /** The key as it stands, or else the way through maps that its dots name. */
    private static Optional<YamlNode> find(YamlNode node, String key) {
        if (!(node instanceof YamlMap map)) {
            return Optional.empty();
        }
        Optional<YamlNode> found = map.get(key);
        for (int dot = key.indexOf('.'); found.isEmpty() && dot > 0; dot = key.indexOf('.', dot + 1)) {
            String rest = key.substring(dot + 1);
            found = map.get(key.substring(0, dot)).flatMap(child -> find(child, rest));
        }
        return found;
    }

    private String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file in '" + folder + "'; create it or set 'secrets_directory'";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied; make it readable for the user that runs Patrol";
        }
        return e instanceof CharacterCodingException
                ? "it is not UTF-8; convert it"
                : "it cannot be opened (" + e.getClass().getSimpleName() + "); name another file";
    }
}
